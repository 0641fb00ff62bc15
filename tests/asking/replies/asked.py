"""A question taken apart by hand: replies are tested, whatever understanding would make of the words."""

from __future__ import annotations

from wellanyway.asking.people.acquaintance import Acquaintance
from wellanyway.asking.replies import replied
from wellanyway.asking.replies.reply import Asked, Reply
from wellanyway.asking.understanding.question import Kind, Question, understand
from wellanyway.told import Told

__all__ = ["ask", "asked", "question"]


def question(kind: Kind, text: str, subject: str = "", other: str = "") -> Question:
    plain = understand(text)
    return Question(plain.text, kind, plain.type, plain.terms, plain.names, subject, other)


def asked(told: Told, kind: Kind, text: str, subject: str = "", other: str = "") -> Asked:
    return Asked(told, question(kind, text, subject, other), Acquaintance(told))


def ask(told: Told, kind: Kind, text: str, subject: str = "", other: str = "") -> Reply:
    return replied(told, question(kind, text, subject, other))

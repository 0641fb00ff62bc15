"""What was talked about just now: the last exchange that a follow-up can lean on."""

from __future__ import annotations

from dataclasses import dataclass

from wellanyway.asking.people.acquaintance import Acquaintance
from wellanyway.asking.understanding.question import Act, Question, understand
from wellanyway.memory.tally import Known
from wellanyway.told import Told
from wellanyway.views import Answer, Verdict

__all__ = ["Before", "before"]

_NEAR = 5  # sentences told since, after which the talk is over
_METHODS = frozenset({"remark", "command", "noise"})


@dataclass(frozen=True, slots=True)
class Before:
    """A question as it was taken, and its answer."""

    question: Question
    answer: Answer

    @property
    def is_answered(self) -> bool:
        return self.answer.verdict is not Verdict.NOT_TOLD and bool(self.answer.evidence)

    def spoken_of(self, known: Acquaintance) -> list[Known]:
        """Whom it was about: asked for, then named in the answer."""
        question = self.question
        names = [question.subject, *question.names, question.object, self.answer.short or ""]
        found = [known.find(name) for name in dict.fromkeys(names) if name and name[:1].isupper()]
        if question.subject and not question.subject[:1].isupper():
            found.insert(0, known.find(question.subject))
        return [one for one in dict.fromkeys(found) if one is not None]


def before(told: Told) -> Before | None:
    """The last thing asked, if it was asked just now; None where too much has been told since."""
    for answer in reversed(told.talk):
        if told.told_to - answer.told_to > _NEAR:
            return None
        is_lost = answer.method == "talk" and answer.verdict is Verdict.NOT_TOLD
        if answer.method not in _METHODS and not is_lost:
            question = understand(answer.meant or answer.question)
            if question.act in {Act.QUESTION, Act.CORRECTION}:
                return Before(question, answer)
    return None

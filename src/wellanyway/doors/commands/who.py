"""`wellanyway who`: who somebody is, as far as has been told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from wellanyway.doors import options
from wellanyway.story import Pos

if TYPE_CHECKING:
    from wellanyway.views import Character

__all__ = ["about", "command"]

_DESCRIPTIONS = 2
_LONGEST = 60  # characters of a description in the first line


@click.command("who", short_help="Who somebody is, as far as has been told.")
@options.story
@click.argument("name")
@options.at
@options.as_json
@options.library
@options.listener
def command(
    *, story: str, name: str, at: Pos | None, is_json: bool, library: Path | None, listener: str | None
) -> None:
    """Who NAME is in STORY, as far as has been told at your place or at --at: where first heard of and by whom, what
    was said of them, other names, whom they are with. NAME may be a part of a name, or a description ("the captain").
    """
    from wellanyway.doors.desk import Desk
    from wellanyway.doors.printing import Printer, print_json

    desk = Desk(library=library, listener=listener)
    told = desk.open(story).told_or_hint(at)
    character = told.who(name)
    if is_json:
        print_json({"told_to": told.told_to, "at": told.at, "character": character})
        return
    printer = Printer(desk.settings.colour)
    if character is None:
        printer.say(f"Nobody I have told you of is called {' '.join(name.split())}.")
        return
    printer.say(("strong", _capital(character.name)), f"{_stop(character.name)} {about(character)}")
    shown = (*(one.evidence for one in character.said_of), *(one.evidence for one in character.relations))
    ordinals = {character.first.sentence, character.last.sentence, *(one.sentence for one in shown)}
    printer.blank()
    for ordinal in sorted(ordinals):
        printer.quote(told.evidence(ordinal))


def about(character: Character) -> str:
    """Who somebody is, in a few sentences."""
    sentences = [_capital("; ".join(_parts(character)))]
    others = [alias.name for alias in character.aliases if alias.name != character.name]
    also = [*others, *(f"“{alias.name}”" for alias in character.called)]
    if also:
        sentences.append(f"Also: {', '.join(also)}")
    if character.company:
        sentences.append(f"Lately with {_listed(character.company)}")
    return " ".join(f"{sentence}{_stop(sentence)}" for sentence in sentences)


def _stop(words: str) -> str:
    """The full stop that a sentence still lacks."""
    return "" if words.endswith((".", "!", "?")) else "."


def _parts(character: Character) -> Iterator[str]:
    named = character.aliases[0] if character.aliases else None
    by = f" by {character.named_by}" if character.named_by else ""
    if named is None:
        yield f"first heard of {character.first.at}"
    elif named.sentence > character.first.sentence:
        yield f"first heard of {character.first.at}, named {named.at}{by}"
    else:
        yield f"first named {named.at}{by}"
    described = [one.words for one in character.said_of[:_DESCRIPTIONS]]
    yield from (_short(words) for words in described)
    for relation in character.relations:
        words = (
            f"{relation.kind} of {relation.other}"
            if relation.is_theirs
            else f"{relation.kind}: {relation.other}"
        )
        if not any(relation.kind in told for told in described):
            yield words if relation.other else relation.kind
    if not character.is_met:
        yield "not yet met"


def _short(words: str) -> str:
    if len(words) <= _LONGEST:
        return words
    return words[:_LONGEST].rsplit(" ", 1)[0].rstrip(",;:—–-") + " …"


def _listed(names: tuple[str, ...]) -> str:
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last


def _capital(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"

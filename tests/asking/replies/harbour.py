"""A short tale with its facts noted by hand: who is whose brother, who said what, which scene is where."""

from __future__ import annotations

from tests.asking.noted import Noted

__all__ = ["harbour"]

_TALE = (
    "In the spring Perce Tallow, the lamplighter's son, came down to the quay.",  # 0
    "He was Julia's brother, and he was lame.",
    "Honor sat at the mill and mended a sail.",
    "“Perce stole the clapper,” said Honor.",
    "“He never did,” said Julia, and she wept.",
    "Julia walked with Perce to the mill that evening.",  # 5
    "The clapper is a ball of black iron as big as a loaf.",
    "They hid the clapper under the mill floor.",
    "The next morning Honor rowed out alone to the island.",
    "She found a green boat there, and she took it home.",
    "“Who gave you the boat?” asked Wim.",  # 10
    "“Nobody,” said Honor.",
)


def harbour() -> Noted:
    """Perce 0, Julia 1, Honor 2, Wim 3; the mill 4, the island 5."""
    tale = Noted(*_TALE)
    tale.mention(0, "Perce Tallow", 0, gender="m")
    tale.note("description", 0, "the lamplighter's son", 0.85, who=0)
    tale.mention(1, "He", 0, gender="m").mention(1, "Julia", 1, gender="f")
    tale.note("relation", 1, "He was Julia's brother", 0.85, who=0, kind="brother", to=1)
    tale.mention(2, "Honor", 2, gender="f")
    tale.mention(3, "Perce", 0, quoted=True).mention(3, "Honor", 2, gender="f")
    tale.quote(3, "“Perce stole the clapper,”", 2)
    tale.mention(4, "He", 0, quoted=True, gender="m").mention(4, "Julia", 1).mention(4, "she", 1, gender="f")
    tale.quote(4, "“He never did,”", 1)
    tale.mention(5, "Julia", 1).mention(5, "Perce", 0)
    tale.mention(5, "the mill", 4, type="FAC")
    tale.note("scene", 0, "In the spring", reason="chapter")
    tale.note("setting", 5, "the mill", where=4)
    tale.note("event", 5, "walked", lemma="walk")
    tale.note("scene", 8, "The next morning", reason="time")
    tale.mention(8, "Honor", 2).mention(8, "the island", 5, type="LOC")
    tale.note("setting", 8, "the island", where=5).note(
        "setting", 8, "The next morning", when="the next morning"
    )
    tale.note("event", 8, "rowed", lemma="row").note("event", 9, "found", lemma="find")
    tale.mention(9, "She", 2, gender="f").mention(10, "Wim", 3, gender="m").mention(11, "Honor", 2)
    tale.quote(10, "“Who gave you the boat?”", 3).quote(11, "“Nobody,”", 2)
    return tale

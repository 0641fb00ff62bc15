"""Which key does what, and the panel that says so."""

from __future__ import annotations

from typing import Protocol

from prompt_toolkit.filters import Condition
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys

__all__ = ["HELP", "OFFERS", "Hands", "bind"]

HELP = (
    "any letter  breaks in with a question; Enter asks it,",
    "            Esc (or nothing typed) lets the story go on",
    "space       pauses, and goes on",
    "← →         one sentence back · this sentence at once",
    "↑ ↓         this paragraph again · all of it at once",
    "+ -         faster, slower",
    "Tab         what you can type: who said that, what did I",
    "            miss, again, go back 5, skip to 3.1, note ...",
    "Ctrl-C      leaves; your place is kept (so does: quit)",
)

OFFERS = (
    "who said that    what did I miss    again    go back 5",
    "skip to 3.1      note ...           notes    faster, slower",
    "or a question, or whatever you have to say; Tab completes",
)


class Hands(Protocol):
    """What the keys take hold of."""

    @property
    def is_asking(self) -> bool: ...
    def break_in(self, text: str) -> None: ...
    def offer(self) -> None: ...
    def slip(self) -> None: ...
    def hold_or_go(self) -> None: ...
    def go(self) -> None: ...
    def back(self) -> None: ...
    def on(self) -> None: ...
    def paragraph_back(self) -> None: ...
    def paragraph_on(self) -> None: ...
    def faster(self, steps: int) -> None: ...
    def toggle_keys(self) -> None: ...
    def leave(self) -> None: ...
    def suspend(self) -> None: ...


def bind(hands: Hands) -> KeyBindings:
    """The bindings; the question line has its own for editing."""
    keys = KeyBindings()
    _while_telling(keys, hands, Condition(lambda: not hands.is_asking))
    _while_asking(keys, hands, Condition(lambda: hands.is_asking))
    keys.add("c-z")(lambda _event: hands.suspend())
    keys.add("<sigint>")(lambda _event: hands.leave())
    return keys


def _while_telling(keys: KeyBindings, hands: Hands, telling: Condition) -> None:
    plain = {
        " ": hands.hold_or_go,
        "enter": hands.go,
        "left": hands.back,
        "right": hands.on,
        "up": hands.paragraph_back,
        "down": hands.paragraph_on,
        "?": hands.toggle_keys,
        "tab": hands.offer,
        "c-c": hands.leave,
        "c-d": hands.leave,
        "escape": hands.slip,
        "+": lambda: hands.faster(1),
        "=": lambda: hands.faster(1),
        "-": lambda: hands.faster(-1),
    }
    for key, act in plain.items():
        keys.add(key, filter=telling, eager=key != "escape")(lambda _event, act=act: act())

    @keys.add(Keys.Any, filter=telling)
    def _letter(event: KeyPressEvent) -> None:
        if event.data and event.data.isprintable():
            hands.break_in(event.data)

    @keys.add(Keys.BracketedPaste, filter=telling)
    def _pasted(event: KeyPressEvent) -> None:
        hands.break_in(event.data)


def _while_asking(keys: KeyBindings, hands: Hands, asking: Condition) -> None:
    @keys.add("escape", filter=asking)
    @keys.add("c-c", filter=asking)
    @keys.add("c-g", filter=asking)
    def _slip(_event: KeyPressEvent) -> None:
        hands.slip()

    @keys.add("c-d", filter=asking)
    def _end(event: KeyPressEvent) -> None:
        if event.current_buffer.text:
            event.current_buffer.delete()
        else:
            hands.slip()

    @keys.add("enter", filter=asking)
    def _ask(event: KeyPressEvent) -> None:
        event.current_buffer.validate_and_handle()

    @keys.add("backspace", filter=asking)
    def _rub(event: KeyPressEvent) -> None:
        """Rubbing out the last letter is a slip: nothing was meant."""
        if len(event.current_buffer.text) <= 1:
            hands.slip()
        else:
            event.current_buffer.delete_before_cursor()

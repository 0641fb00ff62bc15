"""Made-up facts for property tests: few entities and names, so that everything that can meet does."""

from __future__ import annotations

from hypothesis import strategies as st

from wellanyway.facts import Fact, Scalar

__all__ = ["logs"]

_WHO = st.integers(-1, 5)
_NAMES = st.sampled_from(("Julia", "Julia Rook", "Mr Rook", "Silas"))
_WORDS = st.sampled_from(("the miller", "a miller", "The old miller", "she", "I", "my"))


def _value(
    required: dict[str, st.SearchStrategy[Scalar]], **optional: st.SearchStrategy[Scalar]
) -> st.SearchStrategy[dict[str, Scalar]]:
    return st.fixed_dictionaries(required, optional=optional)


_MENTION = _value(
    {"who": _WHO, "form": st.sampled_from(("proper", "common", "pronoun"))},
    type=st.sampled_from(("PER", "PER", "PER", "FAC", "ORG", "ODD")),
    quoted=st.booleans(),
    name=_NAMES,
    words=_WORDS,
    gender=st.sampled_from(("m", "f")),
    plural=st.booleans(),
)
_QUOTATION = _value(
    {"speaker": _WHO, "addressee": _WHO},
    mode=st.sampled_from(("speech", "speech", "thought", "writing")),
    closed=st.booleans(),
    depth=st.integers(0, 1),
    how=st.sampled_from(("tag", "turns")),
    shown=st.integers(-1, 9),
)
_KINDS = st.one_of(
    st.tuples(st.just("mention"), _MENTION),
    st.tuples(st.just("mention"), _MENTION),
    st.tuples(st.just("quotation"), _QUOTATION),
    st.tuples(st.just("same"), _value({"one": _WHO, "other": _WHO})),
    st.tuples(st.just("description"), _value({"who": _WHO})),
    st.tuples(st.just("relation"), _value({"who": _WHO, "to": _WHO, "kind": st.just("wife")})),
    st.tuples(
        st.just("scene"), _value({"reason": st.sampled_from(("chapter", "break", "time", "place", "cast"))})
    ),
    st.tuples(st.just("setting"), _value({}, where=_WHO, when=st.sampled_from(("noon", "that night")))),
    st.tuples(
        st.just("level"),
        _value({"depth": st.integers(0, 2), "enters": st.booleans(), "teller": _WHO, "listener": _WHO}),
    ),
    st.tuples(
        st.just("odd"),
        st.dictionaries(
            st.sampled_from("abc"),
            st.one_of(
                st.none(),
                st.booleans(),
                st.integers(-(2**60), 2**60),
                st.floats(allow_nan=False),
                st.text(max_size=3),
            ),
        ),
    ),
)


@st.composite
def logs(draw: st.DrawFn) -> list[list[Fact]]:
    """The facts of windows one after another. Now and then one is about a span before its window."""
    windows: list[list[Fact]] = []
    told_to = 0
    for block in range(draw(st.integers(0, 6))):
        first, told_to = told_to, told_to + draw(st.integers(1, 3))
        facts = []
        for kind, value in draw(st.lists(_KINDS, max_size=6)):
            sentence = (
                draw(st.integers(first, told_to - 1))
                if draw(st.integers(0, 9))
                else draw(st.integers(0, first))
            )
            start = draw(st.integers(0, 6))
            place = (sentence, block // 3, block % 3, start, start + draw(st.integers(1, 3)))
            facts.append(
                Fact(kind, *place, told_to, draw(st.sampled_from(("a", "b"))), draw(st.floats(0, 1)), value)
            )
        windows.append(sorted(facts, key=lambda fact: (fact.chapter, fact.block, fact.start, fact.end)))
    return windows

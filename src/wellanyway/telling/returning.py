"""Return lines: one grounded sentence that says where we were, made from the last sentences told.

Narration is put into the past perfect or repeated, a line of dialogue is given to whoever said it where
that is sure, and everything else is quoted. Nothing is ever added that was not told.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wellanyway.story import BlockKind, Sentence
from wellanyway.telling.clauses import TOKEN, IsName, bent, kept, subject
from wellanyway.telling.verbs import SPEECH, participle, word_set

if TYPE_CHECKING:
    from wellanyway.told import Told

__all__ = ["Line", "pick_up", "quoted", "return_line", "scene_so_far"]

_LOOK_BACK = 400  # sentences in which names are looked for
_SCENE = 80  # sentences a scene is looked back over
_SCENE_WORDS = 32  # of a sentence of it
_SURE = 0.9
_QUOTED_WORDS = 14
_SPOKEN_WORDS = 24
_NAME = re.compile(r"(?<=[a-z,;] )[A-Z][a-zà-ÿ]+(?:[’'\-][A-Z]?[a-z]+)*")
_FIRST = re.compile(r"^[A-Z][a-zà-ÿ]{2,}(?= [a-z])")
_SMALL = re.compile(r"\b[a-zà-ÿ]{3,}\b")
_NOT_NAMES = word_set("""The A An And But So Then Now When While As If In On At For To Of With By From It He She They We You There Here
    This That These Those His Her Their My Our Its Your What Who Which Where Why How No Not Yes Oh Ah All Some Many Most
    Every Each Both One Two Three Such Only Even Never Nothing Nobody Everything Everybody Perhaps Still Yet Nor Or
    Christmas Easter Sunday Monday Tuesday Wednesday Thursday Friday Saturday English French German Italian Spanish
    Chapter Heaven Hell Something Someone Somebody Anything Anyone Everyone Other Another Once Up Down Out Into Again""")
_OPENING = "“\"‘'"
_OPEN, _CLOSE = "\x01", "\x02"  # marks that are surely quotation marks


@dataclass(frozen=True, slots=True)
class Line:
    """What the persona wraps. `is_quoted` tells the story's words in quotation marks from a sentence of ours."""

    text: str
    is_quoted: bool


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says a quotation, where that is sure, and the quotation."""

    name: str
    text: str


def pick_up(told: Told) -> Line:
    """The line for the last sentence told. Needs at least one to have been told."""
    from wellanyway.asking.recaps.pieces import happened, named  # a telling begins without them

    last = told.sentence(told.told_to - 1)
    block = told.block(last)
    before = block.text[: last.start]
    if block.kind in {BlockKind.VERSE, BlockKind.LETTER, BlockKind.LIST, BlockKind.HEADING}:
        return Line(quoted(_words_before(told, last)), is_quoted=True)
    names = _names(told)
    quotation = told.said()
    speaker = None
    if quotation is not None and quotation.speaker and quotation.confidence >= _SURE:
        speaker = Speaker(quotation.speaker, quotation.text)
    is_inside = _is_inside(before)
    text = f"{before}{last.text}" if last.text[:1].islower() else last.text
    if text == last.text and not is_inside and text[:1] not in _OPENING:
        text = named(told, last)
        names |= {word.rstrip(".") for word in text.split() if word[:1].isupper() and word not in last.text}
    found = return_line(
        text, is_name=names.__contains__, speaker=speaker, is_inside=is_inside, happened=happened(told, last)
    )
    return found or Line(quoted(_words_before(told, last)), is_quoted=True)


def scene_so_far(told: Told, count: int) -> tuple[str, ...]:
    """`count` sentences of the present scene as a recap has them, the last one told left out.

    Fewer where the scene has fewer; where it has just begun, of the chapter.
    """
    if count <= 0:
        return ()
    last = told.told_to - 1
    chapter = last - told.sentence(last).number + 1
    start = _scene_start(told)
    if last - start < count:
        start = max(chapter, last - _SCENE)
    recap = told.recap(words=_SCENE_WORDS * count, since=start)
    lines = zip(recap.evidence, recap.lines, strict=True)
    return tuple(line for item, line in lines if item.sentence < last)[-count:]


def _scene_start(told: Told) -> int:
    ordinal = told.told_to - 1
    while ordinal > max(0, told.told_to - _SCENE):
        sentence = told.sentence(ordinal)
        if sentence.number == 1 or (sentence.start == 0 and told.breaks_before(sentence)):
            break
        ordinal -= 1
    return ordinal


def _names(told: Told) -> frozenset[str]:
    """Words that stood capitalised in the middle of a sentence told lately, or only ever capitalised."""
    found: set[str] = set()
    first: Counter[str] = Counter()
    small: set[str] = set()
    for sentence in told.sentences(max(0, told.told_to - _LOOK_BACK)):
        found.update(_NAME.findall(sentence.text))
        small.update(_SMALL.findall(sentence.text))
        first.update(_FIRST.findall(sentence.text))
    often = {word for word, count in first.items() if count >= 3 and word.lower() not in small}
    return frozenset((found | often) - _NOT_NAMES)


def _is_inside(before: str) -> bool:
    """Whether a quotation is open at the end of `before` (the paragraph so far)."""
    if "“" in before or "”" in before:
        return before.rfind("“") > before.rfind("”")
    if '"' in before:
        return before.count('"') % 2 == 1
    opens = [match.start() for match in re.finditer(r"(?:^|(?<=[\s—(]))[‘'](?=\w)", before)]
    closes = [match.start() for match in re.finditer(r"(?<=[,.?!—…])[’'](?=\s|$|—)", before)]
    return bool(opens) and (not closes or opens[-1] > closes[-1])


def _words_before(told: Told, last: Sentence) -> str:
    """The last sentence; with the one before it where it is very short."""
    if len(last.text.split()) >= 4 or last.ordinal == 0:
        return last.text
    before = told.sentence(last.ordinal - 1)
    return f"{before.text} {last.text}" if before.chapter == last.chapter else last.text


# -- the line, from words alone


def return_line(
    text: str,
    *,
    is_name: IsName,
    speaker: Speaker | None = None,
    is_inside: bool = False,
    happened: frozenset[str] = frozenset(),
) -> Line | None:
    """The line for a sentence, None where its words had better be quoted.

    `happened` are words of it that are sure to tell events.
    """
    words = " ".join(text.split())
    if is_inside:
        return _spoken(speaker, words)
    if words[:1] in _OPENING and len(words) > 1:
        return _dialogue(words, is_name, speaker)
    if re.search(r"[“”\"]", words):
        return _introduced(words, is_name)
    found = bent(words, is_name, happened) or kept(words, is_name)
    return None if found is None else _line(found, is_name)


def _line(text: str, is_name: IsName) -> Line:
    """A sentence of ours: it stands behind "So"."""
    first = text.split(" ", 1)[0]
    stays = (
        first in {"I", "I’d", "I'd"} or is_name(re.sub(r"[’']s$", "", first).rstrip(".")) or _is_title(first)
    )
    body = text if stays else text[:1].lower() + text[1:]
    return Line(f"{body}.", is_quoted=False)


def _is_title(word: str) -> bool:
    return word in {
        "Mr.",
        "Mrs.",
        "Ms.",
        "Dr.",
        "St.",
        "Mr",
        "Mrs",
        "Dr",
        "Miss",
        "Captain",
        "Lady",
        "Lord",
        "Sir",
    }


def _dialogue(words: str, is_name: IsName, speaker: Speaker | None) -> Line | None:
    """A sentence that begins with a quotation: “Run!” said Tom."""
    close = _close(words)
    if close is None:
        return _spoken(speaker, words[1:])
    said, rest = words[1:close], words[close + 1 :].strip()
    if not rest:
        return _spoken(speaker, said)
    tag = _tag(rest, is_name)
    if tag is None:
        return None
    who, past = tag
    more = re.search(r"[,.] *[“\"‘'](.+)[”\"’']$", rest)
    if more:
        said = f"{said} {more[1]}"
    elif re.search(r"[“”\"]", rest):
        return None
    if who.lower() in {"he", "she"} and speaker is not None and _same(speaker.text, said):
        who = speaker.name
    return _saying(who, SPEECH[past], said)


def _close(words: str) -> int | None:
    """Where the quotation that begins `words` is closed."""
    opening = words[0]
    pairs = {"“": "”", '"': '"'}
    if opening in pairs:
        close = words.find(pairs[opening], 1)
        return close if close > 0 else None
    for match in re.finditer(r"[,.?!—…][’'](?=\s|$)", words):
        return match.end() - 1
    return None


def _tag(rest: str, is_name: IsName) -> tuple[str, str] | None:
    """Subject and verb of `said Tom`, `he said quietly`, `the old man asked`."""
    words = TOKEN.findall(rest)
    if not words:
        return None
    if words[0].lower() in SPEECH:
        found = subject(_told_subject(words[1:]), is_name)
        if found is None:
            return None
        end = found[0]
        following = words[1 + end] if 1 + end < len(words) else "."
        if following not in {",", ".", ";", "—", ":"} and not following.endswith("ly") and following not in {
            "to", "with", "in", "as", "from", "again", "at", "after", "when", "and", "who"}:  # fmt: skip
            return None
        return _cased(" ".join(words[1 : 1 + end]), is_name), words[0].lower()
    found = subject(words, is_name)
    if found is None:
        return None
    end = found[0]
    verb = end + (1 if end < len(words) and words[end].endswith("ly") else 0)
    if verb < len(words) and words[verb].lower() in SPEECH:
        return _cased(" ".join(words[:end]), is_name), words[verb].lower()
    return None


def _told_subject(words: list[str]) -> list[str]:
    """The words up to the first mark, with a verb behind them: `the old man` as a subject needs one."""
    end = next(
        (i for i, word in enumerate(words) if not word[0].isalpha() or word.endswith("ly")), len(words)
    )
    return [*words[:end], "said"]


def _cased(who: str, is_name: IsName) -> str:
    first = who.split(" ", 1)[0]
    if first == "I" or is_name(first.rstrip(".")) or _is_title(first) or not first[:1].isupper():
        return who
    return who[:1].lower() + who[1:]


def _same(quotation: str, said: str) -> bool:
    """Whether the words said are of that quotation."""
    bare = [re.sub(r"\W+", " ", text).strip().lower() for text in (quotation, said)]
    return bool(bare[1]) and (bare[1] in bare[0] or bare[0] in bare[1])


def _spoken(speaker: Speaker | None, said: str) -> Line | None:
    """A quotation with no tag of its own, given to its speaker where that is sure."""
    said = said.strip().strip('“”"‘')
    if said.endswith(("’", "'")) and not re.search(r"s[’']$", said):
        said = said[:-1]
    if speaker is None or not _same(speaker.text, said):
        return None
    return _saying(speaker.name, "asked" if said.endswith("?") else "said", said)


def _saying(who: str, done: str, said: str) -> Line | None:
    said = said.strip()
    if said.endswith(","):
        said = f"{said[:-1]}."
    if not re.search(r"\w", said) or re.search(r"[“”\"]", said):
        return None
    said = _tail(said, _SPOKEN_WORDS)
    if said[-1] not in ".?!…—-":
        said += "."
    return Line(f"{who} had just {done}, “{_inner(said)}”", is_quoted=False)


def _introduced(words: str, is_name: IsName) -> Line | None:
    """He turned and said, “Run!”"""
    match = re.fullmatch(r"([^“”\"]{4,90}?)([,:]) ?[“\"]([^“”\"]+)[”\"]", words)
    if match is None:
        return None
    before = match[1].split()
    if before[-1].lower() not in SPEECH and not any(word.lower() in SPEECH for word in before[-4:]):
        return None
    found = bent(f"{match[1]}.", is_name)
    said = match[3].strip()
    if found is None or len(said.split()) > _SPOKEN_WORDS or not found.endswith(_ending(before)):
        return None
    line = _line(found, is_name).text[:-1]
    return Line(f"{line}, “{said if said[-1] in '.?!…—' else said + '.'}”", is_quoted=False)


def _ending(words: list[str]) -> tuple[str, ...]:
    """What the bent clause has to end with so that nothing of it was cut: its last word, in either form."""
    last = words[-1]
    return (last, participle(last.lower()) or last)


def _inner(text: str) -> str:
    return text.replace("“", "‘").replace("”", "’").replace('"', "'")


def quoted(text: str) -> str:
    """The last few words of `text` in quotation marks: always grammatical, never more than was said."""
    body = _balanced(_tail(_marked(" ".join(text.split())), _QUOTED_WORDS))
    whole = re.fullmatch(f"(…?){_OPEN}([^{_OPEN}{_CLOSE}]*){_CLOSE}", body)
    body = whole[1] + whole[2] if whole else body
    return f"“{body.replace(_OPEN, '‘').replace(_CLOSE, '’')}”"


def _tail(text: str, most: int) -> str:
    """The last words of `text`, at most `most` and a few, from the beginning of a clause if there is one near."""
    words = text.split(" ")
    if len(words) <= most + 4:
        return text
    words = words[-most:]
    ends = [
        i for i, word in enumerate(words[: most // 2]) if re.search(rf"[,;:.!?)—][{_CLOSE}’']*$|--$", word)
    ]
    if ends:
        words = words[ends[-1] + 1 :] if len(words) - ends[-1] > most // 2 + 1 else words[ends[0] + 1 :]
    return f"…{' '.join(words)}"


def _marked(text: str) -> str:
    """Quotation marks as `_OPEN` and `_CLOSE`, told apart from apostrophes, which stay."""
    text = text.replace(_OPEN, "").replace(_CLOSE, "")
    if re.search(r"[“”]", text):
        text = re.sub(r'(?<=\S)"+(?=\S)', " ", text).replace('"', "")
        return text.replace("“", _OPEN).replace("”", _CLOSE)
    if '"' in text:
        return re.sub(r'(?:^|(?<=[\s…(—-]))"(?=\S)', _OPEN, text).replace('"', _CLOSE)
    text = re.sub(
        r"(?:^|(?<=[\s…(—-]))[‘'](?=\w)(?!(?i:em|tis|twas|cause|bout|un|ere|ave|er|ll|v)\b)", _OPEN, text
    )
    return re.sub(r"(?<=[.,?!…—-])[’'](?=\s|$|[—-])", _CLOSE, text)


def _balanced(text: str) -> str:
    """A quotation that lost its beginning or its end gets it back."""
    marks = re.sub(f"[^{_OPEN}{_CLOSE}]", "", text)
    if marks.startswith(_CLOSE):
        start = 1 if text.startswith("…") else 0
        text = f"{text[:start]}{_OPEN}{text[start:]}"
    return f"{text}{_CLOSE}" if marks.endswith(_OPEN) else text

"""A block as talk and gaps: what is said, the narration before, between and behind it, and who is mentioned where.

Made once a block that has talk in it, for everything that looks for a speaker.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from wellanyway.reading.page import Mention, Page

__all__ = ["Gaps", "Seen", "gaps_inside", "gaps_of", "gender_of_word"]

PERSON_TYPES = frozenset({"PER", ""})  # pronouns have no type
_THINGS = frozenset({"it", "its", "itself"})
_MALE = frozenset(
    """he him his himself man boy gentleman father brother son uncle nephew husband lord king prince duke lad fellow chap youth
    widower bachelor monk priest parson squire actor waiter host sir grandfather papa dad daddy master baronet monsieur abbot
    schoolboy footman policeman coachman clergyman sailor soldier hero sheik sultan emperor count baron earl knight butler groom valet
    gentlemen men boys brothers lads fellows workman countryman seaman fisherman""".split()
)
_FEMALE = frozenset(
    """she her hers herself woman girl lady mother sister daughter aunt niece wife queen princess duchess maid lass widow
    spinster nun actress waitress hostess madam grandmother mamma mum mummy mistress ma'am madame heroine bride housekeeper nurse
    governess matron sultana empress countess baroness dame landlady schoolgirl housemaid ladies women girls sisters
    maiden damsel goddess witch parlourmaid milkmaid charwoman laundress seamstress""".split()
)
_MANY = frozenset(
    "they them their themselves we us our both all men women people boys girls ladies gentlemen".split()
)
_POSSESSIVE = frozenset("'s ’s ' ’".split())


_NOT = frozenset("not n't n’t never neither".split())
_ENDS = frozenset(". ! ? ; : , — -- …".split())
_SPEAKS = frozenset(
    "said say reply replied answer answered speak spoke respond responded remark remarked move stir".split()
)
_GESTURES: dict[str, str] = {
    **dict.fromkeys(
        "looked glanced gazed stared turned eyed regarded watched looks turns peered bent leaned leant faced".split(),
        "look",
    ),
    **dict.fromkeys(
        "went came walked ran rose stood sat stepped entered left returned followed stopped moved crossed rushed sprang jumped got put took".split(),
        "move",
    ),
    **dict.fromkeys(
        """smiled nodded laughed frowned sighed shrugged shook grinned blushed flushed winked bowed hesitated paused raised lifted threw
        struck clasped drew wiped rubbed pointed waved lit held gave coughed burst sobbed wept trembled started""".split(),
        "face",
    ),
    **dict.fromkeys(
        "thought felt knew saw heard wondered remembered understood wished noticed seemed found began".split(),
        "mind",
    ),
    **dict.fromkeys(
        "said asked replied spoke told explained answered cried called continued added repeated read sang began commenced exclaimed".split(),
        "say",
    ),
    **dict.fromkeys("was were is are did could would might must should".split(), "be"),
}


def gender_of_word(word: str) -> str:
    """ "m", "f" or "p" where a lower-cased pronoun or noun tells it, else ""."""
    if word in _MALE:
        return "m"
    if word in _FEMALE:
        return "f"
    return "p" if word in _MANY else ""


@dataclass(slots=True)
class Seen:
    """A person's mention as a speaker's evidence: where it stands and what it seems to do there.

    `gap` is the number of the gap it stands in, -1 inside talk. `is_subject` says that it is the first person of its
    clause and no preposition or verb stands before it; `is_owner` that it is a possessor ("Tom's").
    """

    mention: Mention
    who: int
    gap: int
    sentence: int
    is_subject: bool
    is_owner: bool
    word: str  # the lower-cased head
    is_pronoun: bool
    is_silent: bool = False  # said not to speak, or to listen
    gesture: str = ""  # the kind of thing the subject does

    @property
    def gender(self) -> str:
        return gender_of_word(self.word)


@dataclass(slots=True)
class Gaps:
    """`bounds[g]` are the tokens `[a, b)` of gap `g`: before the first quotation, between two, behind the last.

    `speeches` are the indices in `page.speeches` of the outermost quotations, in order. `seen[g]` are the people
    mentioned in a gap, `inside[i]` those named in the i-th quotation.
    """

    page: Page
    words: list[str]
    lower: list[str]
    speeches: list[int]
    bounds: list[tuple[int, int]]
    extents: list[tuple[int, int]]  # tokens of the outermost quotations
    seen: list[list[Seen]] = field(default_factory=list)
    inside: list[list[Mention]] = field(default_factory=list)

    def has_words(self, gap: int) -> bool:
        a, b = self.bounds[gap]
        return any(word[0].isalnum() for word in self.words[a:b])

    def narration(self) -> int:
        """Words outside the talk."""
        return sum(word[0].isalnum() for a, b in self.bounds for word in self.words[a:b])


_BEFORE_OBJECT = frozenset(
    """to at with of for from in on by upon towards toward into behind beside before after against about over under near round
    than like between among through past without within beyond across along around off out up down""".split()
)
_CLAUSE = frozenset(
    ", ; : . ! ? — -- – … ... and but then so for when while as that if because until till or where which who".split()
)


def gaps_of(page: Page) -> Gaps:
    """The block cut into talk and gaps."""
    return _cut(page, [i for i, one in enumerate(page.speeches) if one.depth == 0], -1, 0, len(page.tokens))


def gaps_inside(page: Page, number: int) -> Gaps:
    """One quotation cut in the same way into what is quoted in it and what its speaker tells."""
    starts = [token.start for token in page.tokens]
    outer = page.speeches[number]
    inner = [
        i
        for i, one in enumerate(page.speeches)
        if one.depth == outer.depth + 1 and outer.start <= one.start and one.end <= outer.end
    ]
    first = bisect_left(starts, outer.start + len(outer.mark))
    last = bisect_left(starts, outer.end - (1 if outer.is_closed and outer.mark else 0), first)
    return _cut(page, inner, number, first, last)


def _cut(page: Page, speeches: list[int], told_in: int, at: int, stop: int) -> Gaps:
    text, tokens = page.text, page.tokens
    words = [text[token.start : token.end] for token in tokens]
    starts = [token.start for token in tokens]
    bounds: list[tuple[int, int]] = []
    extents: list[tuple[int, int]] = []
    for i in speeches:
        first = bisect_left(starts, page.speeches[i].start, at)
        last = bisect_left(starts, page.speeches[i].end, first)
        bounds.append((at, first))
        extents.append((first, last))
        at = last
    bounds.append((at, max(at, stop)))
    gaps = Gaps(page, words, [word.lower() for word in words], speeches, bounds, extents)
    _place_mentions(gaps, told_in)
    return gaps


def _place_mentions(gaps: Gaps, told_in: int) -> None:
    gaps.seen = [[] for _ in gaps.bounds]
    gaps.inside = [[] for _ in gaps.extents]
    gap, ends = 0, [b for _, b in gaps.bounds]
    number = {speech: i for i, speech in enumerate(gaps.speeches)}
    for mention in sorted(gaps.page.mentions, key=lambda m: (m.first, -m.last)):
        if mention.type not in PERSON_TYPES or gaps.lower[mention.head] in _THINGS:
            continue
        place = number.get(mention.speech)
        if place is not None:
            gaps.inside[place].append(mention)
        elif mention.speech == told_in:
            while gap < len(ends) - 1 and mention.first >= ends[gap]:
                gap += 1
            gaps.seen[gap].append(_seen(gaps, mention, gap))


def _seen(gaps: Gaps, mention: Mention, gap: int) -> Seen:
    lower = gaps.lower
    a, b = gaps.bounds[gap]
    before = lower[mention.first - 1] if mention.first > a else ""
    behind = lower[mention.last] if mention.last < b else ""
    word = lower[mention.head] if 0 <= mention.head < len(lower) else ""
    is_pronoun = mention.form == "pronoun"
    is_owner = behind in _POSSESSIVE or (
        is_pronoun and word in {"his", "her", "my", "their", "our"} and _owns(lower, mention, b)
    )
    is_subject = (
        not is_owner
        and before not in _BEFORE_OBJECT
        and (not before or before in _CLAUSE or before.endswith("ly") or _acts(lower, mention.last, b))
    )
    if is_pronoun and word in {"him", "her", "me", "them", "us", "himself", "herself"}:
        is_subject = False
    sentence = gaps.page.ordinal(gaps.page.tokens[mention.first].start)
    is_silent = is_subject and _is_silent(lower, mention.last, b)
    gesture = _gesture(lower, mention.last, b) if is_subject else ""
    return Seen(
        mention, mention.who, gap, sentence, is_subject, is_owner, word, is_pronoun, is_silent, gesture
    )


def _is_silent(lower: Sequence[str], at: int, stop: int) -> bool:
    """`Tom said nothing`, `made no answer`, `did not reply`, `listened`, `was silent`."""
    words = lower[at : min(stop, at + 7)]
    for k, word in enumerate(words):
        if word in _ENDS:
            return False
        if word in {"listened", "silent", "speechless", "waited"} or (
            word == "speak" and "unable" in words[:k]
        ):
            return True
        if word in _SPEAKS and (words[k + 1 : k + 2] == ["nothing"] or _NOT & set(words[:k])):
            return True
        if (
            word in {"no", "without"}
            and k
            and {"answer", "reply", "response", "word", "speaking", "answering", "sound", "comment"}
            & set(words[k : k + 4])
        ):
            return True
    return False


def _gesture(lower: Sequence[str], at: int, stop: int) -> str:
    """What kind of thing a subject does: "look" at somebody, "move", "face" (smile, nod), "mind", "say", or "be"."""
    for word in lower[at : min(stop, at + 4)]:
        if word in _ENDS:
            return ""
        kind = _GESTURES.get(word)
        if kind is not None:
            return kind
        if not (
            word.endswith("ly")
            or word in {"had", "then", "now", "only", "again", "just", "also", "himself", "herself"}
        ):
            return ""
    return ""


def _owns(lower: Sequence[str], mention: Mention, stop: int) -> bool:
    if lower[mention.head] != "her":
        return True
    behind = lower[mention.last] if mention.last < stop else ""
    return (
        behind.isalpha()
        and behind not in _BEFORE_OBJECT
        and behind not in _CLAUSE
        and behind not in {"the", "a", "an"}
    )


def _acts(lower: Sequence[str], at: int, stop: int) -> bool:
    word = lower[at] if at < stop else ""
    return word.endswith("ed") or word in {
        "was",
        "had",
        "is",
        "has",
        "did",
        "could",
        "would",
        "said",
        "looked",
        "took",
        "went",
        "came",
    }

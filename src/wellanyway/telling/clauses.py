"""A small analysis of one sentence of narration: who, the verb, and the rest, where they are sure.

It knows closed lists and refuses everything else. What it accepts can be put into the past perfect
("she had just reached the graveyard") or repeated behind "So"; what it refuses is quoted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from wellanyway.telling.verbs import (
    AUXILIARIES,
    gerund,
    gerunds,
    is_event,
    participle,
    pasts,
    present_bases,
    word_set,
)

__all__ = ["TOKEN", "bent", "kept", "subject"]

IsName = Callable[[str], bool]

TOKEN = re.compile(r"(?:Mr|Mrs|Ms|Dr|St|\b[A-HJ-Z])\.|[A-Za-zÀ-ÿ]+(?:[’'\-][A-Za-zÀ-ÿ]+)*|\S")
"""A word, a title or initial with its full stop, or a mark."""
_WORD = re.compile(r"[A-Za-zÀ-ÿ]")
_TITLES = word_set(
    "Mr. Mrs. Ms. Dr. St. Mr Mrs Ms Dr Miss Master Captain Colonel Major Lord Lady Sir Madame Monsieur "
    "Father Mother Brother Sister Uncle Aunt Professor Doctor Judge Squire King Queen Prince Princess"
)
_PRONOUNS = word_set("i he she we they it")
_DETERMINERS = word_set("the a an his her their my our its this that these those")
_LINKS = word_set("of in at on with from by")
_ADVERBS = word_set(
    "then now also again soon presently quite almost only never always often sometimes usually seldom still even just"
)
_AT_ONCE = word_set(
    "only immediately suddenly presently instantly finally really lately shortly directly mostly partly"
)
_NOT_ADVERBS = word_set("only family reply fly jelly belly lily ally supply holy ugly lonely early friendly")
_HABITUAL = word_set("""no not nothing nobody none neither nor never hardly scarcely only always often usually sometimes seldom rarely
    every still even generally frequently ever merely yesterday until till than yet already since once
    seldom cannot just""")
_TIMES = r"(?:moment|minute|hour|day|week|month|year|night|morning|time|while|age|mile|second|instant)s?"
_DURATION = re.compile(
    rf"\b(?:for|all|during|within|in) (?:\w+ ){{0,3}}{_TIMES}\b|\b(?:one|that|next|each|last) {_TIMES}\b",
    re.IGNORECASE,
)
_REPEATED = re.compile(
    r"\b(?:now and (?:then|again)|from time to time|again and again|by degrees|little by little|as (?:soon|long|often) as)\b"
)
_JOINS = word_set(""", and but or that who whom which whose when as while where what how if because before after so though although
    why whether whence lest unless""")
_FRONTS = word_set("""in on at when while as after before during from under over behind through by with upon across beyond between among
    near outside inside to towards toward once since though although if having being""")
_CUTS = re.compile(
    r"\s*(?:;|:|—|--|–|,? (?:and|but|for|so|yet) (?=(?:he|she|they|we|I) )"
    r"|(?P<joined>, (?:and|but|for|so|yet) )(?=(?:then|when|while|as|if|though|after|before|in|on|at|it|there|the|a|an|his|her|their|my|our|its|this|that|[A-Z]\w+)\b))"
)
_LEADS = re.compile(
    r"(?:(?:And then|But then|And so|So then|Then again|And|But|So|Then|At last|At length|At once|Suddenly|Presently"
    r"|Finally|Thereupon|Immediately|Instantly|Accordingly|Thereupon|Therefore|Upon this|Upon that|With this|With that"
    r"|Of course|However|Here|Meanwhile|Meantime|Afterwards?|Now)\b,? +)+(?=[A-Za-z])"
)
_OPEN_ENDED = word_set("if when while as though although because not either neither whether so such too both")
_MARKS = frozenset('()[]“”"?')
_ALSO_PARTICIPLES = word_set("will may can felt read left set put cut")  # or nouns: not surely a second verb
_LONGEST = 32  # words of a line; longer ones are cut at a clause or refused


@dataclass(frozen=True, slots=True)
class _Clause:
    """Tokens as (start, end, text); subject `[0, verb - adverbs)`, the verb's index, and its kind."""

    text: str
    tokens: list[tuple[int, int, str]]
    after_subject: int
    verb: int
    is_plain: bool  # a pronoun or a name: the first word after it is its verb for sure

    def word(self, index: int) -> str:
        return self.tokens[index][2].lower() if index < len(self.tokens) else ""

    @property
    def rest(self) -> str:
        """All behind the verb."""
        return self.text[self.tokens[self.verb][1] :]


def _tokens(text: str) -> list[tuple[int, int, str]]:
    return [(match.start(), match.end(), match[0]) for match in TOKEN.finditer(text)]


def subject(words: list[str], is_name: IsName) -> tuple[int, bool] | None:
    """How many of `words` are the subject they begin with, and whether its end is sure by itself.

    A noun phrase ends before the first known past form, so it is given here only as far as that.
    """
    if not words:
        return None
    first = words[0]
    if first.lower() in _PRONOUNS and (first != "i"):
        return 1, True
    name = _name(words, is_name)
    if (
        name
        and len(words) > name
        and re.fullmatch(r"[a-z].*", words[name])
        and words[name - 1].endswith(("’s", "'s"))
    ):
        return _phrase(words, name, is_name)
    if name:
        while len(words) > name + 1 and words[name] == "and" and (more := _name(words[name + 1 :], is_name)):
            name += 1 + more
        return name, True
    if first.lower() in _DETERMINERS:
        return _phrase(words, 1, is_name)
    return None


def _name(words: list[str], is_name: IsName) -> int:
    """How many words of a name stand first."""
    count = 0
    while count < len(words) and words[count][:1].isupper():
        word = words[count]
        bare = word[:-2] if word.endswith(("’s", "'s")) else word.rstrip(".")
        if word not in _TITLES and not is_name(bare) and not re.fullmatch(r"[A-Z]\.", word):
            break
        count += 1
        if word.endswith(("’s", "'s")):
            break
    return 0 if count and words[count - 1] in _TITLES and words[count - 1].endswith(".") else count


def _phrase(words: list[str], start: int, is_name: IsName) -> tuple[int, bool] | None:
    """A noun phrase whose head begins at `start`: up to the first finite verb, if nothing odd comes before."""
    previous = words[start - 1].lower()
    for index in range(start, min(len(words), start + 9)):
        word = words[index].lower()
        if index > start and previous not in _DETERMINERS | _LINKS and _is_finite(word):
            return index, False
        if not _WORD.match(word) or word in _JOINS or word in _PRONOUNS:
            return None
        if word in _DETERMINERS and previous not in _LINKS:
            return None
        if words[index][0].isupper() and not (is_name(words[index].rstrip(".")) or words[index] in _TITLES):
            return None
        if (
            index > start
            and word.endswith("ly")
            and index + 1 < len(words)
            and _is_finite(words[index + 1].lower())
        ):
            return index, False
        previous = word
    return None


def _is_finite(word: str) -> bool:
    return word in AUXILIARIES or word in pasts()


def _analyse(text: str, is_name: IsName) -> _Clause | None:
    """Subject, adverb and verb at the beginning of `text`, None where they are not sure."""
    tokens = _tokens(text)
    words = [token[2] for token in tokens]
    found = subject(words, is_name)
    if found is None:
        return None
    end, is_plain = found
    verb = end
    while verb < len(words) and _is_adverb(words[verb].lower()):
        verb += 1
    if verb >= len(words) or not _WORD.match(words[verb]):
        return None
    word = words[verb].lower()
    is_known = _is_finite(word) or (is_plain and (word in present_bases() or _looks_past(word)))
    return _Clause(text, tokens, end, verb, is_plain) if is_known else None


def _is_adverb(word: str) -> bool:
    return word in _ADVERBS or (word.endswith("ly") and len(word) > 4 and word not in _NOT_ADVERBS)


def _looks_past(word: str) -> bool:
    return len(word) > 4 and word.endswith("ed") and not word.endswith("eed")


def bent(text: str, is_name: IsName, happened: frozenset[str] = frozenset()) -> str | None:
    """The first clause as having just happened (or just happening), without a full stop; None if not sure.

    `happened` are words of it that are sure to tell events, whether their verbs are listed or not.
    """
    if text.rstrip().endswith(":"):
        return None
    text = _LEADS.sub("", text, count=1) if _LEADS.match(text) else text
    text = text[:1].upper() + text[1:] if text[:2] not in {"i "} else text
    clause = _analyse(_first_clause(text, is_name), is_name)
    if clause is None or _has_habit(clause.text):
        return None
    word = clause.word(clause.verb)
    if word in {"was", "were"}:
        return _progressive(clause)
    if clause.word(0) in {"it", "there", "that", "this", "these", "those"} and clause.after_subject == 1:
        return None
    following = clause.word(clause.verb + 1)
    if word in {"said", "says"} and following not in {
        "that",
        "so",
        "good",
        "something",
        "a",
        "the",
        "his",
        "her",
        "it",
    }:
        return None
    is_unlisted = clause.is_plain and word in happened and _looks_past(word) and word not in pasts()
    if is_event(word, following) or is_unlisted:
        return _perfect(clause)
    if word in present_bases() and clause.is_plain:
        return _present(clause)
    return None


def _first_clause(text: str, is_name: IsName) -> str:
    """`text` up to where another clause with its own subject begins."""
    end = next((end for end in _ends(text, is_name) if end > 0), len(text))
    return text[:end].rstrip(" ,.!…")


def _ends(text: str, is_name: IsName) -> Iterator[int]:
    """Where a clause ends because another one surely begins; "and our coats" is no clause."""
    for found in _CUTS.finditer(text):
        following = text[found.end() :]
        is_list = found["joined"] and following.split(" ", 1)[0].lower() not in _FRONTS | _PRONOUNS
        if not is_list or following[:5] in {"there", "then "} or _analyse(following, is_name) is not None:
            yield found.start()


def _has_habit(text: str) -> bool:
    words = {word.lower() for word in re.findall(r"[A-Za-z]+", text)}
    if _REPEATED.search(text):
        return True
    return bool(words & _HABITUAL) or "n’t" in text or "n't" in text or _DURATION.search(text) is not None


def _head(clause: _Clause, auxiliary: str) -> str:
    """Subject, auxiliary with `just`, and the adverbs that may stand behind it."""
    who = clause.text[: clause.tokens[clause.after_subject - 1][1]]
    between = [clause.word(index) for index in range(clause.after_subject, clause.verb)]
    manner = "".join(f" {word}" for word in between if word.endswith("ly") and word not in _AT_ONCE)
    return f"{who} {auxiliary} just{manner}"


def _perfect(clause: _Clause) -> str | None:
    word = clause.word(clause.verb)
    done = participle(word) or (word if _looks_past(word) else None)
    rest = _rest(clause, lambda word: participle(word) if word in pasts() else None)
    if done is None or rest is None:
        return None
    return f"{_head(clause, 'had')} {done}{rest}"


def _present(clause: _Clause) -> str | None:
    bases = present_bases()
    if clause.word(0) in {"i", "we", "they"} or any(clause.word(i) == "and" for i in range(clause.verb)):
        return None
    rest = _rest(clause, lambda word: gerund(bases[word]) if word in bases else None)
    if rest is None:
        return None
    return f"{_head(clause, 'is')} {gerund(bases[clause.word(clause.verb)])}{rest}"


def _progressive(clause: _Clause) -> str | None:
    if clause.word(clause.verb + 1) not in gerunds() or clause.word(0) in {"it", "there"}:
        return None
    rest = _rest(clause, lambda _: None)
    return None if rest is None else f"{_head(clause, clause.word(clause.verb))}{rest}"


def _rest(clause: _Clause, shift: Callable[[str], str | None]) -> str | None:
    """What follows the verb, verbs joined to it shifted along with it; None where that is not sure."""
    if any(token in _MARKS for _, _, token in clause.tokens):
        return None
    out, place = "", clause.tokens[clause.verb][1]
    has_subclause = has_row = False
    for index in range(clause.verb + 1, len(clause.tokens)):
        word, joint = clause.word(index), _joint(clause, index)
        has_subclause = has_subclause or (word in _JOINS and word not in {",", "and", "but", "or"})
        if not _is_second_verb(word, is_joined=joint is not None):
            continue
        if joint is None and has_subclause:
            continue
        new = None if has_subclause or word in AUXILIARIES else shift(word)
        if joint is None and (new is None or clause.word(index - 1) != ","):
            return None
        if new is None:  # what is joined on stays away, unless it ends a row
            return None if has_row or joint is None else _up_to(clause, out, place, joint)
        has_row = has_row or joint is None
        out += clause.text[place : clause.tokens[index][0]] + new
        place = clause.tokens[index][1]
    return out + clause.text[place:]


def _up_to(clause: _Clause, out: str, place: int, joint: int) -> str:
    return (out + clause.text[place : clause.tokens[joint][0]]).rstrip(" ,")


def _joint(clause: _Clause, index: int) -> int | None:
    """Where the `and` stands that joins token `index` to what was before it."""
    previous = clause.word(index - 1)
    if previous in {"and", "but"}:
        return index - 1
    return index - 2 if previous == "then" and clause.word(index - 2) == "and" else None


def _is_second_verb(word: str, *, is_joined: bool) -> bool:
    """Whether a word behind the verb may be another finite one; joined, it may be in the present tense."""
    if is_joined:
        return _is_finite(word) or word in present_bases()
    return _is_finite(word) and word not in _ALSO_PARTICIPLES


def kept(text: str, is_name: IsName) -> str | None:
    """A whole declarative sentence that can be repeated behind "So", without a full stop; None if not sure."""
    lead = re.match(r"(?:And|But|So|Then|Therefore|Thus)\b,? +(?=[A-Za-z])", text)
    if lead:
        text = text[lead.end() :]
    words = [token[2] for token in _tokens(text)]
    if not words or text.rstrip()[-1:] not in {".", "!", "…", ";"} or re.search(r"[“”\"?()\[\]]", text):
        return None
    if not (_stands(text, is_name) or _stands_behind_front(text, is_name)):
        return None
    return _shortened(text, is_name)


def _stands(text: str, is_name: IsName) -> bool:
    """Whether a subject and a finite verb begin `text`."""
    first = text.split(" ", 1)[0]
    if first == "There" and re.match(r"There (?:was|were|had been|came|stood|lay|is|are)\b", text):
        return True
    if re.match(r"(?:Nobody|Everybody|Everyone|Somebody|Someone|No one|Nothing|Everything|Something) ", text):
        following = re.findall(r"[A-Za-z]+", text)[2 if text.startswith("No one") else 1 :]
        verb = next((word for word in following[:2] if not _is_adverb(word)), "")
        return _is_finite(verb)
    return _analyse(text, is_name) is not None


def _stands_behind_front(text: str, is_name: IsName) -> bool:
    """Whether `text` begins with an adverbial and goes on with a subject and a verb behind its comma."""
    first = text.split(" ", 1)[0].rstrip(",")
    is_front = first.lower() in _FRONTS or bool(_LEADS.match(text)) or first.endswith(("ly", "ing"))
    if not is_front:
        return False
    lead = _LEADS.match(text)
    if lead and _stands(text[lead.end() :], is_name):
        return True
    for match in list(re.finditer(r", ", text))[:2]:
        if _stands(text[match.end() :], is_name):
            return not re.search(r"\b(?:who|which)\b", text[: match.end()])
    if first.lower() in {"in", "on", "at", "from", "by", "for", "with", "after"}:
        pronoun = re.match(r"\w+ (?:[a-z’'\-]+ ){1,4}(?=(?:I|he|she|we|they|the|his|her) )", text)
        return pronoun is not None and _stands(text[pronoun.end() :], is_name)
    return False


def _shortened(text: str, is_name: IsName) -> str | None:
    """At most `_LONGEST` words, cut before the second clause; None where that is no whole sentence."""
    if len(text.split()) > _LONGEST:
        end = next((end for end in _ends(text, is_name) if len(text[:end].split()) >= 5), 0)
        text = text[:end]
        words = {word.lower() for word in re.findall(r"[A-Za-z]+", text)}
        if (
            not end
            or len(text.split()) > _LONGEST
            or words & _OPEN_ENDED
            or text.split()[0].lower() in _FRONTS
        ):
            return None
    return text.rstrip(" .,;:!…—-")

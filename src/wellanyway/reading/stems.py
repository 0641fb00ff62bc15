"""Words brought to one form, so that "ran" is found by "run" and "mice" by "mouse".

A light stemmer made for matching questions with fiction: inflection is taken off, derivation is left. The
result is a key to compare, not a word.
"""

from __future__ import annotations

import re
from functools import lru_cache

__all__ = ["STOPWORDS", "content", "stem", "words"]

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")

STOPWORDS = frozenset(
    """a an the and or but nor so yet if then than that this these those there here of to in on at by for from with
    as into onto upon about over under up down out off through between among after before again
    is am are was were be been being do does did doing done have has had having will would shall should can could
    may might must i me my mine myself we us our ours ourselves you your yours yourself he him his himself she her
    hers herself it its itself they them their theirs themselves who whom whose which what when where why how
    not no all any both each some such only own same too very just now s t ll d m re ve o y don didn doesn isn
    wasn weren hadn hasn haven wouldn couldn shouldn won
    thee thou thy thine ye hath doth""".split()
)
"""Words that carry a sentence's grammar alone; they are not looked up."""

_IRREGULAR = {
    form: base
    for base, forms in (
        line.split(":")
        for line in """arise:arose arisen
awake:awoke awoken
bear:bore borne born
beat:beaten
become:became
begin:began begun
bend:bent
bind:bound
bite:bit bitten
bleed:bled
blow:blew blown
break:broke broken
bring:brought
build:built
burn:burnt
buy:bought
catch:caught
child:children
choose:chose chosen
cling:clung
come:came
creep:crept
deal:dealt
die:dying
dig:dug
draw:drew drawn
dream:dreamt
drink:drank drunk
drive:drove driven
eat:ate eaten
fall:fell fallen
feed:fed
feel:felt
fight:fought
find:found
flee:fled
fling:flung
fly:flew flown
foot:feet
forget:forgot forgotten
forgive:forgave forgiven
freeze:froze frozen
get:got gotten
give:gave given
go:went gone goes
goose:geese
grow:grew grown
hang:hung
hear:heard
hide:hid hidden
hold:held
keep:kept
kneel:knelt
knife:knives
know:knew known
lay:laid
lead:led
leaf:leaves
learn:learnt
leave:left
lend:lent
lie:lay lying lain
life:lives
light:lit
lose:lost
make:made
man:men
marry:married
mean:meant
meet:met
mouse:mice
pay:paid
ride:rode ridden
ring:rang rung
rise:rose risen
run:ran
say:said
see:saw seen
seek:sought
sell:sold
send:sent
shake:shook shaken
shine:shone
shoot:shot
show:shown
shrink:shrank shrunk
sing:sang sung
sink:sank sunk
sit:sat
slay:slew slain
sleep:slept
slide:slid
speak:spoke spoken spake
spend:spent
spin:spun
spring:sprang sprung
stand:stood
steal:stole stolen
stick:stuck
strike:struck stricken
swear:swore sworn
sweep:swept
swell:swollen
swim:swam swum
swing:swung
take:took taken
teach:taught
tear:tore torn
tell:told
think:thought
throw:threw thrown
tie:tying
tooth:teeth
tread:trod trodden
understand:understood
wake:woke woken
wear:wore worn
weave:wove woven
weep:wept
wife:wives
win:won
wind:wound
withdraw:withdrew withdrawn
wolf:wolves
woman:women
write:wrote written""".splitlines()
    )
    for form in forms.split()
}
_VOWEL = re.compile(r"[aeiouy]")
_KEPT_DOUBLE = frozenset("lsz")


def words(text: str) -> list[str]:
    """The words of `text`, in lower case, with plain apostrophes."""
    return [word.lower().replace("’", "'") for word in _WORD.findall(text)]


def content(text: str) -> list[str]:
    """Stems of the words of `text` that are not grammar alone, in order, repetitions kept."""
    return [stem(word) for word in words(text) if word not in STOPWORDS]


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """The form under which a lower-case word is compared."""
    if word.endswith("'s"):
        word = word[:-2]
    elif word.endswith("s'"):
        word = word[:-1]
    found = _IRREGULAR.get(word)
    return _finish(found if found is not None else _inflection(word))


def _inflection(word: str) -> str:
    if len(word) > 3 and word[-1] == "s" and word[-2] not in "su'":
        if word.endswith("ies") and len(word) > 4:
            word = f"{word[:-3]}y"
        elif word.endswith(("ches", "shes", "sses", "xes", "zes", "oes")):
            word = word[:-2]
        else:
            word = word[:-1]
    for ending in ("ied", "ing", "ed", "ly"):
        base = word[: -len(ending)]
        if word.endswith(ending) and len(base) > 2 and _VOWEL.search(base):
            if ending == "ied":
                return f"{base}y"
            if ending != "ly" and base[-1] == base[-2] and base[-1] not in _KEPT_DOUBLE:
                return base[:-1]
            return base
    return word


def _finish(word: str) -> str:
    """One spelling for what endings leave different: love, lov(ed); cry, cri(es); travell(ed), travel."""
    if len(word) > 3 and word[-1] == "e":
        word = word[:-1]
    if len(word) > 4 and word.endswith("ll"):
        word = word[:-1]
    if len(word) > 2 and word[-1] == "y":
        word = f"{word[:-1]}i"
    return word

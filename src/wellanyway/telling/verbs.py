"""English verbs as the return line needs them: which past forms are events, and what becomes of them.

Closed lists on purpose. A verb that is not listed is never bent: its sentence is repeated or quoted.
"""

from __future__ import annotations

from functools import cache

__all__ = [
    "AUXILIARIES",
    "SPEECH",
    "gerund",
    "gerunds",
    "is_event",
    "participle",
    "pasts",
    "present_bases",
    "word_set",
]


def word_set(text: str) -> frozenset[str]:
    """The words of `text`."""
    return frozenset(text.split())


AUXILIARIES = word_set(
    "was were had could would should might must did is are has have can will may does do am"
)

# base past participle; events, which may have "just" happened
_EVENTS = """arise arose arisen;awake awoke awoken;become became become;begin began begun;bend bent bent;
bite bit bitten;blow blew blown;break broke broken;bring brought brought;build built built;buy bought bought;
catch caught caught;choose chose chosen;come came come;creep crept crept;cut cut cut;
dig dug dug;draw drew drawn;drink drank drunk;eat ate eaten;fall fell fallen;fight fought fought;find found found;
flee fled fled;fling flung flung;fly flew flown;forget forgot forgotten;forgive forgave forgiven;give gave given;
go went gone;hear heard heard;hide hid hidden;hit hit hit;kneel knelt knelt;
leap leapt leapt;leave left left;lend lent lent;light lit lit;lose lost lost;make made made;meet met met;
overhear overheard overheard;overtake overtook overtaken;pay paid paid;put put put;read read read;ring rang rung;
rise rose risen;say said said;see saw seen;seize seized seized;sell sold sold;send sent sent;set set set;
shake shook shaken;shoot shot shot;shut shut shut;sink sank sunk;slay slew slain;slide slid slid;speak spoke spoken;
spill spilt spilt;spit spat spat;split split split;spring sprang sprung;steal stole stolen;strike struck struck;
swear swore sworn;sweep swept swept;swing swung swung;take took taken;tear tore torn;tell told told;
throw threw thrown;thrust thrust thrust;wake woke woken;win won won;withdraw withdrew withdrawn;write wrote written"""

# the same, but events only with a direction after them: "looked up", "sat down"
_DIRECTED = """look looked looked;get got got;sit sat sat;stand stood stood;walk walked walked;run ran run;
ride rode ridden;drive drove driven;swim swam swum;sail sailed sailed;march marched marched;climb climbed climbed;
crawl crawled crawled;hurry hurried hurried;move moved moved;wander wandered wandered;lean leaned leaned;
gaze gazed gazed;glance glanced glanced;stare stared stared;step stepped stepped;rush rushed rushed"""
_DIRECTIONS = word_set("""up down in into out off on onto back away forward forwards over across to toward towards at round around
    after through home past ashore aboard along upstairs downstairs outside inside aside""")
_REQUIRED = {"sit": frozenset({"down", "up", "back"}), "stand": frozenset({"up"}), "lean": frozenset(
    {"forward", "over", "back", "across", "down", "out"})}  # fmt: skip

# states and habits that the analysis still has to know as finite verbs
_STATES = """bear bore;feel felt;grow grew;hang hung;hold held;keep kept;know knew;lie lay;mean meant;
seek sought;sleep slept;spend spent;think thought;understand understood;wear wore;weep wept;sing sang;shine shone;
stick stuck;cling clung;dream dreamt;learn learnt;forbid forbade;deal dealt;beat beat;lay laid;wind wound;burst burst;
cost cost;spread spread;let let;hurt hurt;cast cast;bid bade;feed fed;breed bred;shed shed;stride strode;strive strove;
tread trod;weave wove;swell swelled;undergo underwent;teach taught;bind bound;grind ground;freeze froze;lead led;shrink shrank"""

_REGULAR_EVENTS = word_set("""accept add admit agree alight announce approach arrange arrest arrive ask attack bow breathe call cease
change clap clasp close collapse cough cross cry dash deliver demand depart descend disappear discover
dismiss dismount drag drop dry embrace emerge empty enter escape exclaim explain explode fasten faint
fetch fill finish fire flush fold follow frown gasp gather glance grab grasp greet groan halt hand hurl
inquire enquire jerk join jump kick kill kiss knock land laugh launch lift load lock lower mention mount
murmur mutter nod notice offer open order pack part pass pat pause peep pick place plunge pocket point
pour press proceed produce promise propose pull push raise reach recover refuse rejoin remark repeat
reply rescue resume retire retort return roll rub sail settle shiver shout shriek shrug shudder sigh
sign signal slam slap slip smash smile snap snatch sneeze snort start stagger stab step stoop stop
stumble surrender swallow swerve tap thank tie toss touch translate tremble trip tumble turn twist
unfold unlock untie vanish visit wave whisper whistle wink wipe wound yawn yell yield answer""")
_REGULAR_STATES = word_set("""live stay remain wait want like love hate seem appear belong contain need hope wish fear deserve own
possess exist continue believe suppose imagine resemble use watch listen talk work play dance rain appear burn
extend stretch separate cover linger last depend mean doubt expect trust serve suffer enjoy prefer dare lack regard consider""")
_DOUBLES = word_set(
    "admit clap drag drop grab nod pat rub shrug slam slap slip snap stab step stop tap trip wrap"
)

SPEECH: dict[str, str] = {
    **{past: past for past in sorted(word_set("""said asked cried whispered answered replied shouted called murmured muttered exclaimed
    returned added repeated demanded inquired enquired observed remarked continued suggested declared growled groaned
    sighed gasped screamed admitted agreed explained insisted protested announced retorted rejoined responded yelled
    snapped interrupted faltered stammered sobbed laughed pleaded begged roared ejaculated persisted concluded
    echoed assented interposed pursued"""))},
    "began": "begun",
}  # fmt: skip
"""Past forms that carry a line of dialogue, with their participles."""


def _rows(table: str) -> list[list[str]]:
    return [row.split() for row in table.replace("\n", "").split(";")]


def _regular(base: str) -> str:
    if base in _DOUBLES:
        return f"{base}{base[-1]}ed"
    if base.endswith("e"):
        return f"{base}d"
    if base.endswith("y") and base[-2] not in "aeou":
        return f"{base[:-1]}ied"
    return f"{base}ed"


@cache
def _events() -> dict[str, tuple[str, str]]:
    """Past form -> (participle, base), events alone."""
    found = {past: (done, base) for base, past, done in _rows(_EVENTS)}
    found |= {_regular(base): (_regular(base), base) for base in _REGULAR_EVENTS}
    return found


@cache
def _directed() -> dict[str, tuple[str, str]]:
    return {past: (done, base) for base, past, done in _rows(_DIRECTED)}


@cache
def pasts() -> frozenset[str]:
    """Every past form known, of events and of states."""
    states = {row[1] for row in _rows(_STATES)} | {_regular(base) for base in _REGULAR_STATES}
    return frozenset(states | _events().keys() | _directed().keys())


def is_event(past: str, following: str) -> bool:
    """Whether it is sure that `past` tells an event, given the word after it."""
    if past in _directed():
        base = _directed()[past][1]
        return following in _REQUIRED.get(base, _DIRECTIONS)
    return past in _events()


def participle(past: str) -> str | None:
    """`went` -> `gone`; None for a form that is not known."""
    entry = _events().get(past) or _directed().get(past)
    if entry is not None:
        return entry[0]
    return _STATE_PARTICIPLES.get(past) or (past if past.endswith("ed") and past in pasts() else None)


_STATE_PARTICIPLES = {
    "bore": "borne", "felt": "felt", "grew": "grown", "hung": "hung", "held": "held", "kept": "kept", "knew": "known",
    "lay": "lain", "led": "led", "meant": "meant", "sought": "sought", "slept": "slept", "spent": "spent", "thought": "thought",
    "understood": "understood", "wore": "worn", "wept": "wept", "sang": "sung", "shone": "shone", "stuck": "stuck",
    "clung": "clung", "laid": "laid", "let": "let", "cast": "cast", "burst": "burst", "spread": "spread",
    "strode": "stridden", "trod": "trodden", "bound": "bound", "froze": "frozen", "shrank": "shrunk",
}  # fmt: skip


def gerund(base: str) -> str:
    """`take` -> `taking`."""
    if base in _DOUBLES or base in {"begin", "cut", "dig", "forget", "get", "hit", "put", "run", "set", "shut", "sit",
                                    "slay", "spit", "split", "swim", "win"}:  # fmt: skip
        return f"{base}ing" if base == "slay" else f"{base}{base[-1]}ing"
    if base in {"tie", "untie", "lie"}:
        return f"{base[:-2]}ying"
    if base.endswith("e") and not base.endswith("ee"):
        return f"{base[:-1]}ing"
    return f"{base}ing"


@cache
def gerunds() -> frozenset[str]:
    """The -ing forms of verbs that are events with nothing behind them ("was looking tired" is none)."""
    return frozenset(gerund(base) for _, base in _events().values())


@cache
def present_bases() -> dict[str, str]:
    """Third person singular -> base (`walks` -> `walk`), events alone."""
    bases = {base for _, base in (*_events().values(), *_directed().values())} - {"sit", "stand", "lean"}
    return {_third(base): base for base in bases}


def _third(base: str) -> str:
    if base == "go":
        return "goes"
    if base.endswith(("s", "sh", "ch", "x", "z")):
        return f"{base}es"
    if base.endswith("y") and base[-2] not in "aeou":
        return f"{base[:-1]}ies"
    return f"{base}s"

"""Verbs that go with a quotation, in the forms that a speech tag has: "said", "went on", "ejaculates", "quoth".

Made by hand for this project. `TELLING` verbs tell of speech by themselves; `SOUNDING` ones ("laughed", "sighed") are
as often what somebody does beside speaking, so they make a tag only right at the quotation.
"""

from __future__ import annotations

__all__ = ["PHRASAL", "SAYING_BASE", "SOUNDING", "TELLING"]

_REGULAR = """
accede accuse acknowledge acquiesce add address admit admonish adjure advance advise affirm agree allege allow amend
announce answer apologise apologize appeal applaud argue ask assent assert assure attest aver avow
bargain bark bawl bellow beseech bewail blare blaspheme bleat blubber bluster blurt boast boom brag bray breathe
bridle bully burble cackle cajole call carol carp cavil caution censure challenge chant chatter chide chime chirp
chirrup chorus claim clamour clamor coax command comment commiserate complain concede conclude concur condole confess
confide confirm confute congratulate conjecture consent console continue contradict contribute converse coo correct counsel
counter croak croon cry curse caw declaim declare decide decline decree defer define demand demur denounce deny deplore deprecate
describe dictate digress direct disagree disclaim disclose dispute dissent divulge drawl drone echo ejaculate elaborate
elucidate emphasise emphasize encourage enjoin enquire entreat enumerate enunciate equivocate estimate evade exclaim
exhort explain explode explicate expostulate express exult falter fawn fib finish flatter flash flounder fret fume
gabble gibber gasp gloat greet gripe groan growl grumble grunt guess gulp gurgle gush hail harangue hazard hesitate hint hiss
holler hoot howl hum implore imply importune improvise inform inquire insinuate insist instruct interject interpolate
interpose interpret interrogate interrupt intervene intimate intone inveigh invite jabber jeer jerk jest jibe joke josh
lament lecture lie lisp maintain marvel mention mimic mimick moan mock moralise moralize mumble murmur muse mutter
nag narrate note notify object observe offer opine orate order overrule pant parry persevere persist pipe plead
pledge ponder pout praise prate prattle pray preach predict press prevaricate probe proceed proclaim profess
promise prompt pronounce prophesy propose protest propound pronounce provoke purr pursue puzzle quaver query question
quibble quip quiz quote rage rail rant rap rasp rattle reason reassure rebuke recall recite recollect recommend recount
reflect refuse refute regret reiterate rejoin relate relent remark remember remind remonstrate repeat reply report
reprove request resolve respond resume retaliate retort return reveal roar rule ruminate sass scoff scold scream screech
shout shriek shrill sibilate sign simper snap snarl sneer sniff snigger snivel snort soliloquise soliloquize soothe speculate
splutter sputter squall squawk squeak squeal stammer state stipulate storm stress stutter submit suggest summarise summarize
summon supplement suppose surmise swagger sympathise sympathize taunt tease temporise temporize testify threaten thunder
titter toast touch translate trill trumpet twitter upbraid urge utter venture vociferate voice volunteer vouchsafe vow
wail warble warn weigh wheedle wheeze whimper whine whisper wonder warrant yammer yap yell yelp
"""
_DOUBLED = "admit demur fib hum nag quip quiz rap snap submit blab chat confer brag gab yap concur defer"
_IRREGULAR = {
    "say": "said says", "tell": "told tells", "begin": "began begins begun", "speak": "spoke speaks spake", "cry": "cried cries",
    "reply": "replied replies", "deny": "denied denies", "imply": "implied implies", "testify": "testified testifies",
    "query": "queried queries", "prophesy": "prophesied prophesies", "parry": "parried parries", "bully": "bullied bullies",
    "sing": "sang sings", "swear": "swore swears sware", "read": "read reads", "write": "wrote writes", "bid": "bade bids",
    "think": "thought thinks", "quote": "quoted quotes quoth", "beseech": "besought beseeched beseeches", "lie": "lied lies",
    "weep": "wept weeps", "forbid": "forbade forbids", "foretell": "foretold foretells", "beg": "begged begs", "spell": "spelled spelt spells",
    "shoot": "shot shoots", "grin": "grinned grins", "sob": "sobbed sobs", "nod": "nodded nods", "break": "broke breaks",
    "put": "put puts", "go": "went goes", "blab": "blabbed blabs", "chat": "chatted chats", "confer": "conferred confers", "gab": "gabbed gabs",
    "mimic": "mimicked mimics",
}  # fmt: skip
_NEVER_ALONE = frozenset("sing read write break put go shoot think spell".split())
_SOUNDING = """
laugh chuckle smile sigh sob grin nod frown giggle shudder beam wink yawn cough gape smirk pause start shrug
scowl glare leer sniffle wince blush tremble think weep consider resolve reflect guess remember wonder ponder touch press sign weigh
lie rule rage finish return hesitate
"""
_PHRASES = """
went on|go on|goes on|put in|puts in|broke in|breaks in|broke out|breaks out|broke forth|burst out|bursts out|burst forth|burst in|struck in|strikes in
chimed in|chipped in|cut in|cuts in|got out|gets out|called out|threw in|throws in|joined in|piped up|spoke up|spoke out|cried out|blurted out
rapped out|bawled out|sang out|sings out|flung out|flung back|gave back|came back|comes back|fired back|shot back|snapped back|led off|held forth|ran on|runs on
rattled on|rambled on|took up|takes up|thrust in|edged in|followed up|kept on|wound up|winds up|came out|got in|flashed out|flashed back|shot out
hurried on|stumbled on|carried on|raced on|plunged in|pressed on|jerked out|brought out|let out|let fly|snarled back|began again|ended up|slipped in|wrote back
thought aloud|swept on|made answer|makes answer|made reply|makes reply|gave answer|took breath|gave out|ground out|spat out|tossed back|trailed off|drew out|told off
"""


def _forms(verb: str) -> tuple[str, ...]:
    if verb in _IRREGULAR:
        return tuple(_IRREGULAR[verb].split())
    if verb in _DOUBLED_SET:
        return f"{verb}{verb[-1]}ed", f"{verb}s"
    if verb.endswith("e"):
        return f"{verb}d", f"{verb}s"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return f"{verb[:-1]}ied", f"{verb[:-1]}ies"
    return f"{verb}ed", f"{verb}es" if verb.endswith(("s", "sh", "ch", "x", "z")) else f"{verb}s"


_DOUBLED_SET = frozenset(_DOUBLED.split())
_TOLD = frozenset(_REGULAR.split()) | _DOUBLED_SET | (_IRREGULAR.keys() - _NEVER_ALONE)

SOUNDING = frozenset(form for verb in _SOUNDING.split() for form in (verb, *_forms(verb)))
"""Forms of verbs that may go with speech or stand beside it."""

TELLING = frozenset(form for verb in _TOLD for form in _forms(verb)) - SOUNDING
"""Past and present forms of verbs of saying."""

SAYING_BASE = frozenset(
    "say ask cry answer reply whisper murmur continue add tell exclaim shout repeat mutter inquire".split()
)
"""Base forms, for "I say" and "they say" beside a quotation."""

PHRASAL = frozenset(tuple(phrase.split()) for phrase in _PHRASES.replace("\n", "|").split("|") if phrase)
"""Verbs of saying only together with the word behind them, as pairs."""

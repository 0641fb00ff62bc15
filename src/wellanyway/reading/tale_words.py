"""How English says that somebody tells a tale: that it is coming, that it begins, rests, goes on and ends.

Patterns over narration or over what is said; closed lists of general English, written for this project.
"""

from __future__ import annotations

import re

__all__ = [
    "ANNOUNCES",
    "CLOSES",
    "CONTINUES",
    "DATED",
    "ENDS",
    "GOES_ON",
    "INSERTED",
    "LETTER_COMES",
    "OFFERS",
    "OPENS",
    "PAUSES",
    "PROMISES",
    "SALUTES",
    "SAYS",
    "STORY",
    "TAKES_THE_FLOOR",
    "TITLED",
]

STORY = (
    r"(?:story|stories|tale|tales|narrative|narration|history|account|relation|yarn|adventures?|experiences?"
    r"|recital|legend|anecdote|manuscript|record)"
)
SAYS = (
    r"(?:said|says|say|cried|cries|replied|replies|answered|answers|asked|asks|added|adds|continued|continues"
    r"|returned(?! (?:to|at|home|from|with|in)\b)|observed|exclaimed|went on|goes on|(?:began|begins)(?! to\b)|commenced|resumed|interrupted|remarked|murmured"
    r"|whispered|explained|proceeded|repeated|muttered|shouted|told|tells)"
)
_BEGINS = r"(?:beg[aiu]n|begins|beginning|commenced?|commencing|resumed?|resuming|took up|started)"
_HIS = r"(?:his|her|their|the|this|that|a|an|as|\w+[’']s?)"

ANNOUNCES = re.compile(
    rf"\b(?:{_BEGINS}|went on with|goes on with|continued|proceeded with|related|relates)\s{_HIS}\b[^.;!?]{{0,40}}\b{STORY}\b"
    rf"|\b(?:thus|then|so)\s(?:{_BEGINS})\W*$|\b{_BEGINS}\s(?:thus|as follows|in (?:this|these) \w+)\b|\bas follows\W*$"
    rf"|\b[A-Z]\w+\s(?:then\s|thus\s|now\s|at once\s|at last\s)*{_BEGINS}\W*$"
    rf"|\b(?:told|related|gave)\b[^.;!?]{{0,40}}\b(?:this|the following|the whole|the sequel of [\w’' ]{{0,30}})\s?{STORY}\b"
    rf"|\bthen (?:told|related) (?:his|her) (?:own )?{STORY}\b"
    rf"|\bthe following {STORY}\b|\bfurnished \w+ with [^.;!?]{{0,60}}{STORY}\b"
    rf"|\b{_BEGINS} to (?:read|tell|relate|narrate|recount)\b"
    r"|\b(?:[Tt]his|[Tt]hat) is what (?:he|she|they) (?:told|said|related)\b"
    rf"|\b(?:listen|listened|listening) to the {STORY}\b",
)
"""In narration, near the end of a block: the tale is about to be told."""

OFFERS = re.compile(
    rf"\b(?:I(?: will|[’']ll| shall| am going to| shall have to)|let me)\s(?:now\s|then\s|just\s)?(?:tell|relate|give|recount|narrate)\b[^.;!?]{{0,60}}\b{STORY}\b"
    rf"|\bI(?: will|[’']ll| shall) tell (?:you|it)\b[^.;!?]{{0,20}}\W*$|\b[Ll]isten to (?:my|the|this) {STORY}\b|\b[Hh]ear (?:my|this) {STORY}\b"
    rf"|\bI (?:tell|relate) [^.;!?]{{0,30}}\b{STORY}\b|\bI am going to tell you\b|\btell you all about it\b"
    r"|\blay (?:the|my|these|all the) (?:facts|case|matter|story) before\b"
    r"|\b(?:[Pp]ray|[Pp]lease|[Ll]et (?:me|us)|[Gg]ive (?:me|us)|[Ff]avour (?:me|us))\b[^.;!?]{0,60}"
    r"\b(?:facts|statement|particulars|details|account|story|history|narrative|tale)\b"
    r"|\bto listen\W*$|\bonly listen\W*$"
)
"""In what is said: somebody offers to tell a tale."""

PROMISES = re.compile(
    rf"\b(?:tell|relate|recount|narrate|hear|heard|listen to|told)\b[^.;!?]{{0,50}}\b{STORY}\b|\bthe story of\b"
    rf"|\b(?:my|his|her) (?:sad |own |whole |strange |poor )?(?:story|history|tale|adventures|narrative)\b"
    rf"|\bI(?: will|[’']ll| shall) tell (?:you|it)\b|\bshall hear\b|\bin (?:his|her) own words\b",
)
"""In what is said, and in narration that is not about its own tale: tales are spoken of."""

OPENS = re.compile(
    r"^[\s“\"‘'(]*(?:You must know|I(?: will|[’']ll) tell you,? (?:then,? )?(?:all|what|how)|I must tell you|I was born|My name is|My name,|There was once|There lived|Once upon a time"
    r"|It was in the (?:year|summer|winter|spring|autumn|month)|(?:About|Some|Many|A few|\w+) (?:years|months|weeks) ago\b)"
)
"""How tales begin."""

CLOSES = re.compile(
    rf"\b(?:[Tt]his|[Tt]hat|[Ss]uch|[Hh]ere)\b[^.;!?]{{0,25}}\b(?:is|was|ends)\b[^.;!?]{{0,20}}\bmy (?:\w+ )?{STORY}\b"
    rf"|\b[Ii]s (?:this|that|it) not an? [^.;!?]{{0,25}}\b{STORY}\b"
    rf"|\b[Mm]y {STORY} is (?:done|ended|told|over|finished)\b|\bthus ended my\b|—\s?[A-Z]{{3,}}(?: [A-Z]{{2,}})*\.?$|\b[Mm]y {STORY}\b[^.;!?]{{0,60}}\b(?:another|to-morrow|tomorrow|next) \w+|\b[Dd]o you not think [^.;!?]{{0,30}}one\?$"
)
"""At the end of a block: who tells says that it is told."""

ENDS = re.compile(
    rf"\b(?:[Hh]ad|[Hh]aving)\s(?:thus\s|now\s|just\s|at last\s)*(?:finished|ended|concluded|done|completed|related)\b"
    rf"[^.;!?]{{0,50}}\b(?:{STORY}|speaking|reading)\b"
    rf"|\b(?:finished|ended|concluded|completed)\s(?:his|her|the|their|this)\b[^.;!?]{{0,30}}\b{STORY}\b"
    rf"|\b(?:Thus|So|Here)\s(?:\w+\s){{0,2}}(?:ended|ends)\b[^.;!?]{{0,40}}\b{STORY}\b|\b[Tt]he end of (?:the|his|her) {STORY}\b"
    rf"|\b(?:point|part|place|stage) (?:of|in) (?:the|his|her)\b[^.;!?]{{0,30}}\b{STORY}\b"
    r"|\b(?:[Hh]ad|[Hh]aving)\s(?:read|perused|finished|ended)\b[^.;!?]{0,30}\b(?:letter|epistle|note|lines|document|paper|manuscript)\b"
    r"|\b(?:finished|ceased|stopped|done)\s(?:speaking|reading|talking)\b|\binterrupt(?:ed|ing)\s(?:him|her)self\b"
    rf"|\b(?:listening to|listened to)\s(?:this|his|her|the)\b[^.;!?]{{0,30}}\b{STORY}\b"
    r"|^\W*(?:He|She)\s(?:finished|ceased|ended)\b"
)
"""In narration: whose telling it was is spoken of from outside, as over or broken off."""

PAUSES = re.compile(
    r"\b(?:paused|pauses|broke off|breaks off|stopped|stops|ceased|was silent|is silent|fell silent|falls silent"
    r"|said nothing|pause|silence|stillness|no sound)\b"
)

TAKES_THE_FLOOR = re.compile(r"\b(?:began|begins|commenced|commences|resumed|resumes)(?! to\b)")
CONTINUES = re.compile(r"\b(?:continued|continues|pursued|proceeded|went on|goes on)\b")
GOES_ON = re.compile(
    r"\b(?:went on|goes on|began again|began|resumed|resumes|continued|continues|proceeded|proceeds|added)\b"
)

INSERTED = re.compile(
    rf"(?:(?<=\w)[,;]\s|(?<=\w)—|\()(?:(?:he|she|it|they|the \w+(?: \w+)?|[A-Z][\w.]+(?: [A-Z]\w+)?)\s{SAYS}"
    rf"|{SAYS}\s(?:he|she|they|the \w+(?: \w+)?|[A-Z][\w.]+(?: [A-Z]\w+)?))(?:[,;)—.]|\s*$)"
)
"""A tag set into narration that stands in no quotation marks: the narration is somebody's speech."""

LETTER_COMES = re.compile(
    r"\b(?:following|this|the|a|another|his|her|its)\s(?:letter|note|epistle|words|lines|contents|document|paper|manuscript)\b"
    r"[^;!?]{0,90}[:.—–-]+\s*$|\b(?:ran|read|reads|runs|wrote|written)\s(?:thus|as follows)\b|\bI[’']ll read it\b"
)
SALUTES = re.compile(
    r"^[\s“\"‘'(]*(?:(?:My|MY)\s)?(?:[Dd]ear|DEAR|[Dd]earest|[Bb]eloved|Honou?red|Sir|Madam)\b[^.!?]{0,40}[,:;—–-]"
)
DATED = re.compile(
    r"^[\s“\"‘'(]*(?:[\w.’', ]{0,40}?\s)?(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|March|Mar\.|April|Apr\.|May|June|July|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)\s?\d{0,2}(?:st|nd|rd|th)?\b[^a-z]{0,12}$"
    r"|^[\s“\"‘'(]*(?:[\w.’']+, )?\d{1,2}(?:st|nd|rd|th)?\s(?:of\s)?(?:January|February|March|April|May|June|July|August|September|October"
    r"|November|December)\b[^a-z]{0,12}$"
)
"""A line of its own that dates a letter or an entry."""

TITLED = re.compile(
    r"\b(?:story|tale|narrative|history|voyage|narrated|told by|confession|statement|journal|diary|manuscript)\b",
    re.IGNORECASE,
)
"""A chapter's title that says a tale is told in it."""

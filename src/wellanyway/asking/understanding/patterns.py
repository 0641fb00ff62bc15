"""How people put each kind of question: patterns over plain words, the first that holds decides.

Patterns are matched whole, without regard to capitals, against what `spoken.bare` leaves. `subject` and `object` are
whom or what the question is about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from wellanyway.asking.understanding.kinds import Kind

__all__ = ["Form", "forms"]

_IS = r"(?:'s|s| is| was| are| were|'re)"
_SEE = r"(?:see|saw|seen|hear (?:of|about|from)|heard (?:of|about|from)|meet|met|come across|came across|encounter(?:ed)?|know|run into)"
_SAYS = r"(?:said|says|say|asked|asks|cried|shouted|whispered|answered|yelled|muttered|replied)"
_S = r"(?P<subject>\S+(?: \S+){0,7}?)"
_O = r"(?P<object>\S+(?: \S+){0,7}?)"
_US = r"(?:us|me|we|i)"
_BEFORE = r"(?: (?:before|already|yet|earlier|so far|anywhere|until now|till now|in the past))*"
_MENTIONED = (
    r"(?:been (?:mentioned|named|in it|here|in the story|in this)|mentioned|named|in it|in this|appeared?|come up|came up|"
    r"turned up|turn up|shown up|show up|been around|in the story)"
)


@dataclass(frozen=True, slots=True)
class Form:
    """One way to ask: `needs_subject` says that the subject has to be somebody or something, and no clause."""

    kind: Kind
    pattern: re.Pattern[str]
    needs_subject: bool


_FORMS: tuple[tuple[Kind, str], ...] = (
    # -- the whole
    (
        Kind.RECAP,
        r"recap|sum(?:marise|marize)?(?: it| this| that)? up|summar(?:y|ise|ize)|(?:catch|fill) me (?:up|in)|remind me(?: what(?:'s| has| is)? happened)?|"
        r"what(?: did|'d| have| had|'ve)? i miss(?:ed)?|did i miss (?:anything|something|much)|what(?:'s|s| has| have| is)? happened(?: (?:so far|up to now|until now|lately|already|before))?|"
        r"(?:so )?what(?:'s|s| has)? happened so far|the story so far|where did we (?:leave off|stop|get to)|where were we|where was i|"
        r"what(?:'s|s| is| was) (?:going on|happening|all this about|up)(?: here)?|what(?:'s|s| has)? been (?:going on|happening)|what just happened|previously|"
        r"(?:give|tell) me (?:the|a) (?:short|quick|brief)(?:er)? (?:version|summary|recap)|the short version|"
        r"i(?:'m|m| am) (?:so |totally |completely |a bit |really )?(?:lost|confused)|i(?:'ve| have)? lost (?:track|the thread|the plot)|"
        r"i(?:'m| was)? (?:fell asleep|dozed off|nodded off|asleep|wasn'?t listening|zoned out|missed (?:that|it|something))(?:[,. ]+(?:and |so )?what(?:'s| has| did i miss)? ?(?:happened)?)?|"
        r"what(?:'s|s| is) the story(?: so far)?|bring me up to (?:speed|date)|where are we in the story",
    ),
    (
        Kind.AHEAD,
        r"(?:.* )?(?:what(?:'s|s| is| will| are)? ?(?:happens|happen|will happen|comes|coming|going to happen|gonna happen)(?: to \S+(?: \S+)?)?"
        r"(?: (?:next|now|then|later|after this|after that|in the end|at the end))|"
        r"what(?:'s|s| is| will) (?:going to |gonna )?happen(?: to \S+(?: \S+)?)?|what comes next|"
        r"what(?:'ll| will) happen(?: to .+)?|how (?:does|will|is|did) (?:it|this|that|the story|the book|the tale) (?:all )?(?:going to |gonna )?end|"
        r"how (?:it|this|the story) (?:all )?ends|what(?:'s|s| is) the (?:ending|twist|end)|is there a (?:twist|happy ending)|happy ending|"
        r"how many (?:chapters|pages|more chapters)(?: are)?(?: left| remain| are there)?|how much is left|"
        r"does it (?:all )?end (?:well|badly|happily)|"
        r"what (?:happens|happened) (?:at|in) the (?:very )?end)",
    ),
    (Kind.AHEAD, r"(?:do|does|will) \S+ .+ in the end"),
    # -- the line, the word
    (Kind.WHO_SAID, rf"who (?:just )?{_SAYS}(?: to \S+)?\W*[“\"'‘](?P<subject>.+?)[”\"'’]?"),
    (
        Kind.WHO_SAID,
        rf"(?:who|which (?:one )?of them|which one)(?: was it that| is it that| was it who)? ?(?:just )?(?:{_SAYS}|spoke|speaks|talked|'?s (?:talking|speaking|saying)|(?:is|was) (?:talking|speaking|saying))"
        r"(?: (?:that|this|it|so|what|the last (?:line|thing|bit|words?|one)|those words|now|just now|here|there))*",
    ),
    (Kind.WHO_SAID, r"whose (?:line|words?|voice) (?:is|was|were|are) (?:that|those|this)|who(?:'s|s) that (?:talking|speaking)|who (?:was|were|is) (?:that|those|these|this)(?: words?)? from"),
    (Kind.WHO_SAID, r"(?:was|is) that \S+(?: \S+)? (?:talking|speaking|who said (?:that|it)|that said (?:that|it))"),
    (Kind.WHO_SAID, rf"who {_SAYS} (?:the (?:line|thing|bit|part|words?) about|something about|anything about) {_S}"),
    (Kind.WHO_SAID, r"who said (?P<subject>(?!(?:to|about|anything|something|nothing)\b)\S+(?: \S+)+)"),
    (
        Kind.WORD,
        r"what(?: was|'s|s| is)? that(?: last)?(?: (?:word|name|bit|thing|part|line|sentence))?(?: you(?: just)? (?:said|used|read|called \S+))?|"
        r"what(?: was|'s|s| is) the (?:last |strange |odd )?(?:word|bit|thing|line)(?: you(?: just)? (?:said|used|read))?|"
        r"what did you(?: just)? (?:say|call (?:him|her|it|them|that))|what|pardon(?: me)?|come again|what did i just hear|"
        r"i didn'?t (?:catch|hear|get) (?:that|it|you)|(?:catch|hear|get) (?:that|it)|what word was that|which word was that|what(?:'s|s) (?:that|this)",
    ),
    # -- here
    (
        Kind.HERE,
        r"where (?:are|am|were|r) (?:we|i)(?: (?:now|at|in the story))*(?:,? at .+)?|(?:what|which) chapter(?: (?:is (?:this|it|that)|are we (?:in|on|at)|am i (?:in|on|at)))?|"
        r"where(?:'s|s| is| was) (?:this|all this|it all|this scene|the scene)(?: (?:happening|taking place|set|going on))?|"
        r"who(?: all| else)?(?:'s|s| is| are| was| were) (?:here|there|present|in the room|around|in this scene|in the scene|on the scene)|"
        r"who (?:are|r) (?:all )?(?:these|those) (?:people|men|women|folk|guys)|who are all these",
    ),
    # -- with whom
    (Kind.WHO_WITH, rf"who(?: all| else)?(?:{_IS}| came| went| goes| stayed| sat| stood| travelled| traveled| lived| lives) (?:here |there |along |up |out |down )?with {_US}(?: .+)?"),
    (Kind.WHO_WITH, rf"who(?: all| else)?(?:{_IS}| came| went| goes| stayed| sat| stood| travelled| traveled| lived| lives) (?:here |there |along |up |out |down |together )?with {_S}(?: (?:at|in|on|when|during|there|here)\b.*)?"),
    (Kind.WHO_WITH, rf"(?:who|whom)(?: did| does|'s| is| was|'d| had) {_S} (?:go|come|leave|travel|stay|live|sit|arrive|coming|going|staying|living|there|here|gone|along)? ?with"),
    (Kind.WHO_WITH, rf"(?:was|is|were) (?:anyone|anybody|someone|somebody|there anyone|there anybody)(?: else)? with {_S}"),
    (Kind.WHO_WITH, rf"(?:was|is|were|are) {_S} (?:alone|by (?:himself|herself|themselves|itself)|on (?:his|her|their) own)"),
    # -- how known
    (Kind.HOW_KNOWN, rf"how (?:do|did|does|would) {_S} and {_O} (?:know|meet|get to know|come to know|find)(?: (?:each other|one another))?"),
    (Kind.HOW_KNOWN, rf"how (?:do|did|does|would) {_S} (?:know|meet|get to know|come to know) (?!(?:that|about|what|where|when|why|how|who|whether|if|it|this|so)\b){_O}"),
    (Kind.HOW_KNOWN, rf"how (?:are|were|is|was) {_S} (?:and|related to|connected to|connected with) {_O}(?: (?:related|connected))?"),
    (Kind.HOW_KNOWN, r"how (?:are|were) (?P<subject>they|these two|those two|the two)(?: of them)? (?:related|connected)"),
    (Kind.HOW_KNOWN, r"how do (?P<subject>they|these two|those two|the two of them) know (?:each other|one another)"),
    (Kind.HOW_KNOWN, rf"(?:what|who)(?:{_IS}) (?P<subject>\S+(?: \S+){{0,3}}?) to (?P<object>\S+(?: \S+){{0,3}})"),
    (Kind.HOW_KNOWN, rf"what(?:{_IS}) the (?:connection|relation|relationship|link|history|story) (?:between|of|with) {_S} and {_O}"),
    (Kind.HOW_KNOWN, rf"(?:are|is|were|was) {_S} (?:related|connected) to {_O}"),
    (Kind.HOW_KNOWN, rf"(?:do|did|does) {_S} and {_O} (?:already )?know (?:each other|one another)"),
    # -- met, seen
    (Kind.LAST_SEEN, rf"(?:when|where) (?:did|was it that|have) (?:we|i|you)(?: \S+)? last {_SEE} {_S}"),
    (Kind.LAST_SEEN, rf"(?:when|where) (?:was|were|is) {_S} last (?:seen|heard of|heard from|mentioned|here)"),
    (Kind.LAST_SEEN, rf"(?:when|where)?(?:'s| was| is)? ?(?:the )?last time (?:that )?(?:we|i|you) {_SEE} {_S}(?: was)?"),
    (Kind.LAST_SEEN, rf"when did (?:we|i) {_SEE} {_S} last"),
    (Kind.LAST_SEEN, rf"how long (?:is it |has it been |ago is it )?since (?:we|i)(?:'ve| have)? (?:last )?{_SEE} {_S}"),
    (Kind.HAVE_MET, rf"(?:have|had|haven'?t|hadn'?t|did|didn'?t|'?ve) (?:we|i|you)(?: \S+ly)? (?:already |ever |yet |just )?{_SEE} {_S}{_BEFORE}"),
    (Kind.HAVE_MET, rf"(?:do|don'?t|should|did) (?:we|i) (?:already |even )?(?:know|remember) {_S}{_BEFORE}"),
    (Kind.HAVE_MET, rf"(?:has|hasn'?t|was|wasn'?t|did|didn'?t|is|have|were) {_S} (?:ever |already )?{_MENTIONED}{_BEFORE}"),
    (Kind.HAVE_MET, rf"is (?:this|it|that) the first time (?:that )?(?:we|i)(?:'ve| have)? {_SEE} {_S}"),
    (Kind.HAVE_MET, rf"is {_S} (?:somebody|someone) (?:we|i)(?:'ve| have)? {_SEE}{_BEFORE}"),
    (Kind.HAVE_MET, rf"is {_S} new"),
    # -- how long ago
    (Kind.HOW_LONG, r"how (?:long|many (?:years|days|months|weeks|hours|chapters)|much time|far back)(?: ago)?(?:'s| is| was| did| has| have| had| were| does)\b.*"),
    (Kind.HOW_LONG, r"how long (?:ago|since|before)\b.*"),
    # -- said about
    (Kind.SAID_ABOUT, rf"what(?: did| does|'d|'s|s| do) {_S} (?:say|tell (?:us|me|them|him|her|\S+)|think|mention|mean)(?: to \S+)? (?:about|of|on) {_O}"),
    (Kind.SAID_ABOUT, rf"(?:did|does|has|do) {_S} (?:ever |already )?(?:say|said|mention|mentioned|tell|told)(?: \S+)? (?:anything|something) (?:about|of|on) {_O}"),
    (Kind.SAID_ABOUT, r"what(?: did| does| do) (?P<subject>(?!(?:you|i|we)\b)\S+(?: \S+){0,3}?) (?:say|tell (?:them|us|me))"),
    # -- what happened
    (Kind.HAPPEN, rf"what(?:ever)?(?:'s| has| had)? (?:happened|become|became) (?:to|with|of) {_S}"),
    (Kind.HAPPEN, rf"what(?:'s|s| is| was) (?:happening|going on|up|wrong|the matter) (?:to|with) {_S}"),
    (Kind.WHEN, r"what (?:time|year|day|month|season|hour|date|century)(?: of (?:the )?(?:day|year|week))? (?:is|was) (?:it|this)(?: .+)?"),
    # -- somebody, something, somewhere
    (Kind.WHO_IS, rf"who{_IS} (?P<narrator>(?:telling|narrating)(?: us| me)?(?: this| that| the| it)?(?: story| tale| book| chapter| part| bit)?)"),
    (Kind.WHO_IS, rf"who{_IS} (?P<narrator>[“\"'‘]?[Ii][”\"'’]?)(?: here| in (?:this|the) (?:story|book|chapter))?"),
    (Kind.WHO_IS, rf"(?P<narrator>whose story|who tells)(?:{_IS})?(?: this| it| the)?(?: story| tale| book| chapter)?"),
    (Kind.WHO_IS, r"who (?:are|r) (?:you|we) (?:talking|speaking) (?:about|of)(?P<subject>)"),
    (Kind.WHO_IS, rf"(?:who|who all|who again){_IS} {_S}"),
    (Kind.WHO_IS, rf"who {_S} (?:is|was|are|were)"),
    (Kind.WHO_IS, rf"{_S},? who(?:'s|s| is| was| are) (?:that|this|she|he|it|they|who)"),
    (Kind.WHO_IS, rf"{_S} (?:is|was|'s) who"),
    (Kind.WHO_IS, r"(?P<subject>\S+) who"),
    (Kind.WHO_IS, rf"(?:more )?about {_S}"),
    (Kind.WHO_IS, rf"(?:what|how much)(?: all)? (?:do|did) (?:we|i) (?:already )?(?:know|hear|learn|remember) (?:about|of) {_S}"),
    (Kind.WHO_IS, rf"what(?:'s|s| is| was) (?:his|her) name,? {_S}"),
    (Kind.WHO_IS, rf"which (?:one|person|character|guy)?{_IS} {_S}"),
    (Kind.WHO_IS, rf"(?:do i|should i|do we) (?:know|remember) who {_S} (?:is|was|are)"),
    (Kind.WHEREABOUTS, rf"where{_IS} {_S}(?: (?:gone|now|at|been|these days|hiding|living))*"),
    (Kind.WHEREABOUTS, rf"where (?:has|have|did|'d|had|'s) {_S} (?:go|gone|went|got to|gotten to|get to|get off to|disappear(?:ed)?(?: to)?|end up|run off to|been)"),
    (Kind.WHEREABOUTS, rf"where'?d {_S} (?:go|get to|end up)"),
    (Kind.WHEREABOUTS, rf"where {_S} (?:is|was|are|were)"),
    (Kind.WHAT_IS, rf"what(?:'s|s| is| was| are| were) {_S}"),
    (Kind.WHAT_IS, rf"what (?:does|did|do) (?:the word |the term )?{_S} (?:mean|stand for)"),
    (Kind.WHAT_IS, rf"what (?:do|did) (?:you|they|he|she) mean by {_S}"),
    (Kind.WHAT_IS, rf"(?:define|explain) {_S}"),
    (Kind.WHAT_IS, rf"what {_S} (?:is|was|are|were|means)"),
)  # fmt: skip

_FREE = {Kind.WHO_SAID, Kind.HOW_LONG}  # their subject may be any words


def forms() -> Iterator[Form]:
    """All of them, in the order in which they are tried."""
    return iter(_COMPILED)


_COMPILED = tuple(
    Form(kind, re.compile(pattern, re.IGNORECASE), "(?P<subject>" in pattern and kind not in _FREE)
    for kind, pattern in _FORMS
)

"""Words that tell what a quotation is: verbs of saying, thinking and writing, things that bear writing."""

from __future__ import annotations

from wellanyway.reading.abbreviations import SPEAKING

__all__ = [
    "AS_IF",
    "BEARERS",
    "JOINING",
    "NAMING",
    "NO_NAMES",
    "SAYING",
    "SPOKEN",
    "SUBJECTS",
    "THINKING",
    "VOICING",
    "WRITING",
]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


SAYING = SPEAKING | _words(
    """acknowledged add adding adds advised affirmed amended announces announcing answering answers apologised
    apologized appealed argued articulated ask asking asks assented asserted averred avowed babbled bawled
    begs bellows besought blurted boomed brayed calling cautioned challenged chanted chanting chattered chided
    chimed chuckled coaxed commands commented complained conceded concluded concludes concurred confessed
    continues continuing contradicted cooed corrected counseled counselled countered cries croaks crooned
    crying declares declaring demanding demands drawls elucidated enquires entreated enunciated exclaim
    exclaiming exclaims explains exulted fretted fumed gabbled gasping gasps growling growls grumbled hailed
    hazarded hinted hisses hissing hollered howled howling implored informed inquires insists instructed
    interjected interrogated intoned jeered lamented lisped maintained mocked moralized mourned murmuring
    murmurs muttering mutters objected observes panted persisted philosophized pleads prattled prayed
    proceeded promised prompted pronounced proposed protests puffed purred pursued queries questioned quoted
    quotes raged rasped rebuked recited recounted reiterated rejoins remarking remarks repeat repeating
    repeats replies replying reported reproved responds resumed resumes roars saluted sang say sayd saying
    scoffed scolded screaming screams sez shouting shouts shrilled sighing sighs sing singing sings snaps
    sneered snorted sobbing sobs soliloquised soliloquized soothed speaking stormed stuttered suggests
    summoned supplemented taunted telling tells temporized threatened told translated trilled utter uttered
    uttering utters ventured vociferated voiced volunteered vowed warned whimpered whined whispering whispers
    yelling yells"""
)
"""In the words that say who spoke."""

VOICING = _words(
    """went goes go broke breaks burst bursts cut cuts struck put puts joined came comes rang rose spoke speaks spoken
    call laughed laughing laughs smiled smiling nodded giggled wept sniffed choked hesitated finished ended opened
    greeted welcomed thanked congratulated heard hear flung threw jerked flashed shot let gave gives exclamation
    query question retort response reply rejoinder cry shout voice voices thank returns directed encouraged stated
    submitted qualified swore cursed accused denied disputed invited described related owned allowed turned"""
)
"""These do so only beside the quotation, and less surely."""

SPOKEN = _words(
    """words answer reply cry shout whisper murmur exclamation question query remark retort response rejoinder voice
    ejaculation refrain chorus toast oath prayer speech sentence effect follows saying"""
)
"""Before a quotation, these say that it was said."""

THINKING = _words(
    """thought think thinks thinking wondered wonder wonders wondering mused muses musing pondered meditated
    speculated ruminated reflected reflection reasoned calculated realized realised"""
)

WRITING = _words(
    """wrote writes writing written read reads reading ran runs signed inscribed inscription lettered labelled labeled
    printed engraved carved headed painted scrawled scribbled pencilled penciled stamped marked postscript heading
    motto epitaph docketed telegraphed wired cabled endorsed"""
)
"""Before or behind what is written. What is read out is still what somebody wrote."""

BEARERS = _words(
    """letter letters note notes telegram message sign notice card placard label plate page book paper paragraph
    poster bill document diary journal inscription advertisement board tablet tombstone stone envelope postcard
    scroll parchment cable epistle motto sheet verse verses legend invitation entry text"""
)
"""What bears writing: "the card said" is no talk."""

NAMING = _words(
    """called calls calling call named term termed dubbed styled known titled entitled christened nicknamed word phrase
    name names title expression epithet adjective nickname so-called the a an of as this that his her its my our
    their your for by with in from these those such some any no every each to being is was were are be been like both
    old new real true little than into on at about very quite too so more most all half"""
)
"""Right before what is only named or mocked."""

JOINING = _words("and or but then now again sometimes next also finally or once presently")
"""Between one thing said and the next."""

AS_IF = ("as if to say", "as though to say", "as much as to say", "as who should say", "seemed to say", "would say to",
         "phrase goes", "saying is", "saying goes", "proverb says", "if to say", "indicating", "signifying", "implying")  # fmt: skip
"""Nobody said what stands behind these."""

SUBJECTS = _words(
    """he she i they we it you one the a an this that my his her our their your another both somebody someone
    everybody everyone nobody old young poor little each several"""
)
"""What the one who spoke can begin with, names left out."""

NO_NAMES = _words(
    """when then so if let now but and or for as while because though although after before since until unless where
    there here these those such what why how which that this at in on to with by from upon of not no yes perhaps even
    still yet thus once meanwhile during under over between among without within through whatever whether"""
)
"""What a sentence begins with that is nobody's name."""

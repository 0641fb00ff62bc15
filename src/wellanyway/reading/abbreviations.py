"""Word lists that tell a full stop from a sentence's end; general English, from no one book."""

from __future__ import annotations

__all__ = ["ADDRESSES", "BEFORE_FIGURES", "NEVER_LAST", "OFTEN_LAST", "SPEAKING", "STARTERS"]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Before a name: a capital letter after them says nothing.
ADDRESSES = _words(
    """mr mrs ms mx dr st ste messrs mme mlle mons prof rev revd hon capt cpt col gen lt lieut sgt serg sergt maj
    cmdr cdr adm comm commr gov pres sen rep supt insp det fr sr bro rt mt ft messieurs mdlle dep pvt pte cpl corp
    archb bp visc geo jas jno chas wm thos robt saml benj edw jos"""
)
# Words that a sentence does not end with.
NEVER_LAST = _words("i.e e.g viz cf vs videl scil ibid al approx ca circ op loc intr repr w.r.t a.k.a c/o")
# Abbreviations only where a figure (arabic or roman) follows.
BEFORE_FIGURES = _words(
    """no nos vol vols p pp ch chap chaps fig figs sec sect vers bk bks pt pts jan feb mar apr jun jul aug sept sep
    oct nov dec op"""
)
# Abbreviations that may well end a sentence: they do if the next word begins one.
OFTEN_LAST = _words(
    """etc &c esq esqr jr jun sen snr jnr co inc ltd bros corp dept univ assn ave blvd rd sq bldg ph.d m.d b.a m.a ll.d
    d.d f.r.s m.p k.c q.c r.n u.s u.s.a u.k u.n n.y d.c a.m p.m a.d b.c c.e b.c.e inst ult prox lb lbs ft hrs qt yds
    yrs mss"""
)
# Words that, capitalised after an abbreviation, most likely begin a sentence.
STARTERS = _words(
    """the a an he she it they we you i this that these those there then here his her its their our my your and but or
    nor so yet for if when while what which who whom whose where why how as at by in on of to from with after before
    since until till once now no not yes oh ah well all some many most one each every both either neither perhaps
    meanwhile suddenly however still even only just though although because is are was were do did does had has have
    will would shall should can could may might must let nothing something nobody somebody everybody everything"""
)
# Verbs that say a quotation was spoken.
SPEAKING = _words(
    """said says say asked asks cried cries replied replies answered answers exclaimed exclaims whispered whispers
    murmured murmurs muttered mutters shouted shouts called calls returned continued added began repeated observed
    remarked responded retorted sighed growled demanded inquired enquired ejaculated screamed yelled roared snapped
    hissed groaned moaned sobbed gasped stammered faltered interrupted protested declared announced agreed admitted
    explained insisted suggested urged begged pleaded ordered commanded breathed bellowed grunted drawled echoed
    interposed rejoined thundered wailed shrieked squeaked croaked barked mumbled piped quoth queried wondered teased
    joked"""
)

"""Nouns for people: which of them tell man or woman, kin, and the parts that somebody plays for somebody else.

Written for this project, of general English. What a noun does not tell is not guessed: a captain may be either.
"""

from __future__ import annotations

__all__ = ["FEMALE", "GROUPS", "KIN", "MALE", "PLURALS", "ROLES", "singular"]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_HE_KIN = _words("""
father brother son husband uncle nephew grandfather grandson stepfather stepson stepbrother step-father step-son step-brother
father-in-law brother-in-law son-in-law godfather godson papa dad daddy grandpapa grandpa half-brother great-uncle granduncle
foster-father foster-brother widower bridegroom great-grandfather
""")
_SHE_KIN = _words("""
mother sister daughter wife aunt niece grandmother granddaughter grand-daughter stepmother stepdaughter stepsister step-mother
step-daughter step-sister mother-in-law sister-in-law daughter-in-law godmother goddaughter mamma mama mum mummy grandmamma grandma
half-sister great-aunt grandaunt foster-mother foster-sister widow bride great-grandmother
""")
_KIN = _words("""
cousin child parent twin grandchild spouse heir relation relative kinsman kinswoman ward guardian orphan grandparent stepchild
ancestor descendant godchild offspring
""")
KIN = _HE_KIN | _SHE_KIN | _KIN
"""What one is to another by blood or marriage."""

MALE = _HE_KIN | _words("""
man boy gentleman lad fellow chap youth nobleman clergyman policeman workman seaman seafaring-man horseman footman coachman postman
fisherman madman countryman huntsman watchman salesman tradesman statesman sportsman kinsman boatman fireman milkman nobleman
gentleman-at-arms lord king prince duke earl baron count emperor squire knight monk friar priest abbot monsieur sir bachelor
schoolboy landlord host hero actor waiter wizard sorcerer stableboy cabin-boy errand-boy page-boy shepherd-boy godson
old-man greybeard patriarch bridegroom widower swain beau masterman guy bloke laddie squire
Englishman Frenchman Irishman Scotchman Scotsman Welshman Dutchman Chinaman cowboy ploughman ferryman herdsman headsman foreman
alderman midshipman yeoman freeman bondman serving-man henchman spokesman churchman bookman hangman rifleman
son-of-a-gun schoolmaster stepson marquis viscount sultan caliph vizier pasha rajah czar tsar
""")
FEMALE = _SHE_KIN | _words("""
woman girl lady lass maid maiden damsel spinster widow nun abbess queen princess duchess countess baroness empress marchioness hostess
actress waitress governess stewardess landlady schoolgirl housewife matron midwife heiress heroine sorceress witch enchantress goddess
priestess mistress ma'am madam maidservant housemaid chambermaid nursemaid milkmaid parlourmaid barmaid dairymaid servant-girl
kinswoman gentlewoman noblewoman countrywoman washerwoman charwoman laundress seamstress sempstress
needlewoman Englishwoman Frenchwoman Irishwoman lassie old-maid dame beldame hag crone coquette bride bridesmaid belle
authoress poetess shepherdess murderess songstress negress jewess schoolmistress headmistress wench hussy female ayah donna
stepdaughter daughter-in-law sultana
""")

GROUPS = _words("""
people folk folks men women children brethren gentlemen ladies police gentry nobility clergy family couple pair party crew crowd company
band gang staff rest others ones persons mankind humanity twins peasantry
""")
"""Nouns that mean several without an s of their own, or are spoken of as several."""

PLURALS = {
    "men": "man", "women": "woman", "children": "child", "gentlemen": "gentleman", "brethren": "brother", "wives": "wife",
    "ladies": "lady", "people": "person", "grandchildren": "grandchild", "thieves": "thief", "housewives": "housewife",
    "sons-in-law": "son-in-law", "daughters-in-law": "daughter-in-law", "brothers-in-law": "brother-in-law",
    "sisters-in-law": "sister-in-law", "midwives": "midwife",
}  # fmt: skip
"""Plurals that are not made with an s, and what one of them is called."""

_SINGULAR = _words("his this us christmas highness witness governess")

ROLES = _words("""
friend master mistress servant maid captain mate chief king queen prince princess president governor director manager owner keeper
leader commander colonel general lieutenant sergeant secretary clerk assistant partner companion guest host hostess landlord
landlady tenant neighbour neighbor doctor physician surgeon nurse lawyer solicitor attorney governess tutor teacher pupil student
apprentice disciple follower lover sweetheart fiancé fiancée betrothed mistress suitor admirer rival enemy ally accomplice
comrade colleague employer agent steward butler coachman valet footman housekeeper cook gardener gamekeeper chaplain confessor
creditor debtor patron benefactor benefactress protector rector vicar curate bishop mayor judge sheriff lord lady author editor
publisher proprietor heiress executor trustee client patient slave mother-superior ruler emperor duke earl baron crew pilot
engineer boss foreman overseer messenger ambassador spy murderer killer victim rescuer deliverer godfather playmate schoolfellow
""")
"""What one can be to another, to a place or to a ship."""


def singular(noun: str) -> str:
    """What one of them is called; a noun that is no plural as it is."""
    if noun in PLURALS:
        return PLURALS[noun]
    if noun.endswith(("men", "folk")) and len(noun) > 5:
        return noun[:-2] + "an" if noun.endswith("men") else "person"
    if noun.endswith("s") and noun not in _SINGULAR and not noun.endswith(("ss", "us")):
        if noun.endswith("ies") and len(noun) > 4:
            return noun[:-3] + "y"
        return noun[:-2] if noun.endswith(("ches", "shes", "xes", "sses")) else noun[:-1]
    return noun

"""Adjectives that say how somebody is by nature: looks, age, temper, station. Passing states are left out."""

from __future__ import annotations

__all__ = ["TRAITS"]

TRAITS = frozenset(
    """
tall short small large big little fat thin lean stout slender slight slim plump portly corpulent lanky gaunt bony burly brawny muscular
strong sturdy robust frail feeble delicate massive enormous gigantic huge bulky squat stocky heavy broad
handsome beautiful pretty lovely ugly plain comely graceful attractive charming fair dark swarthy sallow ruddy freckled tanned
blond blonde fair-haired dark-haired red-haired grey-haired gray-haired white-haired black-haired golden-haired blue-eyed dark-eyed
black-eyed one-eyed bald bearded clean-shaven red-headed bow-legged long-legged broad-shouldered round-shouldered thick-set thickset
well-built good-looking hard-featured hump-backed hunchbacked one-legged lame blind deaf dumb mute crippled deformed toothless
hideous repulsive scarred wrinkled
old young aged elderly middle-aged youthful ancient
gentle good-natured good-humoured generous noble brave bold courageous fearless timid shy cowardly haughty vain modest humble
clever intelligent wise foolish stupid dull simple ignorant learned accomplished witty shrewd cunning sly crafty
honest truthful upright honourable honorable dishonest deceitful treacherous faithful loyal true-hearted virtuous pious devout religious
godless wicked cruel heartless selfish unselfish greedy mean miserly avaricious stingy extravagant lazy idle industrious diligent
hardworking hard-working energetic active lively cheerful merry melancholy grave solemn stern severe strict austere harsh rough coarse
vulgar refined elegant polite courteous rude passionate hot-tempered quick-tempered bad-tempered ill-tempered sweet-tempered impetuous
impulsive hasty stubborn obstinate headstrong wilful romantic sentimental sensitive practical sensible prudent thoughtful careless
reckless ambitious eccentric queer odd peculiar remarkable extraordinary singular uncommon jealous suspicious superstitious talkative
taciturn reserved secretive
rich wealthy poor penniless well-to-do noble-born high-born low-born illegitimate unmarried single childless widowed
orphaned English French German Scotch Scottish Irish Welsh Italian Spanish Russian American Dutch Jewish Catholic Protestant
english french german scotch scottish irish welsh italian spanish russian american dutch jewish catholic protestant
left-handed illiterate near-sighted short-sighted consumptive sickly
""".split()
)

"""Speech out: who speaks which words of the story, in which voice, and the sound with the times of its words."""

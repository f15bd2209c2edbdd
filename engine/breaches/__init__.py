"""Breaches: the clock, the assessment, who is told, and the proof of it (Art. 33, 34)."""

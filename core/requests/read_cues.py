"""Whether turns of phrase ask for a right, where nobody says it in a plain clause."""

from .clauses import Sentence
from .cues import Cues, Frame, Mail, Said
from .frames import FRAMES, GUARDS, HIDES, VETOES
from .lexicon import cues_fr, cues_nl

CUES = {"fr": Cues(cues_fr), "nl": Cues(cues_nl)}


def _guarded(right: str, frame: str) -> Frame:
    """Return a frame with the guards of its right, unless it begins with a star."""
    return Frame(frame[1:] if frame.startswith("*") else f"{GUARDS[right]} {frame}")


COMPILED = {right: [_guarded(right, frame) for frame in frames]
            for right, frames in FRAMES.items()}
REFUSED = {right: [Frame(frame) for frame in frames] for right, frames in VETOES.items()}
NOTHING = Said()


class Cued:
    """What the turns of phrase of a mail say of each of its sentences."""

    def __init__(self, sentences: list[Sentence]) -> None:
        self.said = [CUES[each.vocabulary.code].said(each.text)
                     if each.vocabulary.code in CUES else NOTHING for each in sentences]
        self.mail = Mail(self.said)

    def rights(self, at: int, plain: set[str]) -> set[str]:
        """Return the rights that a sentence asks for.

        :param int at: place of the sentence
        :param plain: rights that its clauses ask for
        """
        said, before = self.said[at], self.said[at - 1] if at else NOTHING
        if not said.hits:
            return plain
        cued = {right for right, frames in COMPILED.items()
                if any(frame.fits(said, before, self.mail) for frame in frames)}
        cued -= {hidden for right in cued for hidden in HIDES.get(right, ())}
        known = Said({**said.hits, **{f"asks_{right}": [] for right in cued}})
        vetoed = {right for right in plain - cued
                  if any(frame.fits(known, before, self.mail) for frame in REFUSED.get(right, ()))}
        return plain - vetoed | cued

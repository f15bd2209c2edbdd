"""Whether turns of phrase ask for a right, where nobody says it in a plain clause."""

from .clauses import Sentence
from .cues import Cues, Frame, Mail, Said
from .frames import FRAMES, GUARDS, HIDES
from .lexicon import cues_fr

CUES = {"fr": Cues(cues_fr)}
COMPILED = {right: [Frame(f"{GUARDS[right]} {frame}") for frame in frames]
            for right, frames in FRAMES.items()}
NOTHING = Said()


def cued_in(sentences: list[Sentence]) -> list[set[str]]:
    """Return the rights that each sentence of a mail asks for by its turns of phrase."""
    said = [CUES[each.vocabulary.code].said(each.text) if each.vocabulary.code in CUES else NOTHING
            for each in sentences]
    mail = Mail(said)
    return [_rights(each, before, mail)
            for before, each in zip([NOTHING, *said], said, strict=False)]


def _rights(said: Said, before: Said, mail: Mail) -> set[str]:
    if not said.hits:
        return set()
    found = {right for right, frames in COMPILED.items()
             if any(frame.fits(said, before, mail) for frame in frames)}
    return found - {hidden for right in found for hidden in HIDES.get(right, ())}


def explain(text):
    from .clauses import sentences
    ss = sentences(text)
    said = [CUES[each.vocabulary.code].said(each.text) if each.vocabulary.code in CUES else NOTHING
            for each in ss]
    mail = Mail(said)
    for before, each, s in zip([NOTHING, *said], said, ss):
        print("  ", s.vocabulary.code, s.text)
        print("     ", sorted(each.hits))
        for right, frames in COMPILED.items():
            for f in frames:
                if f.fits(each, before, mail):
                    print("      =>", right, f.text[len(GUARDS[right]):])

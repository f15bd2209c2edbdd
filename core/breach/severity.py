"""How severe a breach is: SE = DPC x EI + CB.

What it gives is a suggestion; an officer decides.

Source: ENISA, Recommendations for a methodology of the assessment of severity of personal data
breaches, working document, version 1.0, December 2013.
"""

from collections.abc import Iterable

#: how likely it is, and how grave, as Art. 33(1) and 34(1) tell it apart
NO_RISK, RISK, HIGH_RISK = "none", "risk", "high"
#: {band: least severity}
BANDS = {"low": 0.0, "medium": 2.0, "high": 3.0, "very_high": 4.0}
#: what the law asks of a breach of each band, as a suggestion
SUGGESTED = {"low": NO_RISK, "medium": RISK, "high": HIGH_RISK, "very_high": HIGH_RISK}


def severity(contexts: Iterable[float], ease: float, circumstances: Iterable[float]) -> float:
    """Return SE.

    :param contexts: scores of the data processing context, 1 to 4, one for each kind of data: the
        highest counts
    :param ease: of identification, 0.25 to 1
    :param circumstances: scores of what happened, 0 to 0.5 each: they add up
    """
    return max(contexts) * ease + sum(circumstances)


def band(score: float) -> str:
    """Return the band of a severity: one of :data:`BANDS`."""
    return max((each for each, least in BANDS.items() if score >= least), key=BANDS.__getitem__)


def suggested(score: float) -> str:
    """Return the risk that a severity suggests."""
    return SUGGESTED[band(score)]

"""What the register of recipients still lacks: transfers outside the EEA (GDPR Art. 44 to 49) and
contracts (Art. 26(1), 28(3)).
"""

from datetime import date
from typing import NamedTuple

#: countries to which data go without a ground of their own (Art. 44): the EU, Iceland,
#: Liechtenstein and Norway
EEA = frozenset((
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IS",
    "IT", "LI", "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK"))
#: grounds that are none: nobody has said so yet, or there is no transfer
NO_GROUND = ("none", "unknown")
#: modules of the standard clauses, by the role of who receives; a processor of our own sends as one
MODULES = {"controller": ("c2c",), "joint": ("c2c",), "processor": ("c2p", "p2p")}
#: what may be missing, in the order in which it is asked for
MISSING = ("country", "ground", "module", "other_module", "document", "reasons", "only_us",
           "contract", "arrangement", "review", "reach")


class Recipient(NamedTuple):
    """A recipient as far as the law asks about it.

    :ivar str role: processor, controller, joint
    :ivar str country: ISO 3166-1 alpha-2, "" where nobody knows it
    :ivar str ground: none, scc, adequacy, dpf, derogation, unknown
    :ivar str module: of the standard clauses: c2c, c2p, p2p, p2c, ""
    :ivar bool whoever: it stands for whoever it will be, a court for instance: nothing of it can
        be known before
    :ivar bool document: a copy of the clauses is there, for whoever asks (Clause 8.3)
    :ivar bool reasons: it is said what protects the data, or why a derogation applies
    :ivar bool contract: there is a contract, or a day on which it was made
    :ivar review: the day by which the contract is looked at again, or None
    :ivar bool reachable: there is a way to write to it
    """

    role: str
    country: str
    ground: str
    module: str
    whoever: bool
    document: bool
    reasons: bool
    contract: bool
    review: date | None
    reachable: bool


def outside(country: str) -> bool:
    """Whether a country is known and lies outside the EEA.

    :param country: ISO 3166-1 alpha-2, or ""
    """
    return bool(country) and country not in EEA


def missing(each: Recipient, today: date) -> tuple[str, ...]:
    """Return what a recipient lacks, as codes of :data:`MISSING`, in order."""
    scc = each.ground == "scc"
    lacks = {
        "country": not each.country and not each.whoever,
        "ground": outside(each.country) and each.ground in NO_GROUND,
        "module": scc and not each.module,
        "other_module": scc and bool(each.module) and each.module not in MODULES[each.role],
        "document": scc and not each.document,
        "reasons": each.ground == "derogation" and not each.reasons,
        # Decision (EU) 2023/1795 speaks of organisations in the United States alone
        "only_us": each.ground == "dpf" and each.country != "US",
        "contract": each.role == "processor" and not each.contract,
        "arrangement": each.role == "joint" and not each.contract,
        "review": each.review is not None and each.review < today,
        "reach": not each.reachable and not each.whoever,
    }
    return tuple(code for code in MISSING if lacks[code])

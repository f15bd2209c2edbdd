"""What is particular to each right: one file and one class for each.

A new right is a class here, its row in ``core/requests/rights.py`` and its name in the selection
of ``privacy.request.right.kind``; a bridge module adds its class to :data:`RIGHTS`.
"""

from .access import Access
from .automated import Automated
from .erasure import Erasure
from .objection import Objection
from .portability import Portability
from .rectification import Rectification
from .restriction import Restriction
from .safeguards import Safeguards
from .withdrawal import Withdrawal

#: {kind: class} of every right
RIGHTS = {each.kind: each for each in (
    Access, Rectification, Erasure, Restriction, Portability, Objection, Withdrawal, Automated,
    Safeguards)}


def right_of(right):
    """Return what is particular to a right.

    :param privacy.request.right right: one line of a request
    :rtype: .base.Right
    """
    return RIGHTS[right.kind](right.env, right)

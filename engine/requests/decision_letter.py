"""The letter of a decision: what was asked, what came of it, why, and what the person can do
about it (GDPR Art. 12(3) and 12(4)).
"""

from odoo import fields
from odoo.tools import email_normalize

from ..access.delivery import confirmed_email
from ..controller import Controller
from ..days import long_moment
from .letters import Letters
from .notices import Notices
from .referring import Referring
from .rights import right_of
from .words import label


class DecisionLetter:
    """The letter about one right."""

    def __init__(self, env, right):
        self.env, self.right = env, right

    def send(self):
        """Tell the person, by the act that decides."""
        right = self.right
        files, package = [], None
        if right.outcome in ("granted", "partly"):
            files, package = right_of(right).files(), self._package()
        message, on_its_way = Letters(self.env, right.request_id).deliver(
            "cloudpepper_privacy.mail_template_request_decided", right, files,
            # the conversation leads to the page on which a login opens the package
            [(package._url(), self._page())] if package else ())
        if package:
            package._note_sent()
        right.sudo().write({
            "letter_id": message.id, "told_on": on_its_way and fields.Datetime.now()})

    def _package(self):
        """Return the package that the letter leads to: it goes to the address that the package's
        code goes to, and to no other.
        """
        address = Letters(self.env, self.right.request_id).address()
        package = right_of(self.right).package()
        is_same = address and email_normalize(address) == confirmed_email(self.right.request_id)
        return package if package and is_same else None

    def _page(self):
        request = self.right.request_id
        return f"{request.get_base_url()}/my/privacy/{request.id}"

    def values(self):
        """Return what the letter says: plain values for the template, in its language.

        :return: asked, article, outcome, ground, reason, stopped, reviewed, backups, verdict,
            introduced (above the recipients): texts; erased, kept, changed, recipients,
            transfers: lists of tuples of texts; enclosed: whether copies come with it;
            controller, address, registry, contact, authority: texts; identity: whether it is
            refused for want of identity; unused: whether what stays is used for nothing else;
            single: whether nothing else was asked;
            package: url (where the letter leads to it itself), until, page: texts; elsewhere:
            whether a mail of its own leads to it; empty: whether nothing is held;
            nothing_portable: whether a package for another controller has nothing in it
        :rtype: dict
        """
        right = self.right.ensure_one()
        controller, notices = Controller(self.env, right.company_id), Notices(self.env, right)
        return {
            "asked": label(right, "kind"), "article": right.article,
            "outcome": label(right, "outcome"), "ground": label(right, "ground"),
            "reason": right.reason, "identity": right.ground == "identity",
            "single": len(right.request_id.right_ids) == 1,
            "erased": [], "kept": [], "changed": [], "transfers": [], "enclosed": False,
            "unused": False, "stopped": False, "reviewed": False, "backups": False,
            "verdict": False,
            **right_of(right).letter(), **self._referred(),
            "package": self._package_values(),
            "recipients": notices.told(), "introduced": notices.introduced(),
            "controller": controller.name, "address": controller.address,
            "registry": controller.registry, "contact": controller.contact,
            "authority": controller.authority,
        }

    def _referred(self):
        """Return what is said instead of what stopped: who decides on hosted data."""
        text = Referring(self.env, self.right).to_person()
        return {"stopped": text} if text else {}

    def _package_values(self):
        """Return where the package is, and until when; False for a right that none answers."""
        right = self.right
        package = right_of(right).package() if right.outcome in ("granted", "partly") else None
        if not package:
            return False
        linked = self._package()
        known = confirmed_email(right.request_id)
        is_access = package.kind == "access"
        return {
            "url": linked._url() if linked else False,
            "until": long_moment(self.env, package.expires_on, right.company_id.privacy_tz),
            "page": self._page() if right.request_id.sudo().requester_id else False,
            "elsewhere": bool(known and not linked), "empty": is_access and not package.records,
            "nothing_portable": not (is_access or package.records),
        }

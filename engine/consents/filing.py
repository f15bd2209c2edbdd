"""Consents: who may say what of them, and what is filed (Art. 7(1) and (3))."""

import hashlib

from odoo.exceptions import AccessError, ValidationError

from ...const import OFFICER
from ...core.evidence import ledger
from .values import state_of, until

#: what staff may say of how a consent came, and of what shows it; the rest is seen by the code
TOLD = {"channel": (False, "desk", "letter", "phone", "import"), "proof": ("none", "signed")}
SEEN = ("visitor_key", "source_id", "event_id", "page", "source_net")


class Consents:
    """Rows of consents that were just made or withdrawn."""

    def __init__(self, env):
        self.env = env

    def check_corrected(self, vals_list):
        """Refuse to correct what was corrected already: its correction is what counts.

        :param list vals_list: values of new rows
        """
        numbers = {vals["corrects_id"] for vals in vals_list if vals.get("corrects_id")}
        corrected = self.env["privacy.consent.record"].sudo().browse(numbers).exists()
        if corrected.filtered(lambda consent: not consent.active):
            raise ValidationError(self.env._("This consent was corrected already."))

    def recorded(self, consents):
        """Take in new rows: check what their author may say, and file them.

        :raise AccessError: for what an officer alone enters
        :raise ValidationError: for a consent that is not yet given, or was withdrawn since
        """
        if not self.env.su:
            self._check_role(consents)
            self._check_days(consents)
        consents.sudo().corrects_id.write({"active": False})
        self.file(consents, lambda consent: (
            "consent_corrected" if consent.corrects_id else
            "consent_asked" if consent.state == "pending" else "consent_given"))

    def withdrawn(self, consents):
        """File what was just withdrawn."""
        self.file(consents, lambda _consent: "consent_withdrawn")

    def check_day(self, day):
        """Refuse a day of a withdrawal that is not the acting person's to say.

        :param date day: of the withdrawal
        """
        today = self.env["privacy.timer"]._today()
        if self.env.su or day == today:
            return
        if day > today:
            raise ValidationError(self.env._("A consent cannot be withdrawn in the future."))
        if not self.env.user.has_group(OFFICER):
            raise AccessError(self.env._(
                "A consent is withdrawn today; an officer may enter an earlier day."))

    def _check_role(self, consents):
        for consent in consents:
            vals = {name: consent[name] for name in ("channel", "proof", "date_withdrawn")}
            if any(consent[name] not in codes for name, codes in TOLD.items()) or any(
                    consent[name] for name in SEEN) or consent.state != state_of(vals) or (
                    consent.date_until and consent.date_until != until(
                        consent.purpose_id, consent.date_given)) or (
                    consent.withdrawn_by not in (False, "desk")) or consent.renews_id:
                raise AccessError(self.env._(
                    "How a consent came, and what proves it, is said by who took it in."))
        if self.env.user.has_group(OFFICER):
            return
        if any(each.corrects_id or each.date_withdrawn or not each.active for each in consents):
            raise AccessError(self.env._(
                "Officers correct consents, and enter those that were withdrawn before."))

    def _check_days(self, consents):
        """Nothing is given in advance, and an older consent brings back none that was withdrawn."""
        today = self.env["privacy.timer"]._today()
        for consent in consents:
            if consent.date_given > today or (consent.date_withdrawn or today) > today:
                raise ValidationError(self.env._("A consent cannot be of a day to come."))
            if consent.date_withdrawn or consent.corrects_id:
                continue
            later = consent.search_count([
                ("partner_id", "=", consent.partner_id.id), ("email", "=", consent.email),
                ("visitor_key", "=", consent.visitor_key), ("id", "!=", consent.id),
                ("purpose_id", "=", consent.purpose_id.id),
                ("date_withdrawn", ">", consent.date_given)], limit=1)
            if later:
                raise ValidationError(self.env._(
                    "This contact withdrew a consent to the same purpose after that day."))

    def file(self, consents, act):
        """Add a row of evidence for each.

        :param act: function of a consent that gives the code of what was done
        """
        rows = [{
            "act": act(consent), "partner": consent.partner_id.id or None,
            "digest": _digest(consent),
            "counts": {
                "consent": consent.id, "purpose": consent.purpose_id.id, "uid": self.env.uid,
                "given": str(consent.date_given), "withdrawn": str(consent.date_withdrawn or ""),
                "corrects": consent.corrects_id.id or None},
        } for consent in consents.sudo()]
        if rows:
            self.env["privacy.evidence"].sudo()._record(rows)


def _digest(consent):
    """Return the hash of what a row says, so that a changed word shows."""
    # of rows that say no more, the hash is what it always was
    more = {"text": consent.text_id.id, "lang": consent.lang} if consent.text_id else {}
    return hashlib.sha256(ledger.canonical({
        "purpose": consent.purpose_id.code, "given": str(consent.date_given),
        "source": consent.source or "", "statement": consent.statement or "",
        **more})).hexdigest()

"""A copy of what protects data outside the EEA (GDPR Art. 13(1)(f), 15(2), 46)."""

from odoo.exceptions import UserError

from ...access.recipients import Recipients
from .base import Right


class Safeguards(Right):
    """Recipients outside the EEA, and the clauses that bind them."""

    kind = "safeguards"

    def recipients_abroad(self):
        """Return the recipients outside the EEA, of this controller."""
        return Recipients(self.env, self.right.request_id).of_controller().filtered(
            lambda recipient: recipient.transfer_ground not in ("none", "unknown"))

    def check_done(self, outcome):
        """The documents are there."""
        missing = self.recipients_abroad().filtered(
            lambda each: each.transfer_ground == "scc" and not each.document_ids)
        if outcome == "granted" and missing:
            raise UserError(self.env._(
                "A copy of the safeguards is missing for: %s. Attach it to the recipient, or say "
                "“granted in part”.", ", ".join(missing.mapped("name"))))

    def files(self):
        """The documents of these recipients."""
        return [(file.name, file.raw, file.mimetype)
                for file in self.recipients_abroad().sudo().document_ids]

    def letter(self):
        """Transfers: [(recipients with their countries, "", ground, safeguards)], those that share
        ground and safeguards together; whether a copy is enclosed. A template that staff have
        written reads four texts.
        """
        if self.right.outcome not in ("granted", "partly"):
            return {}
        abroad = self.recipients_abroad().with_env(self.env)
        alike = abroad.grouped(lambda each: (each._transfer_words(), each.safeguards or ""))
        return {"enclosed": bool(abroad.sudo().document_ids), "transfers": [
            (", ".join(map(_with_country, recipients)), "", ground, safeguards)
            for (ground, safeguards), recipients in alike.items()]}


def _with_country(recipient):
    country = recipient.country_id.name
    return f"{recipient.name} ({country})" if country else recipient.name

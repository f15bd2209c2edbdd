"""Words for the ids and codes that runs and evidence store, in the reader's language."""

from markupsafe import Markup


class Labels:
    """Names of models, fields, outcomes and grounds, and tables of them."""

    def __init__(self, env):
        self.env = env

    def model(self, name):
        """Return what a person calls a model; its technical name where it is not installed."""
        return self.env["ir.model"].sudo()._get(name).name or name

    def field(self, model_name, name):
        """Return what a person calls a field of a model."""
        field = self.env[model_name]._fields.get(name) if model_name in self.env else None
        return field._description_string(self.env) if field else name

    def outcome(self, code):
        """Return what became of a record."""
        return {
            "erased": self.env._("Erased"), "masked": self.env._("Emptied"),
            "redacted": self.env._("Own words taken out"), "kept": self.env._("Kept"),
            "failed": self.env._("Not done"),
        }.get(code, code)

    def grounds(self):
        """Return {code: words} of why a record is kept."""
        return {
            "shared": self.env._("Others who stay share it"),
            "audit_trail": self.env._("Protected by the restrictive audit trail of the books"),
            "hash_chain": self.env._("Part of the hash that secures the books"),
            "opt_out": self.env._("The refusal of mail and calls stays in force"),
            "request": self.env._("Proof of how a request was answered"),
            "protected": self.env._("A module of Odoo refuses to delete it"),
            "legal_duty": self.env._("A law requires that it is kept"),
            "legal_claims": self.env._("Needed for legal claims"),
            "contract": self.env._("Still needed for a contract (Art. 17(1)(a) GDPR is not met)"),
        }

    def identifier_kinds(self):
        """Return {code: words} of what identifies a person."""
        return {
            "name": self.env._("name"), "email": self.env._("mail address"),
            "phone": self.env._("phone number"), "vat": self.env._("VAT number"),
            "registry": self.env._("enterprise number"), "iban": self.env._("bank account"),
            "street": self.env._("address"),
        }

    def unread(self):
        """Return {reason: words} of why a file could not be searched."""
        return {
            "not on the disk": self.env._("It is not on the disk"),
            "not permitted": self.env._("The server may not read it"),
            "no file": self.env._("A folder or a pipe stands in its place"),
            "not readable": self.env._("The disk cannot read it"),
            "changing": self.env._("Somebody wrote to it while it was read"),
            "too large": self.env._("It is too large, or unpacks to too much"),
            "too slow": self.env._("Reading it took too long"),
            "encrypted": self.env._("It is encrypted"),
            "broken": self.env._("It is broken, or cut off"),
            "picture": self.env._("It is a picture"),
            "no text": self.env._("Its pages are pictures"),
            "partly": self.env._("A part of it could not be read"),
            "unknown": self.env._("Its kind is not known"),
        }

    def ground(self, code):
        """Return why a record is kept."""
        return self.grounds().get(code, code)

    def day(self, text):
        """Return a day; dates in sentences are ISO, the same in every language and sortable."""
        return text or self.env._("no end known")

    def end(self, until, on_date):
        """Return the end of keeping a record that was kept on a day; one that lies before it is an
        officer's task from the start.

        :param str until: ISO, or empty
        :param date on_date: of the run that kept it
        """
        if until and on_date and until < str(on_date):
            return self.env._("%s, which is over: an officer decides now", until)
        return self.day(until)

    def table(self, heads, rows):
        """Return an HTML table of texts, which are escaped; False where there is no row."""
        if not rows:
            return False
        head = Markup().join(Markup("<th>%s</th>") % text for text in heads)
        body = Markup().join(
            Markup("<tr>%s</tr>") % Markup().join(Markup("<td>%s</td>") % text for text in row)
            for row in rows
        )
        return Markup(
            '<table class="table table-sm w-auto"><thead><tr>%s</tr></thead>'
            "<tbody>%s</tbody></table>"
        ) % (head, body)

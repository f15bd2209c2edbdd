from odoo import fields, models, tools
from odoo.exceptions import ValidationError
from odoo.tools import SQL

from ...core.policy import datamap

#: kinds of fields whose words can be read
WORDS = ("char", "text", "html", "json", "properties")


class PrivacyMap(models.Model):
    """Ways from a record to a person that are no link: what hangs on a record that was found,
    what names the person, what stands where the person wrote.

    ``hang``: a message, file, activity... (``path`` is the id of its record) on any record that
    the plan already holds; so these rows come last. ``mention``: text that names the person;
    every row of the table is read, once for all, so it is for small tables only.
    ``posted``: files that came with the person's messages. ``beside``: other messages in a thread
    that the person wrote in. ``number``: a plain number that is the contact's id. ``iban``: an
    account number that the contact has.
    """

    _inherit = "privacy.map"

    match = fields.Selection(
        selection_add=[
            ("iban", "Bank account number"), ("number", "Number that is the contact's id"),
            ("hang", "Hangs on a record that was found"), ("mention", "Text that names the person"),
            ("posted", "File that the person posted"),
            ("beside", "Message in a thread that the person wrote in"),
        ],
        ondelete=dict.fromkeys(("iban", "number", "hang", "mention", "posted", "beside"),
                               "cascade"),
    )

    # === CHECK === #

    def _check_path(self, model):
        field = self._walk(model, self.path)
        own = {
            "iban": field.type == "char",
            "number": field.type == "integer",
            "hang": field.type == "many2one_reference",
            "mention": self._can_be_redacted(model, self.path),
            "posted": model._name == "ir.attachment",
            "beside": model._name == "mail.message" and field.comodel_name == "res.partner",
        }
        if self.match not in own:
            return super()._check_path(model)
        if not own[self.match]:
            raise ValidationError(self.env._(
                "%(model)s cannot be found by %(path)s in this way.",
                model=model._name, path=self.path))
        return None

    # === LOCATE === #

    def _words(self):
        """Return the fields that the person has to be named in for the record to be found."""
        if self.act in ("redact", "keep"):
            return self._field_tuple()
        return (self.path,) if self.match == "mention" else ()

    def _way_sql(self, model, query):
        """Return (tables joined on the way, condition that leads to the subject)."""
        method = getattr(self, f"_way_{self.match}", None)
        if method:
            return method(model, query)
        return SQL(), self._match_sql(self._column_sql(model, query, self.path))

    def _way_number(self, model, query):
        return SQL(), SQL("%s = subject.partner_id", self._column_sql(model, query, self.path))

    def _way_iban(self, model, query):
        """Numbers are compared as ``base`` sanitizes them (``base/models/res_bank.py``)."""
        joined = SQL(
            """JOIN res_partner_bank bank ON bank.sanitized_acc_number
                  = upper(regexp_replace(%s, '[^A-Za-z0-9]', '', 'g'))""",
            self._column_sql(model, query, self.path),
        )
        return joined, SQL("bank.partner_id = subject.partner_id")

    def _way_hang(self, model, query):
        """Whatever the plan does to a record: to erase what hangs on it, it must be the person's
        own, which it is where it goes or its fields are emptied.
        """
        *heads, last = self.path.split(".")
        field = model._fields[last] if not heads else self._walk(model, self.path)
        acts = ("erase", "mask") if self.act in ("erase", "mask") else datamap.ACTS
        joined = SQL(
            """JOIN (SELECT DISTINCT model, record, subject FROM privacy_plan
                      WHERE act = ANY(%s)) hook ON (hook.model, hook.record) = (%s, %s)""",
            list(acts), self._column_sql(model, query, ".".join([*heads, field.model_field])),
            self._column_sql(model, query, self.path),
        )
        return joined, SQL("hook.subject = subject.partner_id")

    def _way_mention(self, _model, query):
        """As ``runs/gateway_redact.py`` has read them: every text once, for all subjects."""
        joined = SQL("JOIN privacy_named named ON named.entry = %s AND named.record = %s",
                     self.id, SQL.identifier(query.table, "id"))
        return joined, SQL("named.subject = subject.partner_id")

    def _way_posted(self, _model, query):
        joined = SQL(
            """JOIN message_attachment_rel rel ON rel.attachment_id = %s
               JOIN mail_message posted ON posted.id = rel.message_id""",
            SQL.identifier(query.table, "id"),
        )
        return joined, SQL("posted.author_id = subject.partner_id")

    def _way_beside(self, _model, query):
        here = query.table
        joined = SQL(
            """JOIN mail_message own ON (own.model, own.res_id) = (%s, %s) AND own.id != %s""",
            SQL.identifier(here, "model"), SQL.identifier(here, "res_id"),
            SQL.identifier(here, "id"),
        )
        return joined, SQL("own.%s = subject.partner_id", SQL.identifier(self.path))

    @tools.ormcache("self.id")
    def _tables(self):
        more = {
            "iban": {"res_partner_bank"}, "posted": {"message_attachment_rel"},
        }
        return super()._tables() | more.get(self.match, set())

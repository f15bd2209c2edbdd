"""For whom a mailing is: ``privacy_addressee``, a row for each address of a record."""

from odoo.tools import SQL, email_normalize_all

from .. import scratch
from ..contactless.address_keys import blocks_of
from ..optout.keys import Keys
from ..optout.lost import LostKeys
from ..restriction.restriction import Restriction


class Recipients:
    """Fills the tables that the decision reads."""

    def __init__(self, env):
        self.env = env(su=True)

    def of_rows(self, rows):
        """Take down addresses that are known already.

        :param rows: tuples of record id, contact id or None, mail address or None, number or None
        """
        scratch.create(self.env.cr, scratch.RECIPIENT)
        scratch.add(self.env.cr, scratch.RECIPIENT, rows)
        self._prepare()

    def of_records(self, model, ids, channel):
        """Take down the addresses of records, in the database alone where they stand in a column.

        :param model: an empty recordset of theirs
        :param list ids: of records
        :param str channel: ``mail`` or ``phone``
        """
        name = "email_normalized" if channel == "mail" else "phone_sanitized"
        field = model._fields.get(name)
        if field is None or not field.store:
            self.of_rows(self._rows(model, ids, channel))
            return
        model.flush_model([name])
        column = SQL.identifier("record", name)
        scratch.fill(self.env.cr, scratch.RECIPIENT, SQL(
            "SELECT record.id, %s, %s, %s FROM %s record JOIN unnest(%s::int[]) AS wanted (id)"
            " ON wanted.id = record.id",
            SQL("record.id") if model._name == "res.partner" else SQL("NULL::int"),
            column if channel == "mail" else SQL("NULL::varchar"),
            SQL("NULL::varchar") if channel == "mail" else column,
            SQL.identifier(model._table), ids))
        self._prepare()

    def _rows(self, model, ids, channel):
        """Yield rows of records whose address is found as Odoo finds it when it writes to them."""
        records = model.sudo().browse(ids)
        if channel == "phone":
            for record, data in records._sms_get_recipients_info().items():
                yield record, data["partner"].id or None, None, data["sanitized"] or None
            return
        found = records._message_get_default_recipients()
        partners = self.env["res.partner"].browse(
            {partner for data in found.values() for partner in data.get("partner_ids") or ()})
        emails = {partner.id: partner.email_normalized or None for partner in partners}
        for record, data in found.items():
            for partner in data.get("partner_ids") or ():
                yield record, partner, emails[partner], None
            for address in email_normalize_all(data.get("email_to") or ""):
                yield record, None, address, None

    def _prepare(self):
        """Take down the secrets that are in use, and the addresses that restriction closes.

        :raise NoOptOutKey: where an opt-out is under a secret that is not here
        """
        keys = Keys(self.env)
        used = LostKeys(self.env).check(keys)
        scratch.create(self.env.cr, scratch.OPTOUT_BLOCKS)
        scratch.add(self.env.cr, scratch.OPTOUT_BLOCKS, [
            blocks_of(key) for name, key in keys.by_name.items() if name in used])
        known = Restriction(self.env).now()
        scratch.create(self.env.cr, scratch.CLOSED)
        scratch.add(self.env.cr, scratch.CLOSED, [
            *([None, address] for address in (*known.emails, *known.phones)),
            *([contact, None] for contact in known.roots)])

"""A person planted wherever a database of Odoo can hold one.

Nothing here reads the data map: the places come from the registry. Every stored model with a
link to a contact or a user gets a record of each person; every text and json column of such a
record, and of what hangs on it, gets the person's name, address and number. Columns that hold
what Odoo needs to read (a technical name, an id, a number of a sequence) are named here.
"""

import json

import psycopg2
from odoo.exceptions import AccessError, MissingError, UserError, ValidationError
from odoo.fields import Command
from odoo.tools import SQL, mute_logger

from .map_common import LONG_AGO, MapCommon

#: what a refused record may raise while it is planted
REFUSED = (UserError, ValidationError, AccessError, MissingError, ValueError, TypeError, KeyError,
           AttributeError, AssertionError, IndexError, psycopg2.Error)
TEXTS = ("char", "text", "html", "json", "properties")
#: columns that Odoo reads: other text in them breaks it, and no person ends up there
READ_BY_ODOO = frozenset({
    "model", "res_model", "res_field", "store_fname", "checksum", "mimetype", "uuid", "module",
    "parent_path", "state", "lang", "tz", "timezone", "type", "display_name", "record_name",
    "access_token", "invite_token", "token", "session_identifier", "login", "barcode", "color",
    "sequence_prefix", "inalterable_hash", "matching_number", "first_line_index",
    "internal_index", "endpoint", "keys", "analytic_distribution", "email_layout_xmlid",
    "source_lang", "target_lang", "message_id", "sms_uuid", "key", "rrule", "res_ids",
    "credential_identifier", "property_account_position_id", "cover_properties", "domain",
    "send_context", "field_info", "order_model", "duration_tracking", "website_form_key",
    "signup_type", "parent_res_model", "sfu_channel_uuid", "sfu_server_url", "co2_standard",
    "account_prefix", "amount_string", "kanban_state_label", "push_domain", "peppol_eas",
    "peppol_endpoint",
    "invoice_edi_format_store",
})
#: numbers that a sequence gives to documents, and names made of them
NUMBERS = frozenset({
    ("account.move", "name"), ("account.move.line", "move_name"), ("account.payment", "name"),
    ("sale.order", "name"), ("purchase.order", "name"), ("stock.picking", "name"),
    ("stock.move", "reference"), ("pos.order", "name"), ("pos.order", "pos_reference"),
    ("repair.order", "name"), ("payment.transaction", "reference"), ("loyalty.card", "code"),
    ("maintenance.equipment", "serial_no"),
    ("purchase.requisition", "name"), ("stock.scrap", "name"),
})


#: links that Odoo makes itself, from others that are planted
INSIDE = frozenset({
    ("mail.message", "notified_partner_ids"), ("slide.slide", "partner_ids"),
    ("product.product", "stock_notification_partner_ids"),
    # places of the own organisation
    ("hr.job", "address_id"), ("hr.version", "address_id"), ("stock.rule", "partner_address_id"),
})


class Person:
    """Whom we look for: odd words, so that a plain LIKE finds them and nothing else.

    :param str name: two words or more
    :param str email: address
    :param str phone: international number with blanks
    """

    def __init__(self, name, email, phone):
        self.name, self.email, self.phone = name, email, phone

    @property
    def marks(self):
        """Texts that may be left nowhere, in lower case."""
        digits = "".join(filter(str.isdigit, self.phone))
        return (self.name.lower(), self.name.split()[-1].lower(), self.email,
                self.phone, digits[2:])

    @property
    def text(self):
        """A text that mentions the person in each way."""
        return f"{self.name} <{self.email}> {self.phone}"


class PlantedCommon(MapCommon):
    """Plants people by introspection, and looks for them in every column by plain SQL."""

    # === PLANT === #

    def _plant_everywhere(self, partner, person):
        """Make a record of every model that links to a contact; return {model: record}."""
        made = {}
        for model, field in self._links("res.partner"):
            record = self._plant(model, field, partner, person)
            if record:
                made[model._name, field.name] = record
        return made

    def _links(self, comodel):
        """Return [(model, field)] of every stored link to a model, this addon's own left out, and
        those that make a contact part of the configuration, which is never erased.
        """
        spared = {(signal.model_name, (signal.path or "").split(".")[0])
                  for signal in self.env["privacy.signal"].search([("kind", "=", "protected")])}
        return [
            (model, field)
            for name, model in sorted(self.env.registry.items())
            if model._auto and not (model._abstract or model._transient)
            and not name.startswith(("privacy.", "ir.", "res.", "test."))
            for model in [self.env[name]]
            for field in model._fields.values()
            if field.comodel_name == comodel and field.store
            and field.type in ("many2one", "many2many") and not field.company_dependent
            and not field.compute and not field.related and (name, field.name) not in spared
            and (name, field.name) not in INSIDE
        ]

    def _plant(self, model, field, partner, person):
        """Return a record of a model that links to a contact, or None where it is refused."""
        link = partner.id if field.type == "many2one" else [Command.set(partner.ids)]
        try:
            with mute_logger("odoo.sql_db"), self.env.cr.savepoint():
                values = self._values(model, {field.name: link}, person)
                record = model.create(values)
                self.env.flush_all()
                return self._old(record) if "create_date" in record._fields else record
        except REFUSED as error:
            self.env.invalidate_all(flush=False)
            self.refused[model._name, field.name] = f"{type(error).__name__} {error}"[:150]
            return None

    def _values(self, model, given, person, depth=0):
        """Return values of a record: what is given, and something for each required field."""
        defaults = model.default_get(list(model._fields))
        values = {**self._special(model), **given}
        for name, field in model._fields.items():
            if not field.required or not field.store or values.get(name) or defaults.get(name):
                continue
            if (field.inherited or name in model._inherits.values()
                    or field.compute and field.readonly):
                continue
            values[name] = self._value(model, field, person, depth)
        return {name: value for name, value in values.items() if value is not None}

    def _special(self, model):
        """Return values that a model wants and that its fields do not tell of."""
        make = getattr(self, f"_special_{model._name.replace('.', '_')}", dict)
        return make()

    def _special_account_bank_statement_line(self):
        return {"journal_id": self.company_data["default_journal_bank"].id, "amount": 7.0,
                "payment_ref": "x"}

    def _special_account_payment(self):
        return {"journal_id": self.company_data["default_journal_bank"].id, "amount": 7.0}

    def _special_mail_scheduled_message(self):
        return {"model": "res.partner", "res_id": self.other.id, "body": "x",
                "scheduled_date": "2030-01-01 10:00:00", "author_id": self.staff.partner_id.id}

    def _special_mail_message(self):
        return {"model": "res.partner", "res_id": self.other.id, "message_type": "comment",
                "author_id": self.other.id, "body": "x"}

    def _special_mail_notification(self):
        return {"mail_message_id": self._say(self.other, self.other, "x").id,
                "notification_type": "email", "mail_email_address": "x"}

    def _special_mail_activity(self):
        return {"res_model_id": self.env["ir.model"]._get_id("res.partner"),
                "res_id": self.other.id}

    def _special_mail_followers(self):
        return {"res_model": "crm.team", "res_id": self.env["crm.team"].search([], limit=1).id}

    def _special_product_product(self):
        return {"name": "Thing", "product_tmpl_id": False}

    def _special_survey_user_input(self):
        return {"survey_id": self.env["survey.survey"].create(
            {"title": "How?", "user_id": False}).id}

    def _special_loyalty_card(self):
        return {"program_id": self.env["loyalty.program"].create(
            {"name": "Points", "program_type": "loyalty"}).id}

    def _special_snailmail_letter(self):
        return {"model": "res.partner", "res_id": self.other.id,
                "company_id": self.company.id}

    def _special_stock_picking(self):
        kind = self.env["stock.picking.type"].search([("code", "=", "outgoing")], limit=1)
        return {"picking_type_id": kind.id, "location_id": kind.default_location_src_id.id,
                "location_dest_id": self.env.ref("stock.stock_location_customers").id}

    def _special_slide_slide_partner(self):
        channel = self.env["slide.channel"].create({"name": "Course"})
        return {"channel_id": channel.id, "slide_id": self.env["slide.slide"].create(
            {"name": "Lesson", "channel_id": channel.id}).id}

    def _value(self, model, field, person, depth):
        """Return a value for a required field."""
        if field.type in ("many2one", "many2many"):
            comodel = self.env[field.comodel_name]
            target = comodel.with_context(active_test=False).search([], limit=1, order="id desc")
            if comodel._name == "res.partner":
                target = self.staff.partner_id
            elif not target and depth < 2:
                target = comodel.create(self._values(comodel, {}, person, depth + 1))
            return target.id if field.type == "many2one" else [Command.set(target.ids)]
        if field.type in ("char", "text", "html"):
            self.words = getattr(self, "words", 0) + 1
            return f"x-{self.words}"
        if field.type == "selection":
            choices = field.get_values(self.env)
            return choices[0] if choices else None
        return {"date": LONG_AGO[:10], "datetime": LONG_AGO, "binary": self._pixel(),
                "reference": f"res.partner,{self.staff.partner_id.id}", "json": {},
                "boolean": False}.get(field.type, 1)

    # === FILL === #

    def _fill(self, records, person):
        """Write the person into every text and json column of records, by SQL."""
        self.env.flush_all()
        for record in records:
            for name, field in record._fields.items():
                if self._holds_text(record, name, field):
                    self._fill_column(record, field, person)
        self.env.invalidate_all(flush=False)

    def _holds_text(self, record, name, field):
        return (field.store and field.column_type and not field.inherited
                and field.type in TEXTS and name not in READ_BY_ODOO
                and (record._name, name) not in NUMBERS)

    def _fill_column(self, record, field, person):
        """Fill one column; a constraint that wants something else has its way."""
        text = person.email if "email" in field.name else person.phone \
            if field.name in ("phone", "mobile", "number", "sms_number") else person.text
        if field.name.endswith(("email_normalized", "phone_sanitized")):
            text = person.email if "email" in field.name else person.phone.replace(" ", "")
        if field.column_type[0] == "jsonb":
            key = str(self.company.id) if field.company_dependent else "en_US"
            text = json.dumps({key: text})
        try:
            with mute_logger("odoo.sql_db"), self.env.cr.savepoint(flush=False):
                self.env.cr.execute(SQL(
                    "UPDATE %s SET %s = %s::%s WHERE id = %s", SQL.identifier(record._table),
                    SQL.identifier(field.name), text, SQL(field.column_type[0]), record.id))
                self.filled.add((record._table, field.name))
        except psycopg2.Error as error:
            self.unfilled[record._table, field.name] = type(error).__name__

    # === LOOK === #

    def _columns(self):
        """Return [(table, column, type)] of everything in the database that can hold text."""
        return self.env.execute_query(SQL(
            """SELECT c.table_name, c.column_name, c.data_type
                 FROM information_schema.columns c
                 JOIN information_schema.tables t USING (table_schema, table_name)
                WHERE table_schema = current_schema AND t.table_type = 'BASE TABLE'
                  AND c.data_type IN ('text', 'character varying', 'json', 'jsonb', 'bytea',
                                      'ARRAY')
                ORDER BY 1, 2"""))

    def _found(self, marks):
        """Return [(table, column, id or None)] of every row that says one of the marks."""
        self.env.flush_all()
        found = []
        tables = {}
        for table, column, kind in self._columns():
            tables.setdefault(table, []).append((column, kind))
        for table, columns in tables.items():
            found += self._found_in(table, columns, marks)
        return found

    def _found_in(self, table, columns, marks):
        patterns = [f"%{mark}%" for mark in marks]
        content = {column: _as_text(column, kind) for column, kind in columns}
        rows = self.env.execute_query(SQL(
            "SELECT to_jsonb(t)->>'id', %s FROM %s t WHERE %s",
            SQL(", ").join(SQL("%s LIKE ANY(%s)", text, patterns) for text in content.values()),
            SQL.identifier(table),
            SQL(" OR ").join(SQL("%s LIKE ANY(%s)", text, patterns) for text in content.values()),
        ))
        return [(table, column, row and int(row)) for row, *hits in rows
                for column, hit in zip(content, hits, strict=True) if hit]

    def _found_in_files(self, marks):
        """Return the attachments whose stored file says one of the marks."""
        files = self.env["ir.attachment"].sudo().search([
            ("store_fname", "!=", False), ("id", "!=", False), "|", ("res_field", "=", False),
            ("res_field", "!=", False)])
        wanted = [mark.encode() for mark in marks]
        return files.filtered(lambda f: any(w in (f.raw or b"").lower() for w in wanted))


def _as_text(column, kind):
    name = SQL.identifier("t", column)
    if kind == "bytea":
        return SQL("lower(encode(%s, 'escape'))", name)
    return SQL("lower(%s::text)", name)

from datetime import date

from odoo import fields, models
from odoo.http import root
from odoo.tools import SQL

from ..core import periods

#: proof that a call comes from the engine: an object that no RPC call can forge
TOKEN = object()
#: what remains of an anonymised contact (R11), beside its name and the module's own columns
REMAINS = frozenset({
    "id", "parent_id", "company_id", "is_company", "type", "country_id", "lang",
    "property_account_position_id", "create_uid", "create_date", "write_uid", "write_date",
    "active", "name", "complete_name", "commercial_partner_id", "commercial_company_name",
    "partner_share",
})
#: written once more through the ORM, so that overrides of other modules see the contact go
SEEN_BY_OVERRIDES = ("email", "phone", "street", "city", "zip", "vat", "website", "comment")
#: computed booleans and numbers come back as these, however the column was emptied
SAY_NOTHING = {"boolean": False, "integer": 0, "float": 0.0, "monetary": 0.0}
#: what is emptied of a message that stands in a thread others share
OWN_WORDS = ("body", "subject", "email_from", "reply_to")
#: contacts that are somebody: not anonymised, and neither staff nor the system itself
LIVING_PARTY = SQL(
    """SELECT p.id FROM res_partner p
        WHERE p.privacy_anonymised_on IS NULL
          AND NOT EXISTS (SELECT FROM res_users u WHERE u.partner_id = p.id
                             AND (u.share IS NOT TRUE OR u.id = 1))"""
)
#: years that a protected record is kept where the law at hand gives no end (R13)
STATUTORY_YEARS = 7


def acting(env):
    """Whether this environment is the engine's own."""
    return env.context.get("privacy_acting") is TOKEN


class PrivacyGateway(models.AbstractModel):
    """The one door to other models' records: it finds, protects, erases, masks and checks.

    Nothing else in this module writes to a record that it does not own. Methods for one model
    are found by name (``_mask_res_partner``, ``_keep_mail_message``), so that another module
    adds a model by adding a method.
    """

    _name = "privacy.gateway"
    _description = "Privacy Gateway"

    def _acting(self):
        """Return the gateway in the engine's environment.

        No tracking, no notification, archived records included. What flushes must be this
        environment too, or a recompute logs what was just erased (mail/models/mail_thread.py).
        """
        return self.sudo().with_context(
            privacy_acting=TOKEN, tracking_disable=True, mail_notrack=True,
            mail_auto_subscribe_no_notify=True, mail_create_nolog=True, active_test=False,
        )

    def _own_method(self, verb, model_name):
        return getattr(self, f"_{verb}_{model_name.replace('.', '_')}", None)

    # === LOCATE === #

    def _locate(self, entries, categories):
        """Return ``{entry.key: pairs}`` for subjects whose categories are due, a query an entry.

        :param entries: entries of the compiled map
        :param dict categories: ``{contact id: set of category codes due}``
        """
        self.env.flush_all()
        located = {}
        for entry in entries:
            subjects = [s for s, due in categories.items() if entry.concerns(due)]
            if subjects:
                located[entry.key] = self.env["privacy.map"].browse(entry.key)._locate(subjects)
        return located

    # === PROTECT === #

    def _decisions(self, entries, located, subjects):
        """Return ``{(model, record): (act, fields, ground, until)}`` where the map's act is not
        right: Odoo protects the record, or others share it (R10, R13).
        """
        records = {}
        for entry in entries:
            records.setdefault(entry.model, set()).update(
                record for _subject, record in located.get(entry.key, ())
            )
        decisions = {}
        for model_name, ids in records.items():
            method = self._own_method("decide", model_name)
            if method and ids:
                found = method(sorted(ids), sorted(subjects))
                decisions.update({(model_name, record): why for record, why in found.items()})
        return decisions

    def _decide_mail_message(self, ids, subjects):
        """Keep what the restrictive audit trail protects and what other people wrote."""
        decisions = {}
        for message_id, own, year in self._shared_messages(ids, subjects):
            decisions[message_id] = (
                ("mask", OWN_WORDS, "", "") if own else ("keep", (), "shared", _year_end(year))
            )
        protected = self.env["mail.message"].search(
            [("id", "in", ids), ("account_audit_log_restricted", "=", True)]
        )
        for message in protected:
            decisions[message.id] = ("keep", (), "audit_trail", _year_end(
                (message.date or message.create_date or fields.Datetime.now()).year
            ))
        return decisions

    def _decide_mail_followers(self, ids, subjects):
        """The follower rows of another living party stay theirs."""
        rows = self.env.execute_query(
            SQL(
                """SELECT f.id, EXTRACT(year FROM CURRENT_DATE)::int FROM mail_followers f
                    WHERE f.id = ANY(%s) AND f.res_id != f.partner_id
                      AND f.partner_id IN (%s) AND f.partner_id != ALL(%s)""",
                ids, LIVING_PARTY, subjects,
            )
        )
        return {record: ("keep", (), "shared", _year_end(year)) for record, year in rows}

    def _decide_ir_attachment(self, ids, subjects):
        """Files that another party posted in a shared thread stay with their message."""
        rows = self.env.execute_query(
            SQL(
                """SELECT a.id,
                          max(EXTRACT(year FROM COALESCE(m.date, m.create_date, now())))::int
                     FROM ir_attachment a
                     JOIN message_attachment_rel rel ON rel.attachment_id = a.id
                     JOIN mail_message m ON m.id = rel.message_id
                    WHERE a.id = ANY(%s) AND m.author_id IN (%s) AND m.author_id != ALL(%s)
                    GROUP BY a.id""",
                ids, LIVING_PARTY, subjects,
            )
        )
        return {record: ("keep", (), "shared", _year_end(year)) for record, year in rows}

    def _shared_messages(self, ids, subjects):
        """Return (message, whether its author is the subject, year) for shared threads.

        A thread is shared where a living, not due party besides staff is author, recipient or
        follower.
        """
        return self.env.execute_query(
            SQL(
                """WITH thread AS (
                    SELECT DISTINCT res_id FROM mail_message
                     WHERE id = ANY(%(ids)s) AND model = 'res.partner'
                ), party AS (
                    SELECT m.res_id, m.author_id AS partner_id FROM mail_message m
                     WHERE m.model = 'res.partner' AND m.res_id IN (SELECT res_id FROM thread)
                    UNION
                    SELECT m.res_id, rel.res_partner_id FROM mail_message m
                      JOIN mail_message_res_partner_rel rel ON rel.mail_message_id = m.id
                     WHERE m.model = 'res.partner' AND m.res_id IN (SELECT res_id FROM thread)
                    UNION
                    SELECT f.res_id, f.partner_id FROM mail_followers f
                     WHERE f.res_model = 'res.partner'
                       AND f.res_id IN (SELECT res_id FROM thread)
                ), shared AS (
                    SELECT DISTINCT res_id FROM party
                     WHERE partner_id != res_id AND partner_id IN (%(living)s)
                       AND partner_id != ALL(%(subjects)s)
                )
                SELECT m.id, COALESCE(m.author_id = m.res_id, FALSE),
                       EXTRACT(year FROM COALESCE(m.date, m.create_date, now()))::int
                  FROM mail_message m JOIN shared ON shared.res_id = m.res_id
                 WHERE m.id = ANY(%(ids)s)""",
                ids=ids, subjects=subjects, living=LIVING_PARTY,
            )
        )

    # === ACT === #

    def _apply(self, plan):
        """Carry out a plan in sets; everything is flushed through the engine's environment."""
        for (model_name, act, names), ids in plan.groups():
            method = self._own_method(act, model_name) or getattr(self, f"_{act}")
            method(self.env[model_name].browse(ids), names)
        self.env.flush_all()

    def _erase(self, records, _fields):
        records.exists().unlink()

    def _mask(self, records, fields):
        """Empty fields: the same values for the whole set."""
        records.exists().write(dict.fromkeys(fields, False))

    def _mask_res_partner(self, partners, _fields):
        """Leave of a contact what R11 says.

        One UPDATE empties every column first, so that no later failure can show a row with the
        person still in it, and so that the address sync of ``res_partner.py`` finds nothing to
        push to parents, siblings and children. The ORM write after it lets overrides of other
        modules see the contact go.
        """
        columns, names = self._partner_columns()
        self._empty_partners(partners.ids, columns)
        changed = ["name", "privacy_anonymised_on", *names]
        partners.invalidate_recordset(changed, flush=False)
        partners.modified(changed)
        values = {name: False for name in SEEN_BY_OVERRIDES if name in partners._fields}
        values |= {name: [(5, 0, 0)] for name in self._partner_tags()}
        # with archived records in sight, archiving would find the users just disabled
        partners.with_context(active_test=True).write({**values, "active": False})
        self.env.flush_all()
        # computed fields that came back from what remains, such as a scheme by country
        self._empty_partners(self._left_res_partner(None, None, partners.ids), columns)
        partners.invalidate_recordset(names, flush=False)

    def _empty_partners(self, ids, columns):
        values = SQL(", ").join(
            SQL("%s = %s", SQL.identifier(name), value) for name, value in columns.items()
        )
        self.env.cr.execute(
            SQL(
                """UPDATE res_partner SET name = 'Anonymised contact ' || id, %s,
                          privacy_anonymised_on = COALESCE(privacy_anonymised_on, %s),
                          write_date = now() AT TIME ZONE 'UTC'
                    WHERE id = ANY(%s)""",
                values, self.env["privacy.timer"]._today(), list(ids),
            )
        )

    def _partner_columns(self):
        """Return ({column: empty value}, field names) of everything that does not remain."""
        partner = self.env["res.partner"]
        columns = {}
        for name, field in partner._fields.items():
            if field.store and field.column_type and not self._remains(name):
                columns[name] = self._empty_value(partner, field)
        return columns, list(columns)

    def _remains(self, name):
        return name in REMAINS or name.startswith("privacy_")

    def _empty_value(self, model, field):
        """Return the SQL value that says nothing; columns that must hold one get the default."""
        if field.type in SAY_NOTHING and not field.company_dependent:
            return SAY_NOTHING[field.type]
        if field not in self.env.registry.not_null_fields or field.company_dependent:
            return None
        default = model.default_get([field.name]).get(field.name)
        return field.convert_to_column(default, model)

    def _partner_tags(self):
        """Many2many fields that describe the contact; those of other records are not ours."""
        return [
            name for name, field in self.env["res.partner"]._fields.items()
            if field.type == "many2many" and field.store
            and (field.comodel_name or "").startswith("res.partner.")
        ]

    def _mask_res_users(self, users, _fields):
        """Disable a share user for good: login, secrets and preferences go."""
        identifiers = self._session_identifiers(users)
        columns = [name for name in ("password", "totp_secret", "signature", "oauth_uid",
                                     "oauth_access_token", "out_of_office_message")
                   if self._has_column("res_users", name)]
        self.env.cr.execute(
            SQL(
                """UPDATE res_users SET login = 'anonymised-' || id, %s WHERE id = ANY(%s)""",
                SQL(", ").join(SQL("%s = NULL", SQL.identifier(name)) for name in columns),
                users.ids,
            )
        )
        users.invalidate_recordset(["login", *columns], flush=False)
        users.modified(["login"])
        users.write({"active": False})
        self.env.registry.clear_cache()
        if identifiers:
            self.env.cr.postcommit.add(
                lambda: root.session_store.delete_from_identifiers(identifiers)
            )

    def _session_identifiers(self, users):
        """Sessions are files: their names stand in the device log (``http.py``)."""
        logs = self.env["res.device.log"].search([("user_id", "in", users.ids)])
        return sorted(set(logs.mapped("session_identifier")))

    def _has_column(self, table, name):
        rows = self.env.execute_query(
            SQL(
                """SELECT 1 FROM information_schema.columns
                    WHERE table_schema = current_schema AND table_name = %s
                      AND column_name = %s""",
                table, name,
            )
        )
        return bool(rows)

    def _mask_res_partner_bank(self, banks, _fields):
        """Bank accounts by SQL: unlink only archives them, and write posts the old number on
        the contact's chatter (``base/models/res_bank.py``, ``account/models/res_partner_bank.py``).
        """
        self.env.cr.execute(
            SQL(
                """UPDATE res_partner_bank
                      SET acc_number = 'anonymised-' || id,
                          sanitized_acc_number = 'ANONYMISED' || id,
                          acc_holder_name = NULL, bank_id = NULL, active = FALSE
                    WHERE id = ANY(%s)""",
                banks.ids,
            )
        )
        names = ["acc_number", "sanitized_acc_number", "acc_holder_name", "bank_id", "active"]
        banks.invalidate_recordset(names, flush=False)
        banks.modified(names)

    # === CHECK === #

    def _left(self, plan):
        """Return ``{(model, record)}`` of masked records that still hold something.

        Erased records need no look: locating again finds them (``privacy_engine.py``).
        """
        left = set()
        for (model_name, act, names), ids in plan.groups():
            if act == "mask":
                method = self._own_method("left", model_name) or self._left_fields
                left.update((model_name, record) for record in method(model_name, names, ids))
        return left

    def _left_fields(self, model_name, fields, ids):
        records = self.env[model_name].browse(ids).exists()
        return [record.id for record in records if any(record[name] for name in fields)]

    def _left_res_partner(self, _model_name, _fields, ids):
        columns, _names = self._partner_columns()
        empty = SQL(" OR ").join(
            SQL("COALESCE(%s, %s) IS DISTINCT FROM %s", SQL.identifier(name), value, value)
            if value is not None else SQL("%s IS NOT NULL", SQL.identifier(name))
            for name, value in columns.items()
        )
        rows = self.env.execute_query(
            SQL(
                """SELECT id FROM res_partner WHERE id = ANY(%s) AND
                   (%s OR name != 'Anonymised contact ' || id OR active)""",
                ids, empty,
            )
        )
        return [record for (record,) in rows]

    def _left_res_users(self, _model_name, _fields, ids):
        """Odoo fills an empty signature with the name again: by then it says nothing."""
        rows = self.env.execute_query(
            SQL(
                """SELECT id FROM res_users WHERE id = ANY(%s)
                   AND (login != 'anonymised-' || id OR active OR
                        COALESCE(signature, '') NOT IN (
                            '', '<div>Anonymised contact ' || partner_id || '</div>'))""",
                ids,
            )
        )
        return [record for (record,) in rows]

    def _left_res_partner_bank(self, _model_name, _fields, ids):
        rows = self.env.execute_query(
            SQL(
                """SELECT id FROM res_partner_bank WHERE id = ANY(%s)
                   AND (acc_number != 'anonymised-' || id OR acc_holder_name IS NOT NULL)""",
                ids,
            )
        )
        return [record for (record,) in rows]

    # === COVERAGE === #

    def _unmapped(self, run):
        """Return [{model, field, count}]: what points to this run's contacts outside the map.

        Read from the registry: every stored link to contacts of a model that the map does not
        name and the module does not own. What stands there was not looked at, and the run says so.
        """
        counts = [
            {"model": model._name, "field": field.name, "count": self._count_links(field, run)}
            for model, field in self._unmapped_links()
        ]
        return [line for line in counts if line["count"]]

    def _unmapped_links(self):
        """Return (model, field) of each stored link to contacts that no row of the map follows."""
        rows = self.env["privacy.map"].sudo().search([("date_field", "=", False)])._readable()
        mapped = {(row.model_name, (row.path or "").partition(".")[0]) for row in rows}
        return [
            (model, field)
            for name, model in sorted(self.env.registry.items())
            if model._auto and not (model._abstract or model._transient)
            and name != "res.partner" and not name.startswith("privacy.")
            for field in model._fields.values()
            if field.comodel_name == "res.partner" and field.store
            and field.type in ("many2one", "many2many") and not field.company_dependent
            and (name, field.name) not in mapped
        ]

    def _count_links(self, field, run):
        table, column = self.env[field.model_name]._table, field.name
        if field.type == "many2many":
            table, column = field.relation, field.column2
        ((count,),) = self.env.execute_query(
            SQL(
                """SELECT count(*) FROM %s t JOIN privacy_run_item item
                       ON item.partner_id = t.%s
                    WHERE item.run_id = %s AND item.whole AND item.state IN ('done', 'kept')""",
                SQL.identifier(table), SQL.identifier(column), run.id,
            )
        )
        return count


def _year_end(year):
    """31 December of the record's year plus the statutory years (R13), ISO."""
    period = periods.Period(STATUTORY_YEARS, "years")
    return periods.last_day(date(year, 1, 1), period, from_year_end=True).isoformat()

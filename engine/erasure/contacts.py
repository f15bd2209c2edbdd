"""The contact itself, its user and its bank accounts: what remains of them (R11)."""

from odoo.http import root
from odoo.tools import SQL

from .shortcuts import NAMING, masked_columns, unread, update_copies
from .values import says_sql, stays_as_is

#: what remains of an anonymised contact (R11), beside its name and the module's own columns
REMAINS = frozenset({
    "id", "parent_id", "company_id", "is_company", "type", "country_id", "lang",
    "property_account_position_id", "create_uid", "create_date", "write_uid", "write_date",
    "active", "name", "complete_name", "commercial_partner_id", "commercial_company_name",
    "partner_share",
})
#: written once more through the ORM, so that overrides of other modules see the contact go
SEEN_BY_OVERRIDES = ("email", "phone", "street", "city", "zip", "vat", "website", "comment")
#: names that are computed from the name; written right at once where nobody else's is in them
NAMES = ("complete_name", "commercial_company_name")
#: computed booleans and numbers come back as these, however the column was emptied
SAY_NOTHING = {"boolean": False, "integer": 0, "float": 0.0, "monetary": 0.0}


class Contacts:
    """Empties contacts, and sees that they are empty."""

    def __init__(self, env, plan):
        self.env, self.plan = env, plan

    def mask(self, partners):
        """Leave of a contact what R11 says, and let overrides of other modules see it go."""
        self.empty(partners)
        values = {name: False for name in SEEN_BY_OVERRIDES if name in partners._fields}
        # with archived records in sight, archiving would find the users just disabled
        partners.with_context(active_test=True).write({**values, "active": False})
        self.empty_again(partners)

    def mask_fast(self, units):
        """The same where no module that nobody has read overrides the writing of contacts."""
        partners = self.env["res.partner"].browse(self.plan.records(*units))
        self.empty(partners)
        self.empty_again(partners)

    def empty(self, partners):
        """Empty every column of contacts by one UPDATE, and recompute what depends on them.

        One statement, so that no later failure can show a row with the person still in it, and
        so that the address sync of ``res_partner.py`` finds nothing to push to parents,
        siblings and children. What is computed on the contact itself is written here too and
        needs no computing; nor does what the plan has emptied elsewhere.
        """
        self.env.flush_all()
        columns = self._columns()
        names = list(columns)
        filled = self._filled(partners.ids, names)
        self._update(partners.ids, columns)
        self._empty_tags(partners.ids)
        changed = ["name", "active", "privacy_anonymised_on", *filled]
        partners.invalidate_recordset([*NAMES, *changed], flush=False)
        settled = [*self._settled(partners, names), *update_copies(self.env, partners)]
        with self.env.protecting(settled):
            partners.modified(changed)
            self.env.flush_all()

    def empty_again(self, partners):
        """Empty once more what overrides or computed fields have brought back from what remains,
        such as a scheme by country.
        """
        # what waits to be computed would come back after the look
        self.env.flush_all()
        back = self.remaining(partners.ids)
        if back:
            columns = self._columns()
            self._update(back, columns)
            partners.invalidate_recordset(list(columns), flush=False)

    def remaining(self, ids):
        """Return the ids of contacts that still say something."""
        empty = SQL(" OR ").join(
            SQL("COALESCE(%s, %s) IS DISTINCT FROM %s", SQL.identifier(name), value, value)
            if value is not None else SQL("%s IS NOT NULL", SQL.identifier(name))
            for name, value in self._columns().items()
        )
        return _ids(self.env, SQL(
            """SELECT id FROM res_partner WHERE id = ANY(%s) AND
               (%s OR name != 'Anonymised contact ' || id OR active)""", ids, empty))

    def _filled(self, ids, names):
        """Return those of the columns that say something for any of these contacts."""
        partner = self.env["res.partner"]
        says = SQL(", ").join(
            SQL("bool_or(%s)", says_sql(partner, partner._fields[name])) for name in names)
        (row,) = self.env.execute_query(
            SQL("SELECT %s FROM res_partner record WHERE id = ANY(%s)", says, ids))
        return [name for name, filled in zip(names, row, strict=True) if filled]

    def _settled(self, partners, names):
        """Yield (fields, records) that hold what they should and are not computed again."""
        own = [field for name, field in partners._fields.items()
               if name in names and field.compute and field.store]
        yield own, partners
        yield self._settled_names(partners)
        for unit in self.plan.units():
            model_name, act, _names = unit
            if act == "mask" and model_name != "res.partner":
                records = self.env[model_name]
                computed = [records._fields[name] for name in masked_columns(self.env, [unit])
                            if records._fields[name].compute]
                computed += stays_as_is(records)
                if computed:
                    yield computed, records.browse(self.plan.records(unit))

    def _settled_names(self, partners):
        """Return (names, contacts) of those whose names were written as Odoo composes them.

        Those below another contact bear its name in theirs.
        """
        if unread(self.env, NAMING):
            return [], partners
        fields = [partners._fields[name] for name in NAMES]
        return fields, partners.browse(_ids(self.env, SQL(
            "SELECT id FROM res_partner WHERE parent_id IS NULL AND id = ANY(%s)", partners.ids)))

    def _empty_tags(self, ids):
        """Take the contacts' tags off: many2many fields that describe the contact; the tables of
        other records' links are not ours.
        """
        for field in self.env["res.partner"]._fields.values():
            if (field.type == "many2many" and field.store
                    and (field.comodel_name or "").startswith("res.partner.")):
                self.env.cr.execute(SQL(
                    "DELETE FROM %s WHERE %s = ANY(%s)", SQL.identifier(field.relation),
                    SQL.identifier(field.column1), ids))

    def _update(self, ids, columns):
        values = SQL(", ").join(
            SQL("%s = %s", SQL.identifier(name), value) for name, value in columns.items())
        self.env.cr.execute(SQL(
            """UPDATE res_partner SET name = 'Anonymised contact ' || id, active = FALSE,
                      complete_name = CASE WHEN parent_id IS NULL
                           THEN 'Anonymised contact ' || id ELSE complete_name END,
                      commercial_company_name = CASE
                           WHEN is_company AND commercial_partner_id = id
                           THEN 'Anonymised contact ' || id
                           WHEN parent_id IS NOT NULL THEN commercial_company_name END,
                      %s,
                      privacy_anonymised_on = COALESCE(privacy_anonymised_on, %s),
                      write_date = now() AT TIME ZONE 'UTC'
                WHERE id = ANY(%s)""",
            values, self.env["privacy.timer"]._today(), list(ids)))

    def _columns(self):
        """Return {column: empty value} of everything that does not remain."""
        partner = self.env["res.partner"]
        return {name: self._empty_value(partner, field)
                for name, field in partner._fields.items()
                if field.store and field.column_type and not _remains(name)}

    def _empty_value(self, model, field):
        """Return the SQL value that says nothing; columns that must hold one get the default."""
        if field.type in SAY_NOTHING and not field.company_dependent:
            return SAY_NOTHING[field.type]
        if field not in self.env.registry.not_null_fields or field.company_dependent:
            return None
        default = model.default_get([field.name]).get(field.name)
        return field.convert_to_column(default, model)


def _remains(name):
    return name in REMAINS or name.startswith("privacy_")


def _ids(env, query):
    return [record for (record,) in env.execute_query(query)]


# === USERS === #

def mask_users(users):
    """Disable share users for good: login, secrets and preferences go."""
    env = users.env
    # sessions are files: their names stand in the device log (``http.py``)
    logs = env["res.device.log"].search([("user_id", "in", users.ids)])
    identifiers = sorted(set(logs.mapped("session_identifier")))
    columns = [name for name in ("password", "totp_secret") if _has_column(env, "res_users", name)]
    columns += [name for name in _own_texts(users) if name != "login"]
    env.cr.execute(SQL(
        "UPDATE res_users SET login = 'anonymised-' || id, %s WHERE id = ANY(%s)",
        SQL(", ").join(SQL("%s = NULL", SQL.identifier(name)) for name in columns), users.ids))
    users.invalidate_recordset(["login", *columns], flush=False)
    users.modified(["login"])
    users.write({"active": False})
    env.registry.clear_cache()
    if identifiers:
        env.cr.postcommit.add(lambda: root.session_store.delete_from_identifiers(identifiers))


def remaining_users(env, ids):
    """Return the ids of users that still say something. Odoo fills an empty signature with the
    name again: by then it says nothing.
    """
    return _ids(env, SQL(
        """SELECT id FROM res_users WHERE id = ANY(%s)
           AND (login != 'anonymised-' || id OR active OR
                COALESCE(signature, '') NOT IN (
                    '', '<div>Anonymised contact ' || partner_id || '</div>'))""", ids))


def _own_texts(model):
    """Return the names of a model's own text columns that need not say anything."""
    return [name for name, field in model._fields.items()
            if field.store and not field.inherited and not field.required
            and field.column_type and field.type in ("char", "text", "html")]


def _has_column(env, table, name):
    return bool(env.execute_query(SQL(
        """SELECT 1 FROM information_schema.columns
            WHERE table_schema = current_schema AND table_name = %s AND column_name = %s""",
        table, name)))


# === BANK ACCOUNTS === #

def mask_banks(banks):
    """Bank accounts by SQL: unlink only archives them, and write posts the old number on the
    contact's chatter (``base/models/res_bank.py``, ``account/models/res_partner_bank.py``).
    """
    texts = [name for name in _own_texts(banks)
             if name not in ("acc_number", "sanitized_acc_number")]
    banks.env.cr.execute(SQL(
        """UPDATE res_partner_bank
              SET acc_number = 'anonymised-' || id,
                  sanitized_acc_number = 'ANONYMISED' || id,
                  %s, bank_id = NULL, active = FALSE
            WHERE id = ANY(%s)""",
        SQL(", ").join(SQL("%s = NULL", SQL.identifier(name)) for name in texts), banks.ids))
    names = ["acc_number", "sanitized_acc_number", *texts, "bank_id", "active"]
    banks.invalidate_recordset(names, flush=False)
    banks.modified(names)


def remaining_banks(env, ids):
    """Return the ids of bank accounts that still say something."""
    return _ids(env, SQL(
        """SELECT id FROM res_partner_bank WHERE id = ANY(%s)
           AND (acc_number != 'anonymised-' || id OR acc_holder_name IS NOT NULL)""", ids))


# === BESIDE THE CONTACT === #

def change_guest_tokens(guests):
    """Give each guest a new token, and no time zone."""
    guests.env.flush_all()
    guests.env.cr.execute(SQL(
        """UPDATE mail_guest SET access_token = gen_random_uuid(), timezone = NULL
            WHERE id = ANY(%s)""", guests.ids))
    guests.invalidate_recordset(["access_token", "timezone"], flush=False)


def unlink_attendees(attendees):
    """Delete attendances with the link from which Odoo would make them again."""
    attendees.env.cr.execute(SQL(
        """DELETE FROM calendar_event_res_partner_rel rel USING calendar_attendee own
            WHERE own.id = ANY(%s) AND rel.calendar_event_id = own.event_id
              AND rel.res_partner_id = own.partner_id""", attendees.ids))
    attendees.event_id.invalidate_recordset(["partner_ids"], flush=False)
    attendees.unlink()

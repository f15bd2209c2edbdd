"""Beside the contact: its user, its bank accounts, its tokens, and what remains of them (R11)."""

from odoo.http import root
from odoo.tools import SQL

from .tell import tell

#: what the hooks of these models empty, beside every text; of other models a hook empties
#: what it is given
OWN = {"res.users": {"login", "signature"},
       "res.partner.bank": {"acc_number", "acc_holder_name", "bank_id"},
       "hr.employee": {"work_phone", "work_email"}}


def beyond_hook(model, names):
    """Return the names of fields that a hook of a model does not empty: links to many, of which
    only the subjects go, and what a module adds to a model that is emptied in a way of its own.
    """
    own = OWN.get(model._name, names)
    return [name for name in names
            if name not in own or model._fields[name].type == "many2many"]


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
    refused = tell(users, {"active": False})
    if refused:
        env.cr.execute(SQL("UPDATE res_users SET active = FALSE WHERE id = ANY(%s)", refused))
        users.browse(refused).invalidate_recordset(["active"], flush=False)
        users.browse(refused).modified(["active"])
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


def _ids(env, query):
    return [record for (record,) in env.execute_query(query)]


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

"""Addresses that come back: somebody who was erased and wants no marketing is imported, signs up,
writes, or is made a lead. That is no error, and no mailing reaches them; the officer sees it.
"""

from odoo.tools import SQL, email_normalize_all

from ..acting import is_acting
from .keys import known_keys

#: fields of a record that hold an address as it is compared
NORMAL = ("email_normalized", "phone_sanitized")
#: models whose records have an address in other fields, or on another record
ELSEWHERE = {
    "event.registration": ("email", "phone"), "survey.user_input": ("email",),
    "mailing.subscription": ("contact_id.email_normalized", "contact_id.phone_sanitized"),
    "mail.message": ("email_from",),
}
#: messages that came from outside
INCOMING = "email"


def address_fields(model):
    """Return the paths to the addresses of a model's records; none of what is no person's."""
    if model._abstract or model._transient or model._name.startswith("privacy."):
        return ()
    if model._name in ELSEWHERE:
        return tuple(path for path in ELSEWHERE[model._name] if _is_path(model, path))
    return tuple(name for name in NORMAL if name in model._fields and model._fields[name].store)


def typed_fields(model):
    """Return the fields whose values become such addresses."""
    found = set()
    for path in address_fields(model) if model._name not in ("res.users", "mail.message") else ():
        if path == "email_normalized":
            found.add(getattr(model, "_primary_email", "email"))
        elif path == "phone_sanitized" and hasattr(model, "_phone_get_number_fields"):
            found.update(model._phone_get_number_fields())
        elif "." not in path:
            found.add(path)
    return frozenset(found)


def _is_path(model, path):
    head, _dot, tail = path.partition(".")
    if head not in model._fields:
        return False
    return not tail or tail in model.env[model._fields[head].comodel_name]._fields


class Arrivals:
    """Records that were just made, or whose address was just written."""

    def __init__(self, env):
        self.env = env

    def notice(self, records):
        """Note on the opt-outs of their addresses that they came back: one query, and none where
        nobody has an address. A hash under a former secret is written again under the one in use.
        """
        if not self.env.registry.ready or is_acting(self.env):
            return
        fields = records._privacy_address_fields()
        found = self._addresses(records.sudo(), fields) if fields else {}
        keys = known_keys(self.env) if found else None
        if not keys:
            return
        hashes = keys.all(found)
        self.env.cr.execute(SQL(
            """UPDATE privacy_optout optout
                  SET seen_on = %s, seen_count = COALESCE(optout.seen_count, 0) + 1,
                      seen_model = %s, seen_res_id = back.record,
                      key = CASE WHEN moved THEN back.first ELSE optout.key END,
                      fingerprint = CASE WHEN moved THEN %s ELSE optout.fingerprint END,
                      journal_ref = CASE WHEN moved THEN NULL ELSE optout.journal_ref END
                 FROM (SELECT told.*, told.key != told.first AND NOT EXISTS (
                              SELECT FROM privacy_optout other
                               WHERE other.key = told.first AND other.active) AS moved
                         FROM unnest(%s::varchar[], %s::varchar[], %s::int[])
                              AS told (key, first, record)) back
                WHERE optout.key = back.key AND optout.active""",
            self.env["privacy.timer"]._today(), records._name, keys.name, list(hashes),
            [keys.first(address) for address in hashes.values()],
            [found[address] for address in hashes.values()]))
        if self.env.cr.rowcount:
            self.env["privacy.optout"].invalidate_model(flush=False)

    def _addresses(self, records, fields):
        """Return ``{address: id of the last record that has it}``."""
        if records._name == "mail.message":
            records = records.filtered(lambda message: message.message_type == INCOMING)
        found = {}
        for record in records:
            for path in fields:
                for text in record.mapped(path):
                    found.update(dict.fromkeys(_of(path, text), record.id))
        return found


def _of(path, text):
    """Return the addresses that a field says."""
    if not text:
        return ()
    return email_normalize_all(text) if "email" in path else (text,)

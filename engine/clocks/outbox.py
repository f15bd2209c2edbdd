"""What changed since the last refresh: how it is noted, and whom it concerns.

Notes wait in the transaction until it is flushed, and then go by one plain insert into
``privacy_outbox``, so that a user's transaction never meets the refresh on the same row.
"""

from odoo.api import SUPERUSER_ID
from odoo.tools import SQL

from .. import scratch
from ..acting import is_acting, is_scheduled
from .activities import HANGS, addressed_sql, hanging_on, links_sql
from .links import follow_path
from .signals import contacts_sql

#: a drain takes at most this many notes; the rest waits for the next call
DRAIN = 50_000
#: where a transaction keeps its notes until it is flushed: {(model, id): forget}
WAITING = "cloudpepper_privacy.notes"
#: a change of these changes what is unpaid on the entries that they reconcile
RECONCILED = "account.partial.reconcile"
#: fields of contacts that a clock depends on
OF_CONTACTS = frozenset({
    "parent_id", "is_company", "type", "email", "email_normalized", "phone", "phone_sanitized",
    "company_id", "commercial_partner_id", "privacy_admin_contact", "create_date",
    "privacy_running_customer", "privacy_relationship_end", "privacy_staff_left",
})


def watched_fields(signals):
    """Return {model: set of fields} that a clock depends on.

    :param signals: the active signals that can be read
    """
    # whoever gets a login by an address that nobody had may have been known by it
    watched = {"res.partner": set(OF_CONTACTS), "res.users": {"login"}, RECONCILED: set()}
    for signal in signals:
        watched.setdefault(signal.model_name, set()).update(signal._watched_fields())
    return watched


class Notes:
    """Notes what may move a clock. Called for each record that anybody changes."""

    def __init__(self, env):
        self.env = env

    def note(self, model_name, ids, forget=False):
        """Remember that these records changed, until the transaction is flushed.

        A savepoint flushes where it begins and forgets what it rolls back; so do the notes.

        :param bool forget: whether a person deleted them: their signal is forgotten (R8)
        """
        precommit = self.env.cr.precommit
        if ids and WAITING not in precommit.data:
            precommit.data[WAITING] = {}
            precommit.add(self.flush)
        for res_id in ids:
            notes = precommit.data[WAITING]
            notes[model_name, res_id] = forget or notes.get((model_name, res_id), False)

    def flush(self):
        """Write what this transaction noted: one statement, however many records changed."""
        notes = self.env.cr.precommit.data.pop(WAITING, None)
        if notes:
            self.env.cr.execute(
                SQL(
                    """INSERT INTO privacy_outbox (model, res_id, forget)
                       SELECT * FROM unnest(%s::varchar[], %s::int[], %s::bool[])""",
                    [name for name, _id in notes], [res_id for _name, res_id in notes],
                    list(notes.values()),
                )
            )
            by_model = {}
            for model_name, res_id in notes:
                by_model.setdefault(model_name, set()).add(res_id)
            self.env["privacy.outbox"]._follow_archive(by_model)

    def changed(self, records, fnames=None):
        """Note records whose creation, or change of ``fnames``, may move a clock."""
        watched = self._watched(records)
        if watched is not None and (fnames is None or not watched.isdisjoint(fnames)):
            self.note(*self._target(records))
            self._note_hanging(records)

    def before(self, records):
        """Note the contacts of records that are about to lose them (deleted or moved away)."""
        if self._watched(records) is None or not records.ids:
            return
        self._note_hanging(records)
        if records._name == RECONCILED:
            self.note(*self._target(records))
        else:
            self.note("res.partner", self._contacts_before(records))

    def deleted(self, records):
        """A person who deletes a record moves the clock; housekeeping does not (R8)."""
        if self._watched(records) is not None:
            by_person = self.env.uid != SUPERUSER_ID and not is_scheduled(self.env)
            self.note(records._name, records.ids, forget=by_person)

    def _watched(self, records):
        """Return the fields of these records that clocks depend on; None where it is nobody's
        business: no clock depends on the model, or the engine itself acts.
        """
        watched = self.env["privacy.outbox"]._watched().get(records._name)
        return None if watched is None or is_acting(self.env) else watched

    def _note_hanging(self, records):
        """Note the records on which messages or activities hang: somebody is at work on them."""
        if records._name in HANGS:
            answered = self.env["privacy.signal"]._answered_models()
            for name, ids in hanging_on(records, answered).items():
                self.note(name, ids)

    def _target(self, records):
        """A reconciliation changes what is unpaid: note its entries instead."""
        if records._name == RECONCILED:
            moves = records.sudo().debit_move_id.move_id | records.sudo().credit_move_id.move_id
            return moves._name, moves.ids
        return records._name, records.ids

    def _contacts_before(self, records):
        """Return the contacts of records about to change, read through the ORM.

        Code that goes record by record has read them in sets before, and costs no query here.
        """
        known = records.sudo().with_context(active_test=False)
        if records._name == "res.partner":
            return {*records.ids, *follow_path(known, "commercial_partner_id").ids}
        signals, partners = self.env["privacy.signal"].sudo(), set()
        for signal_id, match, path, thread in signals._links().get(records._name, ()):
            if match == "partner":
                partners.update(follow_path(known, path, thread).ids)
            else:
                partners |= _asked(
                    self.env, [contacts_sql(signals.browse(signal_id), records.ids, path)])
        return partners


class Outbox:
    """Takes the notes.

    :ivar dict taken: {model: ids} of the records that were noted, after a drain
    """

    def __init__(self, env):
        self.env = env
        self.taken = {}

    def drain(self):
        """Take the notes; return the ids of the contacts that they name.

        Fills ``privacy_outbox_forget`` with what persons deleted.
        """
        Notes(self.env).flush()
        rows = self.env.execute_query(
            SQL(
                """DELETE FROM privacy_outbox WHERE id IN (
                   SELECT id FROM privacy_outbox ORDER BY id LIMIT %s FOR UPDATE SKIP LOCKED)
                   RETURNING model, res_id, forget""",
                DRAIN,
            )
        )
        by_model, forgotten = {}, []
        for model_name, res_id, forget in rows:
            by_model.setdefault(model_name, set()).add(res_id)
            if forget:
                forgotten.append((model_name, res_id))
        self._fill(SQL(
            "SELECT * FROM unnest(%s::varchar[], %s::int[]) AS forget (model, res_id)",
            [model for model, _id in forgotten], [res_id for _model, res_id in forgotten]))
        self.taken = by_model
        return self.contacts_of(by_model) if by_model else set()

    def fill_forgotten(self):
        """Fill ``privacy_outbox_forget`` from the notes that no drain has taken yet."""
        Notes(self.env).flush()
        self._fill(SQL("SELECT model, res_id FROM privacy_outbox WHERE forget"))

    def _fill(self, select):
        scratch.fill(self.env.cr, scratch.FORGOTTEN, select)

    def contacts_of(self, notes):
        """Return the contacts that records speak of, and those whose clock they started.

        :param dict notes: ``{model: ids}``; asked in one statement, however many models
        """
        selects = [_timed_sql(notes)]
        for model_name, ids in notes.items():
            if model_name == "res.partner":
                selects += _family_sql(list(ids))
            elif model_name in self.env:
                selects += self._links_sql(model_name, list(ids))
        return _asked(self.env, selects)

    def _links_sql(self, model_name, ids):
        """Return the SELECTs of the links to a contact; signals with the same one share it."""
        signals = self.env["privacy.signal"].sudo()
        links = {tuple(link): signal for signal, *link in signals._links().get(model_name, ())}
        found = [contacts_sql(signals.browse(signal), ids, path)
                 for (_match, path, _thread), signal in links.items()]
        if not links:
            found = links_sql(self.env, model_name, ids)
        if not any(match == "email" for match, _path, _thread in links):
            found += addressed_sql(self.env, model_name, ids)
        return found


def waiting(env):
    """Return {model: ids} of the notes that no drain has taken yet, and leave them."""
    Notes(env).flush()
    notes = {}
    for model, res_id in env.execute_query(SQL("SELECT model, res_id FROM privacy_outbox")):
        notes.setdefault(model, set()).add(res_id)
    return notes


def _asked(env, selects):
    """Return the ids that several SELECTs name."""
    rows = env.execute_query(SQL(" UNION ").join(selects))
    return {partner_id for (partner_id,) in rows if partner_id}


def _family_sql(ids):
    return [
        SQL("SELECT unnest(%s::int[])", ids),
        SQL("SELECT commercial_partner_id FROM res_partner WHERE id = ANY(%s)", ids),
    ]


def _timed_sql(notes):
    """Return SQL of the contacts whose clock was started by these records."""
    pairs = [(name, res_id) for name, ids in notes.items() for res_id in ids]
    return SQL(
        """SELECT timer.partner_id
             FROM unnest(%s::varchar[], %s::int[]) AS note (model, res_id)
             JOIN privacy_signal signal ON signal.model_name = note.model
             JOIN privacy_timer timer ON timer.signal_id = signal.id
              AND timer.signal_res_id = note.res_id""",
        [name for name, _id in pairs], [res_id for _name, res_id in pairs],
    )

from odoo import api, fields, models, tools
from odoo.tools import SQL

from ...engine.acting import is_acting
from ...engine.housekeeping import Housekeeping

#: a drain takes at most this many notes; the rest waits for the next call
DRAIN = 50_000
#: where a transaction keeps its notes until it is flushed: {(model, id): forget}
WAITING = "cloudpepper_privacy.notes"


def present(records, name):
    """Return those of the records that exist, with this field in the ORM's cache."""
    field = records._fields[name]
    missing = tuple(field._cache_missing_ids(records))
    if not missing:
        return records
    first = records.browse(missing[:1]).with_prefetch(records._prefetch_ids)
    (field._to_prefetch(first) | records.browse(missing))._fetch_field(field)
    gone = set(field._cache_missing_ids(records))
    return records.filtered(lambda record: record.id not in gone)


def follow(records, path, thread=None):
    """Return the records that a path leads to; ``thread`` is the model of a polymorphic id."""
    for name in path.split("."):
        field = records._fields[name]
        if field.type == "many2one_reference":
            # by model first: of most threads the id is not asked for
            records = present(records, field.model_field)
            records = records.filtered(lambda record, by=field.model_field: record[by] == thread)
            ids = present(records, name).mapped(name)
            records = records.env[thread].browse(filter(None, ids))
        elif name != "id":
            records = present(records, name).mapped(name)
    return records


class PrivacyOutbox(models.Model):
    """What changed since the last refresh: (model, id), drained within minutes.

    Notes are plain inserts into this table alone, so that a user's transaction never meets the
    refresh on the same row.
    """

    _name = "privacy.outbox"
    _description = "Privacy Outbox"
    _log_access = False

    model = fields.Char(required=True, readonly=True)
    res_id = fields.Integer(required=True, readonly=True)
    forget = fields.Boolean(
        readonly=True, help="A person deleted the record: its signal is forgotten (R8)."
    )

    _record_idx = models.Index("(model, res_id)")

    # === NOTES === #

    @api.private
    def _note(self, model_name, ids, forget=False):
        """Remember that these records changed, until the transaction is flushed.

        A savepoint flushes where it begins and forgets what it rolls back; so do the notes.
        """
        precommit = self.env.cr.precommit
        if ids and WAITING not in precommit.data:
            precommit.data[WAITING] = {}
            precommit.add(self._write_notes)
        for res_id in ids:
            notes = precommit.data[WAITING]
            notes[model_name, res_id] = forget or notes.get((model_name, res_id), False)

    @api.private
    def _write_notes(self):
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

    def _search(self, *args, **kwargs):
        self._write_notes()
        return super()._search(*args, **kwargs)

    @tools.ormcache(cache="stable")
    def _watched(self):
        """Return {model: set of fields} that a clock depends on."""
        watched = {
            "res.partner": {"parent_id", "is_company", "type", "email_normalized", "company_id",
                            "commercial_partner_id", "privacy_admin_contact", "create_date",
                            "privacy_running_customer", "privacy_relationship_end"},
            "account.partial.reconcile": set(),
        }
        for signal in self.env["privacy.signal"].sudo().search([("active", "=", True)])._readable():
            watched.setdefault(signal.model_name, set()).update(signal._watched_fields())
        return watched

    def _note_records(self, records, fnames=None):
        """Note records whose creation, or change of ``fnames``, may move a clock."""
        if records._name not in self._watched() or is_acting(self.env):
            return
        if fnames is None or not self._watched()[records._name].isdisjoint(fnames):
            self._note(*self._watched_target(records))

    def _watched_target(self, records):
        """A reconciliation changes what is unpaid: note its entries instead."""
        if records._name == "account.partial.reconcile":
            moves = records.sudo().debit_move_id.move_id | records.sudo().credit_move_id.move_id
            return moves._name, moves.ids
        return records._name, records.ids

    def _note_before(self, records):
        """Note the contacts of records that are about to lose them (deleted or moved away)."""
        if records._name not in self._watched() or is_acting(self.env) or not records.ids:
            return
        if records._name == "account.partial.reconcile":
            self._note(*self._watched_target(records))
            return
        self._note("res.partner", self._partners_before(records))

    def _note_deleted(self, records):
        """A person who deletes a record moves the clock; housekeeping does not (R8)."""
        if records._name in self._watched() and not is_acting(self.env):
            by_person = self.env.uid != api.SUPERUSER_ID and not self.env.context.get("cron_id")
            self._note(records._name, records.ids, forget=by_person)

    def _partners_before(self, records):
        """Return the contacts of records about to change, read through the ORM.

        Code that goes record by record has read them in sets before, and costs no query here.
        """
        known = records.sudo().with_context(active_test=False)
        if records._name == "res.partner":
            return {*records.ids, *follow(known, "commercial_partner_id").ids}
        signals, partners = self.env["privacy.signal"].sudo(), set()
        for signal_id, match, path, thread in signals._links().get(records._name, ()):
            if match == "partner":
                partners.update(follow(known, path, thread).ids)
            else:
                partners |= self._asked([signals.browse(signal_id)._partners_sql(records.ids)])
        return partners

    @api.autovacuum
    def _gc_outbox(self):
        """Delete notes that say nothing more."""
        return Housekeeping(self.env).gc_outbox()

    # === DRAIN === #

    def _partners_of(self, notes):
        """Return the contacts that records speak of, and those whose clock they started.

        :param dict notes: ``{model: ids}``; asked in one statement, however many models
        """
        selects = [self._timed_sql(notes)]
        for model_name, ids in notes.items():
            if model_name == "res.partner":
                selects += self._family_sql(list(ids))
            elif model_name in self.env:
                selects += self._ways_sql(model_name, list(ids))
        return self._asked(selects)

    def _asked(self, selects):
        rows = self.env.execute_query(SQL(" UNION ").join(selects))
        return {partner_id for (partner_id,) in rows if partner_id}

    def _family_sql(self, ids):
        return [
            SQL("SELECT unnest(%s::int[])", ids),
            SQL("SELECT commercial_partner_id FROM res_partner WHERE id = ANY(%s)", ids),
        ]

    def _ways_sql(self, model_name, ids):
        """Return the SELECTs of the ways to a contact; signals that lead the same way share one."""
        signals = self.env["privacy.signal"].sudo()
        ways = {tuple(way): signal for signal, *way in signals._links().get(model_name, ())}
        return [signal._partners_sql(ids) for signal in signals.browse(ways.values())]

    def _timed_sql(self, notes):
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

    def _drain(self):
        """Take the notes; return the ids of the contacts that they name.

        Fills ``privacy_outbox_forget`` of this transaction with what persons deleted.
        """
        self._write_notes()
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
        self._fill_forgotten(forgotten)
        return self._partners_of(by_model) if by_model else set()

    def _fill_forgotten(self, forgotten=None):
        """Make the table of forgotten signals; without argument from the waiting notes."""
        if forgotten is None:
            self._write_notes()
            select = SQL("SELECT model, res_id FROM privacy_outbox WHERE forget")
        else:
            select = SQL(
                "SELECT * FROM unnest(%s::varchar[], %s::int[]) AS forget (model, res_id)",
                [model for model, _id in forgotten], [res_id for _model, res_id in forgotten],
            )
        self.env["privacy.timer"]._temp_table("privacy_outbox_forget", select)

import logging

from odoo import api, fields, models
from odoo.tools import SQL

from ...const import RUN_RESTS
from ...core.errors import BadJournal
from ...core.evidence import journal, ledger
from ...engine.transaction import Transaction

_logger = logging.getLogger(__name__)

#: runs that one call of housekeeping writes
AT_ONCE = 200


class PrivacyRunJournal(models.Model):
    """A run and what the journal has of it."""

    _inherit = "privacy.run"

    @api.model
    def _journal_wanted(self):
        """In a test nothing is committed, and what never happened belongs into no file."""
        return Transaction(self.env).is_owned

    def _write_journal(self):
        """Write what the run did, and remember that; return whether it is written.

        Where it cannot be, the run says so and housekeeping tries again.
        """
        self.ensure_one()
        seal = self._closing_seal()
        if not seal:
            return False
        try:
            self.env["privacy.journal"]._append(self._journal_lines(), seal)
        except (OSError, BadJournal) as error:
            _logger.error("Run %s is not in the journal of erasures: %s", self.id,
                          type(error).__name__)
            return False
        self.journaled_on = fields.Datetime.now()
        Transaction(self.env).commit()
        return True

    def _closing_seal(self):
        """Return the first seal that covers everything filed of the run, or None."""
        self.env.flush_all()
        seals = self.env["privacy.seal"].sudo()._chain(SQL(
            """id = (SELECT min(id) FROM privacy_seal WHERE last_ref >= (
                     SELECT max(id) FROM privacy_evidence WHERE run_ref = %s))""", self.id))
        return next(({
            "last_ref": facts["last"], "digest": facts["digest"], "signature": signature,
            "sealed_on": facts["sealed_on"], "key": name,
        } for _id, facts, signature, name in seals), None)

    def _journal_lines(self):
        """Return the run and its subjects as lines: ids, dates and codes."""
        run = {
            "ref": self.id, "name": self.name, "kind": self.kind, "state": self.state,
            "on_date": self.on_date.isoformat(), "ground": journal.article(self.ground),
            "digest": self.approved_digest or "",
            "ended_on": self.date_done.isoformat() if self.date_done else None,
        }
        rows = self.env.execute_query(self._subjects_sql())
        return [ledger.canonical({"run": run}),
                *(line.encode() for (line,) in rows)]

    def _subjects_sql(self):
        """Return SQL of a line for each who was acted on, from the items and the evidence on them.

        As text: of a large run Python keeps nothing but the lines.
        """
        return SQL(
            """SELECT jsonb_build_object('subject', jsonb_build_object(
                      'model', 'res.partner', 'id', said.partner_ref,
                      'created', to_char(said.partner_created, 'YYYY-MM-DD"T"HH24:MI:SS.US'),
                      'whole', item.whole IS TRUE, 'state', item.state,
                      'plan', COALESCE(item.digest, ''),
                      'categories', to_jsonb(string_to_array(
                            COALESCE(item.categories, ''), ', ')),
                      'rules', COALESCE(jsonb_path_query_array(
                            item.rule_refs, '$[*] ? (@ > 0)'), '[]')))::text
                 FROM privacy_run_item item
                 JOIN LATERAL (
                      SELECT evidence.partner_ref, evidence.partner_created
                        FROM privacy_evidence evidence
                       WHERE evidence.run_ref = item.run_id AND evidence.act = 'batch'
                         AND evidence.partner_ref = item.partner_ref
                       ORDER BY evidence.id DESC LIMIT 1) said ON TRUE
                WHERE item.run_id = %s AND item.state NOT IN ('todo', 'dropped', 'failed')
                ORDER BY item.partner_ref""",
            self.id,
        )

    @api.autovacuum
    def _gc_journal(self):
        """Write what a run did and could not be written when it closed."""
        if self._journal_wanted():
            self._journal_pending()

    def _journal_pending(self):
        """Write the runs that the journal does not have yet; return how many it has now."""
        runs = self.search([
            ("journaled_on", "=", False), ("date_started", "!=", False), ("state", "in", RUN_RESTS),
        ], order="id", limit=AT_ONCE)
        return sum(run._write_journal() for run in runs)


class PrivacySealJournal(models.Model):
    """The hourly sealer also looks after what the journal does not have."""

    _inherit = "privacy.seal"

    def _cron_seal(self):
        done = super()._cron_seal()
        runs = self.env["privacy.run"]
        if runs._journal_wanted():
            self.env["ir.cron"]._commit_progress()
            runs._journal_pending()
        return done


class PrivacyEvidenceJournal(models.Model):
    """The journal can be fetched where the evidence is read."""

    _inherit = "privacy.evidence"

    def action_download_journal(self):
        """Button: the journal of erasures as a file, for officers and auditors."""
        return self.env["privacy.journal"]._action_download()

    @api.model
    def action_verify(self):
        """Button: verify all seals, also against this server's own journal."""
        path = self.env["privacy.journal"]._path()
        result = self.verify(path if path.is_file() else None)
        return {
            "type": "ir.actions.client", "tag": "display_notification",
            "params": {"sticky": not result["ok"], "message": self._verdict_text(result),
                       "type": "success" if result["ok"] else "danger"},
        }

    def _verdict_text(self, result):
        if result["ok"]:
            return self.env._(
                "Every seal holds. Rows sealed: %(rows)s, waiting for the next seal: %(unsealed)s.",
                **result)
        why = {
            "rows": self.env._("rows were changed, added or taken away"),
            "chain": self.env._("a seal is missing, or does not follow the one before"),
            "unsigned": self.env._("a seal is not signed"),
            "signature": self.env._("a seal is signed wrongly"),
            "key": self.env._("the key that signed is not known on this server"),
            "anchor": self.env._("the last seal in the journal is not in this database"),
        }[result["why"]]
        return self.env._("The evidence does not hold from row %(row)s on: %(why)s.",
                          row=result["first_bad"], why=why)

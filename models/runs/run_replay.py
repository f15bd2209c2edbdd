import json

from odoo import api, fields, models
from odoo.tools import SQL

from ...const import OFFICER
from ...core.evidence import journal as journals
from ...engine.clocks.refresh import Refresh
from ...engine.labels import Labels
from ...engine.settings import Settings

#: verdicts on contacts that are there and are not erased again: the run says so, one by one
BLOCKED = ("held", "restricted", "protected", "access")
#: verdicts on subjects whose contact is not in this database
ABSENT = ("gone", "other")


class PrivacyRunReplay(models.Model):
    """A restored backup brings back who was erased after it: they are erased again.

    The journal of erasures says whom, and what of them. It is matched by id and creation date,
    and goes through the same engine and the same gate as every run: who is held, restricted or
    protected now is not touched. The clocks of the restored database do not count, what was done
    does; unless something new has happened since, which no erasure of then can have meant.
    """

    _inherit = "privacy.run"

    kind = fields.Selection(
        selection_add=[("replay", "Replay of a Journal")], ondelete={"replay": "set default"}
    )
    replayed = fields.Json(
        readonly=True, copy=False,
        help="What the journal held, and which of its subjects were not erased again, and why.",
    )
    replay_table = fields.Html(
        string="Not Erased Again", compute="_compute_replay_table", compute_sudo=True,
        sanitize=False,
    )

    @api.model
    def replay(self, file, torn=False):
        """Erase again what a journal says was erased after the backup that this database is.

        Runs whose seal this database has are not replayed: they are in the backup. Under four
        eyes the run waits for another officer; from a button the scheduled action carries it out.

        :param file: the journal: its bytes, their base64, or its path (over HTTP never a path)
        :param bool torn: accept a file that ends in the middle of a run, which is left out
        :return: a privacy.run of kind ``replay``; its :meth:`summary` has ``replay``
        :raise AccessError: unless an officer or the superuser asks
        :raise UserError: where the file cannot be read, was changed, or is another database's;
            nothing was done then
        """
        self._check_group(OFFICER)
        found, vouched = self.env["privacy.journal"]._read(file, torn)
        blocks = self.sudo()._unknown(found.blocks)
        subjects = self.sudo()._subjects_left(blocks)
        Refresh(self.env).run(self.sudo()._present(subjects))
        run = self.sudo()._open({
            "kind": "replay", "prepared_by_id": self.env.uid,
            "on_date": self.env["privacy.timer"]._today(),
            "ground": ", ".join(sorted({block.run.get("ground") or block.run["kind"]
                                        for block in blocks})),
        })
        verdicts = run._verdicts(subjects, self._scope(None))
        run._fill_again(subjects, verdicts)
        run.replayed = {
            "runs": len(blocks), "known": len(found.blocks) - len(blocks), "torn": found.torn,
            "vouched": vouched, "anonymised": list(verdicts.values()).count("anonymised"),
            "refused": [{"id": subject["id"], "reason": verdicts[number]}
                        for number, subject in enumerate(subjects)
                        if verdicts[number] in BLOCKED + ABSENT],
        }
        run._record_replay(blocks)
        return run._carry_on(self.env)

    # === WHAT THE JOURNAL SAYS === #

    def _unknown(self, blocks):
        """Return the runs whose closing seal this database does not have: it is older."""
        seals = {(facts["last"], facts["digest"])
                 for _id, facts, _signature, _name in self.env["privacy.seal"]._chain()}
        return [block for block in blocks
                if (block.end["seal"]["last_ref"], block.end["seal"]["digest"]) not in seals]

    def _subjects_left(self, blocks):
        """Return the subjects of these runs, less those whom an earlier replay has done."""
        rows = self.env.execute_query(SQL(
            """SELECT block.name, item.partner_ref
                 FROM privacy_evidence said
                CROSS JOIN LATERAL jsonb_array_elements_text(said.counts -> 'blocks') block (name)
                 JOIN privacy_run_item item ON item.run_id = said.run_ref
                WHERE said.act = 'replay' AND item.state IN ('done', 'kept')"""))
        return journals.merged(blocks, frozenset(rows))

    def _present(self, subjects):
        """Return the ids of contacts that are there, the very same or others."""
        rows = self.env.execute_query(SQL(
            "SELECT id FROM res_partner WHERE id = ANY(%s)",
            [subject["id"] for subject in subjects]))
        return [partner for (partner,) in rows]

    # === WHO IS THERE === #

    def _verdicts(self, subjects, scope):
        """Return ``{number of the subject: ready, anonymised, or why not}``.

        :param SQL scope: SELECT of the contacts that the caller sees; None: all
        """
        self.env.flush_all()
        seen = SQL("TRUE") if scope is None else SQL("partner.id IN (%s)", scope)
        return dict(self.env.execute_query(
            SQL(
                """SELECT said.number, CASE
                          WHEN partner.id IS NULL THEN 'gone'
                          WHEN partner.create_date IS DISTINCT FROM said.created THEN 'other'
                          WHEN partner.privacy_anonymised_on IS NOT NULL THEN 'anonymised'
                          WHEN NOT (%(seen)s) THEN 'access'
                          WHEN partner.privacy_restricted THEN 'restricted'
                          WHEN held.partner_id IS NOT NULL THEN 'held'
                          WHEN NOT EXISTS (SELECT FROM privacy_timer timer
                                            WHERE timer.partner_id = partner.id) THEN 'protected'
                          ELSE 'ready' END
                     FROM jsonb_to_recordset(%(subjects)s::jsonb)
                          AS said (number int, id int, created timestamp)
                     LEFT JOIN res_partner partner ON partner.id = said.id
                     LEFT JOIN (SELECT DISTINCT partner_id FROM (%(held)s) held) held
                       ON held.partner_id = partner.id""",
                seen=seen, subjects=json.dumps([
                    {"number": number, "id": subject["id"], "created": subject["created"]}
                    for number, subject in enumerate(subjects)]),
                held=self.env["privacy.hold"]._on_hold_sql(self.on_date),
            )
        ))

    def _fill_again(self, subjects, verdicts):
        """Remember whom this run erases again, and who is there and stays."""
        rows = [
            {**subject, "categories": ", ".join(subject["categories"]),
             "state": "todo" if verdicts[number] == "ready" else "failed",
             "reason": None if verdicts[number] == "ready" else verdicts[number]}
            for number, subject in enumerate(subjects)
            if verdicts[number] == "ready" or verdicts[number] in BLOCKED
        ]
        self.env.cr.execute(SQL(
            """INSERT INTO privacy_run_item (run_id, partner_id, partner_ref, state, reason, whole,
                      categories, rule_refs, forced_until, found, erased, masked, redacted, kept,
                      failed)
               SELECT %s, id, id, state, reason, whole, categories, rules, until,
                      0, 0, 0, 0, 0, 0
                 FROM jsonb_to_recordset(%s::jsonb) AS said (id int, state varchar,
                      reason varchar, whole boolean, categories varchar, rules jsonb, until date)
                ORDER BY id""",
            self.id, json.dumps(rows),
        ))
        self.invalidate_recordset()

    def _record_replay(self, blocks):
        """File which runs were applied again, and who was not there or had to stay."""
        refused = {}
        for line in self.replayed["refused"]:
            refused.setdefault(line["reason"], []).append(line["id"])
        self.env["privacy.evidence"]._record([{
            "act": "replay", "run": self.id,
            "digest": blocks[-1].end["hash"] if blocks else None,
            "counts": {"blocks": [block.end["end"] for block in blocks],
                       "runs": self.replayed["runs"], "known": self.replayed["known"],
                       "anonymised": self.replayed["anonymised"], "refused": refused},
        }])

    def _carry_on(self, env):
        """Carry the run out as an erasure on request: now, queued, or after another's approval.

        :param env: the environment of whoever asked
        """
        self._plan_for_readers(Settings(self.env).four_eyes() or self._from_button())
        if Settings(self.env).four_eyes():
            self._move("waiting")
            return self.sudo(env.su)
        self.with_user(env.user).sudo(env.su).action_approve()
        if self._from_button():
            self.env.ref("cloudpepper_privacy.ir_cron_run").sudo()._trigger()
        else:
            self._work()
        return self.sudo(env.su)

    # === WHAT CAME OF IT === #

    def summary(self):
        """Add ``replay`` to a replay: runs, known, anonymised (before), refused, torn, vouched."""
        self.ensure_one()
        result = super().summary()
        return {**result, "replay": self.replayed} if self.kind == "replay" else result

    @api.depends("replayed")
    @api.depends_context("lang")
    def _compute_replay_table(self):
        words = Labels(self.env)
        reasons = self.env["privacy.run.item"]._replay_reasons()
        for run in self:
            run.replay_table = words.table(
                (self.env._("Contact No."), self.env._("Why")),
                [(line["id"], reasons[line["reason"]])
                 for line in (run.replayed or {}).get("refused", ())])


class PrivacyRunItemReplay(models.Model):
    """A subject that is erased again."""

    _inherit = "privacy.run.item"

    forced_until = fields.Date(
        readonly=True,
        help="In a replay: clocks that started up to this day count as ended, as they did then.",
    )

    @api.model
    def _replay_reasons(self):
        return {
            "held": self.env._("A hold of this database stops it"),
            "restricted": self.env._("Restricted in this database (Art. 18)"),
            "protected": self.env._("Protected in this database, or without any clock"),
            "access": self.env._("Of another company than yours"),
            "gone": self.env._("Not in this database"),
            "other": self.env._("Another contact has this number now"),
        }

    def _reason_words(self, reason):
        if self.run_id.kind == "replay" and reason in self._replay_reasons():
            return self._replay_reasons()[reason]
        return super()._reason_words(reason)

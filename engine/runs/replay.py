"""A restored backup brings back who was erased after it: they are erased again.

The journal of erasures says whom, and what of them. It is matched by id and creation date, and
goes through the same engine and the same gate as every run: who is held, restricted or protected
now is not touched. What was done counts, as far as an erasure on request would do it today: legal
duties and running customers of the restored database keep their time, and what has happened since
no erasure of then can have meant.

A journal that no known key vouches for is nobody's word: it waits for a second officer.
"""

import json

from odoo.exceptions import UserError
from odoo.tools import SQL

from ...core.evidence import journal as journals
from ..clocks.refresh import Refresh
from ..evidence.chain import Chain
from ..optout.journal import JournalledOptOuts
from .journal import Journal
from .preview import new_run, note_companies, scope

#: verdicts on contacts that are there and are not erased again: the run says so, one by one
BLOCKED = ("held", "restricted", "protected", "access")
#: verdicts on subjects whose contact is not in this database
ABSENT = ("gone", "other")


def refusals(env):
    """Return {verdict: why a contact is not erased again, in words}."""
    return {
        "held": env._("A hold of this database stops it"),
        "restricted": env._("Restricted in this database (Art. 18)"),
        "protected": env._("Protected in this database, or without any clock"),
        "access": env._("Of another company than yours"),
        "gone": env._("Not in this database"),
        "other": env._("Another contact has this number now"),
    }


class Replay:
    """What a journal says was erased, made a run over who of them is there."""

    def __init__(self, env):
        """:param env: the environment of whoever asks; what they may not see stays"""
        self.asker, self.env = env, env(su=True)

    def prepare(self, file, torn=False):
        """Return a run over the subjects of a journal whom this database does not know as erased.

        :param file: see ``privacy.run.replay``
        :raise UserError: where the file cannot be read, was changed, is another database's, or
            says nothing that happened after this database's own evidence
        """
        found, vouched = Journal(self.asker).load(file, torn)
        blocks = self._unknown(found.blocks)
        self._check_restored(blocks)
        JournalledOptOuts(self.env).restore(
            [optout for block in blocks for optout in block.run.get("optouts") or ()])
        subjects = self._remaining(blocks)
        Refresh(self.env).run(self._present(subjects))
        if any(subject["key"] for subject in subjects):
            Refresh(self.env).run_contactless()
            self._find_contactless(subjects)
        today = self.env["privacy.timer"]._today()
        run = new_run(self.asker, kind="replay", on_date=today, ground=", ".join(sorted(
            {block.run.get("ground") or block.run["kind"] for block in blocks})))
        verdicts = self._verdicts(run, subjects)
        self._fill(run, subjects, verdicts)
        run.replayed = {
            "runs": len(blocks), "known": len(found.blocks) - len(blocks), "torn": found.torn,
            "vouched": vouched, "anonymised": list(verdicts.values()).count("anonymised"),
            "refused": [{"id": subject["id"], "reason": verdicts[number]}
                        for number, subject in enumerate(subjects)
                        if verdicts[number] in BLOCKED + ABSENT],
        }
        self._record(run, blocks)
        return run

    # === WHAT THE JOURNAL SAYS === #

    def _unknown(self, blocks):
        """Return the runs whose closing seal this database does not have: it is older."""
        seals = {(facts["last"], facts["digest"])
                 for _id, facts, _signature, _name in Chain(self.env).seals()}
        return [block for block in blocks
                if (block.end["seal"]["last_ref"], block.end["seal"]["digest"]) not in seals]

    def _check_restored(self, blocks):
        """Refuse a journal that is not ahead of this database: it was not restored then.

        What the journal adds must have been sealed later than everything that was sealed here up
        to the same row.

        :param blocks: runs that this database does not know
        """
        if not blocks:
            raise UserError(self.env._(
                "This database knows every run of this journal: it was not restored from an older "
                "backup. Nothing was done."))
        now = self.env.cr.now().isoformat()
        here = [(facts["last"], facts["sealed_on"])
                for _id, facts, _signature, _name in Chain(self.env).seals()]
        for block in blocks:
            seal = block.end["seal"]
            sealed_on = seal.get("sealed_on")
            sealed_on = sealed_on if isinstance(sealed_on, str) else ""
            beyond = [moment for last, moment in here if last >= seal["last_ref"]]
            if sealed_on > now or any(not sealed_on or moment < sealed_on
                                           for moment in beyond):
                raise UserError(self.env._(
                    "This journal is not ahead of this database's own evidence: it is not the "
                    "journal of what happened after a backup of it. Nothing was done."))

    def _remaining(self, blocks):
        """Return the subjects of these runs, less those whom an earlier replay has done."""
        rows = self.env.execute_query(SQL(
            """SELECT block.name, item.partner_ref
                 FROM privacy_evidence replay
                CROSS JOIN LATERAL
                      jsonb_array_elements_text(replay.counts -> 'blocks') block (name)
                 JOIN privacy_run_item item ON item.run_id = replay.run_ref
                WHERE replay.act = 'replay' AND item.state IN ('done', 'kept')"""))
        return journals.merged(blocks, frozenset(rows))

    def _present(self, subjects):
        """Return the ids of contacts that are there, the very same or others."""
        rows = self.env.execute_query(SQL(
            "SELECT id FROM res_partner WHERE id = ANY(%s)",
            [subject["id"] for subject in subjects]))
        return [partner for (partner,) in rows]

    def _find_contactless(self, subjects):
        """Name those without a contact as this database does: by the key of their address."""
        known = dict(self.env.execute_query(SQL(
            "SELECT key, id FROM privacy_contactless WHERE erased_on IS NULL AND key = ANY(%s)",
            [subject["key"] for subject in subjects if subject["key"]])))
        for subject in subjects:
            if subject["key"] in known:
                subject["id"] = -known[subject["key"]]

    # === WHO IS THERE === #

    def _verdicts(self, run, subjects):
        """Return ``{number of the subject: ready, anonymised, or why not}``."""
        visible = scope(self.asker, None)
        self.env.flush_all()
        seen = SQL("TRUE") if visible is None else SQL("subject.id IN (%s)", visible)
        return dict(self.env.execute_query(
            SQL(
                """SELECT subject.number, CASE
                          WHEN COALESCE(partner.id, contactless.id) IS NULL THEN 'gone'
                          WHEN partner.create_date IS DISTINCT FROM subject.created
                               AND subject.key IS NULL THEN 'other'
                          WHEN partner.privacy_anonymised_on IS NOT NULL THEN 'anonymised'
                          WHEN NOT (%(seen)s) THEN 'access'
                          WHEN COALESCE(partner.privacy_restricted, contactless.restricted)
                               THEN 'restricted'
                          WHEN held.partner_id IS NOT NULL THEN 'held'
                          WHEN NOT EXISTS (
                               SELECT FROM privacy_timer timer WHERE timer.partner_id = partner.id
                                   OR timer.contactless_id = contactless.id) THEN 'protected'
                          ELSE 'ready' END
                     FROM jsonb_to_recordset(%(subjects)s::jsonb)
                          AS subject (number int, id int, key varchar, created timestamp)
                     LEFT JOIN res_partner partner ON partner.id = subject.id
                     LEFT JOIN privacy_contactless contactless
                       ON contactless.id = -subject.id AND contactless.key = subject.key
                      AND contactless.erased_on IS NULL
                     LEFT JOIN (SELECT DISTINCT partner_id FROM (%(held)s) held) held
                       ON held.partner_id = subject.id""",
                seen=seen, subjects=json.dumps([
                    {"number": number, "id": subject["id"], "key": subject["key"],
                     "created": subject["created"]}
                    for number, subject in enumerate(subjects)]),
                held=self.env["privacy.hold"]._on_hold_sql(run.on_date),
            )
        ))

    def _fill(self, run, subjects, verdicts):
        """Remember whom the run erases again, and who is there and stays."""
        rows = [
            {**subject, "categories": ", ".join(subject["categories"]),
             "state": "todo" if verdicts[number] == "ready" else "failed",
             "reason": None if verdicts[number] == "ready" else verdicts[number]}
            for number, subject in enumerate(subjects)
            if verdicts[number] == "ready" or verdicts[number] in BLOCKED
        ]
        self.env.cr.execute(SQL(
            """INSERT INTO privacy_run_item (run_id, partner_id, contactless_id, partner_ref, state,
                      reason, whole, categories, rule_refs, forced_until, found, erased, masked,
                      redacted, kept, failed, company_id)
               SELECT %s, partner.id, contactless.id, subject.id, state, reason, whole, categories,
                      rules, until, 0, 0, 0, 0, 0, 0,
                      COALESCE(partner.company_id, contactless.company_id)
                 FROM jsonb_to_recordset(%s::jsonb) AS subject (id int, state varchar,
                      reason varchar, whole boolean, categories varchar, rules jsonb, until date)
                 LEFT JOIN res_partner partner
                   ON partner.id = subject.id AND reason IS DISTINCT FROM 'access'
                 LEFT JOIN privacy_contactless contactless
                   ON contactless.id = -subject.id AND reason IS DISTINCT FROM 'access'
                ORDER BY subject.id""",
            run.id, json.dumps(rows),
        ))
        note_companies(run)

    def _record(self, run, blocks):
        """File which runs were applied again, and who was not there or had to stay."""
        refused = {}
        for line in run.replayed["refused"]:
            refused.setdefault(line["reason"], []).append(line["id"])
        self.env["privacy.evidence"]._record([{
            "act": "replay", "run": run.id,
            "digest": blocks[-1].end["hash"] if blocks else None,
            "counts": {"blocks": [block.end["end"] for block in blocks],
                       "runs": run.replayed["runs"], "known": run.replayed["known"],
                       "vouched": run.replayed["vouched"],
                       "anonymised": run.replayed["anonymised"], "refused": refused},
        }])

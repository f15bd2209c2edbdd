"""A material change is announced to those concerned: once each, in batches, in their language.

It is a notice that the law wants (Art. 13(3), WP260 rev.01), not marketing: whoever is customer,
supplier or prospect gets it whatever they refused. Who gets marketing alone and has refused it is
not written to. Who is restricted is left to the officer, by letter.
"""

from odoo import fields
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..transaction import Transaction
from .telling import Telling

CRON = "cloudpepper_privacy.ir_cron_policy_announce"
#: people of one batch, and batches of one call of the scheduled action: what a mail server bears
BATCH, BATCHES = 100, 2


class Announcing:
    """Decides who is told of a version, and tells them one batch after the other.

    :param env: environment; who may is asked by whoever calls
    """

    def __init__(self, env):
        self.env = env(su=True)
        self._uid = env.uid
        self.transaction = Transaction(self.env)

    # === BEGIN === #

    def begin(self, version):
        """Write down everybody who is concerned; the scheduled action tells them.

        Pressed twice it adds who has become concerned since, and nobody twice.

        :return: how many were added
        """
        version = version.with_env(self.env)
        if version.state != "published" or version.plain_text:
            raise UserError(self.env._("What is announced is a published version."))
        if not version.material:
            raise UserError(self.env._(
                "Nobody is written to because of a change that is not material."))
        added = self._add(version)
        version.announced_at = version.announced_at or fields.Datetime.now()
        self.env["privacy.evidence"]._record([{
            "act": "policy_announced", "company": version.company_id.id,
            "counts": {"version": version.number, "people": added, "uid": self._uid}}])
        self.env.ref(CRON)._trigger()
        return added

    def _add(self, version):
        """Add whoever has a clock that runs or a basis in force, and is not there yet."""
        for model in ("privacy.timer", "privacy.subject.purpose", "res.partner",
                      "privacy.policy.notice", "privacy.policy.version"):
            self.env[model].flush_model()
        rows = self.env.execute_query(SQL(
            """WITH concerned AS (
                   SELECT timer.partner_id, timer.contactless_id
                     FROM privacy_timer timer JOIN privacy_rule rule ON rule.id = timer.rule_id
                    WHERE timer.state != 'done'
                      AND (rule.company_id IS NULL OR rule.company_id = %(company)s)
                    UNION
                   SELECT partner_id, contactless_id FROM privacy_subject_purpose
                    WHERE (date_until IS NULL OR date_until >= %(today)s)
                      AND (company_id IS NULL OR company_id = %(company)s))
               INSERT INTO privacy_policy_notice (version_id, company_id, partner_id,
                      contactless_id, state, create_date, write_date, create_uid, write_uid)
               SELECT %(version)s, %(company)s, concerned.partner_id, concerned.contactless_id,
                      'waiting', now() AT TIME ZONE 'UTC', now() AT TIME ZONE 'UTC', %(uid)s,
                      %(uid)s
                 FROM concerned
                 LEFT JOIN res_partner partner ON partner.id = concerned.partner_id
                 LEFT JOIN privacy_contactless person ON person.id = concerned.contactless_id
                WHERE COALESCE(partner.company_id, person.company_id, %(company)s) = %(company)s
                  AND partner.privacy_anonymised_on IS NULL AND person.erased_on IS NULL
                  AND num_nonnulls(concerned.partner_id, concerned.contactless_id) = 1
                ORDER BY concerned.partner_id, concerned.contactless_id
               ON CONFLICT DO NOTHING RETURNING id""",
            version=version.id, company=version.company_id.id, uid=self._uid,
            today=self.env["privacy.timer"].with_company(version.company_id)._today()))
        self.env["privacy.policy.notice"].invalidate_model(flush=False)
        return len(rows)

    # === GO ON === #

    def work(self):
        """Tell the next batches; the rest waits for the next call.

        A batch is one transaction: its mails are queued and its rows say so, or neither.
        """
        if self.env["ir.config_parameter"].get_param("database.is_neutralized"):
            return
        for _batch in range(BATCHES):
            done = self.transaction.retry(self._batch)
            if not done or not self.transaction.commit(done):
                break
        self.transaction.retry(Telling(self.env).follow_mails)

    def _batch(self):
        """Tell whom nobody else is telling; return how many that were."""
        rows = self.env.execute_query(SQL(
            """SELECT id FROM privacy_policy_notice WHERE state = 'waiting'
                ORDER BY id LIMIT %s FOR UPDATE SKIP LOCKED""", BATCH))
        notices = self.env["privacy.policy.notice"].browse(number for (number,) in rows)
        notices.invalidate_recordset()
        for version, some in notices.grouped("version_id").items():
            Telling(self.env).tell(version, some)
        return len(notices)

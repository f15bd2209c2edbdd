"""A customer who has left, and what is to be done outside."""

import json

from odoo.service.model import call_kw

from ..common import PrivacyCommon


def call(env, user, model, method, *args, **kwargs):
    """Call a method as a client does: the public entry of RPC, no sudo, what JSON can say."""
    env.flush_all()
    env.invalidate_all()
    target = env(user=user.id, su=False, context={})[model]
    return json.loads(json.dumps(call_kw(
        target, method, json.loads(json.dumps(args)), kwargs), default=str))


def do_outside(env, partner):
    """Do whatever is to be done outside for a contact, and what follows from it."""
    while tasks := env["privacy.exit.task"].search(
            [("partner_ref", "=", partner.id), ("state", "=", "open")]):
        tasks.write({"evidence_text": "job 42", "return_state": "waived", "return_text": "mail"})
        tasks.action_done()


class LeavingCommon(PrivacyCommon):
    #: facts of whom no duty keeps any more
    LONG_AGO = (("invoice", "2017-05-04"), ("mail", "2017-05-04 10:00:00"))

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.firm = cls._contact("Hosting Zuid NV", (*cls.LONG_AGO, ("ended", "2026-11-01")),
                                is_company=True, ref="ZUID-7")
        cls.timers.refresh()

    def _tasks(self, partners=None):
        return self.env["privacy.exit.task"].search(
            [("partner_ref", "in", (partners or self.firm).ids)])

    def _task(self, code, partner=None):
        task = self._tasks(partner).filtered(lambda each: each.rule_id.code == code)
        return task.ensure_one()

    def _firms(self, number):
        return self.env["res.partner"].create([
            {"name": f"Haven {each} NV", "is_company": True} for each in range(number)])

    @classmethod
    def _cron(cls):
        cls.env["privacy.exit.task"]._cron_follow()

    @staticmethod
    def _return(task):
        task.write({"return_state": "waived", "return_text": "their mail"})

    def _close(self, task):
        task = task.with_user(self.officer)
        task.evidence_text = "job 42"
        task.action_done()

    def _erase(self, partner=None):
        """Erase on request whatever duty there may be."""
        partner = partner or self.firm
        return self.runs.with_user(self.officer).erase(partner, "d").sudo()

    def _evidence(self, act, partner):
        return self.env["privacy.evidence"].search(
            [("act", "=", act), ("partner_ref", "=", partner.id)])

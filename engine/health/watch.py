"""One mail when something turns bad, to each officer who may see it; none while it stays so."""

from odoo import fields

from ...const import OFFICER
from .checks import checks
from .verified import Verified

SCREEN = "/odoo/privacy-desk"


class Watch:
    """Compares what is bad with what each officer has been told."""

    def __init__(self, env):
        """:param env: the superuser's"""
        self.env = env
        self.alerts = env["privacy.health.alert"]

    def follow(self):
        """Verify what is due, count for each officer, and mail what is new."""
        Verified(self.env).follow()
        officers = self._officers()
        self.alerts.search([("user_id", "not in", officers.ids)]).unlink()
        for officer in officers:
            self._tell(officer)

    def _officers(self):
        officers = self.env.ref(OFFICER).sudo().all_user_ids.filtered(
            lambda user: user.active and not user.share)
        return officers - self.env.ref("base.user_root")

    def _tell(self, officer):
        bad = [check for check in checks(self._as(officer)) if check.found]
        known = self.alerts.search([("user_id", "=", officer.id)])
        known.filtered(lambda alert: alert.code not in {check.key for check in bad}).unlink()
        new = [check for check in bad if check.key not in known.exists().mapped("code")]
        self.alerts.create([{"user_id": officer.id, "code": check.key} for check in new])
        if new and officer.email:
            self._mail(officer, new)

    def _as(self, officer):
        """Return the environment in which an officer would look, over all their companies."""
        return self.env(user=officer.id, su=False, context={
            "lang": officer.lang, "tz": officer.tz, "allowed_company_ids": officer.company_ids.ids})

    def _mail(self, officer, new):
        local = self.env(context={"lang": officer.lang})
        body = local["ir.qweb"]._render("cloudpepper_privacy.health_mail", {
            "officer": officer, "checks": new, "url": officer.get_base_url() + SCREEN,
            "day": fields.Datetime.context_timestamp(
                self._as(officer)["res.users"], fields.Datetime.now()).strftime("%d/%m/%Y %H:%M")})
        local["mail.mail"].create({
            "subject": local._("Privacy: something needs you"), "body_html": body,
            "email_to": officer.email_formatted, "auto_delete": True,
            "email_from": officer.company_id.email_formatted or officer.email_formatted})

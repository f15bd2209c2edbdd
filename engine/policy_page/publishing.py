"""Publishing: a draft is checked, frozen in every language, and on record; or nothing happens."""

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError

from ...core.policy import policy_facts
from ..settings import Settings
from .checks import Checks
from .facts import PolicyFacts
from .prose import Prose
from .rendering import Rendering
from .versions import Versions


class Publishing:
    """Publishes drafts; who may is asked by whoever calls."""

    def __init__(self, env):
        self.env = env

    def four_eyes(self):
        """Whether who prepared a draft does not publish it."""
        self.env["ir.config_parameter"].sudo().flush_model()
        return Settings(self.env).four_eyes()

    def problems(self, version):
        """Return a sentence for each thing that stops a draft from being published."""
        return Checks(self.env, version.company_id).problems()

    def publish(self, version):
        """Freeze a draft.

        :param privacy.policy.version version: one draft
        :raise UserError: where something is missing or wrong; nothing is published then
        """
        version.lock_for_update()
        version.invalidate_recordset()
        self._check(version)
        day = version.effective_date or self._today(version)
        self._check_day(version, day)
        values = self._frozen(version, day)
        version.sudo().write(values)
        version.flush_recordset()
        self._record(version)

    def prepare(self, version):
        """Ask another officer to publish what the draft says at this moment (four eyes)."""
        self._check_whole(version)
        version.sudo().write(
            {"prepared_by": self.env.uid, "prepared_digest": self._digest(version)})

    def _digest(self, version):
        company, env = version.company_id, self.env(su=True)
        return policy_facts.digest(PolicyFacts.in_languages(env, company),
                                   Prose(env, company).in_languages())

    def _check(self, version):
        self._check_whole(version)
        if not self.four_eyes() or self.env.su:
            return
        if not version.prepared_by or version.prepared_digest != self._digest(version):
            raise UserError(self.env._(
                "Four eyes: one officer asks for the publication of what stands here now, another "
                "one publishes it."))
        if version.prepared_by == self.env.user:
            raise AccessError(self.env._(
                "Four eyes: another officer than the one who prepared it publishes the policy."))

    def _check_whole(self, version):
        if version.state != "draft":
            raise UserError(self.env._("This version is published already."))
        if problems := self.problems(version):
            raise UserError(self.env._(
                "The policy is not published:\n%s", "\n".join(f"- {each}" for each in problems)))

    def _check_day(self, version, day):
        """A policy binds from a day that people can know of, and after the one before it."""
        if day < self._today(version):
            raise ValidationError(self.env._(
                "A policy is not published for a day that has passed."))
        before = Versions(self.env, version.company_id).published()[:1]
        if before and day < before.effective_date:
            raise ValidationError(self.env._(
                "Version %(number)s comes into force on %(day)s: this one comes after it.",
                number=before.number, day=before.effective_date))

    def _today(self, version):
        return self.env(su=True)["privacy.timer"].with_company(version.company_id)._today()

    def _frozen(self, version, day):
        """Return what a published version holds."""
        company, env = version.company_id, self.env(su=True)
        number = Versions(env, company).published()[:1].number + 1
        facts = PolicyFacts.in_languages(env, company)
        prose = Prose(env, company).in_languages()
        pages = Rendering.in_languages(env, company, number, day)
        return {
            "number": number, "effective_date": day, "facts": facts, "prose": prose,
            "pages": pages, "state": "published", "published_by": self.env.uid,
            "published_at": fields.Datetime.now(),
            "digest": policy_facts.digest(number, day.isoformat(), facts, prose, pages)}

    def _record(self, version):
        """File who published which version: numbers and a digest, no words."""
        self.env["privacy.evidence"].sudo()._record([{
            "act": "policy_published", "company": version.company_id.id,
            "digest": version.digest, "counts": {
                "version": version.number, "effective": version.effective_date.isoformat(),
                "material": version.material, "languages": len(version.pages),
                "prepared_by": version.prepared_by.id, "uid": self.env.uid}}])

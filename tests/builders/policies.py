"""A controller who can publish a policy, and drafts."""

from ..common import PrivacyCommon

AUTHORITY = "The Authority of the Tests\nHigh Street 1, 1000 Brussels\nwww.authority.example"


class PolicyCommon(PrivacyCommon):
    """A company that is complete, with nothing published yet."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.privacy_authority = AUTHORITY
        cls.company.country_id = cls.env.ref("base.be")
        cls.versions = cls.env["privacy.policy.version"]
        cls.rule = cls.env.ref("cloudpepper_privacy.rule_communication")

    def _draft(self, user=None, **vals):
        return self.versions.with_user(user or self.officer).sudo(False).create(
            {"company_id": self.company.id, **vals})

    def _published(self, **vals):
        draft = self._draft(**vals)
        draft.action_publish()
        return draft

"""Breaches as officers have them, with everything the law wants written down."""

from odoo.addons.mail.tests.common import MockEmail

from ..common import PrivacyCommon


class BreachCommon(PrivacyCommon, MockEmail):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.country_id = cls.env.ref("base.be")
        cls.breaches = cls.env["privacy.breach"]
        cls.category = cls.env["privacy.category"].search([], limit=1)

    @classmethod
    def _breach(cls, user=None, **vals):
        """Make a breach as an officer."""
        return cls.breaches.with_user(user or cls.officer).with_company(cls.company).create({
            "title": "A list sent to the wrong customer",
            "facts": "On Friday a list of contacts was sent to another customer.", **vals})

    @classmethod
    def _full(cls, **vals):
        """Make one with all of Art. 33(3) and 33(5)."""
        return cls._breach(**{
            "effects": "One customer has read the list.", "remedies": "The list was deleted.",
            "lost_confidentiality": True, "category_ids": [(6, 0, cls.category.ids)],
            "people_kinds": "Contacts of customers", "people_number": 20, "records_number": 25,
            "consequences": "Unwanted mail.", "measures": "The list was deleted; rights narrowed.",
            "contact_point": "Privacy desk\nus@own.example",
            "nature": "Your address was sent to another customer.",
            "advice": "Be careful with unexpected mail.", **vals})

    @classmethod
    def _factor(cls, name):
        return cls.env.ref(f"cloudpepper_privacy.breach_factor_{name}")

    @classmethod
    def _step(cls, breach, step, user=None, **vals):
        """Decide by the dialogue, as its button does."""
        breach = breach.with_user(user or cls.officer)
        action = breach.action_step()
        breach.env[action["res_model"]].with_context(**action["context"]).create(
            {"step": step, **vals}).action_confirm()
        breach.invalidate_recordset()

    @classmethod
    def _assess(cls, breach, risk="high", **vals):
        cls._step(breach, "assess", risk=risk, why="It names people and where they live", **vals)

    @classmethod
    def _to_tell(cls, partners, **vals):
        """Make a breach of which these contacts are to be told."""
        breach = cls._full(**vals)
        cls._assess(breach)
        cls._step(breach, "people", people_decision="tell")
        cls._affect(breach, way="list", partner_ids=[(6, 0, partners.ids)])
        return breach

    @classmethod
    def _affect(cls, breach, user=None, **vals):
        breach = breach.with_user(user or cls.officer)
        action = breach.action_add_affected()
        found = breach.env[action["res_model"]].with_context(**action["context"]).create(vals)
        found.action_add()
        breach.invalidate_recordset()
        return breach.subject_ids

    def _leave(self, mails):
        """Let mails leave, as the queue does."""
        with self.mock_mail_gateway(mail_unlink_sent=True):
            mails.send()
        self.env.invalidate_all()

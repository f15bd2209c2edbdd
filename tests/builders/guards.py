"""Contacts with holds, users and merges."""

from odoo.fields import Command

from ..common import PrivacyCommon


class GuardCommon(PrivacyCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.partner"].search([]).write({"privacy_restricted": True})

    def _hold(self, contacts, **vals):
        return self.env["privacy.hold"].create({
            "name": "Case 7", "reason": "Claim pending", "date_start": "2026-01-01",
            "partner_ids": [Command.set(contacts.ids)], **vals,
        })

    def _run(self, contacts):
        run = self.runs.preview(contacts)
        run.action_approve()
        run._work()
        self.env.invalidate_all()
        return run

    def _merge(self, user, target, *sources):
        contacts = target.union(*sources)
        wizard = self.env["base.partner.merge.automatic.wizard"].with_user(user).create({
            "partner_ids": [Command.set(contacts.ids)], "dst_partner_id": target.id,
        })
        wizard.action_merge()
        self.env.invalidate_all()

    def _user_of(self, contact, **vals):
        return self.env["res.users"].with_context(no_reset_password=True).create({
            "login": f"user-{contact.id}-{len(contact.user_ids)}", "partner_id": contact.id,
            "group_ids": [Command.set(self.env.ref("base.group_portal").ids)], **vals,
        })

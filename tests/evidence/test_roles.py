"""Privacy roles given and taken are evidence, however the membership was written."""

from odoo.fields import Command
from odoo.tests import freeze_time, new_test_user, tagged

from ..builders.rpc import Rpc
from ..common import TODAY

GROUPS = {role: f"cloudpepper_privacy.group_privacy_{role}"
          for role in ("user", "officer", "auditor")}


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestRolesEvidence(Rpc):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.who = new_test_user(cls.env, "promoted", "base.group_user")
        cls.groups = {role: cls.env.ref(name) for role, name in GROUPS.items()}

    def setUp(self):
        super().setUp()
        self.env.flush_all()
        self.last = self.env["privacy.evidence"].search([], limit=1, order="id desc").id or 0

    def _filed(self, user=None):
        """Return [(act, role, who did it)] since the last time that somebody asked."""
        rows = self.env["privacy.evidence"].search(
            [("id", ">", self.last), ("act", "in", ("role_given", "role_taken"))], order="id")
        self.last = max([self.last, *rows.ids])
        who = user or self.who
        return sorted((row.act, row.counts["role"], row.uid_ref) for row in rows
                      if row.counts["user"] == who.id)

    def _gives(self, *roles, by=None):
        return [("role_given", role, (by or self.admin).id) for role in roles]

    def _takes(self, *roles, by=None):
        return [("role_taken", role, (by or self.admin).id) for role in roles]

    def test_by_the_form_of_the_user(self):
        for role, with_it in (("officer", ("officer", "user")), ("auditor", ("auditor",)),
                              ("user", ("user",))):
            group = self.groups[role].id
            with self.subTest(role):
                self._rpc(self.admin, "res.users", "write", self.who.ids,
                          {"group_ids": [Command.link(group)]})
                self.assertEqual(self._filed(), self._gives(*with_it))
                self._rpc(self.admin, "res.users", "write", self.who.ids,
                          {"group_ids": [Command.unlink(group)]})
                self.assertEqual(self._filed(), self._takes(*with_it))

    def test_by_giving_it_to_oneself(self):
        self._rpc(self.admin, "res.users", "write", self.admin.ids,
                  {"group_ids": [Command.link(self.groups["officer"].id)]})
        self.assertEqual(self._filed(self.admin), self._gives("officer", "user"))

    def test_by_the_form_of_the_group(self):
        for commands, expected in (
                ([Command.link(self.who.id)], self._gives("officer", "user")),
                ([Command.unlink(self.who.id)], self._takes("officer", "user"))):
            self._rpc(self.admin, "res.groups", "write", self.groups["officer"].ids,
                      {"user_ids": commands})
            self.assertEqual(self._filed(), expected)

    def test_by_a_group_that_implies_it(self):
        other = self.env["res.groups"].create({"name": "Team leaders"})
        self.who.group_ids |= other
        self.assertEqual(self._filed(), [])
        self._rpc(self.admin, "res.groups", "write", other.ids,
                  {"implied_ids": [Command.link(self.groups["auditor"].id)]})
        self.assertEqual(self._filed(), self._gives("auditor"))
        further = self._rpc(self.admin, "res.groups", "create", {
            "name": "Heads", "implied_ids": [Command.link(other.id)],
            "user_ids": [Command.link(self.user.id)]})
        self.assertEqual(self._filed(self.user), self._gives("auditor"))
        self._rpc(self.admin, "res.groups", "unlink", [further])
        self.assertEqual(self._filed(self.user), self._takes("auditor"))

    def test_from_the_other_end_of_what_is_implied(self):
        other = self.env["res.groups"].create({"name": "Team leaders"})
        self.who.group_ids |= other
        self._rpc(self.admin, "res.groups", "write", self.groups["auditor"].ids,
                  {"implied_by_ids": [Command.link(other.id)]})
        self.assertEqual(self._filed(), self._gives("auditor"))

    def test_by_a_new_user_and_the_copy_of_one(self):
        number = self._rpc(self.admin, "res.users", "create", {
            "name": "New", "login": "new_officer",
            "group_ids": [Command.link(self.groups["officer"].id)]})
        made = self.env["res.users"].browse(number)
        self.assertEqual(self._filed(made), self._gives("officer", "user"))
        (number,) = self._rpc(self.admin, "res.users", "copy", made.ids)
        copied = self.env["res.users"].browse(number)
        self.assertEqual(self._filed(copied), self._gives("officer", "user"))

    def test_by_archiving_the_user_and_taking_them_back(self):
        self.who.group_ids |= self.groups["auditor"]
        self._filed()
        for active, expected in ((False, self._takes("auditor")),
                                 (True, self._gives("auditor"))):
            self._rpc(self.admin, "res.users", "write", self.who.ids, {"active": active})
            self.assertEqual(self._filed(), expected)

    def test_by_deleting_the_user(self):
        gone = new_test_user(self.env, "goes", "cloudpepper_privacy.group_privacy_user")
        self.assertEqual(self._filed(gone), self._gives("user", by=self.env.user))
        self._rpc(self.admin, "res.users", "unlink", gone.ids)
        self.assertEqual(self._filed(gone), self._takes("user"))

    def test_other_groups_and_the_same_again_are_no_evidence(self):
        self._rpc(self.admin, "res.users", "write", self.who.ids,
                  {"group_ids": [Command.link(self.env.ref("base.group_partner_manager").id)]})
        self._rpc(self.admin, "res.users", "write", self.user.ids,
                  {"group_ids": [Command.link(self.groups["user"].id)]})
        self._rpc(self.admin, "res.users", "write", self.who.ids, {"signature": "x"})
        self.assertEqual(self._filed() + self._filed(self.user), [])

    def test_the_row_reads_in_words(self):
        self.who.group_ids |= self.groups["auditor"]
        row = self.env["privacy.evidence"].search([("act", "=", "role_given")], limit=1,
                                                  order="id desc")
        self.assertEqual(row.act_text, "Privacy role given")

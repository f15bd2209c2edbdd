"""Subscriptions to mailing lists, read as what they say of consents."""

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import TransactionCase, freeze_time, new_test_user, tagged

from ...engine.consents.intake.subscriptions import MODEL
from ...engine.requests.address_proof import AddressProof
from ..common import PrivacyCommon

ZOE = "zoe@celik.example"


@tagged("post_install", "-at_install")
class TestLists(PrivacyCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        if MODEL not in cls.env:
            return
        cls.list = cls.env["mailing.list"].create({"name": "Letter of the month"})
        cls.public = cls.env.ref("base.public_user")
        cls.marketing = cls.env.ref("cloudpepper_privacy.purpose_marketing")

    def setUp(self):
        super().setUp()
        if MODEL not in self.env:
            self.skipTest("mass_mailing is not installed")

    def _contact_of_list(self, email=ZOE):
        return self.env["mailing.contact"].with_user(self.env.ref("base.user_admin")).sudo().create(
            {"email": email})

    def _join(self, user, email=ZOE):
        """Join the list as a form does for a user: as the superuser, in the user's name."""
        contact = self._contact_of_list(email)
        return self.env[MODEL].with_user(user).sudo().create({
            "contact_id": contact.id, "list_id": self.list.id})

    def _of(self, email=ZOE):
        return self.env["privacy.consent.record"].search([
            "|", ("email", "=", email), ("partner_id.email_normalized", "=", email)])

    def _source(self):
        return self.env["privacy.consent.source"].search([("list_ref", "=", self.list.id)])

    def test_a_form_says_that_an_address_was_typed_and_it_waits(self):
        self._join(self.public)
        self.assertRecordValues(self._of(), [{
            "state": "pending", "proof": "none", "channel": "list", "source": self.list.name,
            "purpose_id": self.marketing.id, "source_id": self._source().id}])

    def test_a_form_that_makes_the_contact_with_its_lists_says_the_same(self):
        self.env["mailing.contact"].with_user(self.public).sudo().create({
            "email": ZOE, "list_ids": [(6, 0, self.list.ids)]})
        self.assertEqual(self._of().mapped("state"), ["pending"])

    def test_what_staff_enter_proves_nothing_and_is_counted(self):
        self._join(self.staff)
        self.assertFalse(self._of())
        self.env["privacy.consent.source"].with_user(self.officer).action_add_lists()
        self.assertEqual(self._source().ungrounded_count, 1)
        self._join(self.public, "eve@celik.example")
        self.assertEqual(self._source().ungrounded_count, 1)

    def test_a_login_that_has_shown_its_address_proves_it(self):
        user = new_test_user(self.env, ZOE, "base.group_portal", email=ZOE)
        self._join(user, "else@celik.example")
        self.assertEqual(self._of("else@celik.example").proof, "none", "not its own")
        AddressProof(self.env).note(ZOE, "link", user=user)
        self._join(user)
        self.assertRecordValues(self._of(), [{"state": "given", "proof": "login"}])

    def test_who_leaves_the_list_withdraws_what_was_agreed_to_there(self):
        subscription = self._join(self.public)
        other = self.list.copy({"name": "Another"})
        consent = self._of()
        subscription.with_user(self.public).sudo().opt_out = True
        self.assertEqual((consent.state, consent.withdrawn_by), ("withdrawn", "list"))
        subscription.with_user(self.public).sudo().opt_out = False
        self.assertEqual(self._of().mapped("state").count("pending"), 1, "it is asked again")
        self.assertFalse(self.env["privacy.consent.source"].search([("list_ref", "=", other.id)]))

    def test_leaving_is_leaving_whoever_enters_it(self):
        subscription = self._join(self.public)
        subscription.with_user(self.env.ref("base.user_admin")).sudo().write({
            "opt_out_datetime": "2026-11-20 10:00:00"})
        self.assertEqual(self._of().state, "withdrawn")

    def test_an_archived_source_records_nothing(self):
        self.env["privacy.consent.source"].action_add_lists()
        self._source().active = False
        self._join(self.public)
        self.assertFalse(self._of())

    def test_many_are_read_by_as_many_queries_as_one(self):
        self._join(self.public)
        contacts = self.env["mailing.contact"].create([
            {"email": f"p{number}@celik.example"} for number in range(60)])

        def taken(some):
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            self.env[MODEL].with_user(self.public).sudo().create([
                {"contact_id": each.id, "list_id": self.list.id} for each in some])
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        taken(contacts[:2])
        few, many = taken(contacts[2:12]), taken(contacts[12:60])
        self.assertLessEqual(many, few + 1)

    # === DECLARED === #

    def _declare(self, user=None, **vals):
        self.env["privacy.consent.source"].action_add_lists()
        wizard = self.env["privacy.list.declaration"].with_user(user or self.officer).create({
            "source_id": self._source().id, "reason": "Paper forms in folder 12", **vals})
        return wizard.action_declare()

    def test_an_officer_declares_what_is_signed(self):
        self._join(self.staff)
        self._join(self.staff, "eve@celik.example").opt_out = True
        self._declare(proof="signed", day="2024-05-04")
        self.assertRecordValues(self._of(), [{
            "state": "given", "proof": "signed", "channel": "import",
            "source": "Paper forms in folder 12"}])
        self.assertFalse(self._of("eve@celik.example"), "who has left is not brought back")
        evidence = self.env["privacy.evidence"].search([("act", "=", "list_declared")], limit=1)
        self.assertEqual((evidence.counts["consents"], evidence.counts["signed"]), (1, True))
        with self.assertRaisesRegex(UserError, "already"):
            self._declare(proof="signed")

    def test_what_nothing_shows_is_asked_first(self):
        """At any hour: noon of the day may be to come."""
        for hour, email in (("00:05:00", ZOE), ("23:55:00", "eve@celik.example")):
            with self.subTest(hour), freeze_time(f"2026-12-01 {hour}"):
                self._join(self.staff, email)
                self._declare(proof="none", day="2026-12-01")
                self.assertEqual(self._of(email).state, "pending")
                self.assertLessEqual(self._of(email).given_at, fields.Datetime.now())

    def test_who_refused_or_withdrew_is_left_out(self):
        self._join(self.staff)
        self.env["mail.blacklist"]._add(ZOE)
        with self.assertRaisesRegex(UserError, "already"):
            self._declare()
        self.assertFalse(self._of())

    def test_a_declaration_is_an_officer_s_and_says_why(self):
        self._join(self.staff)
        for user in (self.user, self.admin):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self._declare(user)
        with self.assertRaisesRegex(ValidationError, "how it is known"):
            self._declare(reason=" ")
        with self.assertRaisesRegex(ValidationError, "day to come"):
            self._declare(day="2100-01-01")


@tagged("post_install", "-at_install")
class TestWithoutLists(TransactionCase):
    def test_where_there_are_no_lists_the_button_adds_none(self):
        before = self.env["privacy.consent.source"].search_count([])
        self.env["privacy.consent.source"].action_add_lists()
        if MODEL not in self.env:
            self.assertEqual(self.env["privacy.consent.source"].search_count([]), before)
        with self.assertRaises(ValidationError), self.cr.savepoint():
            self.env["privacy.consent.source"].create({"name": "x", "channel": "list"})

"""What the matrix found open, each as a person would use it, with its twin."""

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import freeze_time, tagged

from ..builders.packages import PackageCommon
from ..builders.rpc import Rpc
from ..common import TODAY


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestBackDoors(PackageCommon, Rpc):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.partner"].search([]).write({"privacy_restricted": False})
        for user in cls.officer | cls.user | cls.auditor | cls.staff | cls.portal:
            user.company_id = cls.company
            user.company_ids = cls.company

    # === HOLDS === #

    def _hold(self):
        return self._tell_hold(self._contact("Held Person"), None)

    def test_nobody_writes_who_released_a_hold_or_when(self):
        hold = self._hold()
        for vals in ({"released_on": "2020-01-01"}, {"released_by_id": self.officer_two.id},
                     {"name": "Other", "released_by_id": self.officer_two.id}):
            self._refused({"officer": self.officer, "privacy user": self.user},
                          "privacy.hold", "write", hold.ids, vals)
        self.assertEqual((hold.state, hold.name), ("active", "Case 7"))

    def test_the_button_says_who_released_it_and_that_it_was_today(self):
        hold = self._hold()
        self._rpc(self.officer, "privacy.hold", "action_release", hold.ids)
        self.assertEqual((hold.released_by_id, str(hold.released_on)), (self.officer, TODAY))

    def test_an_auditor_reads_no_follower_message_or_change_of_a_hold(self):
        """Holds are a case of the company's, and none of the auditor's."""
        hold = self._hold()
        hold.message_subscribe(self.officer.partner_id.ids)
        domain = [("res_model", "=", "privacy.hold"), ("res_id", "=", hold.id)]
        self.assertFalse(self._rpc(self.auditor, "mail.followers", "search", domain))
        self.assertTrue(self._rpc(self.user, "mail.followers", "search", domain))

    # === REQUESTS === #

    def test_only_officers_find_out_by_searching_whether_there_is_a_package(self):
        request, _package = self._built("access")
        for value in (False, 1):
            self._refused({"privacy user": self.user, "auditor": self.auditor},
                          "privacy.request", "search", [("package_ids", "=", value)])
        found = self._rpc(self.officer, "privacy.request", "search", [("package_ids", "!=", False)])
        self.assertIn(request.id, found)

    def test_an_auditor_opens_the_form_of_a_request(self):
        """Fields about records that auditors do not read are not on it."""
        request, _package = self._built("access")
        for user, shown in ((self.auditor, False), (self.user, True)):
            (view,) = self._rpc(
                user, "privacy.request", "get_views", [[False, "form"]])["views"].values()
            names = self._rpc(user, "privacy.request", "get_views",
                              [[False, "form"]])["models"]["privacy.request"]["fields"]
            self.assertEqual("contactless_ids" in view["arch"], shown)
            (row,) = self._rpc(user, "privacy.request", "web_read", request.ids,
                               {name: {} for name in names})
            self.assertEqual(row["name"], request.name)
            self.assertEqual("contactless_ids" in row, shown)

    def test_an_auditor_does_not_find_who_has_records_without_a_contact(self):
        for model, field in (("privacy.request", "contactless_ids"),
                             ("privacy.request.right", "restricted_contactless_ids")):
            self._refused({"auditor": self.auditor}, model, "search", [(field, "=", False)])
            self._rpc(self.user, model, "search", [(field, "=", False)])

    def test_a_correction_and_a_disclosure_stay_with_the_company_of_what_they_are_about(self):
        """Else whoever may edit one could hide it from their own company, or show it to another."""
        request, _package = self._built("rectification")
        other = self.env["res.company"].create({"name": "Other Ltd"})
        change = self.env["privacy.request.change"].create({
            "right_id": request.right_ids.id, "partner_id": self.person.id, "field_name": "city",
            "value": "Gent"})
        disclosure = self.env["privacy.disclosure"].create({
            "partner_id": self.person.id,
            "recipient_id": self.env["privacy.recipient"].search([], limit=1).id})
        for record, error in ((change, ValidationError), (disclosure, AccessError)):
            before = record.company_id
            with self.assertRaises(error), self.env.cr.savepoint():
                self._rpc(self.officer, record._name, "write", record.ids,
                          {"company_id": other.id})
            self.assertEqual(record.company_id, before)

    def test_nobody_writes_what_is_noted_of_a_mail_a_rule_or_a_recipient(self):
        """Through whom it left, whether it is marketing, how far was read."""
        message = self._message(self.person, "2026-05-04 10:00:00")
        mail = self.env["mail.mail"].create({"subject": "Offer", "privacy_marketing": True})
        rule = self.env["privacy.disclosure.rule"].search([], limit=1)
        recipient = self.env["privacy.recipient"].search([], limit=1)
        who = {"officer": self.officer, "administrator": self.admin}
        for record, vals in ((message, {"privacy_recipient_id": recipient.id}),
                             (mail, {"privacy_marketing": False}),
                             (mail, {"privacy_recipient_id": recipient.id}),
                             (rule, {"read_until": "2026-11-01 10:00:00"})):
            self._refused(who, record._name, "write", record.ids, vals)
        self.assertTrue(mail.privacy_marketing)
        self._rpc(self.officer, rule._name, "write", rule.ids, {"sequence": 3})
        self.assertEqual(rule.sequence, 3)

    def test_a_recipient_outside_the_eea_is_found(self):
        belgium, states = self.env["privacy.recipient"].create([
            {"name": code, "group": "operations", "country_id": self.env.ref(f"base.{code}").id}
            for code in ("be", "us")])
        nowhere = belgium.copy({"country_id": False})
        all_three = belgium | states | nowhere
        for value, found in ((True, states), (False, belgium | nowhere)):
            self.assertEqual(all_three & self.env["privacy.recipient"].search(
                [("outside_eea", "=", value)]), found)

    # === IDS, AND WHAT COMPANIES SAY OF THEMSELVES === #

    def test_who_may_not_read_records_does_not_export_their_ids(self):
        """Odoo makes a name for each record whose id is exported, and asked nobody."""
        request, _package = self._built("access")
        self.staff.group_ids |= self.env.ref("base.group_allow_export")
        self.user.group_ids |= self.env.ref("base.group_allow_export")
        for column in ("id", ".id"):
            self._refused({"staff": self.staff}, "privacy.request", "export_data",
                          request.ids, [column])
            self.assertTrue(self._rpc(
                self.user, "privacy.request", "export_data", request.ids, [column])["datas"])
        self._rpc(self.staff, "res.partner", "export_data", self.person.ids, ["id"])

    def test_a_customer_reads_whom_to_write_to_and_not_how_the_books_are_kept(self):
        for name in ("privacy_voucher_years", "privacy_voucher_chosen_on",
                     "privacy_identity_missing"):
            self._refused({"portal": self.portal}, "res.company", "read", self.company.ids, [name])
            self._rpc(self.staff, "res.company", "read", self.company.ids, [name])
        (row,) = self._rpc(
            self.portal, "res.company", "read", self.company.ids, ["privacy_email"])
        self.assertEqual(row["privacy_email"], self.company.privacy_email)

"""R6b, S4, S7: companies above others, documents of another company, staff who left."""

from odoo.tests import freeze_time, new_test_user, tagged

from ..common import SILENT, TODAY, PrivacyCommon


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestRelations(PrivacyCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # what other tests have committed was looked at on another day
        cls.timers.refresh(full=True)

    def _due(self, contact, on_date=None):
        """Return how many go as a whole."""
        self.timers.refresh(full=True)
        run = self.runs.preview(contact, on_date=on_date)
        return len(run.item_ids.filtered("whole"))

    # === A COMPANY STAYS WHILE ONE BELOW IT RUNS === #

    def _group(self, facts):
        top = self._contact("Top Holding", SILENT, is_company=True)
        middle = self._contact("Middle Holding", SILENT, is_company=True, parent_id=top.id)
        below = self._contact("Works Ltd", facts, is_company=True, parent_id=middle.id)
        return top, middle, below

    def test_the_parents_of_a_running_company_stay_and_the_words_say_so(self):
        top, middle, below = self._group((("running", True),))
        for company in (top, middle, below):
            self.assertEqual(self._due(company), 0)
        self.assertEqual(self._clocks(top)["billing"], ("running", "subsidiary_open", None))
        self.assertIn("company below it is running", top.privacy_sentence)
        below.privacy_running_customer = False
        for company in (top, middle, below):
            self.assertEqual(self._due(company), 1)

    def test_the_parents_of_a_company_stay_as_long_as_its_last_invoice_keeps_it(self):
        top, middle, _below = self._group((("invoice", "2021-03-31"), *SILENT))
        self.assertEqual(self._due(top), 0)
        self.assertEqual(self._clocks(middle)["billing"],
                         ("suspended", "subsidiary_open", "2028-12-31"))
        self.assertEqual(self._due(top, "2028-12-31"), 0)
        self.assertEqual(self._due(top, "2029-01-01"), 1)

    def test_the_parents_of_a_company_whose_relationship_ended_do_not_stay(self):
        top, _middle, _below = self._group((("invoice", "2021-03-31"), ("ended", "2021-05-31")))
        self.assertEqual(self._due(top), 1)

    def test_a_running_parent_keeps_no_company_below_it(self):
        top, _middle, below = self._group(SILENT)
        top.privacy_running_customer = True
        self.assertEqual(self._due(below), 1)

    def test_a_change_below_reaches_the_company_above_by_the_outbox(self):
        top, _middle, below = self._group(SILENT)
        self.timers.refresh(full=True)
        below.privacy_running_customer = True
        self.timers.refresh()
        self.assertEqual(self._clocks(top)["billing"][1], "subsidiary_open")
        self.assertEqual(self.timers.refresh(full=True), 0, "the full refresh agrees")

    # === NAMED ON A DOCUMENT OF ANOTHER COMPANY === #

    def test_who_moved_to_another_company_is_kept_for_the_old_document_alone(self):
        old = self._contact("Old Ltd", is_company=True)
        new = self._contact("New Ltd", (("running", True),), is_company=True)
        person = self._contact("Mover", parent_id=old.id)
        self._tell_invoice(person, "2020-02-29")
        self.timers.refresh()
        self.assertEqual(self._clocks(person)["billing"][2], "2027-12-31")
        person.parent_id = new
        self.timers.refresh()
        self.assertEqual(self._clocks(person)["billing"],
                         ("counting", "statutory_floor", "2027-12-31"))
        self.assertEqual(self.timers.refresh(full=True), 0, "the full refresh agrees")
        self._tell_invoice(person, "2022-02-28")
        self.timers.refresh()
        self.assertEqual(self._clocks(person)["billing"][:2], ("running", "relationship_open"))

    def test_who_was_never_named_is_kept_with_neither(self):
        old = self._contact("Old Ltd", (("invoice", "2022-02-28"),), is_company=True)
        new = self._contact("New Ltd", (("running", True),), is_company=True)
        person = self._contact("Mover", SILENT, parent_id=old.id)
        person.parent_id = new
        self.assertEqual(self._due(person), 1)

    # === FOR THE OFFICER TO LOOK AT === #

    def _reviewed(self):
        return self.timers.search([("needs_review", "in", [True])]).partner_id

    def test_a_running_mark_without_a_billing_event_for_years_comes_to_the_officer(self):
        stale = self._contact("Stale", (("running", True), ("invoice", "2018-03-31")))
        never = self._contact("Never", (("running", True),))
        fresh = self._contact("Fresh", (("running", True), ("invoice", "2025-03-31")))
        self.timers.refresh()
        self.assertEqual(self._reviewed() & (stale | never | fresh), stale | never)
        self.env["ir.config_parameter"].set_param(
            "cloudpepper_privacy.running_review_years", "10")
        self.assertEqual(self._reviewed() & (stale | never | fresh), never)

    def test_a_day_more_than_a_year_ahead_comes_to_the_officer_and_keeps_meanwhile(self):
        doubtful = self._contact("Doubtful", (("invoice", "2062-03-31"),))
        sure = self._contact("Sure", (("invoice", "2026-03-31"),))
        self.assertEqual(self._due(doubtful), 0)
        self.assertEqual(self._reviewed() & (doubtful | sure), doubtful)
        self.assertIn("more than a year ahead", doubtful.privacy_sentence)

    # === STAFF WHO LEFT === #

    def _colleague(self, **vals):
        user = new_test_user(self.env, "leaver", "base.group_user", **vals)
        self._date(user.partner_id, "create_date", "2010-01-05 09:00:00")
        return user

    def test_a_colleague_is_protected_and_who_left_has_a_clock_from_that_day(self):
        user = self._colleague()
        contact = user.partner_id
        self.timers.refresh(full=True)
        self.assertEqual(self._clocks(contact), {})
        user.active = False
        self.timers.refresh()
        self.assertEqual(contact.privacy_staff_left.isoformat(), TODAY)
        self.assertEqual(self._clocks(contact)["staff"], ("counting", "departure", "2031-11-23"))
        self.assertEqual(self._due(contact), 0)
        user.active = True
        self.timers.refresh()
        self.assertFalse(contact.privacy_staff_left)
        self.assertEqual(self._clocks(contact), {})

    def _portal(self):
        return self.env.ref("base.group_portal")

    def test_a_colleague_who_becomes_a_portal_user_has_left(self):
        user = self._colleague()
        user.group_ids = [(6, 0, self._portal().ids)]
        self.timers.refresh()
        self.assertEqual(user.partner_id.privacy_staff_left.isoformat(), TODAY)
        self.assertEqual(self._clocks(user.partner_id)["staff"][1], "departure")
        user.group_ids = [(6, 0, self.env.ref("base.group_user").ids)]
        self.timers.refresh()
        self.assertFalse(user.partner_id.privacy_staff_left)
        self.assertEqual(self._clocks(user.partner_id), {})

    def test_so_has_who_loses_the_group_that_made_a_colleague(self):
        user = self._colleague()
        group = self.env.ref("base.group_user")
        extra = self.env["res.groups"].create({"name": "Helpers", "implied_ids": [(4, group.id)]})
        user.group_ids = [(6, 0, extra.ids)]
        self.assertFalse(user.partner_id.privacy_staff_left)
        extra.implied_ids = [(6, 0, self._portal().ids)]
        self.assertEqual(user.partner_id.privacy_staff_left.isoformat(), TODAY)
        extra.implied_ids = [(6, 0, group.ids)]
        self.assertFalse(user.partner_id.privacy_staff_left)

    def test_or_is_taken_out_of_it_by_its_members(self):
        user, group = self._colleague(), self.env.ref("base.group_user")
        extra = self.env["res.groups"].create({"name": "Helpers", "implied_ids": [(4, group.id)]})
        user.group_ids = [(6, 0, [extra.id])]
        (user.partner_id | self.staff.partner_id).privacy_staff_left = False
        extra.write({"user_ids": [(3, user.id)]})
        self.assertEqual(user.partner_id.privacy_staff_left.isoformat(), TODAY)
        self.assertFalse(self.staff.partner_id.privacy_staff_left, "nobody else has left")

    def test_the_contact_that_a_login_is_taken_from_has_left(self):
        user = self._colleague()
        before, after = user.partner_id, self._contact("Joost Rookmaker")
        user.partner_id = after
        self.assertEqual(before.privacy_staff_left.isoformat(), TODAY)
        self.assertFalse(after.privacy_staff_left)

    def test_the_contact_that_an_employee_had_before_has_left(self):
        if "hr.employee" not in self.env:
            self.skipTest("hr is not installed")
        before, after = self._contact("Before"), self._contact("After")
        employee = self.env["hr.employee"].create({"name": "Joost", "work_contact_id": before.id})
        employee.work_contact_id = after
        self.assertEqual(before.privacy_staff_left.isoformat(), TODAY)
        self.assertFalse(after.privacy_staff_left)

    def test_a_portal_user_or_a_colleague_with_another_group_has_not_left(self):
        user = self._colleague()
        user.group_ids = [(4, self.env.ref("base.group_partner_manager").id)]
        self.assertFalse(user.partner_id.privacy_staff_left)
        portal = self._contact("Portal", facts=(("portal", True),))
        portal.user_ids.group_ids = [(4, self.env["res.groups"].create({"name": "Club"}).id)]
        self.assertFalse(portal.privacy_staff_left)

    def test_who_is_an_employee_too_stays_a_colleague_as_a_portal_user(self):
        if "hr.employee" not in self.env:
            self.skipTest("hr is not installed")
        user = self._colleague()
        self.env["hr.employee"].create({"name": "Joost", "user_id": user.id})
        user.group_ids = [(6, 0, self._portal().ids)]
        self.assertFalse(user.partner_id.privacy_staff_left)

    def test_who_left_six_years_ago_is_due_and_can_ask_before(self):
        user = self._colleague()
        contact = user.partner_id
        user.active = False
        run = self.runs.with_user(self.officer).erase(contact, "17(1)(a)")
        self.assertEqual(run.sudo().subjects, 0, "a duty keeps it for five years")
        contact.privacy_staff_left = "2020-11-01"
        self.assertEqual(self._due(contact), 1)

    def test_what_a_colleague_wrote_for_the_company_stays_without_the_name(self):
        user = self._colleague(name="Joost Rookmaker", email="joost@own.example")
        contact, customer = user.partner_id, self._contact("Ilse", (("mail", f"{TODAY} 08:00:00"),))
        said = self._message(
            customer, "2019-05-04 10:00:00", message_type="comment", author_id=contact.id,
            body="<p>The roof is ready. Joost Rookmaker</p>", email_from="joost@own.example")
        user.active = False
        contact.privacy_staff_left = "2020-11-01"
        self.assertEqual(self._due(contact), 1)
        run = self.runs.preview(contact)
        run.action_approve()
        run._work()
        self.env.invalidate_all()
        self.assertTrue(contact.privacy_anonymised_on)
        self.assertIn("The roof is ready.", said.body)
        self.assertNotIn("Rookmaker", said.body)
        self.assertNotIn("joost", said.email_from or "")

    def test_who_was_archived_past_the_orm_stays_protected(self):
        user = self._colleague()
        self.env.cr.execute("UPDATE res_users SET active = FALSE WHERE id = %s", [user.id])
        self.env.invalidate_all()
        self.timers.refresh(full=True)
        self.assertEqual(self._clocks(user.partner_id), {})

    def test_an_employee_who_is_archived_or_deleted_has_left(self):
        if "hr.employee" not in self.env:
            self.skipTest("hr is not installed")
        for leaving in ("action_archive", "unlink"):
            with self.subTest(leaving):
                employee = self.env["hr.employee"].create({"name": "Joost Rookmaker"})
                contact = employee.work_contact_id
                self._date(contact, "create_date", "2010-01-05 09:00:00")
                self.timers.refresh(full=True)
                self.assertEqual(self._clocks(contact), {})
                getattr(employee, leaving)()
                self.timers.refresh()
                self.assertEqual(self._clocks(contact)["staff"][1], "departure")

    def test_an_employee_with_an_active_user_has_not_left(self):
        if "hr.employee" not in self.env:
            self.skipTest("hr is not installed")
        user = self._colleague()
        employee = self.env["hr.employee"].create({"name": "Joost", "user_id": user.id})
        employee.action_archive()
        self.timers.refresh(full=True)
        self.assertEqual(self._clocks(user.partner_id), {})

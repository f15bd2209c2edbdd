"""R6b: what is under way in modules that nobody has read is found by rule."""

from odoo.tests import freeze_time, tagged

from ...engine.clocks.found import MACHINERY, NO_REASON, Found, is_called_off, is_closed
from ..builders.unread import BOOKING, LEASE, MADE, NOTE, STAGE, TRIP, VISIT, UnreadCommon
from ..common import TODAY


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestFound(UnreadCommon):
    def _rows(self, name):
        return self.env["privacy.signal"].with_context(active_test=False).search(
            [("model_name", "=", name)])

    def test_an_open_state_keeps_whom_the_record_names_and_a_closed_one_does_not(self):
        payer, sailor, other = (self._contact(name) for name in ("Payer", "Sailor", "Other"))
        booking = self.env[BOOKING].create(
            {"name": "Boat 7", "payer": payer.id, "x_crew": [(6, 0, sailor.ids)]})
        for contact in (payer, sailor):
            self._assert_spared(contact, "last interaction")
        self._assert_due(other)
        booking.state = "returned"
        for contact in (payer, sailor):
            self._assert_due(contact)

    def test_an_open_state_that_nobody_touched_for_years_keeps_nobody(self):
        contact = self._contact()
        booking = self.env[BOOKING].create({"name": "Boat 7", "payer": contact.id})
        self._age(booking)
        self._assert_due(contact)

    def test_an_archived_record_keeps_nobody(self):
        contact = self._contact()
        self.env[BOOKING].create({"name": "Boat 7", "payer": contact.id, "active": False})
        self._assert_due(contact)

    def test_a_stage_that_is_not_folded_keeps(self):
        contact, gone = self._contact(), self._contact("Gone")
        runs, over = self.env[STAGE].create([{"name": "Runs"}, {"name": "Over", "fold": True}])
        self.env[LEASE].create([
            {"name": "Flat", "tenant_id": contact.id, "lease_stage_id": runs.id},
            {"name": "Flat", "tenant_id": gone.id, "lease_stage_id": over.id}])
        self._assert_spared(contact, "last interaction")
        self._assert_due(gone)

    def test_a_date_ahead_keeps_on_its_own_day_and_a_past_one_does_not(self):
        contact, past = self._contact(), self._contact("Past")
        notes = self.env[NOTE].create([
            {"name": "Call", "about": contact.id, "back_on": "2027-02-01"},
            {"name": "Call", "about": past.id, "back_on": "2020-02-01"}])
        self._age(notes)
        self.timers.refresh(full=True)
        self.assertEqual(self._clocks(contact)["communication"],
                         ("counting", "interaction", "2030-02-01"))
        self._assert_due(past)

    def test_a_date_ahead_keeps_whatever_the_state_unless_it_was_called_off(self):
        for state, kept in (("draft", True), ("paid", True), ("done", True), ("cancelled", False),
                            ("refused", False)):
            with self.subTest(state):
                contact = self._contact()
                trip = self.env[TRIP].create({
                    "name": "Lisbon", "traveller_id": contact.id, "state": state,
                    "date_start": "2027-02-01 08:00:00"})
                self._age(trip)
                self.timers.refresh(full=True)
                last_day = self._clocks(contact)["communication"][2]
                self.assertEqual(last_day == "2030-02-01", kept, last_day)

    def test_a_closed_one_whose_day_is_past_keeps_nobody(self):
        for state in ("paid", "done"):
            contact = self._contact()
            trip = self.env[TRIP].create({
                "name": "Lisbon", "traveller_id": contact.id, "state": state,
                "date_start": "2020-02-01 08:00:00"})
            self._age(trip)
            self._assert_due(contact)

    def test_a_stage_that_is_folded_does_not_end_what_is_ahead_and_a_cancelled_one_does(self):
        runs, over, off = self.env[STAGE].create([
            {"name": "Runs"}, {"name": "Booked", "fold": True},
            {"name": "Off", "fold": True, "is_cancel": True}])
        for stage, kept in ((runs, True), (over, True), (off, False)):
            contact = self._contact()
            visit = self.env[VISIT].create({
                "name": "Visit", "guest_id": contact.id, "stage_id": stage.id,
                "day": "2027-02-01"})
            self._age(visit)
            self.timers.refresh(full=True)
            self.assertEqual(self._clocks(contact)["communication"][2] == "2030-02-01", kept,
                             stage.name)

    def test_a_row_of_an_older_rule_follows_unless_somebody_has_corrected_it(self):
        self.timers.refresh()
        row, corrected = self._rows(TRIP), self._rows(VISIT)
        now, old = row.domain, "[('state', '=', 'draft')]"
        self._date(corrected, "create_date", "2026-11-01 10:00:00")
        row.domain = old
        corrected.with_user(self.officer).domain = "[('day', '>', 'now')]"
        self.timers.refresh()
        self.assertEqual(row.domain, now)
        self.assertEqual(corrected.domain, "[('day', '>', 'now')]")

    def test_what_is_found_is_shown_and_an_officer_may_archive_it(self):
        contact = self._contact()
        self.env[BOOKING].create({"name": "Boat 7", "payer": contact.id})
        self.timers.refresh()
        rows = self._rows(BOOKING)
        self.assertEqual(set(rows.mapped("found")), {True})
        self.assertEqual(sorted(rows.mapped("path")), ["payer", "x_crew"])
        rows.with_user(self.officer).write({"active": False})
        self._assert_due(contact)
        self.assertEqual(self._rows(BOOKING), rows, "it is not found again")

    def test_a_model_with_a_row_of_its_own_is_read_already(self):
        self._rows(LEASE).unlink()
        self.env["privacy.signal"].create({
            "name": "Leases", "code": "lease", "kind": "under_way", "model_name": LEASE,
            "path": "tenant_id"})
        self.timers.refresh()
        self.assertEqual(self._rows(LEASE).mapped("code"), ["lease"])

    def test_what_is_found_makes_nobody_due_and_lets_no_run_wait(self):
        self._rows(BOOKING).unlink()
        rules = self.env["privacy.rule"].search([])
        rules.grace_until = False
        self.timers.refresh()
        self.assertTrue(self._rows(BOOKING))
        self.assertFalse(any(rules.mapped("grace_until")))

    def test_a_change_of_a_found_record_reaches_the_clock_without_a_full_refresh(self):
        contact = self._contact()
        self.timers.refresh(full=True)
        booking = self.env[BOOKING].create({"name": "Boat 7", "payer": contact.id})
        self.timers.refresh()
        self.assertEqual(self._clocks(contact)["communication"][1], "interaction")
        booking.state = "cancelled"
        self.timers.refresh()
        self.assertEqual(self._clocks(contact)["communication"][1], "creation")

    def test_an_activity_on_a_record_without_any_signal_keeps_whom_it_names(self):
        contact = self._contact()
        bank = self.env["res.partner.bank"].create(
            {"acc_number": "BE71096123456769", "partner_id": contact.id})
        self.env["mail.activity"].with_user(self.sales).sudo().create({
            "res_model_id": self.env["ir.model"]._get_id(bank._name), "res_id": bank.id,
            "summary": "Check", "user_id": self.sales.id})
        self.timers.refresh()
        self.assertEqual(self._clocks(contact)["communication"][1], "interaction")

    def test_words_of_closed_states(self):
        for word in ("done", "cancelled", "1_canceled", "closed", "paid", "expired", "Lost"):
            self.assertTrue(is_closed(word), word)
        for word in ("new", "draft", "confirmed", "in_progress", "sent", "waiting", "open",
                     "not_paid", "unpaid", "to_deliver", "partially_returned", "on_hold"):
            self.assertFalse(is_closed(word), word)
        for word in ("out_for_delivery", "in_delivery", "ready_for_return", "delivery"):
            self.assertFalse(is_closed(word), word)
        for word in ("cancelled", "1_canceled", "refused", "rejected", "Lost", "withdrawn"):
            self.assertTrue(is_called_off(word), word)
        for word in ("paid", "done", "completed", "invoiced", "delivered", "not_cancelled"):
            self.assertFalse(is_called_off(word), word)

    def test_models_that_odoo_ships_are_read_or_named(self):
        """Whatever the rule finds among them is a module that somebody should read."""
        known = set(self.env["privacy.signal"].with_context(active_test=False).search(
            [("found", "=", False)]).mapped("model_name"))
        found = {model for model, values in Found(self.env).candidates()
                 if dict(values)["kind"] != "protected"} - known
        self.assertFalse(found - MADE, sorted(found))
        self.assertFalse([name for name in NO_REASON if name.startswith(MACHINERY)])

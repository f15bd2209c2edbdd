"""An erasure on request leaves whom something under way still needs, and says so."""

from odoo import fields, models
from odoo.api import SUPERUSER_ID
from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged

from ..builders.made_models import MadeModels
from ..builders.requests import LetterCommon
from ..builders.under_way import UnderWayCommon
from ..common import TODAY

GROUND = "Still needed for a contract (Art. 17(1)(a) GDPR is not met)"

TICKET, TICKET_STAGE = "helpdesk.ticket", "helpdesk.ticket.stage"


class TicketStage(models.Model):
    _module = None
    _name = TICKET_STAGE
    _description = "Stage of OCA's helpdesk_mgmt"

    name = fields.Char()
    closed = fields.Boolean()


class Ticket(models.Model):
    _module = None
    _name = TICKET
    _inherit = ["mail.thread"]
    _description = "Ticket of OCA's helpdesk_mgmt"

    name = fields.Char()
    partner_id = fields.Many2one("res.partner")
    partner_email = fields.Char()
    stage_id = fields.Many2one(TICKET_STAGE)
    company_id = fields.Many2one("res.company")
    active = fields.Boolean(default=True)
    last_stage_update = fields.Datetime()
    assigned_date = fields.Datetime()
    closed_date = fields.Datetime()


class ErasureCommon(LetterCommon, UnderWayCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # payments and events are of a company that the officer does not act for
        cls.everybodys = cls.runs.with_user(SUPERUSER_ID)

    def _erase(self, ground="b", runs=None):
        self.timers.refresh(self.person)
        runs = self.runs.with_user(self.officer) if runs is None else runs
        run = runs.erase(self.person, ground).sudo()
        self.env.invalidate_all()
        return run

    def _assert_stays(self, run):
        self.assertFalse(self.person.privacy_anonymised_on)
        self.assertEqual(self.person.email, "ilse@vermeulen.example")
        self.assertFalse(run.item_ids.filtered(lambda item: item.state != "dropped"))
        [line] = [line for line in run.summary()["left"] if line["ground"] == "contract"]
        self.assertEqual((line["model"], line["count"]), ("res.partner", 1))
        self.assertGreater(line["until"], TODAY)


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestUnderWayErasure(ErasureCommon):
    def test_a_prospect_with_a_draft_invoice_stays(self):
        self._move(self.person, TODAY)
        for ground in ("a", "b", "17(1)(c)"):
            with self.subTest(ground):
                run = self._erase(ground)
                self._assert_stays(run)
                self.assertEqual(run.subjects, 0)
                self.assertIn("nobody was erased", run.next_step)
                self.assertIn("under way still needs them", run.next_step)
                self.assertIn(GROUND, run.kept_table)

    def test_one_with_a_pending_payment_stays(self):
        self._transaction(self.person, "pending")
        self._assert_stays(self._erase(runs=self.everybodys))

    def test_one_with_an_open_quotation_stays(self):
        self._order(self.person)
        self._assert_stays(self._erase())

    def test_without_any_or_with_one_of_long_ago_everything_goes(self):
        self._age(self._move(self.person, TODAY))
        run = self._erase()
        self.assertTrue(self.person.privacy_anonymised_on)
        self.assertFalse(run.needed)
        self.assertNotIn("contract", {line["ground"] for line in run.summary()["left"]})

    def _registered(self, end, **vals):
        event = self._model("event.event").create({
            "name": "Open day", "date_begin": f"{end} 09:00:00", "date_end": f"{end} 17:00:00"})
        registration = self._as("event.registration").create({
            "event_id": event.id, "name": "Ilse", **vals})
        self._age(registration)
        return registration

    def test_who_is_registered_for_an_event_to_come_stays_until_then(self):
        registration = self._registered("2026-12-10", partner_id=self.person.id)
        run = self._erase(runs=self.everybodys)
        self._assert_stays(run)
        self.assertEqual(run.needed, [
            {"model": "res.partner", "until": "2026-12-10", "count": 1}])
        registration.action_cancel()
        self._erase(runs=self.everybodys)
        self.assertTrue(self.person.privacy_anonymised_on)

    def test_an_event_of_the_past_keeps_nobody_who_asks_to_go(self):
        self._registered("2026-11-10", partner_id=self.person.id)
        self._erase(runs=self.everybodys)
        self.assertTrue(self.person.privacy_anonymised_on)

    def test_an_opportunity_of_ours_keeps_nobody_who_asks_to_go(self):
        self._as("crm.lead").create(
            {"name": "Roof", "type": "opportunity", "partner_id": self.person.id})
        self._erase()
        self.assertTrue(self.person.privacy_anonymised_on)

    def _task(self, **vals):
        project = self._model("project.project").create({"name": "House"})
        return self._as("project.task").create({
            "name": "Paint", "project_id": project.id, "partner_id": self.person.id, **vals})

    def _age_task(self, task):
        self._age(task, fields=("create_date", "date_assign", "date_last_stage_update"))

    def test_an_open_task_keeps_who_asks_to_go_and_one_that_is_done_does_not(self):
        task = self._task()
        run = self._erase(runs=self.everybodys)
        self._assert_stays(run)
        self.assertIn("under way still needs them", run.next_step)
        task.state = "1_done"
        self._erase(runs=self.everybodys)
        self.assertTrue(self.person.privacy_anonymised_on)

    def test_a_cancelled_task_keeps_nobody(self):
        self._task(state="1_canceled")
        self._erase(runs=self.everybodys)
        self.assertTrue(self.person.privacy_anonymised_on)

    def test_a_task_that_nobody_touched_for_years_keeps_nobody(self):
        self._age_task(self._task())
        self._erase(runs=self.everybodys)
        self.assertTrue(self.person.privacy_anonymised_on)

    def test_an_old_task_with_a_deadline_to_come_keeps(self):
        self._age_task(self._task(date_deadline="2026-12-24 10:00:00"))
        self._assert_stays(self._erase(runs=self.everybodys))

    def test_an_archived_task_and_a_template_keep_nobody(self):
        self._task(active=False)
        self._task(is_template=True)
        self._erase(runs=self.everybodys)
        self.assertTrue(self.person.privacy_anonymised_on)

    def test_what_was_unlawful_goes_whatever_it_is_needed_for(self):
        self._move(self.person, TODAY)
        self._erase("d")
        self.assertTrue(self.person.privacy_anonymised_on)

    def test_once_the_draft_is_cancelled_the_person_goes(self):
        move = self._move(self.person, TODAY)
        self._assert_stays(self._erase())
        move.button_cancel()
        self._erase()
        self.assertTrue(self.person.privacy_anonymised_on)

    def test_a_customer_keeps_the_invoices_and_loses_the_conversations(self):
        self._tell_invoice(self.person, "2024-03-31")
        self._move(self.person, TODAY)
        run = self._erase()
        self.assertFalse(self.person.privacy_anonymised_on)
        self.assertFalse(run.needed)
        self.assertIn("communication", run.item_ids.categories.split(", "))

    def test_what_came_between_preview_and_act_keeps_too(self):
        right = self._identified("erasure").right_ids
        decision = self.env["privacy.request.decision"].with_user(self.officer).sudo(False).create(
            {"right_id": right.id, "erasure_ground": "a"})
        decision.action_preview()
        self.assertEqual(right.run_id.subjects, 1)
        self._move(self.person, TODAY)
        decision.action_act()
        self.env.invalidate_all()
        self._assert_stays(right.sudo().run_id)

    def test_the_request_is_refused_with_that_ground_and_the_letter_says_it(self):
        move = self._move(self.person, TODAY)
        request = self._identified("erasure")
        right = request.right_ids
        decision = self.env["privacy.request.decision"].with_user(self.officer).sudo(False).create(
            {"right_id": right.id, "erasure_ground": "a"})
        decision.action_preview()
        self.assertIn(GROUND, decision.would_stay)
        self.assertIn("is not posted", right.sudo().run_id.not_due_table)
        right._act("a")
        self.env.invalidate_all()
        self.assertFalse(self.person.privacy_anonymised_on)
        for outcome, ground in (("granted", False), ("partly", "contract")):
            with self.subTest(outcome=outcome), self.assertRaises(UserError):
                right._close(outcome, ground, "Your order is not paid yet.")
        right._close("refused", "contract", "Your order is not paid yet.")
        letter = self._letter(request)[:1].body_html
        self.assertIn(GROUND, letter)
        self.assertIn("17(1)(a) is not met", letter)
        self.assertNotIn("17(3)(b)", letter)
        self.assertNotIn(move.partner_id.email, self._letter(request)[:1].subject or "")


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestTickets(MadeModels, ErasureCommon):
    """Tickets of the helpdesk that most databases without Enterprise have."""

    definitions = (TicketStage, Ticket)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        modules = type(cls.env["ir.module.module"])
        here = {**cls.env["ir.module.module"]._installed(), "helpdesk_mgmt": 0}
        cls.classPatch(modules, "_installed", lambda _self: here)
        cls.registry.clear_all_caches()
        cls.open, cls.closed = cls.env[TICKET_STAGE].create([
            {"name": "New"}, {"name": "Solved", "closed": True}])

    def _ticket(self, **vals):
        return self.env[TICKET].create({
            "name": "Leak", "stage_id": self.open.id, "company_id": self.company.id, **vals})

    def test_an_open_ticket_keeps_and_a_closed_one_does_not(self):
        ticket = self._ticket(partner_id=self.person.id)
        self._assert_stays(self._erase(runs=self.everybodys))
        ticket.stage_id = self.closed
        self._erase(runs=self.everybodys)
        self.assertTrue(self.person.privacy_anonymised_on)

    def test_an_open_ticket_by_the_address_alone_keeps_too(self):
        ticket = self._ticket(partner_email=f"Ilse <{self.person.email.upper()}>")
        self._assert_stays(self._erase(runs=self.everybodys))
        ticket.stage_id = self.closed
        self._erase(runs=self.everybodys)
        self.assertTrue(self.person.privacy_anonymised_on)

    def test_a_ticket_of_somebody_else_or_of_long_ago_keeps_nobody(self):
        other = self._contact("Els Zonneveld", email="els@zonneveld.example")
        self._ticket(partner_id=other.id, partner_email=self.person.email)
        self._age(self._ticket(partner_id=self.person.id))
        self._erase(runs=self.everybodys)
        self.assertTrue(self.person.privacy_anonymised_on)

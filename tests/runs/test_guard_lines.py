"""Guard lines that no other test misses: see ``guards.txt`` and ``bin/guards``."""

import base64
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from ...engine.erasure.batch import Batch
from ...engine.erasure.check import Check
from ...engine.runs.starting import Starting
from ...engine.runs.worker import Worker
from ...engine.settings import Settings
from ..common import SILENT, TODAY, PrivacyCommon

LIVING = (("mail", "2026-05-04 10:00:00"),)
PDF = base64.b64encode(b"%PDF-1.4\n%%EOF")


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestGuardLines(PrivacyCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # whatever else the database holds is not the subject of these tests
        cls.env["res.partner"].search([]).write({"privacy_restricted": True})

    def _set(self, name, value):
        self.env["ir.config_parameter"].set_param(f"cloudpepper_privacy.{name}", value)

    def _approved(self, contacts):
        run = self.runs.preview(contacts)
        run.action_approve()
        return run

    def _carried_out(self, contacts):
        run = self._approved(contacts)
        run._work()
        self.env.invalidate_all()
        return run

    def _keeps(self, run, model):
        """Return {ground: count} of what a run says it keeps of a model."""
        return {line["ground"]: line["count"] for line in run.summary()["left"]
                if line["model"] == model}

    # === THE WRONG PERSON === #

    def test_under_four_eyes_too_nobody_but_an_officer_prepares_an_erasure(self):
        self._set("four_eyes", "True")
        contact = self._contact(facts=SILENT)
        for user in (self.user, self.auditor, self.admin, self.staff):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.runs.with_user(user).erase(contact.with_user(user), "consent")
        self.assertFalse(self.runs.search([("kind", "=", "request")]))

    def test_under_four_eyes_an_erasure_on_request_waits_for_another(self):
        self._set("four_eyes", "True")
        contact = self._contact(facts=LIVING)
        run = self.runs.with_user(self.officer).erase(contact, "consent")
        self.assertEqual(run.state, "waiting")
        run.with_user(self.officer_two).action_approve()
        run.sudo()._work()
        self.assertTrue(contact.privacy_anonymised_on)

    def test_under_four_eyes_preparing_and_approving_are_two_acts(self):
        self._set("four_eyes", "True")
        contact = self._contact(facts=SILENT)
        with self.assertRaisesRegex(AccessError, "two acts"):
            self.runs.with_user(self.officer).execute(contact, approve=True)

    def test_nobody_but_an_officer_stops_or_goes_on(self):
        for user in (self.user, self.auditor, self.admin, self.staff):
            for method in ("action_stop", "action_lift_stop"):
                with self.subTest(user=user.login, method=method), \
                        self.assertRaises(AccessError):
                    getattr(self.runs.with_user(user), method)()
        self.runs.with_user(self.officer).action_stop()
        self.assertTrue(Settings(self.env).stopped())
        self.runs.with_user(self.officer).action_lift_stop()
        self.assertFalse(Settings(self.env).stopped())

    def test_nobody_but_an_officer_lifts_a_restriction(self):
        contact = self._contact(privacy_restricted=True)
        manager = self.user
        manager.group_ids |= self.env.ref("base.group_partner_manager")
        with self.assertRaises(AccessError):
            contact.with_user(manager).privacy_restricted = False
        contact.with_user(self.officer).privacy_restricted = False
        self.assertFalse(contact.privacy_restricted)
        # the own company is not hidden, and its mark is an officer's all the same
        own = self.company.partner_id
        own.privacy_restricted = True
        own.with_user(manager).function = "Headquarters"
        with self.assertRaisesRegex(AccessError, "lifts a restriction"):
            own.with_user(manager).privacy_restricted = False

    def test_not_even_the_superuser_deletes_a_hold(self):
        hold = self._tell_hold(self._contact(), False)
        with self.assertRaises(UserError):
            hold.unlink()
        self.assertTrue(hold.exists())

    # === WHAT NOBODY APPROVED === #

    def test_the_engine_does_not_work_on_what_nobody_approved(self):
        contact = self._contact(facts=SILENT)
        for state in ("preview", "waiting", "stopped", "cancelled", "done"):
            run = self.runs.preview(contact)
            run.state = state
            with self.subTest(state=state):
                run._work()
                self.assertEqual((run.state, run.item_ids.state), (state, "todo"))
        self.assertFalse(contact.privacy_anonymised_on)

    def test_a_run_that_was_cancelled_is_not_approved(self):
        run = self.runs.preview(self._contact(facts=SILENT))
        run.action_cancel()
        with self.assertRaises(UserError):
            run.action_approve()
        self.assertEqual(run.state, "cancelled")

    def _taken_over(self):
        """A run approved for a contact whose item leads to another, as after a merge."""
        approved, other = self._contact(facts=SILENT), self._contact("Other", SILENT)
        run = self._approved(approved)
        run.item_ids.partner_id = other
        self.env.flush_all()
        return run, other

    def test_what_was_approved_for_a_merged_contact_is_not_claimed(self):
        run, other = self._taken_over()
        Starting(self.env, run).start()
        self.assertFalse(Worker(self.env, run).claim(10))
        run.item_ids.partner_ref = other
        self.env.flush_all()
        self.assertEqual(Worker(self.env, run).claim(10), run.item_ids)

    def test_no_plan_is_made_for_a_contact_that_took_in_the_one_approved(self):
        run, other = self._taken_over()
        Batch(self.env, run).process(run.item_ids.ids)
        self.assertEqual(run.item_ids.state, "dropped")
        self.assertEqual(other.name, "Other")

    def test_who_was_due_as_a_whole_and_now_only_in_part_stays(self):
        contact = self._contact(facts=SILENT)
        run = self._approved(contact)
        self.assertTrue(run.item_ids.whole)
        self._tell_invoice(contact, "2024-03-31")
        run._work()
        self.assertFalse(contact.privacy_anonymised_on)
        self.assertEqual(contact.name, "Ilse Vermeulen")

    # === THE WRONG THING === #

    def test_an_address_that_a_living_contact_has_too_leads_to_nobody(self):
        self.env["privacy.map"].create({
            "model_name": "mail.message", "path": "email_from", "match": "email",
            "category_id": self.env.ref("cloudpepper_privacy.category_communication").id,
            "act": "erase"})
        due = self._contact(facts=SILENT, email="shared@mail.example")
        alone = self._contact("Alone", SILENT, email="alone@mail.example")
        self._contact("Living", LIVING, email="shared@mail.example")
        elsewhere = self._contact("Elsewhere", LIVING)
        robot = self.env.ref("base.partner_root").id
        theirs, own = (self._message(
            elsewhere, "2022-01-04 10:00:00", author_id=robot, model=False, res_id=False,
            email_from=f"{name}@mail.example") for name in ("shared", "alone"))
        self._carried_out(due | alone)
        self.assertTrue(theirs.exists())
        self.assertFalse(own.exists(), "an address of one's own leads to what it sent")

    def test_what_was_to_be_deleted_and_is_still_there_is_not_done(self):
        contact = self._contact(facts=SILENT)
        file = self.env["ir.attachment"].create({
            "name": "letter.txt", "raw": b"Dear all", "res_model": "res.partner",
            "res_id": contact.id})
        with (
            patch.object(type(file), "unlink", lambda records: True),
            # a table that this very test wrote to would be looked at for newcomers too
            patch.object(Check, "_entries_written", lambda check: []),
        ):
            run = self._carried_out(contact)
        self.assertTrue(file.exists())
        self.assertEqual((run.state, run.item_ids.state), ("incomplete", "incomplete"))
        self.assertEqual(run.item_ids.reason, "left: ir.attachment")

    def test_the_preview_says_what_the_audit_trail_keeps(self):
        contact = self._contact(facts=(("invoice", "2018-03-31"), *SILENT))
        self._message(contact, "2018-04-04 10:00:00", message_type="notification")
        self.company.restrictive_audit_trail = True
        run = self.runs.preview(contact)
        self.assertTrue(self._keeps(run, "mail.message").get("audit_trail"))

    def test_the_preview_says_that_the_audit_trail_keeps_a_pdf(self):
        contact = self._contact(facts=SILENT)
        move = self._tell_invoice(contact, "2018-03-31")
        pdf = self.env["ir.attachment"].create({
            "name": "invoice.pdf", "datas": PDF, "mimetype": "application/pdf",
            "res_model": "account.move", "res_id": move.id})
        self.company.restrictive_audit_trail = True
        run = self.runs.preview(contact)
        self.assertEqual(self._keeps(run, "ir.attachment"), {"audit_trail": 1})
        run.action_approve()
        run._work()
        self.assertTrue(pdf.exists())

    def test_another_party_goes_on_following_a_thread_of_the_subject(self):
        contact, other = self._contact(facts=SILENT), self._contact("Living Other", LIVING)
        contact.message_subscribe(partner_ids=(contact | other).ids)
        follows = contact.message_follower_ids.grouped("partner_id")
        self._carried_out(contact)
        self.assertTrue(follows[other].exists())
        self.assertFalse(follows[contact].exists())

    def test_a_file_that_another_party_posted_stays(self):
        contact, other = self._contact(facts=SILENT), self._contact("Living Other", LIVING)
        files = self.env["ir.attachment"].create([
            {"name": f"{name}.txt", "raw": b"Dear all", "res_model": "res.partner",
             "res_id": contact.id} for name in ("theirs", "own")])
        self._message(contact, "2022-01-04 10:00:00", author_id=other.id,
                      attachment_ids=[(6, 0, files[0].ids)])
        self._carried_out(contact)
        self.assertEqual(files.exists(), files[0])

    def test_the_label_of_a_hashed_entry_stays(self):
        """Two invoices whose label names the customer: one is secured by a hash."""
        contact = self._contact("Quirinus Zwaluwnest", SILENT)
        moves = self.env["account.move"]
        for day in ("2017-03-31", "2017-04-30"):
            move = self._move(contact, day)
            move.invoice_line_ids.name = "Hosting of Quirinus Zwaluwnest"
            move.action_post()
            self._pay(move)
            moves |= move
        self.env.flush_all()
        self.env.cr.execute("UPDATE account_move SET inalterable_hash = '$4$x' WHERE id = %s",
                            [moves[0].id])
        self.env.invalidate_all()
        self._carried_out(contact)
        hashed, free = (move.invoice_line_ids.name for move in moves)
        self.assertEqual(hashed, "Hosting of Quirinus Zwaluwnest")
        self.assertEqual(free, "Hosting of [anonymised]")

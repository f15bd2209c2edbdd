"""The night run: preview, approval, batches, kept and failed subjects, and what remains."""

import base64
import io
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.http import root
from odoo.tests import freeze_time, tagged
from odoo.tools import SQL
from PIL import Image

from ...engine.erasure.contacts import Contacts
from ..common import SILENT, TODAY, PrivacyCommon

IDENTITY = {
    "email": "ilse.vermeulen@mail.example", "phone": "+32 470 12 34 56", "street": "Kerkstraat 9",
    "street2": "bus 4", "zip": "9000", "city": "Gent", "website": "https://ilse.example",
    "comment": "<p>Prefers calls</p>", "function": "Owner", "ref": "C-77", "vat": "BE0671432812",
}


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestRun(PrivacyCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # whatever else the database holds is not the subject of these tests
        cls.env["res.partner"].search([]).write({"privacy_restricted": True})

    def _row(self, record):
        """Return the row of a record as PostgreSQL has it, byte by byte."""
        self.env.flush_all()
        return self.env.execute_query(
            SQL("SELECT t::text FROM %s t WHERE id = %s",
                SQL.identifier(record._table), record.id)
        )

    def _run(self, contacts, **values):
        run = self.runs.preview(contacts)
        run.action_approve()
        run._work()
        return run

    # === THE WAY THROUGH === #

    def test_a_silent_prospect_goes_after_an_officer_approved(self):
        contact = self._contact(facts=SILENT, **IDENTITY)
        run = self.runs.with_user(self.user).preview(contact)
        self.assertEqual((run.state, run.subjects), ("preview", 1))
        self.assertEqual(contact.email, IDENTITY["email"], "a preview changes nothing")
        run.with_user(self.officer).action_approve()
        self.assertEqual(run.state, "approved")
        with self.enter_registry_test_mode():
            self.env.ref("cloudpepper_privacy.ir_cron_run").method_direct_trigger()
        self.env.invalidate_all()
        self.assertEqual(run.state, "done")
        self.assertEqual(contact.name, f"Anonymised contact {contact.id}")
        self.assertFalse(contact.email)
        self.assertEqual(self._clocks(contact)["communication"][0], "done")
        evidence = self.env["privacy.evidence"].search([("partner_ref", "=", contact.id)])
        self.assertEqual(evidence.mapped("act"), ["proof", "batch"])
        self.assertTrue(self.env["privacy.evidence"].verify()["ok"])

    def test_the_preview_says_what_the_run_then_does(self):
        contact = self._contact(facts=SILENT, **IDENTITY)
        run = self.runs.preview(contact)
        before = run.summary()
        run.action_approve()
        run._work()
        after = run.summary()
        proven = ("proof", "verdict")
        self.assertEqual({key: value for key, value in before.items() if key not in proven},
                         {key: value for key, value in after.items() if key not in proven})
        self.assertEqual(after["found"], after["erased"] + after["masked"] + after["redacted"]
                         + after["kept"] + after["failed"])
        self.assertTrue(after["erased"])

    def test_running_twice_changes_nothing(self):
        contact = self._contact(facts=SILENT, **IDENTITY)
        self._run(contact)
        row = self._row(contact)
        again = self._run(contact)
        self.assertEqual(again.subjects, 0)
        self.assertEqual(self._row(contact), row)

    def test_what_remains_is_what_the_rules_say_and_nothing_else(self):
        contact = self._contact(
            facts=SILENT, country_id=self.env.ref("base.be").id, lang="en_US", is_company=True,
            barcode="4012345", image_1920=self._pixel(),
            category_id=[(0, 0, {"name": "VIP"})], **IDENTITY,
        )
        bank = self.env["res.partner.bank"].create(
            {"acc_number": "BE71096123456769", "partner_id": contact.id}
        )
        self._run(contact)
        contact.invalidate_recordset()
        self.assertFalse(Contacts(self.env, None).remaining(contact.ids))
        self.assertEqual(contact.country_id.code, "BE")
        self.assertEqual((contact.lang, contact.is_company), ("en_US", True))
        self.assertFalse(contact.active)
        self.assertFalse(contact.category_id)
        self.assertFalse(contact.image_1920)
        self.assertFalse(contact.company_registry)
        self.assertNotIn("096123456769", bank.acc_number)
        self.assertNotIn("Vermeulen", str(self._row(contact)) + str(self._row(bank)))

    def _pixel(self):
        picture = io.BytesIO()
        Image.new("RGB", (8, 8), "red").save(picture, "PNG")
        return base64.b64encode(picture.getvalue())

    def test_a_former_customer_loses_the_conversation_and_keeps_the_identity(self):
        contact = self._contact(facts=(("invoice", "2021-03-31"), *SILENT), **IDENTITY)
        file = self.env["ir.attachment"].create(
            {"name": "letter.txt", "raw": b"Dear all", "res_model": "res.partner",
             "res_id": contact.id}
        )
        run = self._run(contact)
        contact.invalidate_recordset()
        self.assertEqual(run.state, "done")
        self.assertEqual(contact.email, IDENTITY["email"])
        self.assertFalse(contact.message_ids.filtered(lambda m: m.message_type == "email"))
        self.assertFalse(file.exists())
        self.assertEqual(self._clocks(contact)["communication"][0], "done")
        self.assertEqual(self._clocks(contact)["billing"][0], "counting")

    def test_a_new_mail_after_the_conversation_went_starts_the_clock_again(self):
        contact = self._contact(facts=(("invoice", "2021-03-31"), *SILENT))
        self._run(contact)
        self._tell_mail(contact, "2026-11-20 10:00:00")
        self.timers.refresh()
        self.assertEqual(self._clocks(contact)["communication"],
                         ("counting", "interaction", "2029-11-20"))

    def test_a_customer_gone_for_eight_years_goes_and_the_books_keep_their_amounts(self):
        contact = self._contact(facts=(("invoice", "2018-03-31"),), **IDENTITY)
        move = self.env["account.move"].search([("partner_id", "=", contact.id),
                                                ("move_type", "=", "out_invoice")])
        before = (move.name, move.amount_total, move.partner_id.id, move.invoice_date)
        self._run(contact)
        self.env.invalidate_all()
        self.assertEqual((move.name, move.amount_total, move.partner_id.id, move.invoice_date),
                         before)
        self.assertEqual(move.invoice_partner_display_name, f"Anonymised contact {contact.id}")

    def test_a_portal_user_is_disabled_for_good(self):
        contact = self._contact(facts=(("portal", True), ("login", "2022-05-04 10:00:00")))
        user = contact.with_context(active_test=False).user_ids
        device = self.env["res.device.log"].create({
            "session_identifier": "a" * 42, "user_id": user.id, "ip_address": "192.0.2.7",
        })
        with patch.object(root.session_store, "delete_from_identifiers") as revoked:
            run = self._run(contact)
            self.env.cr.postcommit.run()
        revoked.assert_called_once_with(["a" * 42])
        self.assertEqual((run.item_ids.state, run.item_ids.reason), ("done", ""))
        self.env.invalidate_all()
        self.assertEqual(user.login, f"anonymised-{user.id}")
        self.assertFalse(user.active)
        self.assertFalse(device.exists())

    # === THE WRONG PERSON IS NEVER ERASED === #

    def test_held_restricted_unpaid_protected_and_not_due_do_not_change_by_a_byte(self):
        spared = {
            "held": self._contact(facts=(*SILENT, ("hold", None))),
            "restricted": self._contact(facts=SILENT, privacy_restricted=True),
            "unpaid": self._contact(facts=(*SILENT, ("unpaid", "2012-01-31"))),
            "protected": self._contact(facts=(*SILENT, ("user", False))),
            "not due": self._contact(facts=(("mail", "2026-01-04 10:00:00"),)),
        }
        everybody = self.env["res.partner"].union(*spared.values())
        rows = {name: self._row(contact) for name, contact in spared.items()}
        messages = {name: contact.message_ids.ids for name, contact in spared.items()}
        run = self._run(everybody)
        self.assertEqual(run.item_ids.partner_ref and run.item_ids.mapped("partner_ref"),
                         spared["unpaid"].ids, "only the conversation of the unpaid one is due")
        for name, contact in spared.items():
            with self.subTest(name):
                self.assertEqual(self._row(contact), rows[name])
                if name != "unpaid":
                    self.assertEqual(contact.message_ids.ids, messages[name])

    def test_siblings_parent_and_children_keep_theirs(self):
        company = self._contact("Acme", (("running", True),), is_company=True, street="Dock 1",
                                zip="2000", city="Antwerpen", vat="BE0477472701")
        due = self._contact("Due Person", SILENT, parent_id=company.id, type="contact")
        sibling = self._contact("Sibling", (("mail", "2026-05-04 10:00:00"),),
                                parent_id=company.id)
        rows = [self._row(company), self._row(sibling)]
        self._run(due)
        self.assertEqual([self._row(company), self._row(sibling)], rows)
        self.assertEqual(due.name, f"Anonymised contact {due.id}")
        self.assertEqual(due.parent_id, company)

    def test_a_held_person_below_a_company_that_goes_keeps_every_value(self):
        company = self._contact("Old Ltd", SILENT, is_company=True, street="Dock 1",
                                zip="2000", city="Antwerpen", vat="BE0477472701")
        person = self._contact("Held Person", (*SILENT, ("hold", None)), parent_id=company.id)
        before = person.read(["name", "street", "zip", "city", "vat", "phone", "email"])
        self._run(company | person)
        person.invalidate_recordset()
        self.assertEqual(person.read(["name", "street", "zip", "city", "vat", "phone", "email"]),
                         before)
        self.assertEqual(company.name, f"Anonymised contact {company.id}")

    def test_other_peoples_messages_stay(self):
        due = self._contact("Due Person", SILENT, email="due@mail.example")
        other = self._contact("Other Person", (("mail", "2026-05-04 10:00:00"),))
        theirs = self._message(due, "2022-01-04 10:00:00", author_id=other.id, body="<p>Mine</p>")
        row = self._row(theirs)
        own = due.message_ids.filtered(lambda m: m.author_id == due)
        run = self._run(due)
        self.assertEqual(self._row(theirs), row)
        own.invalidate_recordset()
        self.assertTrue(own.exists(), "the row stays, its words go")
        self.assertFalse(own.body)
        self.assertFalse(own.email_from)
        self.assertEqual(run.item_ids.state, "kept")
        self.assertEqual(run.summary()["left"][0]["ground"], "shared")
        self.assertTrue(run.summary()["left"][0]["until"])

    def test_the_audit_trail_keeps_its_notifications_and_the_run_says_so(self):
        contact = self._contact(facts=(("invoice", "2018-03-31"), *SILENT))
        note = self._message(contact, "2018-04-04 10:00:00", message_type="notification")
        self.company.restrictive_audit_trail = True
        run = self._run(contact)
        self.assertTrue(note.exists())
        self.assertEqual(run.item_ids.state, "kept")
        self.assertEqual(contact.name, f"Anonymised contact {contact.id}")
        left = [line for line in run.summary()["left"] if line["ground"] == "audit_trail"]
        self.assertEqual([(line["model"], line["until"]) for line in left],
                         [("mail.message", "2025-12-31")])

    # === APPROVAL, BRAKE, KILL SWITCH === #

    def test_ten_approved_are_ten_executed_however_many_are_due_by_then(self):
        ten = self.env["res.partner"].union(*(self._contact(facts=SILENT) for _n in range(10)))
        run = self.runs.preview()
        self.assertEqual(run.subjects, 10)
        later = self.env["res.partner"].union(*(self._contact(facts=SILENT) for _n in range(30)))
        run.action_approve()
        run._work()
        self.assertEqual(set(run.item_ids.mapped("partner_ref")), set(ten.ids))
        self.assertFalse(later.filtered("privacy_anonymised_on"))

    def test_a_run_whose_items_were_changed_after_approval_is_refused(self):
        contact, other = self._contact(facts=SILENT), self._contact(facts=SILENT)
        run = self.runs.preview(contact)
        run.action_approve()
        self.env.cr.execute(
            "UPDATE privacy_run_item SET partner_id = %s, partner_ref = %s WHERE run_id = %s",
            [other.id, other.id, run.id],
        )
        self.env.invalidate_all()
        with self.assertRaises(UserError):
            run._work()
        self.assertFalse(other.privacy_anonymised_on)

    def test_who_is_no_longer_due_at_execution_is_dropped(self):
        contact = self._contact(facts=SILENT)
        run = self.runs.preview(contact)
        run.action_approve()
        self._tell_mail(contact, "2026-11-22 10:00:00")
        row = self._row(contact)
        run._work()
        self.assertEqual(run.item_ids.state, "dropped")
        self.assertEqual(self._row(contact), row)

    def test_nothing_happens_in_review_without_approval(self):
        contact = self._contact(facts=SILENT)
        self.runs.with_user(self.officer).execute()
        self.assertFalse(contact.privacy_anonymised_on)
        with self.enter_registry_test_mode():
            self.env.ref("cloudpepper_privacy.ir_cron_run").method_direct_trigger()
        self.assertFalse(contact.privacy_anonymised_on)

    def test_an_automatic_rule_acts_by_itself(self):
        contact = self._contact(facts=SILENT)
        self._automatic()
        self.runs.with_user(self.officer).execute()
        self.assertTrue(contact.privacy_anonymised_on)

    def _automatic(self):
        self.env["privacy.rule"].search([]).write({"mode": "automatic", "grace_until": False})

    def test_the_brake_stops_an_unusually_large_automatic_run(self):
        self.env["ir.config_parameter"].set_param("cloudpepper_privacy.brake_minimum", "3")
        self.env["ir.config_parameter"].set_param("cloudpepper_privacy.brake_percent", "0")
        contacts = [self._contact(facts=SILENT) for _n in range(4)]
        self._automatic()
        run = self.runs.with_user(self.officer).execute()
        self.assertEqual((run.state, run.brake), ("waiting", True))
        self.assertFalse(contacts[0].privacy_anonymised_on)
        run.with_user(self.officer).action_approve()
        run._work()
        self.assertTrue(contacts[0].privacy_anonymised_on)

    def test_the_kill_switch_stops_even_an_automatic_rule(self):
        contact = self._contact(facts=SILENT)
        self.env["ir.config_parameter"].set_param("cloudpepper_privacy.stop", "True")
        self._automatic()
        run = self.runs.with_user(self.officer).execute()
        self.assertEqual(run.state, "stopped")
        self.assertFalse(contact.privacy_anonymised_on)

    def test_a_day_to_come_is_preview_only(self):
        contact = self._contact(facts=(("mail", "2026-05-04 10:00:00"),))
        run = self.runs.preview(contact, on_date="2034-11-23")
        self.assertEqual(run.subjects, 1)
        with self.assertRaises(UserError):
            run.action_approve()
        # whoever gets past the button meets the engine
        run.write({"state": "approved", "approved_digest": run.digest})
        with self.assertRaisesRegex(UserError, "day to come"):
            run._work()
        self.assertFalse(contact.privacy_anonymised_on)

    def test_the_demo_mark_of_another_database_is_worth_nothing(self):
        params = self.env["ir.config_parameter"]
        contact = self._contact(facts=(("mail", "2026-05-04 10:00:00"),))
        run = self.runs.preview(contact, on_date="2034-11-23")
        params.set_param("cloudpepper_privacy.demo", "11111111-1111-1111-1111-111111111111")
        with self.assertRaises(UserError):
            run.action_approve()
        params.set_param("cloudpepper_privacy.demo", params.get_param("database.uuid"))
        run.action_approve()
        run._work()
        self.assertTrue(contact.privacy_anonymised_on)

    def test_four_eyes_ask_for_another_officer(self):
        self.env["ir.config_parameter"].set_param("cloudpepper_privacy.four_eyes", "True")
        contact = self._contact(facts=SILENT)
        run = self.runs.with_user(self.officer).preview(contact)
        with self.assertRaises(AccessError):
            run.with_user(self.officer).action_approve()
        with self.assertRaises(AccessError):
            self.runs.with_user(self.officer).execute(contact, approve=True)
        run.with_user(self.officer_two).action_approve()
        self.assertEqual(run.state, "approved")

    def test_a_bad_date_is_refused_and_never_becomes_today(self):
        for bad in ("23/11/2026", "soon", "2026-02-30"):
            with self.subTest(bad), self.assertRaises(UserError):
                self.runs.preview(on_date=bad)

    # === ON REQUEST === #

    def test_an_erasure_on_request_does_not_wait_for_three_years(self):
        contact = self._contact(facts=(("mail", "2026-05-04 10:00:00"), ("consent", "2026-01-31")),
                                **IDENTITY)
        run = self.runs.with_user(self.officer).erase(contact, "Art. 17(1)(a)")
        self.assertEqual((run.state, run.item_ids.state), ("done", "done"))
        self.assertEqual(contact.name, f"Anonymised contact {contact.id}")

    def test_an_erasure_on_request_leaves_what_the_law_keeps(self):
        contact = self._contact(
            facts=(("mail", "2026-05-04 10:00:00"), ("invoice", "2025-03-31")), **IDENTITY)
        self.runs.with_user(self.officer).erase(contact, "Art. 17(1)(a)")
        self.assertEqual(contact.email, IDENTITY["email"], "billing identity")
        self.assertFalse(contact.message_ids.filtered(lambda m: m.message_type == "email"))
        self.assertEqual(self._clocks(contact)["communication"][0], "done")

    def test_an_erasure_on_request_obeys_a_hold_and_names_its_ground(self):
        contact = self._contact(facts=(*SILENT, ("hold", None)))
        row = self._row(contact)
        run = self.runs.with_user(self.officer).erase(contact, "Art. 17(1)(a)")
        self.assertEqual(run.subjects, 0)
        self.assertEqual(self._row(contact), row)
        with self.assertRaises(UserError):
            self.runs.with_user(self.officer).erase(contact, "")
        with self.assertRaises(AccessError):
            self.runs.with_user(self.user).erase(contact, "Art. 17(1)(a)")

    def test_a_run_names_the_models_that_the_map_does_not_know(self):
        contact = self._contact(facts=(("invoice", "2018-03-31"),))
        self.env.ref("cloudpepper_privacy.map_document_shipping").active = False
        run = self._run(contact)
        unmapped = {(line["model"], line["field"]) for line in run.summary()["unmapped"]}
        self.assertIn(("account.move", "partner_shipping_id"), unmapped)

    # === FAILURES === #

    def test_one_faulty_subject_fails_alone_and_is_named_by_id(self):
        contacts = [self._contact(f"Somebody {n}", SILENT, email=f"n{n}@mail.example")
                    for n in range(7)]
        faulty = contacts[4]
        partner_class = type(self.env["res.partner"])
        write = partner_class.write

        def refusing(records, vals):
            if faulty in records and vals.get("active") is False:
                raise ValueError("no: Somebody 4")
            return write(records, vals)

        row = self._row(faulty)
        with patch.object(partner_class, "write", refusing):
            run = self._run(self.env["res.partner"].union(*contacts))
        self.env.invalidate_all()
        failed = run.item_ids.filtered(lambda item: item.state == "failed")
        self.assertEqual(failed.partner_ref, faulty.id)
        self.assertEqual(failed.reason, "ValueError")
        self.assertEqual(self._row(faulty), row)
        self.assertEqual(len(run.item_ids.filtered(lambda item: item.state == "done")), 6)
        self.assertEqual((run.state, run.incomplete), ("incomplete", 1))

    def test_done_is_never_said_of_what_a_second_look_still_finds(self):
        contact = self._contact(facts=SILENT, email="still@here.example")
        with (
            patch.object(Contacts, "empty", lambda *args: None),
            patch.object(Contacts, "empty_columns", lambda *args: None),
            patch.object(Contacts, "empty_again", lambda *args: None),
        ):
            run = self._run(contact)
        self.assertEqual((run.item_ids.state, run.state), ("incomplete", "incomplete"))
        self.assertIn("res.partner", run.item_ids.reason)
        self.assertEqual(run.summary()["masked"], 0)
        self.assertEqual(self._clocks(contact)["communication"][0], "counting")
        again = self._run(contact)
        self.assertEqual((again.item_ids.state, again.state), ("done", "done"))
        self.assertFalse(contact.email)

    def test_what_a_run_left_half_masked_is_finished_by_the_next(self):
        contact = self._contact(facts=SILENT, email="still@here.example")
        with patch.object(Contacts, "remaining", lambda *args: contact.ids):
            run = self._run(contact)
        self.assertEqual(run.item_ids.state, "incomplete")
        self.env.cr.execute("UPDATE res_partner SET phone = '+32 2 123' WHERE id = %s",
                            [contact.id])
        again = self._run(contact)
        self.assertEqual(again.item_ids.state, "done")
        contact.invalidate_recordset()
        self.assertFalse(contact.phone)

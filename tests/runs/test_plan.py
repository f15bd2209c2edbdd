"""The plan in the database: what it means, who shares, what is protected, which way it acts."""

from unittest.mock import patch

from odoo import models
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged
from odoo.tools import SQL

from ...core.evidence import plan_digest as plans
from ...engine.erasure.batch import make_plan
from ...engine.erasure.shortcuts import Shortcuts, fallbacks, unreviewed
from ...engine.erasure.threads import _fill_shared
from ...engine.plan import Plan
from ...engine.runs.automatic import AutomaticRuns
from ..builders.made_models import MadeModels
from ..common import SILENT, TODAY, PrivacyCommon


class PlanCommon(PrivacyCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.partner"].search([]).write({"privacy_restricted": True})

    def _row(self, record):
        """Return the row of a record as PostgreSQL has it, byte by byte."""
        self.env.flush_all()
        return self.env.execute_query(
            SQL("SELECT t::text FROM %s t WHERE id = %s",
                SQL.identifier(record._table), record.id)
        )

    def _run(self, contacts):
        run = self.runs.preview(contacts)
        run.action_approve()
        run._work()
        self.env.invalidate_all()
        return run


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestPlan(PlanCommon):
    def test_the_digest_in_sql_is_the_digest_of_the_core(self):
        contacts = self._contact(facts=SILENT) | self._contact("Due Two", SILENT)
        self._message(contacts[0], "2022-01-04 10:00:00", author_id=self._contact(
            "Living Other", (("mail", "2026-05-04 10:00:00"),)).id)
        run = self.runs.preview(contacts)
        with Plan(self.env, run) as plan:
            make_plan(plan, run.item_ids.ids)
            rows = self.env.execute_query(SQL(
                """SELECT subject, model, record, act, fields, ground,
                          COALESCE(to_char(until, 'YYYY-MM-DD'), '') FROM privacy_plan"""))
            digests = plan.digests()
        for item in run.item_ids:
            steps = [plans.Step(*row[1:]) for row in rows if row[0] == item.partner_ref]
            self.assertEqual(digests[item.partner_ref], plans.digest_of(steps))
            self.assertEqual(item.digest, plans.digest_of(steps))
            self.assertEqual(item.found, len(steps))
        self.assertIn("keep", {row[3] for row in rows})

    def test_a_subject_with_nothing_but_its_name_has_the_digest_of_its_name(self):
        contact = self._contact(facts=SILENT)
        contact.message_ids.unlink()
        self.timers.refresh(contact)
        run = self.runs.preview(contact)
        step = plans.Step("res.partner", contact.id, "mask",
                          self.env.ref("cloudpepper_privacy.map_partner").field_names)
        self.assertEqual(run.item_ids.digest, plans.digest_of([step]))

    def test_what_a_module_refuses_to_delete_is_kept_and_the_rest_goes(self):
        contact = self._contact(facts=SILENT)
        files = self.env["ir.attachment"].create([
            {"name": f"{n}.txt", "raw": b"Dear all %d" % n, "res_model": "res.partner",
             "res_id": contact.id} for n in range(3)
        ])
        with self._protected(files[1]):
            run = self._run(contact)
        self.assertEqual(files.exists(), files[1])
        self.assertEqual(run.item_ids.state, "kept")
        left = run.summary()["left"]
        self.assertEqual([(line["model"], line["ground"], line["count"]) for line in left],
                         [("ir.attachment", "protected", 1)])
        kept = self.env["privacy.kept.item"].search([("run_ref", "=", run.id)])
        self.assertEqual((kept.model, kept.res_id, kept.partner_ref),
                         ("ir.attachment", files[1].id, contact.id))
        self.assertEqual(str(kept.until), "2033-12-31")

    def test_a_kept_item_is_an_officers_task_on_the_day_after_its_end(self):
        contact = self._contact(facts=SILENT)
        other = self._contact("Living Other", (("mail", "2026-05-04 10:00:00"),))
        self._message(contact, "2022-01-04 10:00:00", author_id=other.id)
        run = self._run(contact)
        kept = self.env["privacy.kept.item"].search([("run_ref", "=", run.id)])
        self.assertTrue(kept)
        self.assertFalse(any(kept.mapped("is_due")))
        with freeze_time("2030-01-01"):
            kept.invalidate_recordset(["is_due"])
            due = self.env["privacy.kept.item"].search([("is_due", "=", True)])
            self.assertEqual(due & kept, kept)
            (due & kept).with_user(self.officer).action_settle()
            self.assertEqual(set(kept.mapped("settled_on")), {kept[0].settled_on})
            self.assertFalse(self.env["privacy.kept.item"].search([("is_due", "=", True)]) & kept)
            filed = self.env["privacy.evidence"].search([("act", "=", "settle")])
            self.assertLessEqual(set(kept.mapped("partner_ref")), set(filed.mapped("partner_ref")))

    def test_what_was_older_than_its_years_is_a_task_at_once_and_nobody_missed_it(self):
        contact = self._contact(facts=SILENT)
        other = self._contact("Living Other", (("mail", "2026-05-04 10:00:00"),))
        self._message(contact, "2010-01-04 10:00:00", author_id=other.id)
        self._message(contact, "2022-01-04 10:00:00", author_id=other.id)
        run = self._run(contact)
        kept = self.env["privacy.kept.item"].search([("run_ref", "=", run.id)])
        old, new = kept.sorted("until")[0], kept.sorted("until")[-1]
        self.assertEqual(str(old.until), "2017-12-31")
        self.assertTrue(old.is_due)
        self.assertEqual(str(old.kept_on), TODAY)
        self.assertEqual(
            old.task, f"Decide: its years of keeping were over when the run of {TODAY} kept it")
        self.assertFalse(new.is_due or new.task)
        self.assertIn("2017-12-31, which is over: an officer decides now", run.kept_table)
        with freeze_time("2030-01-01"):
            new.invalidate_recordset()
            self.assertEqual(new.task, "Decide: its last day has passed")

    def _protected(self, file):
        """Return a patch with which a module keeps a file from going."""
        unlink = type(file).unlink

        def refusing(records):
            if file in records:
                raise UserError(self.env._("This file is part of a case."))
            return unlink(records)

        return patch.object(type(file), "unlink", refusing)

    def _kept_file(self):
        """Return a file that was kept because a module protects it, and whose it is."""
        contact = self._contact(facts=SILENT)
        file = self.env["ir.attachment"].create({
            "name": "case.txt", "raw": b"Dear all", "res_model": "res.partner",
            "res_id": contact.id})
        with self._protected(file):
            run = self._run(contact)
        self.assertEqual(run.item_ids.state, "kept")
        return file, contact

    def test_what_was_kept_goes_with_an_officers_run_after_its_last_day(self):
        file, contact = self._kept_file()
        with freeze_time("2033-12-31"):
            self.assertFalse(self.runs.preview(contact).item_ids, "the last day itself")
        with freeze_time("2034-01-02"):
            self.assertFalse(AutomaticRuns(self.env).open(contact).item_ids, "an officer's task")
            run = self._run(contact)
        self.assertEqual(run.item_ids.partner_ref, contact.id)
        self.assertFalse(file.exists())
        self.assertEqual(run.item_ids.state, "done")
        self.assertFalse(self.env["privacy.kept.item"].search([
            ("partner_ref", "=", contact.id)]))

    def test_what_is_still_protected_after_its_last_day_stays_a_task(self):
        file, contact = self._kept_file()
        with freeze_time("2034-01-02"), self._protected(file):
            run = self._run(contact)
            self.assertEqual(run.item_ids.state, "kept")
            self.assertTrue(file.exists())
            self.assertTrue(self.env["privacy.kept.item"].search([
                ("partner_ref", "=", contact.id)]).is_due)

    def test_what_was_kept_of_somebody_on_hold_waits(self):
        file, contact = self._kept_file()
        self._tell_hold(contact, "2035-01-01")
        with freeze_time("2034-01-02"):
            self.assertFalse(self.runs.preview(contact).item_ids)
        self.assertTrue(file.exists())

    def test_what_was_kept_of_somebody_restricted_waits(self):
        file, contact = self._kept_file()
        # nobody can restrict an anonymised contact; another module may have done it
        self.env.cr.execute(SQL(
            "UPDATE res_partner SET privacy_restricted = TRUE WHERE id = %s", contact.id))
        contact.invalidate_recordset()
        with freeze_time("2034-01-02"):
            self.assertFalse(self.runs.preview(contact).item_ids)
        self.assertTrue(file.exists())

    def _audited_note(self):
        """Return a note that the audit trail keeps after its last day, and whose it is."""
        contact = self._contact(facts=(("invoice", "2012-03-31"), *SILENT))
        note = self._message(contact, "2012-04-04 10:00:00", message_type="notification")
        self.company.restrictive_audit_trail = True
        run = self._run(contact)
        self.assertEqual((run.item_ids.state, note.exists()), ("kept", note))
        return note, contact

    def test_what_the_audit_trail_keeps_after_its_last_day_is_tried_once(self):
        note, contact = self._audited_note()
        self.assertTrue(self.env["privacy.kept.item"].search([
            ("partner_ref", "=", contact.id)]).is_due)
        self.assertFalse(self.runs.preview(contact).item_ids)
        self.assertTrue(note.exists())

    def test_what_the_audit_trail_kept_goes_once_it_protects_nothing(self):
        note, contact = self._audited_note()
        self.company.restrictive_audit_trail = False
        self.assertEqual(self._run(contact).item_ids.state, "done")
        self.assertFalse(note.exists())

    def test_what_the_audit_trail_kept_goes_with_the_officers_leave(self):
        note, contact = self._audited_note()
        self.env["ir.config_parameter"].set_param("cloudpepper_privacy.audit_bypass", "True")
        self.assertEqual(self._run(contact).item_ids.state, "done")
        self.assertFalse(note.exists())

    def test_what_is_not_due_yet_is_not_dealt_with(self):
        contact = self._contact(facts=SILENT)
        other = self._contact("Living Other", (("mail", "2026-05-04 10:00:00"),))
        self._message(contact, "2022-01-04 10:00:00", author_id=other.id)
        run = self._run(contact)
        kept = self.env["privacy.kept.item"].search([("run_ref", "=", run.id)])
        with self.assertRaisesRegex(UserError, "None of these is due"):
            kept.with_user(self.officer).action_settle()
        with freeze_time("2030-01-01"), self.assertRaises(AccessError):
            kept.with_user(self.auditor).action_settle()
        self.assertFalse(any(kept.mapped("settled_on")))


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestShared(PlanCommon):
    def setUp(self):
        super().setUp()
        self.due = self._contact("Due Person", SILENT, email="due.person@mail.example")
        self.other = self._contact("Living Other", (("mail", "2026-05-04 10:00:00"),))

    def test_a_mention_in_other_peoples_words_is_redacted_and_nothing_else(self):
        body = (f'<p>Ask <a data-oe-model="res.partner" data-oe-id="{self.due.id}">@Due Person</a>'
                " or due.person@mail.example about INV/2021/0007 of 1,250.00; Person, Due knows."
                "</p>")
        theirs = self._message(self.other, "2022-01-04 10:00:00", author_id=self.other.id,
                               body=body, partner_ids=[(6, 0, self.due.ids)])
        body = theirs.body
        self._run(self.due)
        self.assertEqual(
            str(theirs.body),
            "<p>Ask [anonymised] or [anonymised] about INV/2021/0007 of 1,250.00; "
            "[anonymised] knows.</p>", body)
        self.assertEqual(theirs.author_id, self.other)

    def test_without_a_mention_not_a_byte_changes(self):
        theirs = self._message(self.other, "2022-01-04 10:00:00", author_id=self.other.id,
                               body="<p>Due to rain no person came</p>",
                               partner_ids=[(6, 0, self.due.ids)])
        row = self._row(theirs)
        run = self._run(self.due)
        self.assertEqual(self._row(theirs), row)
        self.assertEqual(run.item_ids.redacted, 0)

    def test_own_words_in_other_threads_go_and_the_row_stays(self):
        own = self._message(self.other, "2022-01-04 10:00:00", author_id=self.due.id,
                            body="<p>I am ill</p>", subject="Ill", email_from="due@mail.example")
        self._run(self.due)
        self.assertTrue(own.exists())
        self.assertFalse(own.body or own.subject or own.email_from)
        self.assertEqual(own.author_id, self.due)
        again = self._run(self.due)
        self.assertEqual(again.subjects, 0)

    def test_staff_alone_do_not_make_a_thread_shared(self):
        staff = self._message(self.due, "2022-01-04 10:00:00", message_type="comment",
                              author_id=self.staff.partner_id.id)
        run = self._run(self.due)
        self.assertFalse(staff.exists())
        self.assertEqual(run.item_ids.state, "done")

    def test_two_who_are_due_together_share_nothing(self):
        also = self._contact("Also Due", SILENT)
        message = self._message(self.due, "2022-01-04 10:00:00", author_id=also.id)
        run = self._run(self.due | also)
        self.assertFalse(message.exists())
        self.assertEqual(set(run.item_ids.mapped("state")), {"done"})


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestFastPath(MadeModels, PlanCommon):
    def tearDown(self):
        self.env.registry.clear_cache()
        super().tearDown()

    def test_the_shortcut_is_taken_where_only_read_modules_have_a_say(self):
        shortcut = Shortcuts(self.env).method
        unit = ("mail.message", "erase", ())
        self.assertFalse(unreviewed(self.env, "erase", "mail.message"))
        self.assertTrue(shortcut(unit))
        with patch.object(type(self.env["mail.message"]), "unlink") as unlink:
            self.env.registry.clear_cache()
            self.assertFalse(shortcut(unit), "a patch is not read")
        unlink.assert_not_called()

    # pylint: disable-next=missing-return
    def test_a_custom_module_that_overrides_unlink_on_messages_is_respected(self):
        seen = []

        class MailMessage(models.Model):
            _name = "mail.message"
            _inherit = ["mail.message"]
            _module = "custom_archive"
            _register = False

            def unlink(self):
                seen.extend(self.ids)
                return super(MailMessage, self).unlink()

        self._install(MailMessage, "custom_archive", stored=False)
        contact = self._contact(facts=SILENT)
        messages = contact.message_ids.ids
        run = self._run(contact)
        self.assertEqual(sorted(set(seen) & set(messages)), sorted(messages))
        self.assertEqual(run.state, "done")
        self.assertIn({"model": "mail.message", "act": "erase", "modules": ["custom_archive"]},
                      run.summary()["fallbacks"])

    # pylint: disable-next=missing-return
    def test_a_module_that_composes_names_its_own_way_is_respected_and_named(self):
        class Partner(models.Model):
            _name = "res.partner"
            _inherit = ["res.partner"]
            _module = "custom_names"
            _register = False

            def _get_complete_name(self):
                return f"{super(Partner, self)._get_complete_name()} *"

        self._install(Partner, "custom_names", stored=False)
        contact = self._contact(facts=(("invoice", "2018-03-31"), *SILENT))
        invoice = self.env["account.move"].search(
            [("partner_id", "=", contact.id), ("move_type", "=", "out_invoice")])
        run = self._run(contact)
        self.assertEqual(contact.complete_name, f"Anonymised contact {contact.id} *")
        self.assertEqual(invoice.invoice_partner_display_name, contact.complete_name)
        named = {"model": "res.partner", "act": "name", "modules": ["custom_names"]}
        copied = {"model": "account.move", "act": "copy", "modules": ["custom_names"]}
        self.assertIn(named, run.summary()["fallbacks"])
        self.assertIn(copied, run.summary()["fallbacks"])

    def test_without_such_modules_nothing_goes_the_long_way(self):
        self.assertEqual(fallbacks(self.env), [])

    def test_a_message_that_the_audit_trail_protects_stays_whatever_the_plan_says(self):
        contact = self._contact(facts=(("invoice", "2018-03-31"), *SILENT))
        note = self._message(contact, "2018-04-04 10:00:00", message_type="notification")
        self.company.restrictive_audit_trail = True
        with patch.object(type(self.env["privacy.gateway"]), "_decide_mail_message",
                          lambda gateway, _plan: _fill_shared(gateway.env)):
            run = self._run(contact)
        self.assertTrue(note.exists())
        self.assertEqual(run.item_ids.state, "kept")

    def test_the_officers_leave_lets_protected_messages_go_and_is_evidence(self):
        contact = self._contact(facts=(("invoice", "2018-03-31"), *SILENT))
        note = self._message(contact, "2018-04-04 10:00:00", message_type="notification")
        self.company.restrictive_audit_trail = True
        self.env["ir.config_parameter"].set_param("cloudpepper_privacy.audit_bypass", "True")
        run = self._run(contact)
        self.assertFalse(note.exists())
        self.assertEqual(run.item_ids.state, "done")
        used = self.env["privacy.evidence"].search([("act", "=", "audit_bypass"),
                                                    ("run_ref", "=", run.id)])
        self.assertEqual(len(used), 1)
        self.assertGreaterEqual(used.counts["mail.message"], 1)

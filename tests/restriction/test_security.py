"""Who may do what over RPC, what PostgreSQL refuses, and what no log ever says."""

import logging

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import freeze_time, new_test_user, tagged
from odoo.tools import SQL, mute_logger
from psycopg2 import Error as PostgresError

from ...engine.settings import Settings
from ..builders.rpc import FORGED, REFUSALS, Rpc
from ..common import OFFICER, SILENT, TODAY
from ..processes.failpoints import striking

#: names that stand in no other record of any database
NAME, MAIL = "Quirinus Zwaluwnest", "quirinus@zwaluwnest.example"
#: every model of the module that keeps something
POLICY = ("privacy.legal.basis", "privacy.category", "privacy.purpose", "privacy.recipient",
          "privacy.rule", "privacy.signal", "privacy.map")
MACHINE = ("privacy.run", "privacy.run.item", "privacy.evidence", "privacy.seal", "privacy.timer")


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestRoles(Rpc):
    # === ERASING === #

    def test_nobody_but_an_officer_executes(self):
        contact = self._contact(facts=SILENT)
        self._refused(self.not_officers, "privacy.run", "execute")
        self._refused(self.not_officers, "privacy.run", "execute", approve=True)
        self.assertFalse(contact.privacy_anonymised_on)

    def test_an_officer_executes(self):
        contact = self._contact(facts=SILENT)
        self._rpc(self.officer, "privacy.run", "execute", approve=True)
        self.assertTrue(contact.privacy_anonymised_on)

    def test_nobody_but_an_officer_approves_queues_or_cancels(self):
        contact = self._contact(facts=SILENT)
        run = self.runs.preview(contact)
        for method in ("action_approve", "action_execute", "action_cancel"):
            self._refused(self.not_officers, "privacy.run", method, run.ids)
        self.assertEqual(run.state, "preview")

    def test_an_officer_approves(self):
        run = self.runs.preview(self._contact(facts=SILENT))
        self._rpc(self.officer, "privacy.run", "action_approve", run.ids)
        self.assertEqual(run.state, "approved")

    def test_nobody_but_an_officer_erases_on_request(self):
        contact = self._contact()
        for role, user in self.not_officers.items():
            with self.subTest(role), self.assertRaises(AccessError):
                self.runs.with_user(user).erase(contact.with_user(user), "art. 17(1)(b)")
        self.assertFalse(contact.privacy_anonymised_on)

    def test_nobody_but_an_officer_closes_a_task(self):
        self._refused(self.not_officers, "privacy.exit.task", "action_done", [])

    def test_only_roles_preview(self):
        self._refused({**self.outsiders, "auditor": self.auditor}, "privacy.run", "preview")
        with self.assertRaisesRegex(AccessError, "Ask a privacy officer"):
            self.runs.with_user(self.auditor).preview()

    def test_a_privacy_user_previews(self):
        self._contact(facts=SILENT)
        (run_id,) = self._rpc(self.user, "privacy.run", "preview")
        self.assertEqual(self.runs.browse(run_id).subjects, 1)

    def test_a_preview_of_a_privacy_user_gives_no_superuser_rights(self):
        run = self.runs.with_user(self.user).preview(self._contact(facts=SILENT))
        self.assertFalse(run.env.su)
        with self.assertRaises(AccessError):
            run.write({"state": "approved"})

    def test_only_roles_refresh(self):
        self._refused({**self.outsiders, "auditor": self.auditor}, "privacy.timer", "refresh")

    def test_a_privacy_user_refreshes(self):
        self.assertIsInstance(self._rpc(self.user, "privacy.timer", "refresh"), int)

    # === WRITING === #

    def test_nobody_writes_what_the_engine_writes(self):
        self._contact(facts=SILENT)
        self.runs.execute(approve=True)
        everybody = {**self.not_officers, "officer": self.officer}
        for model in MACHINE:
            record = self.env[model].search([], limit=1)
            self.assertTrue(record, model)
            self._refused(everybody, model, "create", {})
            self._refused(everybody, model, "write", record.ids, {})
            self._refused(everybody, model, "unlink", record.ids)

    def test_nobody_but_officers_edits_the_policy(self):
        for model in POLICY:
            record = self.env[model].search([], limit=1)
            self._refused(self.not_officers, model, "write", record.ids, {"sequence": 1})
            self._refused(self.not_officers, model, "create", {"sequence": 1})
            self._refused(self.not_officers, model, "unlink", record.ids)

    def test_an_officer_edits_the_policy(self):
        for model in POLICY:
            record = self.env[model].search([], limit=1)
            self._rpc(self.officer, model, "write", record.ids, {"sequence": 3})
            self.assertEqual(record.sequence, 3, model)

    def test_an_officer_does_not_delete_the_policy(self):
        for model in POLICY[:-1]:
            record = self.env[model].search([], limit=1)
            self._refused({"officer": self.officer}, model, "unlink", record.ids)

    def test_nobody_but_officers_sets_a_tag(self):
        vals = {"partner_id": self._contact().id, "reason": "Because", "date_until": "2030-01-01",
                "basis_id": self.env.ref("cloudpepper_privacy.legal_basis_contract").id}
        self._refused(self.not_officers, "privacy.subject.purpose", "create", vals)
        tag = self._rpc(self.officer, "privacy.subject.purpose", "create", vals)
        self._refused(self.not_officers, "privacy.subject.purpose", "write", [tag], {"reason": "x"})
        self._refused(self.not_officers, "privacy.subject.purpose", "unlink", [tag])

    def test_even_an_officer_leaves_derived_tags_alone(self):
        contact = self._contact(facts=SILENT)
        self.timers.refresh()
        tag = self.env["privacy.subject.purpose"].search([("partner_id", "=", contact.id)], limit=1)
        officer = {"officer": self.officer}
        self._refused(officer, tag._name, "write", tag.ids, {"date_until": "2099-01-01"})
        self._refused(officer, tag._name, "unlink", tag.ids)
        self._refused(officer, tag._name, "create", {
            "partner_id": contact.id, "basis_id": tag.basis_id.id, "manual": False,
            "situation": "running",
        })

    def test_outsiders_see_and_make_no_hold(self):
        hold = self._tell_hold(self._contact(), None)
        vals = {"name": "Case", "reason": "x", "partner_ids": [Command.set(self._contact().ids)]}
        self._refused(self.outsiders, "privacy.hold", "create", vals)
        self._refused({**self.outsiders, "auditor": self.auditor}, "privacy.hold", "write",
                      hold.ids, {"reason": "y"})
        self._refused(self.outsiders, "privacy.hold", "read", hold.ids, ["name"])

    def test_a_privacy_user_makes_a_hold_and_neither_releases_nor_narrows_it(self):
        contact, other = self._contact(), self._contact()
        hold = self._rpc(self.user, "privacy.hold", "create", {
            "name": "Case", "reason": "x", "partner_ids": [Command.set((contact | other).ids)],
        })
        user = {"privacy user": self.user}
        self._refused(user, "privacy.hold", "action_release", [hold])
        for vals in ({"released_on": TODAY}, {"date_end": "2026-11-24"}, {"technical": True},
                     {"partner_ids": [Command.unlink(other.id)]},
                     {"partner_ids": [Command.clear()]}):
            self._refused(user, "privacy.hold", "write", [hold], vals)
        self._rpc(self.user, "privacy.hold", "write", [hold], {"reason": "more"})
        self.assertEqual(self.env["privacy.hold"].browse(hold).reason, "more")

    def test_a_privacy_user_does_not_edit_the_hold_of_another(self):
        hold = self._tell_hold(self._contact(), None)
        self._refused({"privacy user": self.user}, "privacy.hold", "write", hold.ids,
                      {"reason": "y"})

    def test_nobody_deletes_a_hold(self):
        hold = self._tell_hold(self._contact(), None)
        for role, user in {**self.not_officers, "officer": self.officer}.items():
            with self.subTest(role), self.assertRaises(UserError):
                self._rpc(user, "privacy.hold", "unlink", hold.ids)
        self.assertTrue(hold.exists())

    def test_only_officers_change_how_erasing_works(self):
        settings = self.env["res.config.settings"].with_user(self.admin)
        with self.assertRaises(AccessError):
            settings.create({"privacy_stop": True})
        with self.assertRaises(AccessError):
            settings.create({}).write({"privacy_stop": True})

    def test_only_officers_change_how_many_workers_there_are(self):
        helper = self.env.ref("cloudpepper_privacy.ir_cron_run_2")
        values = {"privacy_workers": 2}
        settings = self.env["res.config.settings"]
        with self.assertRaises(AccessError):
            settings.with_user(self.admin).create(values).execute()
        self.assertFalse(helper.active)
        self.officer.group_ids += self.env.ref("base.group_system")
        settings.with_user(self.officer).create(values).execute()
        self.assertTrue(helper.active)

    def test_a_plain_admin_saves_settings_that_are_not_about_privacy(self):
        self.env["res.config.settings"].with_user(self.admin).create({}).execute()
        self.assertFalse(Settings(self.env).stopped())

    def test_no_administrator_is_an_officer_by_default(self):
        for xml_id in ("base.user_admin", "base.user_root"):
            user = self.env.ref(xml_id)
            self.assertFalse(user.has_group("cloudpepper_privacy.group_privacy_user"), xml_id)
        self.assertFalse(self.admin.has_group("cloudpepper_privacy.group_privacy_user"))

    # === READING === #

    def test_an_auditor_reads_runs_items_evidence_and_seals(self):
        run = self.runs.execute(self._contact(facts=SILENT), approve=True)
        for model in ("privacy.run", "privacy.run.item", "privacy.evidence", "privacy.seal"):
            self.assertTrue(self._rpc(self.auditor, model, "search_read", []), model)
        self.assertTrue(self._rpc(self.auditor, "privacy.evidence", "verify")["ok"])
        self.assertEqual(self._rpc(self.auditor, "privacy.run", "summary", run.ids)["subjects"], 1)

    def test_outsiders_read_no_run_item_evidence_or_seal(self):
        for model in ("privacy.run", "privacy.run.item", "privacy.evidence", "privacy.seal"):
            self._refused(self.outsiders, model, "search_read", [])

    def test_a_privacy_user_reads_no_evidence(self):
        for model in ("privacy.evidence", "privacy.seal"):
            self._refused({"privacy user": self.user}, model, "search_read", [])

    def test_only_officers_and_auditors_verify(self):
        self._refused({**self.outsiders, "privacy user": self.user}, "privacy.evidence", "verify")
        self.assertTrue(self._rpc(self.officer, "privacy.evidence", "verify")["ok"])

    def test_staff_without_a_role_read_tag_date_and_sentence_of_a_contact(self):
        contact = self._contact(facts=(("mail", "2026-05-04 10:00:00"),))
        self.timers.refresh()
        (row,) = self._rpc(self.staff, "res.partner", "read", contact.ids,
                           ["privacy_basis_ids", "privacy_kept_until", "privacy_sentence"])
        self.assertEqual(str(row["privacy_kept_until"]), "2029-05-04")
        self.assertIn("2029-05-04", row["privacy_sentence"])
        names = self._rpc(self.staff, "privacy.legal.basis", "read", row["privacy_basis_ids"],
                          ["name", "color"])
        self.assertEqual([name["name"] for name in names], ["Legitimate interests"])

    def test_staff_without_a_role_read_tag_date_and_sentence_of_an_invoice(self):
        bookkeeper = new_test_user(self.env, "bookkeeper", "account.group_account_invoice",
                                   company_id=self.company.id,
                                   company_ids=[Command.set(self.company.ids)])
        move = self._tell_invoice(self._contact(), "2026-01-31")
        self.timers.refresh()
        (row,) = self._rpc(bookkeeper, "account.move", "read", move.ids,
                           ["privacy_basis_ids", "privacy_kept_until", "privacy_sentence"])
        self.assertEqual(len(row["privacy_basis_ids"]), 2)
        self.assertEqual(str(row["privacy_kept_until"]), "2033-12-31")
        self.assertIn("2033-12-31", row["privacy_sentence"])

    def test_staff_without_a_role_see_no_timer_no_hold_and_no_policy(self):
        for model in ("privacy.timer", "privacy.subject.purpose", "privacy.hold", "privacy.map",
                      "privacy.consent.record", "privacy.rule", "privacy.outbox"):
            self._refused(self.outsiders, model, "search_read", [])

    def test_staff_without_a_role_neither_read_nor_write_the_marks(self):
        contact = self._contact()
        marks = {"privacy_restricted": True, "privacy_running_customer": True,
                 "privacy_admin_contact": True, "privacy_relationship_end": "2020-01-01"}
        for name, value in marks.items():
            self._refused(self.outsiders, "res.partner", "write", contact.ids, {name: value})
            self._refused(self.outsiders, "res.partner", "read", contact.ids, [name])
            self._refused(self.outsiders, "res.partner", "search", [(name, "!=", False)])
            self.assertFalse(contact[name], name)

    def test_a_privacy_user_who_manages_contacts_sets_the_marks(self):
        contact = self._contact()
        self._rpc(self.officer, "res.partner", "write", contact.ids,
                  {"privacy_restricted": True, "privacy_running_customer": True})
        self.assertTrue(contact.privacy_restricted and contact.privacy_running_customer)

    def test_nobody_declares_a_contact_anonymised_by_hand(self):
        contact = self._contact()
        for role, user in {**self.outsiders, "officer": self.officer}.items():
            with self.subTest(role):
                with self.assertRaises(UserError):
                    self._rpc(user, "res.partner", "write", contact.ids,
                              {"privacy_anonymised_on": "2020-01-01"})
                self.assertFalse(contact.privacy_anonymised_on)

    def test_nobody_makes_a_contact_that_is_born_anonymised(self):
        for role, user in {"staff": self.staff, "officer": self.officer}.items():
            with self.subTest(role), self.assertRaises(UserError):
                self._rpc(user, "res.partner", "create",
                          {"name": "Evasive", "privacy_anonymised_on": "2020-01-01"})

    def test_nobody_takes_the_mark_off_an_anonymised_contact(self):
        contact = self._contact(facts=SILENT)
        self.runs.execute(contact, approve=True)
        for role, user in {"staff": self.staff, "officer": self.officer}.items():
            with self.subTest(role):
                with self.assertRaises(UserError):
                    self._rpc(user, "res.partner", "write", contact.ids,
                              {"privacy_anonymised_on": False})
                self.assertTrue(contact.privacy_anonymised_on)

    def test_a_portal_person_does_not_learn_of_a_hold(self):
        contact = self.portal.partner_id
        self._tell_hold(contact, None)
        self._refused({"portal": self.portal}, "res.partner", "read", contact.ids,
                      ["privacy_held"])
        (row,) = self._rpc(self.portal, "res.partner", "read", contact.ids, ["name"])
        self.assertEqual(row["name"], contact.name)

    def test_portal_users_neither_find_sort_nor_group_people_by_their_clocks(self):
        outside = {"portal": self.portal, "public": self.public}
        grouped = ("privacy_kept_until", "privacy_billing_until", "privacy_billing_reason",
                   "privacy_anonymised_on")
        for name in grouped:
            self._refused(outside, "res.partner", "formatted_read_group", [],
                          [f"{name}:month" if "reason" not in name else name], ["__count"])
        self._refused(outside, "res.partner", "search", [("privacy_basis_ids", "in", [1])])
        for name in (*grouped, "privacy_basis_ids"):
            self._refused(outside, "res.partner", "search", [(name, "!=", False)])
            self._refused(outside, "res.partner", "read", self.portal.partner_id.ids, [name])
            for role, user in outside.items():
                with self.subTest(role, field=name), self.assertRaises(UserError), \
                        mute_logger(*REFUSALS):
                    self._rpc(user, "res.partner", "export_data", self.portal.partner_id.ids,
                              [name])
        for name in ("privacy_kept_until", "privacy_billing_until", "privacy_billing_reason"):
            for order in (name, f"{name} desc", f"name, {name}"):
                self._refused(outside, "res.partner", "search", [], 0, 1, order)
                self._refused(outside, "res.partner", "search", [("id", "=", 1)], 0, 1, order)
            self.assertTrue(self._rpc(self.staff, "res.partner", "search", [], 0, 1, name))

    def test_nor_do_they_sort_or_group_their_invoices_by_them(self):
        self._move(self.portal.partner_id, TODAY).message_subscribe(self.portal.partner_id.ids)
        for name in ("privacy_kept_until", "privacy_reason"):
            for order in (name, f"date, {name} desc"):
                self._refused({"portal": self.portal}, "account.move", "search", [], 0, 1, order)
            self._refused({"portal": self.portal}, "account.move", "formatted_read_group", [],
                          [name], ["__count"])
        self.assertIsInstance(
            self._rpc(self.portal, "account.move", "search", [], 0, 1, "date"), list)

    def test_only_roles_open_what_started_a_clock(self):
        contact = self._contact(facts=SILENT)
        self.timers.refresh()
        timer = self.timers.search([("partner_id", "=", contact.id)], limit=1)
        self._refused({**self.outsiders, "auditor": self.auditor}, "privacy.timer",
                      "action_open_signal", timer.ids)
        action = self._rpc(self.user, "privacy.timer", "action_open_signal", timer.ids)
        self.assertEqual(action["res_id"], timer.signal_res_id)

    def test_settings_that_are_refused_write_nothing_of_the_company(self):
        settings = self.env["res.config.settings"]
        before = self.company.privacy_email
        for values in ({"privacy_email": "mine@evil.example", "privacy_stop": True},
                       {"privacy_email": "mine@evil.example", "privacy_keep_hold_months": 7}):
            self._refused({"plain admin": self.admin}, settings._name, "create",
                          {**values, "company_id": self.company.id})
            number = self._rpc(self.admin, settings._name, "create",
                               {"company_id": self.company.id})
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                self._rpc(self.admin, settings._name, "write", [number], values)
        self.assertEqual(self.company.privacy_email, before)

    def test_who_changes_the_controller_is_evidence(self):
        self._rpc(self.admin, "res.company", "write", self.company.ids,
                  {"privacy_email": "dpo@ours.example", "privacy_authority": "X"})
        row = self.env["privacy.evidence"].search(
            [("act", "=", "controller")], limit=1, order="id desc")
        self.assertEqual((row.uid_ref, row.company_ref, row.counts["fields"]),
                         (self.admin.id, self.company.id, ["privacy_authority", "privacy_email"]))
        self.assertNotIn("dpo@", str(row.counts))
        self._rpc(self.admin, "res.company", "write", self.company.ids,
                  {"privacy_email": "dpo@ours.example"})
        self.assertFalse(self.env["privacy.evidence"].search(
            [("act", "=", "controller"), ("id", ">", row.id)]), "nothing was changed")

    # === PRIVATE METHODS === #

    def test_private_methods_are_not_called_over_rpc(self):
        calls = {
            "privacy.outbox": ("_note", "_note_records", "_note_before", "_note_deleted",
                               "_watched"),
            "privacy.evidence": ("_record", "_record_proof", "_gc_evidence", "init"),
            "privacy.seal": ("_known_keys", "_signing_key", "_cron_seal", "init"),
            "privacy.run": ("_work", "_move", "_begin", "_open_erasure", "_begin_erasure",
                            "_cron_run", "_job_batch", "_record_evidence", "_add_note"),
            "privacy.timer": ("_cron_refresh", "_cron_refresh_full"),
            "privacy.exit.task": ("proofs", "waits_for_return", "_cron_follow"),
            "privacy.signal": ("_facts_sql", "_links", "_remembered_models"),
            "privacy.gateway": ("_hook", "_mask_res_partner", "_decide_mail_message"),
            "privacy.hold": ("_check_may_release", "_on_hold", "_covering", "_follow"),
            "res.partner": ("_privacy_check_erasable",),
        }
        for model, methods in calls.items():
            for method in methods:
                self._refused({"officer": self.officer, "staff": self.staff}, model, method, [])

    # === CONTEXT === #

    def test_no_value_of_a_context_key_plays_the_engine(self):
        held = self._contact()
        self._tell_hold(held, None)
        gone = self._contact(facts=SILENT)
        self.runs.execute(gone, approve=True)
        for value in FORGED:
            context = {"privacy_acting": value, "active_test": False, "tracking_disable": True,
                       "install_mode": True, "bypass_token": value, "cron_id": 1,
                       "_force_unlink": True, "force_delete": True}
            with self.subTest(repr(value)):
                with self.assertRaises(UserError):
                    self._rpc(self.staff, "res.partner", "unlink", held.ids, context=context)
                with self.assertRaises(UserError):
                    self._rpc(self.staff, "res.partner", "write", gone.ids, {"name": NAME},
                              context=context)
                for method, args in (("execute", ()), ("preview", ())):
                    with self.assertRaises(AccessError):
                        self._rpc(self.staff, "privacy.run", method, *args, context=context)
                for model in ("privacy.evidence", "privacy.seal"):
                    with self.assertRaises(AccessError):
                        self._rpc(self.officer, model, "create", {}, context=context)
        self.assertTrue(held.exists())

    def test_a_default_in_the_context_does_not_approve_a_preview(self):
        self._contact(facts=SILENT)
        (run_id,) = self._rpc(
            self.user, "privacy.run", "preview",
            context={"default_state": "approved", "default_approved_digest": "x",
                     "default_automatic": True, "default_kind": "request"},
        )
        run = self.runs.browse(run_id)
        self.assertEqual((run.state, run.automatic, run.kind), ("preview", False, "retention"))


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestCompanies(Rpc):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls.env["res.company"].create({"name": "Other Ltd"})
        cls.foreign = new_test_user(
            cls.env, "foreign_officer", OFFICER, company_id=cls.other.id,
            company_ids=[Command.set(cls.other.ids)],
        )
        cls.ours = new_test_user(
            cls.env, "our_officer", OFFICER, company_id=cls.company.id,
            company_ids=[Command.set(cls.company.ids)],
        )
        cls.mine = cls._contact(facts=SILENT, company_id=cls.company.id)
        cls.shared = cls._contact(facts=SILENT)

    def _sees(self, user, model, domain):
        return set(self._rpc(user, model, "search", domain))

    def test_timers_of_a_contact_are_seen_in_its_company_alone(self):
        self.timers.refresh()
        domain = [("partner_id", "in", (self.mine | self.shared).ids)]
        timers = self.timers.search(domain)
        self.assertEqual(self._sees(self.ours, "privacy.timer", domain), set(timers.ids))
        self.assertEqual(self._sees(self.foreign, "privacy.timer", domain),
                         set(timers.filtered(lambda t: t.partner_id == self.shared).ids))

    def test_timers_of_a_rule_are_seen_in_its_company_alone(self):
        rule = self.env.ref("cloudpepper_privacy.rule_communication").copy(
            {"code": "ours", "company_id": self.company.id}
        )
        self.timers.refresh(full=True)
        domain = [("rule_id", "=", rule.id), ("partner_id", "=", self.shared.id)]
        self.assertTrue(self._sees(self.ours, "privacy.timer", domain))
        self.assertFalse(self._sees(self.foreign, "privacy.timer", domain))
        self.assertFalse(self._sees(self.foreign, "privacy.rule", [("id", "=", rule.id)]))

    def test_tags_of_a_contact_are_seen_in_its_company_alone(self):
        self.timers.refresh()
        domain = [("partner_id", "=", self.mine.id)]
        self.assertTrue(self._sees(self.ours, "privacy.subject.purpose", domain))
        self.assertFalse(self._sees(self.foreign, "privacy.subject.purpose", domain))

    def test_a_hold_of_a_company_is_seen_there_alone(self):
        hold = self._tell_hold(self.mine, None)
        hold.company_id = self.company
        domain = [("id", "=", hold.id)]
        self.assertTrue(self._sees(self.ours, "privacy.hold", domain))
        self.assertFalse(self._sees(self.foreign, "privacy.hold", domain))

    def test_a_hold_on_a_contact_of_a_company_is_seen_there_alone(self):
        domain = [("id", "=", self._tell_hold(self.mine, None).id)]
        self.assertTrue(self._sees(self.ours, "privacy.hold", domain))
        self.assertFalse(self._sees(self.foreign, "privacy.hold", domain))

    def test_consents_of_a_contact_are_seen_in_its_company_alone(self):
        self._tell_consent(self.mine, "2020-01-01")
        domain = [("partner_id", "=", self.mine.id)]
        self.assertTrue(self._sees(self.ours, "privacy.consent.record", domain))
        self.assertFalse(self._sees(self.foreign, "privacy.consent.record", domain))

    def test_an_officer_previews_and_erases_contacts_of_their_companies_alone(self):
        mine = self.mine.with_user(self.foreign)
        with self.assertRaises(AccessError):
            self.runs.with_user(self.foreign).preview(mine)
        with self.assertRaises(AccessError):
            self.runs.with_user(self.foreign).erase(mine, "art. 17(1)(b)")
        self.assertFalse(self.mine.privacy_anonymised_on)
        self.timers.refresh()
        for user, found in ((self.foreign, False), (self.ours, True)):
            everybody = self.runs.with_user(user).preview().sudo()
            self.assertEqual(self.mine in everybody.item_ids.partner_id, found)
        self.runs.with_user(self.ours).erase(self.mine.with_user(self.ours), "art. 17(1)(b)")
        self.assertTrue(self.mine.privacy_anonymised_on)

    def test_an_officer_closes_tasks_of_their_companies_alone(self):
        self.mine.privacy_relationship_end = "2026-01-31"
        self.timers.refresh()
        task = self.env["privacy.exit.task"].search([
            ("partner_ref", "=", self.mine.id), ("rule_id.code", "=", "external")])
        task.evidence_text = "Ticket closed"
        with self.assertRaises(AccessError):
            self._rpc(self.foreign, "privacy.exit.task", "action_done", task.ids)
        self.assertEqual(task.state, "open")
        self._rpc(self.ours, "privacy.exit.task", "action_done", task.ids)
        self.assertEqual(task.state, "done")


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestEvidence(Rpc):
    def _proof(self):
        """Carry out a run and return its sealed rows."""
        run = self.runs.execute(self._contact(NAME, SILENT, email=MAIL), approve=True)
        rows = self.env["privacy.evidence"].search([("run_ref", "=", run.id)], order="id")
        self.assertEqual(rows.mapped("act"), ["approve", "books_before", "batch", "proof",
                                              "books_after", "close"])
        return rows

    def _seal(self):
        return self.env["privacy.seal"].search([], limit=1, order="id desc")

    def _as_owner(self, statement, *params):
        """Change a table of evidence as its owner can: with the trigger switched off."""
        for table in ("privacy_evidence", "privacy_seal"):
            self.env.cr.execute(SQL("ALTER TABLE %s DISABLE TRIGGER USER", SQL.identifier(table)))
        self.env.cr.execute(statement, params)
        self.env.invalidate_all()

    def _verify(self, anchor=None):
        return self.env["privacy.evidence"].verify(anchor)

    def test_postgresql_refuses_to_change_cut_or_empty_the_evidence(self):
        self._proof()
        for table in ("privacy_evidence", "privacy_seal"):
            for statement in ("UPDATE %s SET digest = 'x'", "DELETE FROM %s", "TRUNCATE %s",
                              "UPDATE %s SET digest = 'x' WHERE FALSE"):
                with self.subTest(statement % table), mute_logger("odoo.sql_db"), \
                        self.assertRaisesRegex(PostgresError, "evidence is only added to"), \
                        self.env.cr.savepoint():
                    self.env.cr.execute(SQL(statement, SQL.identifier(table)))

    def test_the_superuser_neither_makes_nor_changes_evidence_through_the_orm(self):
        for record in (self._proof()[:1], self._seal()):
            with self.assertRaises(AccessError):
                record.create({})
            with self.assertRaises(AccessError):
                record.write({"digest": "x"})
            with self.assertRaises(AccessError):
                record.unlink()

    def test_what_was_not_touched_verifies(self):
        rows = self._proof()
        result = self._verify()
        self.assertEqual((result["ok"], result["first_bad"]), (True, None))
        self.assertGreaterEqual(result["rows"], len(rows))

    def test_a_changed_row_is_found(self):
        rows = self._proof()
        self._as_owner("UPDATE privacy_evidence SET partner_ref = partner_ref + 1 WHERE id = %s",
                       rows[2].id)
        result = self._verify()
        self.assertFalse(result["ok"])
        self.assertEqual(result["first_bad"], self._seal().first_ref)

    def test_every_column_of_a_row_is_under_the_seal(self):
        rows = self._proof()
        changes = {
            "at": "at + interval '1 day'", "act": "'x'", "run_ref": "run_ref + 1",
            "batch": "coalesce(batch, 0) + 1", "partner_ref": "coalesce(partner_ref, 0) + 1",
            "partner_created": "'1999-01-01'", "rule_refs": "'[999]'", "counts": "'{}'",
            "digest": "'x'", "uid_ref": "uid_ref + 1",
            "company_ref": "coalesce(company_ref, 0) + 1",
        }
        columns = {field.name for field in rows._fields.values() if field.store} - {"id"}
        self.assertEqual(columns, set(changes))
        for name, value in changes.items():
            with self.subTest(name), self.env.cr.savepoint() as savepoint:
                self._as_owner(f"UPDATE privacy_evidence SET {name} = {value} WHERE id = %s",
                               rows[1].id)
                self.assertFalse(self._verify()["ok"])
                savepoint.rollback()
        self.env.invalidate_all()
        self.assertTrue(self._verify()["ok"])

    def test_a_row_taken_out_of_the_middle_is_found(self):
        rows = self._proof()
        self._as_owner("DELETE FROM privacy_evidence WHERE id = %s", rows[1].id)
        self.assertFalse(self._verify()["ok"])

    def test_a_row_slipped_below_a_seal_is_found(self):
        rows = self._proof()
        self._as_owner("DELETE FROM privacy_evidence WHERE id = %s", rows[0].id)
        self._as_owner("INSERT INTO privacy_evidence (id, at, act) VALUES (%s, now(), 'approve')",
                       rows[0].id)
        self.assertFalse(self._verify()["ok"])

    def test_a_tail_that_was_cut_is_seen_with_the_anchor_alone(self):
        self._proof()
        first = self._seal()
        rows = self._proof()
        last = self._seal()
        self.assertGreater(last.id, first.id)
        anchor = {"last_ref": last.last_ref, "digest": last.digest}
        self.assertTrue(self._verify(anchor)["ok"])
        self._as_owner("DELETE FROM privacy_seal WHERE id = %s", last.id)
        self._as_owner("DELETE FROM privacy_evidence WHERE id >= %s", rows[0].id)
        self.assertTrue(self._verify()["ok"], "from inside the database nothing is missing")
        self.assertFalse(self._verify(anchor)["ok"])

    def test_an_anchor_of_another_database_does_not_hold(self):
        self._proof()
        anchor = {"last_ref": self._seal().last_ref, "digest": "0" * 64}
        self.assertFalse(self._verify(anchor)["ok"])

    def test_an_empty_anchor_is_not_taken_for_none(self):
        self._proof()
        self.assertFalse(self._verify({"last_ref": None, "digest": None})["ok"])

    # === NO IDENTITY === #

    def _texts(self, table, ids=None):
        self.env.flush_all()
        where = SQL("id = ANY(%s)", list(ids)) if ids is not None else SQL("TRUE")
        rows = self.env.execute_query(
            SQL("SELECT t::text FROM %s t WHERE %s", SQL.identifier(table), where)
        )
        return " ".join(text for (text,) in rows)

    def _assert_nobody(self, text):
        for value in ("Quirinus", "Zwaluwnest", "zwaluwnest", "0470123456", "+32 470 12 34 56"):
            self.assertNotIn(value, text)

    def test_no_evidence_run_or_item_names_the_person(self):
        contact = self._contact(NAME, SILENT, email=MAIL, phone="+32 470 12 34 56")
        self.assertIn("Zwaluwnest", self._texts("res_partner", contact.ids), "the search works")
        run = self.runs.execute(contact, approve=True)
        for table in ("privacy_evidence", "privacy_seal", "privacy_run", "privacy_run_item",
                      "privacy_timer", "privacy_outbox", "privacy_subject_purpose", "ir_logging"):
            self._assert_nobody(self._texts(table))
        self.assertEqual(run.item_ids.state, "done")

    def test_no_line_of_the_log_names_the_person(self):
        contact = self._contact(NAME, SILENT, email=MAIL, phone="+32 470 12 34 56")
        self._tell_portal(contact, True)
        lines = self._logged(lambda: self.runs.execute(contact, approve=True))
        self._assert_nobody(lines)
        self.assertTrue(contact.privacy_anonymised_on)

    def test_no_line_of_the_log_names_a_person_whose_erasure_fails(self):
        contact = self._contact(NAME, SILENT, email=MAIL)
        def failing(_name, cr):
            cr.execute("SELECT %s::int", [NAME])

        self.enterContext(striking(self.registry, failing, ["after_act"]))
        lines = self._logged(lambda: self.runs.execute(contact, approve=True))
        self.assertIn("failed", lines)
        self._assert_nobody(lines)
        for table in ("privacy_evidence", "privacy_run", "privacy_run_item", "ir_logging"):
            self._assert_nobody(self._texts(table))

    def _logged(self, act):
        """Return everything that is logged meanwhile, at INFO and above, by any logger."""
        records = []
        handler = logging.Handler()
        handler.emit = lambda record: records.append(self._line(record))
        root = logging.getLogger()
        odoo = logging.getLogger("odoo")
        levels = root.level, odoo.level
        root.addHandler(handler)
        root.setLevel(logging.INFO)
        odoo.setLevel(logging.INFO)
        try:
            act()
        finally:
            root.removeHandler(handler)
            root.setLevel(levels[0])
            odoo.setLevel(levels[1])
        self.assertTrue(records, "something was logged")
        return "\n".join(records)

    def _line(self, record):
        return f"{record.name} {record.getMessage()} {record.exc_text or record.exc_info or ''}"

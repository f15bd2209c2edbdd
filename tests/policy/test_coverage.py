"""A module that nobody has seen: its fields are found, proposed, reported, and then erased."""

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time, tagged

from ...engine.coverage.registry import Registry
from ...engine.coverage.rows import CoverageRows
from ...engine.coverage.undecided import Undecided
from ...engine.erasure import act
from ..common import SILENT, TODAY
from ..coverage_common import GUESTBOOK, TOOL, VISIT, CoverageCommon

MAIL = "quintus@moerbeke.example"
#: a word that stands nowhere else
WORD = "korenbloem"
FIELDS = {"who", "label", "mail", "story", "badge"}


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestCoverage(CoverageCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other_company = cls.env["res.company"].create({"name": "A second company"})

    def _visit(self, contact, mail=MAIL):
        visit = self.env[VISIT].create({
            "who": contact.id, "label": WORD, "mail": mail, "story": {"said": WORD}, "amount": 7})
        for company in (self.company, self.other_company):
            visit.with_company(company).badge = WORD
        self.env["res.lang"]._activate_lang("fr_FR")
        visit.with_context(lang="fr_FR").label = f"{WORD} en français"
        self.env.flush_all()
        return visit

    def _counts(self, run):
        return {(line["model"], line["field"]): line["count"]
                for line in run.summary()["undecided"]}

    # === FOUND === #

    def test_every_field_that_can_hold_words_is_found_whatever_its_column(self):
        undecided = self._own_undecided()
        self.assertEqual({field for model, field in undecided if model == VISIT},
                         FIELDS | {"title"})
        self.assertIn((TOOL, "name"), undecided)
        self.assertNotIn((VISIT, "amount"), undecided)
        self.assertNotIn((VISIT, "create_uid"), undecided)

    def test_the_sums_of_the_report_close(self):
        report = self.coverage.report()
        stored = Registry(self.env).columns()
        self.assertEqual(report["decided"] + report["undecided"], len(stored))
        self.assertEqual(report["undecided"], len(report["fields"]))
        self.assertEqual(report["decided"], sum(report["by_rule"].values()))

    def test_a_model_of_today_is_mapped_and_says_why(self):
        self.assertEqual(self.coverage.why("res.partner", "email"), ("mapped", ""))
        self.assertEqual(self.coverage.why("mail.message", "body"), ("mapped", ""))
        code, reason = self.coverage.why("account.account", "name")
        self.assertEqual(code, "declared")
        self.assertTrue(reason)
        self.assertEqual(self.coverage.why(VISIT, "label"), ("", ""))

    def test_what_is_resting_or_archived_in_the_map_decides_nothing(self):
        self._row(VISIT, "label").with_user(self.officer).action_add_to_map()
        self.assertNotIn((VISIT, "label"), self._undecided())
        rows = self.env["privacy.map"].search([("model_name", "=", VISIT)])
        self.assertIn(self._row(VISIT, "label").map_id, rows)
        rows.active = False
        self.assertIn((VISIT, "label"), self._undecided())

    # === PROPOSED === #

    def test_each_field_is_proposed_with_the_way_that_its_model_has(self):
        lines = self._undecided()
        proposals = {field: (lines[VISIT, field]["act"], lines[VISIT, field]["path"],
                             lines[VISIT, field]["match"]) for field in FIELDS}
        self.assertEqual(proposals, {
            "who": ("", "who", "partner"), "label": ("mask", "who", "partner"),
            "mail": ("mask", "who", "partner"), "story": ("mask", "who", "partner"),
            "badge": ("mask", "who", "partner"),
        })
        words = lines[GUESTBOOK, "words"]
        self.assertEqual((words["act"], words["path"], words["match"]),
                         ("mask", "email", "email"))
        self.assertEqual(lines[TOOL, "name"]["act"], "")

    def test_every_proposal_for_what_is_installed_can_be_made_a_row_of_the_map(self):
        self.coverage._refresh()
        wrong, rows = {}, self.coverage.search([("act", "!=", False)])
        self.assertGreaterEqual(len(rows), 6)
        for row in rows:
            try:
                row._add_to_map()
            except ValidationError as error:
                wrong[row.model_name, row.field_name] = str(error)
        self.assertEqual(wrong, {})

    # === REPORTED === #

    def test_a_run_counts_what_it_did_not_look_into(self):
        contact = self._person()
        self._visit(contact)
        run = self._run(contact)
        self.assertEqual(
            self._counts(run),
            {(VISIT, field): 1 for field in FIELDS | {"title"}})
        self.assertEqual(run.state, "incomplete")
        self.assertIn("nobody has decided", run.next_step)
        self.assertIn("Visit that no map knows", run.unmapped_table)
        self.assertEqual(run.summary()["undecided_fields"], len(self._undecided()))
        self.assertIn({"model": VISIT, "field": "who", "count": 1}, run.summary()["unmapped"])

    def test_a_preview_says_how_much_is_undecided_before_anything_is_done(self):
        contact = self._person()
        self._visit(contact)
        run = self.runs.with_user(self.user).preview(contact)
        count = len(self._undecided())
        self.assertEqual(run.summary()["undecided_fields"], count)
        self.assertIn(f": {count}. ", run.undecided_text)
        self.assertEqual(run.summary()["undecided"], [])

    def test_a_run_says_what_was_undecided_then_and_not_now(self):
        run = self._run(self._person())
        count = len(self._undecided())
        self._row(VISIT, "label").with_user(self.officer).action_add_to_map()
        self.assertEqual(run.summary()["undecided_fields"], count)
        self.assertLess(len(self._undecided()), count)

    def test_a_record_tied_by_its_address_alone_is_counted_too(self):
        contact = self._person()
        self.env[GUESTBOOK].create({"email": f" {MAIL.upper()}", "words": WORD})
        self.env[GUESTBOOK].create({"email": "somebody@else.example", "words": WORD})
        run = self._run(contact)
        self.assertEqual(self._counts(run), {(GUESTBOOK, "email"): 1, (GUESTBOOK, "words"): 1})
        self.assertEqual(run.state, "incomplete")

    def test_an_address_that_somebody_else_has_too_leads_to_nobody(self):
        contact = self._person()
        self._contact("Quinta Moerbeke", (("mail", "2026-05-04 10:00:00"),), email=MAIL)
        self.env[GUESTBOOK].create({"email": MAIL, "words": WORD})
        self.assertEqual(self._counts(self._run(contact)), {})

    def test_a_run_over_people_of_whom_nothing_else_is_kept_is_done(self):
        contact, other = self._person(), self._contact("Somebody Else")
        self._visit(other, mail="somebody@else.example")
        run = self._run(contact)
        self.assertEqual((self._counts(run), run.state), ({}, "done"))

    def test_a_link_alone_is_named_and_holds_no_run_up(self):
        contact = self._person()
        self.env[VISIT].create({"who": contact.id, "label": ""})
        run = self._run(contact)
        self.assertEqual(self._counts(run), {(VISIT, "who"): 1})
        self.assertEqual((run.state, run.item_ids.state), ("done", "done"))

    def test_counting_costs_the_same_for_few_and_many(self):
        counts = []
        for number in (2, 12):
            contacts = self.env["res.partner"]
            for n in range(number):
                contact = self._contact("Silent", SILENT, email=f"{number}.{n}@mail.example")
                self.env[VISIT].create({"who": contact.id, "label": "x", "mail": f"{number}{n}"})
                contacts |= contact
            run = self._run(contacts)
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            Undecided(self.env, run).settle()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[0], counts[1])
        self.assertLessEqual(counts[0], 8)

    def test_the_report_asks_the_database_a_handful_of_questions(self):
        self.env.flush_all()
        self.env.registry.clear_cache("stable")
        before = self.env.cr.sql_log_count
        self.coverage.report()
        self.assertLessEqual(self.env.cr.sql_log_count - before, 15)

    # === DECIDED === #

    def _decide_all(self):
        for field in sorted(FIELDS - {"who"}):
            self._row(VISIT, field).with_user(self.officer).action_add_to_map()

    def test_what_an_officer_adds_to_the_map_is_erased(self):
        contact = self._person()
        visit = self._visit(contact)
        kept = self._visit(self._contact("Somebody Else"), "somebody@else.example")
        before = self._raw(kept)
        self._decide_all()
        self.assertFalse({key for key in self._own_undecided() if key[0] == VISIT},
                         "the link leads there, and the title follows the label")
        run = self._run(contact)
        self.assertEqual((self._counts(run), run.state, run.item_ids.reason), ({}, "done", ""))
        row = self._raw(visit)
        self.assertNotIn(WORD, row)
        self.assertNotIn(MAIL, row)
        self.assertEqual((visit.amount, visit.badge, visit.story), (7, False, False))
        self.assertEqual(visit.title, visit.label)
        self.assertEqual(self._raw(kept), before)

    def test_two_people_are_emptied_beside_a_unique_address(self):
        one, two = self._person(), self._contact("Sextus Moerbeke", SILENT, email="s@m.example")
        visits = self._visit(one) | self._visit(two, "s@m.example")
        self._decide_all()
        run = self._run(one | two)
        self.assertEqual(run.state, "done")
        self.assertEqual(visits.mapped("mail"), [False, False])

    def test_what_is_left_of_another_language_or_company_is_seen(self):
        contact = self._person()
        visit = self._visit(contact)
        self._decide_all()
        self.patch(act, "blank", lambda *args: None)
        self.patch(act, "empty_columns", lambda *args: None)
        run = self._run(contact)
        self.assertEqual(run.item_ids.state, "incomplete")
        self.assertIn(VISIT, run.item_ids.reason)
        self.assertIn(WORD, self._raw(visit))

    def test_one_row_of_the_map_takes_all_fields_on_the_same_way(self):
        self._decide_all()
        rows = self.env["privacy.map"].search([("model_name", "=", VISIT)])
        self.assertEqual({(row.path, row.match, row.domain, row.act) for row in rows}, {
            ("who", "partner", "[]", "mask"),
            ("mail", "email", "[('who', '=', False)]", "mask")})
        self.assertEqual({tuple(sorted(row._field_tuple())) for row in rows},
                         {tuple(sorted(FIELDS - {"who"}))})
        self.assertEqual(rows.category_id.code, "communication")

    def test_the_officer_may_let_the_record_go_instead(self):
        contact = self._person()
        visit = self._visit(contact)
        row = self._row(VISIT, "who").with_user(self.officer)
        row.act = "erase"
        row.action_add_to_map()
        self.assertFalse({key for key in self._own_undecided() if key[0] == VISIT})
        self.assertEqual(self._run(contact).state, "done")
        self.assertFalse(visit.exists())

    def test_records_found_by_address_are_erased_after_a_decision(self):
        contact = self._person()
        mine = self.env[GUESTBOOK].create({"email": MAIL, "words": WORD})
        other = self.env[GUESTBOOK].create({"email": "somebody@else.example", "words": WORD})
        for field in ("email", "words"):
            self._row(GUESTBOOK, field).with_user(self.officer).action_add_to_map()
        run = self._run(contact)
        self.assertEqual((self._counts(run), run.state), ({}, "done"))
        self.assertEqual((mine.email, mine.words), (False, False))
        self.assertEqual(other.words, WORD)

    def test_a_declaration_needs_a_reason_and_remembers_who_and_when(self):
        row = self._row(TOOL, "name").with_user(self.officer)
        for reason in (False, "  "):
            row.reason = reason
            with self.assertRaises(ValidationError), self.env.cr.savepoint():
                row.action_declare_free()
        self.assertIn((TOOL, "name"), self._undecided())
        row.reason = "names of tools"
        row.action_declare_free()
        self.assertNotIn((TOOL, "name"), self._undecided())
        self.assertEqual((row.state, row.decided_by_id), ("free", self.officer))
        self.assertEqual(row.decided_on.date().isoformat(), TODAY)
        self.assertEqual(self.coverage.why(TOOL, "name"), ("officer", "names of tools"))

    def test_a_declaration_is_taken_back(self):
        row = self._row(TOOL, "name").with_user(self.officer)
        row.reason = "names of tools"
        row.action_declare_free()
        row.action_reopen()
        self.assertIn((TOOL, "name"), self._undecided())
        self.assertFalse(row.decided_by_id)

    def test_a_declaration_holds_for_the_type_that_it_was_made_for(self):
        row = self._row(TOOL, "name").with_user(self.officer)
        row.reason = "names of tools"
        row.action_declare_free()
        row.sudo().field_type = "integer"
        self.coverage._forget()
        self.assertIn((TOOL, "name"), self._undecided())
        self.coverage._refresh()
        self.assertEqual((row.state, row.field_type), ("undecided", "char"))

    def test_what_is_decided_is_not_decided_again(self):
        row = self._row(TOOL, "name").with_user(self.officer)
        row.reason = "names of tools"
        row.action_declare_free()
        for method in (row.action_declare_free, row.action_add_to_map):
            with self.assertRaises(UserError):
                method()

    def test_without_a_proposal_the_form_of_the_map_opens_filled_in(self):
        action = self._row(TOOL, "name").with_user(self.officer).action_add_to_map()
        self.assertEqual(action["res_model"], "privacy.map")
        self.assertEqual(action["context"]["default_model_name"], TOOL)
        self.assertIn((TOOL, "name"), self._undecided())

    # === ROWS FOLLOW === #

    def test_opening_the_screen_shows_what_was_installed_meanwhile(self):
        self.coverage.search([]).unlink()
        menu = self.env.ref("cloudpepper_privacy.privacy_coverage_action_open")
        action = menu.with_user(self.user).run()
        self.assertEqual(action["res_model"], "privacy.coverage.module")
        rows = {(row.model_name, row.field_name) for row in self.coverage.search([])}
        self.assertEqual(rows, set(self._undecided()))
        self.coverage.with_user(self.auditor).action_open()
        self.assertEqual(len(self.coverage.search([])), len(rows))

    def test_rows_of_what_is_gone_or_mapped_by_hand_go(self):
        self.coverage._refresh()
        CoverageRows(self.env)._upsert([{"model": "x_gone", "field": "x", "type": "char"}])
        self.env["privacy.map"].create({
            "model_name": VISIT, "path": "who", "act": "mask", "field_names": "label",
            "category_id": self.env.ref("cloudpepper_privacy.category_communication").id})
        self.coverage._cron_refresh()
        cron = self.env.ref("cloudpepper_privacy.ir_cron_coverage")
        self.assertEqual((cron.active, cron.interval_type), (True, "days"))
        rows = {(row.model_name, row.field_name) for row in self.coverage.search([])}
        self.assertNotIn(("x_gone", "x"), rows)
        self.assertNotIn((VISIT, "label"), rows)
        self.assertIn((VISIT, "mail"), rows)

    # === WHO MAY === #

    def test_users_and_auditors_read_and_only_officers_decide(self):
        row = self._row(VISIT, "label")
        for reader in (self.user, self.auditor, self.officer):
            self.assertIn("fields", self.coverage.with_user(reader).report())
            self.assertEqual(row.with_user(reader).state, "undecided")
        for other in (self.user, self.auditor, self.staff, self.admin, self.portal):
            for method in ("action_add_to_map", "action_declare_free", "action_reopen"):
                with self.subTest(who=other.login, method=method), \
                        self.assertRaises(AccessError):
                    getattr(row.with_user(other), method)()
            with self.assertRaises(AccessError):
                row.with_user(other).write({"reason": "x"})
        self.assertEqual(row.state, "undecided")

    def test_nobody_else_reads_the_report(self):
        for other in (self.staff, self.admin, self.portal):
            for method in ("report", "action_open"):
                with self.subTest(who=other.login), self.assertRaises(AccessError):
                    getattr(self.coverage.with_user(other), method)()
            with self.assertRaises(AccessError):
                self.coverage.with_user(other).why(VISIT, "label")

    def test_not_even_an_officer_writes_a_decision_by_hand(self):
        row = self._row(VISIT, "label").with_user(self.officer)
        for vals in ({"state": "free", "reason": "x"}, {"decided_by_id": self.admin.id},
                     {"model_name": "res.partner"}):
            with self.subTest(vals=vals), self.assertRaises(AccessError):
                row.write(vals)
        with self.assertRaises(AccessError):
            self.coverage.with_user(self.officer).create({"model_name": "a", "field_name": "b"})
        with self.assertRaises(AccessError):
            row.unlink()
        row.write({"path": "who", "reason": "x"})
        self.assertEqual(row.reason, "x")

"""The proof: what identified a subject is searched for everywhere, and nothing says done before."""

import base64
import os
from pathlib import Path
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged
from odoo.tools import SQL

from ...engine.proof import Proof
from ...engine.proof.database import BETWEEN, Database
from ...engine.proof.identifiers import forget_unused
from ...engine.runs.closing import Closing
from ...engine.runs.starting import Starting
from ...engine.runs.worker import Worker
from ...engine.transaction import Transaction
from ..builders.proof import MAIL, NAME, PHONE, ProofCommon
from ..common import SILENT, TODAY

#: the real one: the tests in common look at attachments alone
STRAYS = Database.strays


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestResidue(ProofCommon):
    def test_an_officer_finds_a_person_in_any_spelling_and_column(self):
        self.other.comment = "<p>Ask <b>ZWAENEPOEL</b>, Quirina about 0470/55.44.33</p>"
        found = self.runs.with_user(self.officer).residue([NAME, PHONE])
        self.assertEqual(found, [{"table": "res_partner", "column": "comment", "count": 1}])

    def test_what_only_looks_like_it_is_not_found(self):
        self.other.comment = "<p>Quirina and Zwaenepoels, order 10470554433001</p>"
        self.assertEqual(self.runs.with_user(self.officer).residue([NAME, PHONE]), [])

    def test_an_address_in_parts_is_found_where_its_street_alone_is_not(self):
        address = {"street": "Quirinastraat 12", "zip": "8400", "city": "Oostende"}
        text = [f"{address['street']}, {address['zip']} {address['city']}"]
        self.other.write({**address, "zip": "8401", "city": "Brugge"})
        self.assertEqual(self.runs.residue(text), [])
        self.other.write(address)
        self.assertIn({"table": "res_partner", "column": "street", "count": 1},
                      self.runs.residue(text))

    def test_the_sign_that_parts_the_values_may_stand_in_one(self):
        self.other.write({"comment": f"<p>a{BETWEEN}b{BETWEEN}{NAME}</p>", "function": MAIL})
        self.assertEqual(
            [place for place in self.runs.residue([NAME, MAIL])
             if place["table"] == "res_partner"],
            [{"table": "res_partner", "column": column, "count": 1}
             for column in ("comment", "function")])

    def test_contents_of_files_are_searched_and_so_are_binary_columns(self):
        self.env["ir.attachment"].create({"name": "a.txt", "raw": f"From {MAIL}".encode()})
        self.assertEqual(self.runs.residue([MAIL]), [
            {"table": "ir_attachment", "column": "file", "count": 1},
            *([{"table": "ir_attachment", "column": "index_content", "count": 1}]),
        ])
        self.env["ir.config_parameter"].sudo().set_param("ir_attachment.location", "db")
        self.env["ir.attachment"].create(
            {"name": "b.txt", "datas": base64.b64encode(f"To {MAIL}".encode())})
        tables = {(place["table"], place["column"]) for place in self.runs.residue([MAIL])}
        self.assertIn(("ir_attachment", "db_datas"), tables)

    def test_a_file_that_no_attachment_has_any_more_is_searched_as_well(self):
        stray = self.env["ir.attachment"]._full_path("privacy-test-stray")
        Path(stray).write_text(f"From {MAIL}")
        self.addCleanup(os.unlink, stray)
        with patch.object(Database, "strays", STRAYS):
            self.assertIn("privacy-test-stray", Database(self.env).strays())
            self.assertIn({"table": "filestore", "column": "file", "count": 1},
                          self.runs.residue([MAIL]))

    def test_nobody_but_an_officer_searches(self):
        for user in (self.staff, self.user, self.auditor, self.admin, self.portal):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.runs.with_user(user).residue([NAME])

    def test_a_search_for_nothing_is_refused_and_matches_nothing(self):
        for nothing in ("", "  ", "--"):
            with self.subTest(nothing), self.assertRaises(UserError):
                self.runs.residue([NAME, nothing])

    def test_a_search_leaves_no_trace(self):
        before = self.env["privacy.evidence"].search_count([])
        with self.assertNoLogs("odoo.addons.cloudpepper_privacy", "INFO"):
            self.runs.residue([NAME])
        self.assertEqual(self.env["privacy.evidence"].search_count([]), before)


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestProof(ProofCommon):
    def test_a_subject_is_complete_only_after_the_search_and_its_identifiers_are_gone(self):
        subject = self._subject()
        seen = []
        prove = Proof.prove

        def look(proof):
            run = proof.run
            seen.extend([run.state, *run.item_ids.mapped("state")])
            self.assertIn(("name", NAME), self._known(run))
            return prove(proof)

        with patch.object(Proof, "prove", look):
            run = self._run(subject)
        self.assertEqual(seen, ["proving", "unproven"])
        self.assertEqual((run.state, run.item_ids.state), ("done", "done"))
        self.assertFalse(self._known(run))
        self.assertTrue(run.summary()["proof"]["tables"])
        self.assertEqual(run.summary()["unproven"], 0)

    def test_what_nobody_mapped_is_found_named_and_never_called_done(self):
        subject = self._subject()
        place = self._plant(f"Moved in with {NAME}")
        run = self._run(subject)
        self.assertEqual((run.state, run.item_ids.state), ("incomplete", "incomplete"))
        self.assertEqual(run.item_ids.residue, [{
            "model": "ir.config_parameter", "field": "value", "count": 1, "ids": place.ids}])
        self.assertIn({"model": "ir.config_parameter", "field": "value", "count": 1,
                       "ground": "found", "until": ""}, run.summary()["left"])

    def test_a_dialogue_that_somebody_left_open_goes_with_the_person(self):
        subject = self._subject()
        dialogues = self.env["mail.compose.message"].with_user(self.officer)
        about, beside = (dialogues.create({"subject": name, "body": ""})
                         for name in (f"To {NAME}", "To Somebody Else"))
        run = self._run(subject)
        self.assertEqual((run.state, run.item_ids.state), ("done", "done"))
        self.assertFalse(about.exists())
        self.assertTrue(beside.exists())

    def test_a_dialogue_that_a_module_does_not_let_go_is_a_finding(self):
        subject = self._subject()
        about = self.env["mail.compose.message"].create({"subject": f"To {NAME}", "body": ""})
        refused = patch.object(type(about), "unlink", side_effect=UserError("not now"))
        with refused:
            run = self._run(subject)
        self.assertEqual((run.state, run.item_ids.state), ("incomplete", "incomplete"))
        self.assertTrue(about.exists())

    def test_the_sums_close_with_what_the_proof_found(self):
        subject = self._subject()
        self._plant(MAIL)
        summary = self._run(subject).summary()
        self.assertEqual(summary["found"], summary["erased"] + summary["masked"]
                         + summary["redacted"] + summary["kept"] + summary["failed"])
        self.assertEqual(summary["failed"], 1)
        for counts in summary["by_model"].values():
            self.assertGreater(sum(counts.values()), 0)

    def test_neither_run_nor_item_nor_evidence_says_who_was_searched_for(self):
        subject = self._subject()
        self._plant(NAME)
        run = self._run(subject)
        for table in ("privacy_run", "privacy_run_item", "privacy_run_hit", "privacy_evidence",
                      "privacy_finding", "privacy_unread_file"):
            rows = self.env.execute_query(SQL("SELECT t::text FROM %s t", SQL.identifier(table)))
            with self.subTest(table):
                self.assertNotIn("waenepoel", str(rows))
        self.assertNotIn("waenepoel", str(run.summary()))

    def test_a_namesake_who_stays_is_shared_and_not_left(self):
        namesake = self._contact(NAME, facts=(("running", True),))
        run = self._run(self._subject())
        self.assertEqual((run.state, run.item_ids.state), ("done", "done"))
        self.assertGreater(run.item_ids.shared, 0)
        self.assertEqual(namesake.name, NAME)

    def test_what_only_mentions_the_person_does_not_make_the_name_somebody_elses(self):
        self._plant(NAME)
        run = self._run(self._subject())
        self.assertFalse(run.item_ids.shared)
        self.assertEqual(run.item_ids.state, "incomplete")

    def test_a_record_kept_with_its_ground_is_kept_and_not_left(self):
        subject = self._subject()
        place = self._plant(NAME)
        self.env["privacy.kept.item"].create({
            "partner_ref": subject.id, "model": "ir.config_parameter", "res_id": place.id,
            "ground": "protected", "until": "2030-12-31"})
        self.assertEqual(self._run(subject).item_ids.state, "done")

    def test_a_record_kept_of_somebody_else_keeps_nothing_of_this_one(self):
        subject = self._subject()
        place = self._plant(NAME)
        self.env["privacy.kept.item"].create({
            "partner_ref": self.other.id, "model": "ir.config_parameter", "res_id": place.id,
            "ground": "protected", "until": "2030-12-31"})
        self.assertEqual(self._run(subject).item_ids.state, "incomplete")

    def test_who_lost_what_identified_them_is_unproven_and_never_complete(self):
        lost, safe = self._subject(), self._contact("Odilon Quaghebeur", facts=SILENT)
        prove = Proof.prove

        def lose(proof):
            self.env.cr.execute(SQL(
                """DELETE FROM privacy_run_identifier WHERE item_ref IN (
                   SELECT id FROM privacy_run_item WHERE partner_ref = %s)""", lost.id))
            return prove(proof)

        with patch.object(Proof, "prove", lose):
            run = self._run(lost | safe)
        self.assertEqual({item.partner_ref: item.state for item in run.item_ids},
                         {lost.id: "unproven", safe.id: "done"})
        self.assertEqual((run.state, run.unproven), ("incomplete", 1))

    def test_of_whom_nothing_can_be_searched_for_is_unproven_and_the_screen_says_so(self):
        run = self._run(self._contact("Quirina", facts=SILENT))
        self.assertEqual((run.state, run.item_ids.state, run.item_ids.identifiers),
                         ("incomplete", "unproven", 0))
        self.assertIn("Nothing that could be searched for", run.item_ids.reason_text)

    def test_a_conversation_that_goes_while_the_contact_stays_needs_no_such_proof(self):
        customer = self._contact(NAME, facts=(("invoice", "2021-03-31"), *SILENT), email=MAIL)
        run = self._run(customer)
        self.assertEqual((run.state, run.item_ids.state), ("done", "done"))
        self.assertFalse(run.item_ids.identifiers)

    def test_a_search_that_runs_out_of_time_goes_on_where_it_was(self):
        subject = self._subject()
        self._plant(NAME)
        run = self.runs.preview(subject)
        run.action_approve()

        def time_is_up(transaction, _processed=0):
            transaction.env.flush_all()
            return False

        with (patch("odoo.addons.cloudpepper_privacy.engine.proof.stage.SECONDS", -1),
              patch.object(Transaction, "commit", time_is_up)):
            Starting(self.env, run).start()
            Worker(self.env, run).work_batch(500)
            Closing(self.env, run).close_if_done()
            self.assertEqual(run.state, "proving")
            stops = [run.proof["at"]]
            run._work()
            stops.append(run.proof["at"])
        self.assertLess(stops[0], stops[1])
        self.assertEqual(run.item_ids.state, "unproven")
        run._work()
        self.env.invalidate_all()
        self.assertEqual((run.state, run.item_ids.state), ("incomplete", "incomplete"))

    def test_very_many_identifiers_are_searched_for_in_several_passes(self):
        subjects = self._subject() | self._contact("Odilon Quaghebeur", facts=SILENT)
        self._plant(f"{NAME} and {MAIL} and Odilon Quaghebeur")
        with patch(
                "odoo.addons.cloudpepper_privacy.engine.proof.identifiers.IDENTIFIERS_PER_PASS", 1):
            run = self._run(subjects)
        self.assertEqual(run.item_ids.mapped("state"), ["incomplete"] * 2)
        self.assertEqual([item.residue[0]["count"] for item in run.item_ids], [1, 1])
        rows = run.summary()["proof"]["rows"]
        again = self._run(self._contact("Quinten Zwaenepoel", facts=SILENT))
        self.assertLess(rows, again.summary()["proof"]["rows"] * 1.5, "read twice, counted once")

    def test_identifiers_of_a_run_that_ended_or_never_goes_on_are_forgotten(self):
        run = self.runs.preview(self._subject())
        self.env.cr.execute(SQL(
            """INSERT INTO privacy_run_identifier (run_ref, item_ref, kind, value)
               VALUES (%s, 1, 'name', %s)""", run.id, NAME))
        run.write({"state": "proving", "date_started": "2026-11-20 10:00:00"})
        forget_unused(self.env)
        self.assertTrue(self._known(run))
        run.date_started = "2026-01-20 10:00:00"
        self.env.flush_all()
        forget_unused(self.env)
        self.assertFalse(self._known(run))

    def test_nobody_reads_what_identifies_the_subjects_meanwhile(self):
        for user in (self.officer, self.auditor, self.admin, self.staff):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.env["privacy.run.identifier"].with_user(user).search([])


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestVerdict(ProofCommon):
    def test_two_alike_of_whom_nothing_remains_are_anonymised(self):
        one = self._contact(NAME, facts=SILENT, lang=False)
        two = self._contact("Odilon Quaghebeur", facts=SILENT, lang=False)
        run = self._run(one | two)
        self.assertEqual(run.item_ids.mapped("verdict"), ["anonymised"] * 2)

    def test_who_is_still_met_is_no_more_than_pseudonymous(self):
        one = self._contact(NAME, facts=SILENT, lang=False)
        two = self._contact("Odilon Quaghebeur", facts=SILENT, lang=False)
        self._plant(NAME)
        run = self._run(one | two)
        self.assertEqual(run.item_ids.mapped("verdict"), ["pseudonymous", "anonymised"])
        self.assertEqual(run.item_ids[0].verdict_reasons, {"met": 1})
        self.assertIn("1 still met at a place", str(run._certificate()["verdict"]))

    def test_who_could_not_be_searched_for_is_no_more_than_pseudonymous(self):
        one = self._contact("Quirina", facts=SILENT, lang=False)
        two = self._contact("Odilon Quaghebeur", facts=SILENT, lang=False)
        run = self._run(one | two)
        self.assertEqual(run.item_ids.mapped("verdict"), ["pseudonymous", "anonymised"])
        self.assertEqual(run.item_ids[0].verdict_reasons, {"unproven": 1})

    def test_whose_remains_are_like_nobody_elses_is_pseudonymous(self):
        alone = self._contact(NAME, facts=SILENT, country_id=self.env.ref("base.is").id)
        run = self._run(alone)
        self.assertEqual(run.item_ids.verdict, "pseudonymous")
        self.assertIn("singles_out", run.item_ids.verdict_reasons)

    def test_whose_documents_stay_is_pseudonymous_and_the_tables_are_named(self):
        customers = self._contact(NAME, facts=(("invoice", "2018-03-31"),))
        customers |= self._contact("Odilon Quaghebeur", facts=(("invoice", "2018-03-31"),))
        run = self._run(customers)
        self.assertEqual(run.item_ids.mapped("verdict"), ["pseudonymous"] * 2)
        self.assertIn("account_move", run.item_ids[0].verdict_reasons["links"])
        self.assertEqual(run.summary()["verdict"], {"links": 2, "pseudonymous": 2})

    def test_one_person_below_a_small_company_can_be_inferred(self):
        company = self._contact("Zwaenepoel Works", facts=(("running", True),), is_company=True)
        person = self._contact(NAME, facts=SILENT, parent_id=company.id)
        run = self._run(person)
        self.assertEqual(run.item_ids.verdict_reasons["infers"], 1)


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestCertificate(ProofCommon):
    def _paper(self, run):
        html, _kind = self.env["ir.actions.report"]._render_qweb_html(
            "cloudpepper_privacy.privacy_run_certificate", run.ids)
        return html.decode()

    def test_it_says_by_number_what_was_done_how_it_was_verified_and_what_stays(self):
        subject = self._subject()
        run = self._run(subject)
        paper = self._paper(run)
        for text in (str(subject.id), run.approved_digest, "tables with",
                     "Ended, searched for and proven", "cloudpepper_privacy 19.0"):
            self.assertIn(text, paper)

    def test_nobody_who_was_erased_is_named_on_it(self):
        self._plant(NAME)
        paper = self._paper(self._run(self._subject()))
        for word in ("waenepoel", "quirina", "470 55 44 33", "470554433"):
            self.assertNotIn(word, paper.lower().replace("vermeulen", ""))
        self.assertIn("Not done", paper)

    def test_a_run_that_has_not_ended_has_none(self):
        run = self.runs.preview(self._subject())
        with self.assertRaises(UserError):
            run.with_user(self.officer).action_certificate()

    def test_staff_without_a_privacy_role_get_none(self):
        run = self._run(self._subject())
        # what is in the cache is read without asking who reads
        self.assertTrue(run.state)
        with self.assertRaises(AccessError):
            run.with_user(self.staff).action_certificate()
        self.assertEqual(run.with_user(self.auditor).action_certificate()["type"],
                         "ir.actions.report")

"""What the proof has still met is settled on a screen, place by place, and searched again."""

import os
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.service.model import call_kw
from odoo.tests import freeze_time, tagged

from ...core.documents import apart
from ...engine.proof.findings import Findings
from ..builders.proof import MAIL, NAME, ProofCommon
from ..common import SILENT, TODAY
from ..recall_corpus import archive


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestFindings(ProofCommon):
    def _found(self, text=f"Moved in with {NAME}"):
        """Return (the place, its finding) of a run that has met its subject there."""
        place = self._plant(text)
        return place, self._run(self._subject()).item_ids.finding_ids

    def _press(self, finding, button, user=None, **context):
        """Press a button as the web client does."""
        model = self.env(user=(user or self.officer).id, su=False)[finding._name]
        answer = call_kw(model, button, [finding.ids], {"context": context})
        self.env.invalidate_all()
        return answer

    def _decide(self, finding, button, user=None, **vals):
        """Press a button that asks, and answer."""
        user = user or self.officer
        asked = self._press(finding, button, user)
        dialogue = self.env(user=user.id, su=False)[asked["res_model"]].with_context(
            **asked["context"]).create(vals)
        dialogue.action_decide()
        self.env.invalidate_all()

    def _evidence(self, finding):
        return self.env["privacy.evidence"].search(
            [("run_ref", "=", finding.run_id.id), ("act", "=", "finding")])

    # === WHAT IT SAYS === #

    def test_it_says_where_and_by_what_and_leads_to_the_record(self):
        place, finding = self._found()
        seen = finding.with_user(self.officer)
        self.assertEqual((seen.model, seen.res_id, seen.place, seen.met_text, seen.state),
                         ("ir.config_parameter", place.id, "ir_config_parameter.value", "name",
                          "open"))
        self.assertEqual(seen.why_text, "Nobody has decided whose data this field holds")
        opened = self._press(finding, "action_open_record")
        self.assertEqual((opened["res_model"], opened["res_id"]), (place._name, place.id))

    def test_of_a_message_the_document_is_opened(self):
        self._message(self.other, "2026-05-04 10:00:00", author_id=False,
                      email_from=f'"{NAME}" <other@mail.example>')
        finding = self._run(self._subject()).item_ids.finding_ids
        opened = self._press(finding, "action_open_record")
        self.assertEqual((opened["res_model"], opened["res_id"]), ("res.partner", self.other.id))

    def test_what_identified_the_person_is_known_until_it_is_settled_and_not_longer(self):
        _place, finding = self._found()
        self.assertIn(("name", NAME), self._known(finding.run_id))
        self._press(finding, "action_redact")
        self.assertFalse(self._known(finding.run_id))

    # === ACTS === #

    def test_redacted_here_the_contact_is_complete_and_so_is_the_run(self):
        place, finding = self._found(f"Moved in with {NAME}, {MAIL}")
        run = finding.run_id
        self.assertEqual((run.state, run.item_ids.verdict), ("incomplete", "pseudonymous"))
        self._press(finding, "action_redact")
        self.assertEqual(place.value, "Moved in with [anonymised], [anonymised]")
        self.assertEqual((finding.state, finding.settled_by_id), ("redacted", self.officer))
        item = run.item_ids
        self.assertEqual((item.state, item.failed, item.residue, run.state),
                         ("done", 0, False, "done"))
        self.assertIn({"model": "ir.config_parameter", "field": "value", "outcome": "redacted",
                       "ground": "", "until": "", "count": 1, "finding": True}, item.detail)
        self.assertNotIn("met", item.verdict_reasons)
        evidence = self._evidence(finding)
        self.assertEqual((evidence.uid_ref, evidence.partner_ref, evidence.counts),
                         (self.officer.id, item.partner_ref, {
                             "model": "ir.config_parameter", "field": "value",
                             "record": place.id, "outcome": "redacted"}))

    def test_another_persons_place_is_none_of_the_subjects(self):
        place, finding = self._found()
        self._decide(finding, "action_other", reason="A namesake in the village")
        self.assertEqual(place.value, f"Moved in with {NAME}")
        item = finding.item_id
        self.assertEqual((finding.state, finding.reason, item.state, item.failed),
                         ("other", "A namesake in the village", "done", 0))
        self.assertEqual(item.found, item.erased + item.masked + item.redacted + item.kept)
        self.assertNotIn("village", str(self._evidence(finding).read()))

    def test_another_persons_needs_a_reason(self):
        _place, finding = self._found()
        with self.assertRaises(UserError):
            self._decide(finding, "action_other", reason="  ")
        self.assertEqual(finding.state, "open")

    def test_kept_because_and_until_it_becomes_a_kept_item(self):
        place, finding = self._found()
        self._decide(finding, "action_keep", ground="legal_claims", until="2028-12-31")
        item = finding.item_id
        kept = self.env["privacy.kept.item"].search([("partner_ref", "=", item.partner_ref)])
        self.assertEqual((kept.model, kept.res_id, kept.ground, str(kept.until)),
                         ("ir.config_parameter", place.id, "legal_claims", "2028-12-31"))
        self.assertEqual((item.state, item.kept, item.failed, finding.run_id.state),
                         ("kept", 1, 0, "done"))
        self.assertEqual((item.verdict, item.verdict_reasons["met"]), ("pseudonymous", 1))

    def test_what_is_kept_has_a_ground_and_a_day_to_come(self):
        _place, finding = self._found()
        for vals in ({}, {"ground": "legal_claims"}, {"until": "2028-12-31"},
                     {"ground": "legal_claims", "until": TODAY}):
            with self.subTest(vals), self.assertRaises(UserError):
                self._decide(finding, "action_keep", **vals)

    def test_what_somebody_changed_by_hand_is_searched_again(self):
        place, finding = self._found()
        self._press(finding, "action_search_again")
        self.assertEqual(finding.state, "open", "it still stands there")
        place.value = "Moved in with somebody"
        self._press(finding, "action_search_again")
        self.assertEqual((finding.state, finding.item_id.state), ("gone", "done"))

    def test_housekeeping_looks_too(self):
        place, finding = self._found()
        place.unlink()
        self.env["privacy.finding"]._gc_findings()
        self.env.invalidate_all()
        self.assertEqual((finding.state, finding.run_id.state), ("gone", "done"))

    def test_one_of_two_places_settled_the_contact_is_still_incomplete(self):
        self._plant(NAME, "privacy.test.one")
        self._plant(MAIL, "privacy.test.two")
        first, second = self._run(self._subject()).item_ids.finding_ids
        self._press(first, "action_redact")
        self.assertEqual((first.item_id.state, first.item_id.failed), ("incomplete", 1))
        self._press(second, "action_redact")
        self.assertEqual(first.item_id.state, "done")

    def test_a_run_that_ended_with_other_exceptions_too_stays_so(self):
        _place, finding = self._found()
        finding.run_id.books = {"before": {}, "after": {}, "worse": ["1"]}
        self._press(finding, "action_redact")
        self.assertEqual((finding.item_id.state, finding.run_id.state), ("done", "incomplete"))

    def test_what_is_settled_is_not_settled_again(self):
        _place, finding = self._found()
        self._press(finding, "action_redact")
        for button in ("action_redact", "action_other", "action_keep", "action_search_again"):
            with self.subTest(button), self.assertRaises(UserError):
                self._press(finding, button)

    # === WHO, AND WHAT PROTECTS === #

    def test_officers_act_and_auditors_and_users_read(self):
        _place, finding = self._found()
        for user in (self.user, self.auditor):
            self.assertEqual(finding.with_user(user).state, "open")
        for user in (self.user, self.auditor, self.admin, self.staff):
            for button in ("action_redact", "action_other", "action_keep", "action_search_again",
                           "action_confirm"):
                with self.subTest(f"{user.login} {button}"), self.assertRaises(AccessError):
                    self._press(finding, button, user)
        with self.assertRaises(AccessError):
            finding.with_user(self.officer).write({"state": "other"})

    def test_under_four_eyes_one_officer_proposes_and_another_one_confirms(self):
        place, finding = self._found()
        self.env["ir.config_parameter"].set_param("cloudpepper_privacy.four_eyes", "True")
        self._decide(finding, "action_other", reason="A namesake")
        self.assertEqual((finding.state, finding.proposed_act), ("open", "other"))
        with self.assertRaises(AccessError):
            self._press(finding, "action_confirm")
        self._press(finding, "action_redact", self.officer_two)
        self._press(finding, "action_confirm")
        self.assertEqual((finding.state, finding.item_id.state), ("redacted", "done"))
        self.assertIn("[anonymised]", place.value)

    def test_nothing_is_redacted_while_everything_is_stopped(self):
        place, finding = self._found()
        self.env["ir.config_parameter"].set_param("cloudpepper_privacy.stop", "True")
        with self.assertRaises(UserError):
            self._press(finding, "action_redact")
        self.assertIn(NAME, place.value)

    def test_a_record_of_who_is_on_hold_is_not_redacted_by_hand_either(self):
        self.other.comment = f"<p>{NAME}</p>"
        hold = self._tell_hold(self.other, None)
        finding = self._run(self._subject()).item_ids.finding_ids
        with self.assertRaises(UserError):
            self._press(finding, "action_redact")
        hold.with_user(self.officer_two).sudo().write({"date_end": "2026-11-01"})
        self._press(finding, "action_redact")
        self.assertEqual((self.other.comment, finding.state), ("<p>[anonymised]</p>", "redacted"))

    def test_what_an_earlier_version_found_is_settled_by_hand_and_never_called_complete(self):
        _place, finding = self._found()
        finding.why = "blind"
        finding.item_id.unsearched = "identifiers_lost"
        self.env.cr.execute("DELETE FROM privacy_run_identifier")
        self._press(finding, "action_search_again")
        self.assertEqual(finding.state, "open")
        self._decide(finding, "action_other", reason="Looked and changed by hand")
        self.assertEqual(finding.item_id.state, "unproven")


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestUnreadFiles(ProofCommon):
    def _file(self, data=b"Dear all", **vals):
        return self.env["ir.attachment"].create({"name": "letter", "raw": data, **vals})

    def _replace(self, file, make):
        """Let something else stand in the place of a file on the disk."""
        path = file._full_path(file.store_fname)
        os.unlink(path)
        make(path)
        self.addCleanup(os.rmdir, path)

    def _own(self, data):
        """Return (a person, a file that they put on somebody else's record)."""
        subject = self._contact(NAME, (*SILENT, ("portal", None)), email=MAIL)
        user = subject.with_context(active_test=False).user_ids
        file = self.env["ir.attachment"].with_user(user).sudo().create({
            "name": "letter", "raw": data, "res_model": "ir.config_parameter",
            "res_id": self._plant("nothing").id})
        return subject, file

    def test_one_that_cannot_be_read_is_named_with_its_reason_and_the_others_go_on(self):
        files = {
            "A folder or a pipe stands in its place": self._file(b"folder"),
            "It is not on the disk": self._file(b"gone"),
            "It is broken, or cut off": self._file(archive({"a.txt": "Dag" * 99})[:60]),
        }
        self._replace(files["A folder or a pipe stands in its place"], os.mkdir)
        gone = files["It is not on the disk"]
        os.unlink(gone._full_path(gone.store_fname))
        run = self._run(self._subject())
        self.assertEqual((run.state, run.item_ids.state), ("done", "done"))
        named = {file.attachment_ref: file.reason_text for file in run.unread_ids}
        for why, file in files.items():
            with self.subTest(why):
                self.assertEqual(named.get(file.id), why)
        unread = run.unread_ids.filtered(
            lambda one: one.attachment_ref == files["It is broken, or cut off"].id)
        opened = unread.with_user(self.officer).action_open_record()
        self.assertEqual((opened["res_model"], opened["res_id"]),
                         ("ir.attachment", unread.attachment_ref))

    def test_one_whose_reader_does_not_come_back_ends_no_run(self):
        file = self._file(archive({"zeros.bin": bytes(150_000_000)}))
        with patch.object(apart, "budget", lambda _size: 0.01):
            run = self._run(self._subject())
        self.assertEqual(run.state, "done")
        self.assertIn((file.id, "too slow"),
                      [(one.attachment_ref, one.reason) for one in run.unread_ids])

    def test_pictures_are_counted_and_not_named(self):
        file = self._file(b"\x89PNG\r\n\x1a\n0000")
        run = self._run(self._subject())
        self.assertNotIn(file.id, run.unread_ids.mapped("attachment_ref"))
        self.assertGreater(run.summary()["proof"]["not searchable: picture"], 0)

    def test_whose_own_file_could_not_be_searched_is_not_complete(self):
        subject, file = self._own(archive({"a.txt": "Dag" * 99})[:60])
        run = self._run(subject)
        finding = run.item_ids.finding_ids
        self.assertEqual((run.item_ids.state, run.state), ("unproven", "incomplete"))
        self.assertEqual((finding.model, finding.res_id, finding.why),
                         ("ir.attachment", file.id, "unread"))
        self.assertEqual(run.item_ids.verdict, "pseudonymous")
        self.assertIn("file of its own", run.item_ids.reason_text)

    def test_once_it_can_be_read_it_is_searched(self):
        subject, file = self._own(archive({"a.txt": "Dag" * 99})[:60])
        finding = self._run(subject).item_ids.finding_ids
        findings = finding.with_user(self.officer)
        findings.action_search_again()
        self.assertEqual(finding.state, "open")
        file.raw = f"Regards, {NAME}".encode()
        findings.action_search_again()
        self.env.invalidate_all()
        self.assertEqual((finding.state, finding.why, finding.item_id.state),
                         ("open", "file", "incomplete"))
        file.raw = b"Regards"
        findings.action_search_again()
        self.env.invalidate_all()
        self.assertEqual((finding.state, finding.item_id.state), ("gone", "done"))

    def test_a_file_is_not_redacted(self):
        file = self._file(f"Regards, {NAME}".encode(), res_model="res.partner",
                          res_id=self.other.id)
        findings = self._run(self._subject()).item_ids.finding_ids
        finding = findings.filtered(lambda one: one.column_name == "file")
        self.assertEqual((finding.res_id, finding.why), (file.id, "file"))
        with self.assertRaises(UserError):
            finding.with_user(self.officer).action_redact()

    def test_every_attachment_of_one_file_is_a_place(self):
        text = f"Regards, {NAME}".encode()
        files = self._file(text) | self._file(text)
        findings = self._run(self._subject()).item_ids.finding_ids
        self.assertEqual(
            findings.filtered(lambda one: one.column_name == "file").mapped("res_id"), files.ids)


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestFindingsOfEarlierVersions(ProofCommon):
    """What an earlier version left as a place becomes a finding; nobody is called anonymised."""

    def _before(self):
        """Return an item as the version before stored it."""
        item = self._run(self._subject()).item_ids
        item.write({
            "state": "incomplete", "reason": "found: res.partner", "verdict": "anonymised",
            "verdict_reasons": {}, "found": item.found + 2, "failed": 2,
            "residue": [{"model": "res.partner", "field": "comment", "count": 2,
                         "ids": [self.other.id, self.officer.partner_id.id]}],
            "detail": [*item.detail, {
                "model": "res.partner", "field": "comment", "outcome": "failed",
                "ground": "found", "until": "", "count": 2}]})
        item.run_id.state = "incomplete"
        self.env.flush_all()
        return item

    def _migrate(self):
        path = Path(__file__).resolve().parents[2] / "migrations/19.0.1.2.0/post-findings.py"
        spec = spec_from_file_location("post_findings", path)
        module = module_from_spec(spec)
        spec.loader.exec_module(module)
        module.migrate(self.env.cr, "19.0.1.1.0")
        self.env.invalidate_all()

    def test_each_place_is_a_finding_and_the_verdict_is_honest(self):
        item = self._before()
        self._migrate()
        self.assertEqual(item.finding_ids.mapped("res_id"),
                         [self.other.id, self.officer.partner_id.id])
        self.assertEqual(set(item.finding_ids.mapped("why")), {"blind"})
        self.assertEqual((item.verdict, item.verdict_reasons), ("pseudonymous", {"met": 1}))

    def test_twice_changes_nothing(self):
        item = self._before()
        self._migrate()
        self._migrate()
        self.assertEqual(len(item.finding_ids), 2)

    def test_settled_by_hand_the_contact_is_unproven_and_the_sums_close(self):
        item = self._before()
        self._migrate()
        findings = Findings(self.env, item.finding_ids)
        findings.decide("other", "Looked and changed by hand")
        self.env.invalidate_all()
        self.assertEqual((item.state, item.failed, item.verdict),
                         ("unproven", 0, "pseudonymous"))

"""The journal of erasures leaves the database, and a restored backup hears of it.

A savepoint is the backup: what was done after it is taken back, the file stays.
"""

import base64
import json
import os
import tempfile
from pathlib import Path
from unittest.mock import patch

from odoo import http
from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, freeze_time, new_test_user, tagged
from odoo.tools import SQL, config, mute_logger

from ...core.evidence import journal as journals
from ...core.evidence import journal_file, ledger
from ...engine.evidence.keys import signing_key
from ...engine.optout.optout import OptOut
from ...engine.runs.journal import Journal, RunJournal
from ...engine.runs.starting import Starting
from ...engine.runs.worker import Worker
from ..common import OFFICER, SILENT, TODAY, PrivacyCommon

CUSTOMER = (("invoice", "2021-03-31"), *SILENT)
NAME, MAIL = "Quirinus Zwaluwnest", "quirinus@zwaluwnest.example"
JOURNAL = "odoo.addons.cloudpepper_privacy.engine.runs.journal"


class JournalCommon(PrivacyCommon):
    """A data directory of its own, and a backup to go back to."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # the file goes as a whole, to whoever acts for all whose runs stand in it (R16)
        for user in (cls.officer, cls.auditor, cls.user, cls.staff, cls.admin, cls.portal):
            user.company_ids = cls.env["res.company"].search([])
        # whatever else the database holds is not the subject of these tests
        cls.env["res.partner"].search([]).write({"privacy_restricted": True})

    def setUp(self):
        super().setUp()
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        # sessions of the tests that follow lie where they lie now
        self.assertTrue(http.root.session_store)
        self.enterContext(patch.dict(config.options, data_dir=folder.name))
        self.enterContext(patch.dict(os.environ, {"PRIVACY_SEAL_KEY": ""}))
        # an earlier chain is signed with a key that this folder does not have
        for switch in ("DISABLE", "ENABLE"):
            for table in ("privacy_evidence", "privacy_seal"):
                self.env.cr.execute(f"ALTER TABLE {table} {switch} TRIGGER USER")
            if switch == "DISABLE":
                self.env.cr.execute("TRUNCATE privacy_evidence, privacy_seal")

    def _path(self):
        return Journal(self.env).path()

    def _backup(self):
        """Return what brings the database back to now."""
        self.env.flush_all()
        savepoint = self.env.cr.savepoint()
        savepoint.__enter__()

        def restore():
            self.env.flush_all()
            savepoint.rollback()
            self.env.invalidate_all()
            self.env.registry.clear_all_caches()

        return restore

    def _executed(self, contacts):
        """Erase who is due, and write the journal as a closing run does."""
        with patch.object(RunJournal, "is_wanted", return_value=True):
            return self.runs.execute(contacts, approve=True)

    def _erased(self, contacts, ground="art. 17(1)(b)"):
        with patch.object(RunJournal, "is_wanted", return_value=True):
            return self.runs.with_user(self.officer).erase(contacts, ground).sudo()

    def _row(self, record):
        self.env.flush_all()
        return self.env.execute_query(SQL(
            "SELECT to_jsonb(t) - 'write_date' FROM %s t WHERE id = %s",
            SQL.identifier(record._table), record.id))

    def _blocks(self):
        return journals.read(self._path().read_bytes()).blocks

    def _refused(self, run):
        return {line["id"]: line["reason"] for line in run.summary()["replay"]["refused"]}


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestJournal(JournalCommon):
    def test_a_run_that_closes_is_in_the_journal_with_its_seal(self):
        gone, talked = self._contact(facts=SILENT), self._contact(facts=CUSTOMER)
        run = self._executed(gone | talked)
        (block,) = self._blocks()
        self.assertEqual((block.run["ref"], block.run["kind"]), (run.id, "retention"))
        told = {subject["id"]: subject for subject in block.subjects}
        self.assertEqual({number: one["whole"] for number, one in told.items()},
                         {gone.id: True, talked.id: False})
        self.assertIn("communication", told[talked.id]["categories"])
        self.assertEqual(told[gone.id]["created"], "2010-01-05T09:00:00.000000")
        self.assertEqual(told[gone.id]["plan"], run.item_ids.filtered("whole").digest)
        seal = self.env["privacy.seal"].search([], limit=1)
        self.assertEqual(block.end["seal"]["digest"], seal.digest)
        self.assertTrue(run.journaled_on)
        self.assertFalse(run.journal_late)

    def test_who_was_not_acted_on_is_not_in_the_journal(self):
        contact, living = self._contact(facts=SILENT), self._contact(facts=SILENT)
        run = self.runs.preview(contact | living)
        run.action_approve()
        self._tell_mail(living, "2026-11-22 10:00:00")
        with patch.object(RunJournal, "is_wanted", return_value=True):
            run._work()
        self.assertEqual([one["id"] for one in self._blocks()[0].subjects], [contact.id])

    def test_the_journal_names_nobody(self):
        contact = self._contact(NAME, SILENT, email=MAIL, phone="+32 470 12 34 56")
        self._erased(contact, f"{NAME} asked for it, art. 17(1)(b)")
        text = self._path().read_text()
        for value in ("Quirinus", "wluwnest", "0470123456", "+32 470"):
            self.assertNotIn(value, text)
        self.assertEqual(self._blocks()[0].run["ground"], "art. 17(1)(b)")
        self.assertIn(f'"id": {contact.id}', text, "the search works")

    def test_a_file_that_cannot_be_written_is_said_on_the_run_and_tried_again(self):
        with patch(f"{JOURNAL}.journal_file.append", side_effect=OSError), \
                self.assertLogs(JOURNAL, "ERROR") as logged:
            run = self._executed(self._contact(NAME, SILENT, email=MAIL))
        self.assertNotIn("Quirinus", str(logged.output))
        self.assertEqual((run.state, run.journal_late), ("done", True))
        self.assertFalse(self._path().exists())
        self.runs._gc_journal()
        self.assertTrue(run.journal_late, "in a test nothing is written by itself")
        with patch.object(RunJournal, "is_wanted", return_value=True):
            self.runs._gc_journal()
        self.assertFalse(run.journal_late)
        self.assertEqual(self._blocks()[0].run["ref"], run.id)
        content = self._path().read_bytes()
        run.journaled_on = False
        RunJournal(self.env).record(run)
        self.assertEqual(self._path().read_bytes(), content, "written once")

    def test_what_a_run_did_that_was_stopped_is_written_and_again_when_it_ends(self):
        one, two = self._contact(facts=SILENT), self._contact(facts=SILENT)
        run = self.runs.preview(one | two)
        run.action_approve()
        Starting(self.env, run).start()
        worker = Worker(self.env, run)
        worker.work_batch(1)
        worker.stop("x")
        self.env["privacy.seal"]._seal()
        self.assertTrue(run.journal_late)
        self.assertEqual(RunJournal(self.env).pending(), 1)
        run._move("running")
        self.assertFalse(run.journaled_on)
        with patch.object(RunJournal, "is_wanted", return_value=True):
            run._work()
        self.assertEqual([len(block.subjects) for block in self._blocks()], [1, 2])

    def test_a_run_that_never_started_is_not_missed(self):
        run = self.runs.preview(self._contact(facts=SILENT))
        run.action_cancel()
        self.assertFalse(run.journal_late)
        self.assertEqual(RunJournal(self.env).pending(), 0)

    def test_nobody_but_officers_and_auditors_downloads_the_journal(self):
        self._executed(self._contact(facts=SILENT))
        evidence = self.env["privacy.evidence"]
        for user in (self.staff, self.user, self.admin, self.portal):
            with self.subTest(user.login), self.assertRaises(AccessError):
                Journal(self.env(user=user, su=False)).download()
            with self.subTest(user.login), self.assertRaises(AccessError):
                evidence.with_user(user).action_download_journal()
        for user in (self.officer, self.auditor):
            self.assertEqual(evidence.with_user(user).action_download_journal()["url"],
                             "/privacy/journal")
            name, content = Journal(self.env(user=user, su=False)).download()
            self.assertEqual((name, content), (self._path().name, self._path().read_bytes()))
            row = evidence.search([], limit=1, order="id desc")
            self.assertEqual((row.act, row.uid_ref), ("journal", user.id))

    def test_what_a_killed_writer_left_is_not_downloaded(self):
        self._executed(self._contact(facts=SILENT))
        content = self._path().read_bytes()
        with self._path().open("ab") as file:
            file.write(b'{"run":{"ref"')
        self.assertEqual(Journal(self.env).download()[1], content)

    def test_where_there_is_no_journal_the_button_says_so(self):
        with self.assertRaises(UserError):
            self.runs.with_user(self.officer).action_download_journal()


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestReplay(JournalCommon):
    def _replayed(self, user=None, **options):
        runs = self.runs.with_user(user) if user else self.runs
        return runs.replay(self._path(), **options)

    # === THE SAME END STATE === #

    def test_who_was_anonymised_before_is_anonymised_after(self):
        contact = self._contact(NAME, SILENT, email=MAIL, phone="+32 470 12 34 56")
        messages = contact.message_ids
        restore = self._backup()
        self._executed(contact)
        row = self._row(contact)
        restore()
        self.assertEqual(contact.name, NAME)
        run = self._replayed(self.officer)
        self.env.invalidate_all()
        self.assertEqual((run.kind, run.state, run.subjects), ("replay", "done", 1))
        self.assertEqual(self._row(contact), row)
        self.assertFalse(messages.exists())
        self.assertFalse(run.summary()["replay"]["refused"])
        self.assertTrue(self.env["privacy.evidence"].verify()["ok"])

    def test_who_lost_only_the_conversation_loses_only_that(self):
        contact = self._contact(NAME, CUSTOMER, email=MAIL)
        restore = self._backup()
        self._executed(contact)
        row = self._row(contact)
        restore()
        self.assertTrue(contact.message_ids.filtered(lambda m: m.message_type == "email"))
        self._replayed()
        self.assertEqual(self._row(contact), row)
        self.assertEqual((contact.name, contact.email), (NAME, MAIL))
        self.assertFalse(contact.message_ids.filtered(lambda m: m.message_type == "email"))
        self.assertEqual(self._clocks(contact)["communication"][0], "done")
        self.assertEqual(self._clocks(contact)["billing"][0], "counting")

    def test_an_erasure_on_request_is_replayed_though_no_clock_has_ended(self):
        contact = self._contact(facts=(("mail", "2026-11-23 08:00:00"),))
        self.timers.refresh()
        restore = self._backup()
        self._erased(contact)
        self.assertTrue(contact.privacy_anonymised_on)
        restore()
        self.assertFalse(self._executed(contact).subjects, "not due by itself")
        run = self._replayed()
        self.assertTrue(contact.privacy_anonymised_on)
        self.assertEqual(run.ground, "art. 17(1)(b)")

    def test_what_was_done_counts_though_a_longer_rule_came_back_with_the_backup(self):
        contact = self._contact(facts=(("mail", "2024-05-04 10:00:00"),))
        rules = self.env["privacy.rule"].search([("start_event", "=", "last_interaction")])
        self.timers.refresh()
        restore = self._backup()
        rules.write({"period_count": 1})
        self.timers.refresh(full=True)
        self._executed(contact)
        self.assertTrue(contact.privacy_anonymised_on)
        restore()
        self.assertEqual(self._clocks(contact)["communication"][0], "counting")
        self._replayed()
        self.assertTrue(contact.privacy_anonymised_on)

    # === WHO IS NOT TOUCHED === #

    def test_who_is_held_restricted_or_protected_now_is_named_and_not_touched(self):
        held, closed, own, gone = (self._contact(facts=SILENT, email=f"{n}@mail.example")
                                   for n in range(4))
        restore = self._backup()
        self._executed(held | closed | own | gone)
        restore()
        self._tell_hold(held, None)
        closed.privacy_restricted = True
        self._tell_own_company(own, None)
        rows = [self._row(contact) for contact in (held, closed, own)]
        run = self._replayed(self.officer)
        self.assertEqual([self._row(contact) for contact in (held, closed, own)], rows)
        self.assertTrue(gone.privacy_anonymised_on)
        self.assertEqual(self._refused(run), {
            held.id: "held", closed.id: "restricted", own.id: "protected"})
        self.assertEqual((run.state, run.incomplete), ("incomplete", 3), "not a false done")
        self.assertIn("hold", run.item_ids.filtered(
            lambda item: item.partner_id == held).reason_text)

    def test_who_was_held_is_replayed_once_the_hold_has_ended(self):
        contact = self._contact(facts=SILENT)
        restore = self._backup()
        self._executed(contact)
        restore()
        hold = self._tell_hold(contact, None)
        self._replayed()
        hold.action_release()
        self.assertEqual(self._replayed().state, "done")
        self.assertTrue(contact.privacy_anonymised_on)

    def test_who_wrote_since_the_restore_stays(self):
        contact, silent = self._contact(facts=SILENT), self._contact(facts=SILENT)
        restore = self._backup()
        self._executed(contact | silent)
        restore()
        self._tell_mail(contact, "2026-11-23 10:00:00")
        self._replayed()
        self.assertFalse(contact.privacy_anonymised_on)
        self.assertEqual(len(contact.message_ids.filtered(
            lambda message: message.message_type == "email")), 2)
        self.assertTrue(silent.privacy_anonymised_on)

    def test_another_contact_with_the_same_number_is_refused(self):
        contact = self._contact(NAME, SILENT, email=MAIL)
        restore = self._backup()
        self._executed(contact)
        restore()
        self._date(contact, "create_date", "2010-01-05 09:00:00.000001")
        row = self._row(contact)
        run = self._replayed()
        self.assertEqual(self._row(contact), row)
        self.assertEqual(self._refused(run), {contact.id: "other"})
        self.assertIn(str(contact.id), run.replay_table)

    def test_who_is_not_there_is_named(self):
        restore = self._backup()
        contact = self._contact(facts=SILENT)
        self._executed(contact)
        number = contact.id
        restore()
        run = self._replayed()
        self.assertEqual(self._refused(run), {number: "gone"})
        self.assertEqual((run.state, run.subjects), ("done", 0))

    def test_contacts_of_another_company_stay(self):
        other = self.env["res.company"].create({"name": "Other Ltd"})
        foreign = new_test_user(self.env, "foreign", OFFICER, company_id=other.id,
                                company_ids=[(6, 0, other.ids)])
        contact = self._contact(facts=SILENT, company_id=self.company.id)
        restore = self._backup()
        self._executed(contact)
        restore()
        self.assertEqual(self._refused(self._replayed(foreign)), {contact.id: "access"})
        self.assertFalse(contact.privacy_anonymised_on)
        self._replayed(self.officer)
        self.assertTrue(contact.privacy_anonymised_on)

    # === ONCE === #

    def test_who_is_anonymised_already_is_skipped(self):
        contact = self._contact(facts=SILENT)
        restore = self._backup()
        self._executed(contact)
        restore()
        self.runs.execute(contact, approve=True)
        row = self._row(contact)
        run = self._replayed()
        self.assertEqual(self._row(contact), row)
        self.assertEqual((run.summary()["replay"]["anonymised"], run.subjects), (1, 0))

    def test_a_run_that_the_backup_knows_is_not_replayed(self):
        contact, other = self._contact(facts=CUSTOMER), self._contact(facts=SILENT)
        self._executed(contact)
        restore = self._backup()
        self._executed(other)
        restore()
        self._tell_mail(contact, "2026-11-23 10:00:00")
        run = self._replayed()
        self.assertEqual((run.summary()["replay"]["known"], run.subjects), (1, 1))
        self.assertTrue(contact.message_ids.filtered(lambda m: m.message_type == "email"))

    def test_replaying_twice_does_not_touch_what_is_new(self):
        contact = self._contact(facts=CUSTOMER)
        restore = self._backup()
        self._erased(contact)
        restore()
        self._replayed()
        self.assertFalse(contact.message_ids.filtered(lambda m: m.message_type == "email"))
        self._tell_mail(contact, "2026-11-23 07:00:00")
        again = self._replayed()
        self.assertEqual(again.subjects, 0)
        self.assertTrue(contact.message_ids.filtered(lambda m: m.message_type == "email"))

    # === WHAT IS REFUSED === #

    def _assert_nothing_done(self, file, message, **options):
        runs, rows = self.runs.search_count([]), self.env["privacy.evidence"].search_count([])
        with self.assertRaisesRegex(UserError, message):
            self.runs.replay(file, **options)
        self.assertEqual(self.runs.search_count([]), runs)
        self.assertEqual(self.env["privacy.evidence"].search_count([]), rows)

    def test_a_journal_of_another_database_is_refused(self):
        contact = self._contact(facts=SILENT)
        restore = self._backup()
        self._executed(contact)
        content = self._path().read_bytes()
        restore()
        self.env["ir.config_parameter"].set_param("database.uuid", "another")
        self._assert_nothing_done(content, "another database")
        self.assertFalse(contact.privacy_anonymised_on)

    def test_a_journal_that_was_changed_is_refused(self):
        contact, other = self._contact(facts=SILENT), self._contact(facts=SILENT)
        restore = self._backup()
        self._executed(contact)
        content = self._path().read_bytes()
        restore()
        number = f'"id": {contact.id}'.encode()
        self._assert_nothing_done(content.replace(number, f'"id": {other.id}'.encode()), "changed")
        self._assert_nothing_done(content.replace(b"privacy-erasures-1", b"x"), "kind")
        self._assert_nothing_done(b"no journal", "no journal")
        self._assert_nothing_done(7, "no journal")
        self._assert_nothing_done(content[:-9], "middle of a run")
        self.assertFalse((contact | other).filtered("privacy_anonymised_on"))

    def test_a_journal_that_ends_in_the_middle_of_a_run_is_replayed_where_that_is_said(self):
        one, two = self._contact(facts=SILENT), self._contact(facts=SILENT)
        restore = self._backup()
        self._executed(one)
        self._executed(two)
        content = self._path().read_bytes()[:-9]
        restore()
        self._assert_nothing_done(content, "middle of a run")
        run = self.runs.replay(content, torn=True)
        self.assertTrue(one.privacy_anonymised_on)
        self.assertFalse(two.privacy_anonymised_on)
        self.assertTrue(run.summary()["replay"]["torn"])

    def _forged(self, contact, key, **seal):
        """Write a journal of one's own with every hash right."""
        run = {"ref": 1, "kind": "request", "on_date": TODAY, "name": "x"}
        subject = {"model": "res.partner", "id": contact.id, "whole": True, "rules": [],
                   "categories": ["communication"], "created": "2010-01-05T09:00:00.000000"}
        path = self.folder / "a" / "b" / "forged.jsonl"
        path.unlink(missing_ok=True)
        journal_file.append(path, Journal(self.env).database(), [
            ledger.canonical({"run": run}), ledger.canonical({"subject": subject})],
            {"last_ref": 1, "digest": "a" * 64, **seal}, key)
        return path

    def test_a_journal_that_somebody_else_wrote_is_refused(self):
        contact = self._contact(facts=SILENT)
        self._executed(self._contact(facts=SILENT))
        self._assert_nothing_done(self._forged(contact, None), "not written by this server")
        _name, key = signing_key()
        changed = self._forged(contact, key).read_bytes()
        ends = json.loads(changed.splitlines()[-1])
        changed = changed.replace(ends["signature"].encode(), b"0" * 64)
        self._assert_nothing_done(changed, "signature")
        self.assertFalse(contact.privacy_anonymised_on)

    def test_a_database_that_was_not_restored_is_refused_its_own_journal(self):
        contact = self._contact(facts=CUSTOMER)
        self._executed(contact)
        self._tell_mail(contact, "2026-11-23 10:00:00")
        self._assert_nothing_done(self._path(), "not restored")
        self.assertTrue(contact.message_ids.filtered(lambda m: m.message_type == "email"))

    def test_a_journal_that_is_behind_this_database_is_refused(self):
        """Rows of that number were sealed here long before the journal says it was."""
        contact = self._contact(facts=SILENT)
        self._executed(self._contact(facts=SILENT))
        _name, key = signing_key()
        for sealed_on in ("2999-01-01T00:00:00", None, 7):
            with self.subTest(sealed_on):
                self._assert_nothing_done(
                    self._forged(contact, key, sealed_on=sealed_on), "not ahead")
        self.assertFalse(contact.privacy_anonymised_on)

    # === OPT-OUTS === #

    def test_a_backup_of_before_the_objection_hears_of_it(self):
        person = self._contact(NAME, SILENT, email=MAIL)
        restore = self._backup()
        OptOut(self.env).remember([MAIL])
        self._executed(person)
        journal = self._path().read_bytes()
        self.assertNotIn(MAIL.encode(), journal)
        restore()
        self.assertFalse(OptOut(self.env).refused([MAIL]))
        self._replayed(self.officer)
        self.assertTrue(OptOut(self.env).refused([MAIL]))
        self.assertTrue(person.privacy_anonymised_on)

    def test_a_backup_without_any_objection_bans_nobody(self):
        person = self._contact(NAME, SILENT, email=MAIL)
        restore = self._backup()
        self._executed(person)
        restore()
        self._replayed(self.officer)
        self.assertFalse(self.env["privacy.optout"].search_count([]))

    # === A KEY THAT IS NOT KNOWN === #

    def _unknown_key(self):
        """A contact whose erasure stands in a journal signed with a key that was lost."""
        contact = self._contact(facts=SILENT)
        restore = self._backup()
        self._executed(contact)
        restore()
        (self.folder / "privacy" / "seal.key").unlink()
        return contact

    def test_a_journal_signed_with_a_key_that_was_lost_waits_for_a_second_officer(self):
        contact = self._unknown_key()
        run = self._replayed(self.officer)
        self.assertEqual((run.state, run.summary()["replay"]["vouched"]), ("waiting", False))
        self.assertIn("nothing vouches", run.next_step)
        for user in (self.officer, self.user, self.admin, self.auditor):
            with self.subTest(user.login), self.assertRaises(AccessError):
                run.with_user(user).action_approve()
        run.sudo()._work()
        self.assertFalse(contact.privacy_anonymised_on)
        run.with_user(self.officer_two).action_approve()
        run.sudo()._work()
        self.assertTrue(contact.privacy_anonymised_on)
        rows = self.env["privacy.evidence"].search(
            [("run_ref", "=", run.id), ("act", "in", ("replay", "approve"))], order="id")
        self.assertEqual([(row.act, row.uid_ref) for row in rows],
                         [("replay", self.officer.id), ("approve", self.officer_two.id)])
        self.assertFalse(rows[0].counts["vouched"])

    def test_not_even_the_superuser_is_the_second_person_to_themselves(self):
        contact = self._unknown_key()
        run = self._replayed()
        self.assertEqual(run.state, "waiting")
        with self.assertRaises(AccessError):
            run.action_approve()
        with self.assertRaises(UserError):
            run.action_execute()
        self.assertFalse(contact.privacy_anonymised_on)

    def test_an_invented_key_takes_no_running_customer(self):
        customer = self._contact(NAME, (("invoice", "2026-10-31"), ("running", True), *SILENT),
                                 email=MAIL)
        silent = self._contact(facts=SILENT)
        self._executed(self._contact(facts=SILENT))
        for contact in (customer, silent):
            run = self.runs.with_user(self.officer).replay(
                self._forged(contact, b"k" * 32, last_ref=10**6))
            run.with_user(self.officer_two).action_approve()
            run.sudo()._work()
        self.assertEqual((customer.name, customer.email), (NAME, MAIL))
        self.assertFalse(customer.privacy_anonymised_on)
        self.assertTrue(silent.privacy_anonymised_on, "as an erasure on request would")

    def test_a_replay_goes_no_further_than_an_erasure_of_today(self):
        """Signed as it should be: since the backup nobody may have become a customer either."""
        for fact in (("invoice", "2026-11-20"), ("unpaid", "2026-11-20"), ("running", True)):
            contact = self._contact(NAME, SILENT, email=MAIL)
            restore = self._backup()
            self._executed(contact)
            self.assertTrue(contact.privacy_anonymised_on)
            restore()
            getattr(self, f"_tell_{fact[0]}")(contact, fact[1])
            self._replayed(self.officer)
            with self.subTest(fact[0]):
                self.assertEqual((contact.name, contact.privacy_anonymised_on), (NAME, False))
            self._path().unlink()

    # === WHO MAY === #

    def test_nobody_but_an_officer_replays(self):
        contact = self._contact(facts=SILENT)
        restore = self._backup()
        self._executed(contact)
        restore()
        for user in (self.staff, self.user, self.auditor, self.admin, self.portal):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self._replayed(user)
            self.assertFalse(contact.privacy_anonymised_on)
        run = self._replayed(self.officer)
        self.assertTrue(contact.privacy_anonymised_on)
        self.assertEqual((run.prepared_by_id, run.approved_by_id), (self.officer, self.officer))
        filed = self.env["privacy.evidence"].search([("act", "=", "replay")])
        self.assertEqual((filed.run_ref, filed.uid_ref), (run.id, self.officer.id))

    def test_under_four_eyes_too_nobody_but_an_officer_prepares_a_replay(self):
        restore = self._backup()
        self._executed(self._contact(facts=SILENT))
        restore()
        self.env["ir.config_parameter"].set_param("cloudpepper_privacy.four_eyes", "True")
        for user in (self.staff, self.user, self.auditor, self.admin, self.portal):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self._replayed(user)

    def test_under_four_eyes_a_replay_waits_for_another_officer(self):
        contact = self._contact(facts=SILENT)
        restore = self._backup()
        self._executed(contact)
        restore()
        self.env["ir.config_parameter"].set_param("cloudpepper_privacy.four_eyes", "True")
        run = self._replayed(self.officer)
        self.assertEqual(run.state, "waiting")
        self.assertFalse(contact.privacy_anonymised_on)
        with self.assertRaises(AccessError):
            run.with_user(self.officer).action_approve()
        run.with_user(self.officer_two).action_approve()
        run.sudo()._work()
        self.assertTrue(contact.privacy_anonymised_on)

    def test_under_four_eyes_too_who_has_to_stay_is_named_and_not_touched(self):
        held, gone = self._contact(facts=SILENT), self._contact(facts=SILENT)
        restore = self._backup()
        self._executed(held | gone)
        restore()
        self._tell_hold(held, None)
        self.env["ir.config_parameter"].set_param("cloudpepper_privacy.four_eyes", "True")
        run = self._replayed(self.officer)
        run.with_user(self.officer_two).action_approve()
        run.sudo()._work()
        self.assertEqual((run.state, run.incomplete), ("incomplete", 1))
        self.assertFalse(held.privacy_anonymised_on)
        self.assertTrue(gone.privacy_anonymised_on)

    def test_a_stop_stops_a_replay_too(self):
        contact = self._contact(facts=SILENT)
        restore = self._backup()
        self._executed(contact)
        restore()
        self.runs.action_stop()
        self.assertEqual(self._replayed().state, "stopped")
        self.assertFalse(contact.privacy_anonymised_on)

    def test_a_journal_comes_as_path_bytes_text_or_base64(self):
        contact = self._contact(facts=SILENT)
        restore = self._backup()
        self._executed(contact)
        content = self._path().read_bytes()
        for file in (self._path(), str(self._path()), content, content.decode(),
                     base64.b64encode(content), base64.b64encode(content).decode()):
            restore()
            self.runs.replay(file)
            self.assertTrue(contact.privacy_anonymised_on)

    def test_over_http_a_path_is_not_read(self):
        self._executed(self._contact(facts=SILENT))
        with patch(f"{JOURNAL}.request", True):
            self._assert_nothing_done(str(self._path()), "no journal")

    def test_an_officer_gives_the_file_in_a_form(self):
        contact = self._contact(facts=SILENT)
        restore = self._backup()
        self._executed(contact)
        restore()
        form = self.env["privacy.replay"].with_user(self.officer).create({
            "file": base64.b64encode(self._path().read_bytes()), "file_name": "x.jsonl"})
        action = form.action_replay()
        self.assertEqual(self.runs.browse(action["res_id"]).kind, "replay")
        self.assertTrue(contact.privacy_anonymised_on)
        for user in (self.user, self.auditor, self.staff):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.env["privacy.replay"].with_user(user).create({})

    def test_the_number_of_queries_does_not_depend_on_the_number_of_people(self):
        counts = []
        for people in (2, 12):
            contacts = self.env["res.partner"].browse()
            for _each in range(people):
                contacts |= self._contact(facts=SILENT)
            restore = self._backup()
            self._executed(contacts)
            restore()
            before = self.env.cr.sql_log_count
            self._replayed()
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
            self.assertEqual(len(contacts.filtered("privacy_anonymised_on")), people)
            self._path().unlink()
        self.assertAlmostEqual(*counts, delta=12)


@tagged("post_install", "-at_install")
class TestDownload(HttpCase, JournalCommon):
    def test_the_journal_is_downloaded_by_officers_and_auditors_alone(self):
        with freeze_time(TODAY):
            self._executed(self._contact(facts=SILENT))
        content = self._path().read_bytes()
        for user, status in ((self.officer, 200), (self.auditor, 200), (self.user, 403),
                             (self.staff, 403), (self.portal, 403)):
            self.authenticate(user.login, user.login)
            with self.subTest(user.login), mute_logger("odoo.http"):
                answer = self.url_open("/privacy/journal")
                self.assertEqual(answer.status_code, status)
                self.assertEqual(answer.content == content, status == 200)
        self.authenticate(None, None)
        answer = self.url_open("/privacy/journal", allow_redirects=False)
        self.assertNotEqual(answer.status_code, 200)
        self.assertEqual(self.env["privacy.evidence"].search_count([("act", "=", "journal")]), 2)

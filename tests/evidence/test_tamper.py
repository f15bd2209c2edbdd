"""Whoever owns the tables can change them; what they cannot do is hide it."""

import os
import stat
import tempfile
from pathlib import Path
from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged
from odoo.tools import SQL, config, mute_logger
from psycopg2 import Error as PostgresError

from ...engine.evidence import keys
from ...engine.evidence.chain import Chain
from ...engine.runs.journal import Journal, RunJournal
from ..common import SILENT, TODAY, PrivacyCommon

TABLES = ("privacy_evidence", "privacy_seal")
LOG = "odoo.addons.cloudpepper_privacy.engine.evidence.keys"


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestTampering(PrivacyCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.partner"].search([]).write({"privacy_restricted": True})
        cls.evidence, cls.seals = cls.env["privacy.evidence"], cls.env["privacy.seal"]

    def setUp(self):
        super().setUp()
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        # keys and journals of these tests lie nowhere else
        self.enterContext(patch.dict(config.options, data_dir=folder.name))
        self.enterContext(patch.dict(os.environ, {"PRIVACY_SEAL_KEY": ""}))
        # the chain of this database is not the subject of these tests
        self._as_owner("TRUNCATE privacy_evidence, privacy_seal")
        self.sealed = [self._proof(), self._proof(), self._proof()]
        last = self.sealed[-1]
        self.anchor = {"last_ref": last.last_ref, "digest": last.digest}

    def _proof(self):
        """Carry out a run; return the seal that closes it."""
        run = self.runs.execute(self._contact(facts=SILENT), approve=True)
        self.assertEqual(run.state, "done")
        return self.seals.search([], limit=1, order="id desc")

    def _as_owner(self, statement, *params):
        """Change a table of evidence as its owner can: with the trigger switched off."""
        for switch in ("DISABLE", "ENABLE"):
            for table in TABLES:
                self.env.cr.execute(f"ALTER TABLE {table} {switch} TRIGGER USER")
            if switch == "DISABLE":
                self.env.cr.execute(statement, params)
        self.env.invalidate_all()

    def _rewrite(self, first, sign=None):
        """Compute every seal from this one on anew, as anybody can who has the rows.

        :param sign: what becomes of a signature: given the seal's facts, default as it was
        """
        before = self.seals.search([("id", "<", first.id)], limit=1, order="id desc")
        previous, after = before.digest or "0" * 64, before.last_ref
        for seal in self.seals.search([("id", ">=", first.id)], order="id"):
            digest, count = Chain(self.env).running_hash(previous, after, seal.last_ref)
            self._as_owner("UPDATE privacy_seal SET digest = %s, previous = %s, row_count = %s"
                           " WHERE id = %s", digest, previous, count, seal.id)
            if sign:
                self._as_owner("UPDATE privacy_seal SET signature = %s, key_ref = %s WHERE id = %s",
                               *sign(seal), seal.id)
            previous, after = digest, seal.last_ref

    def _forge(self):
        """Change what a row of the second run says."""
        self._as_owner("UPDATE privacy_evidence SET run_ref = run_ref + 1 WHERE id = %s",
                       self.sealed[1].first_ref)

    def _why(self, anchor=None):
        result = self.evidence.verify(anchor)
        self.assertEqual(result["ok"], result["why"] is None)
        return result["why"]

    # === UNTOUCHED === #

    def test_what_nobody_touched_verifies_with_and_without_an_anchor(self):
        rows = self.evidence.search_count([])
        for anchor in (None, self.anchor, {"last_ref": self.sealed[0].last_ref,
                                              "digest": self.sealed[0].digest}):
            self.assertEqual(self.evidence.verify(anchor), {
                "ok": True, "rows": rows, "first_bad": None, "why": None, "unsealed": 0})

    def test_rows_that_wait_for_their_seal_are_counted(self):
        self.evidence._record([{"act": "stop"}, {"act": "lift_stop"}])
        result = self.evidence.verify()
        self.assertEqual((result["ok"], result["unsealed"]), (True, 2))
        self.seals._seal()
        self.assertEqual(self.evidence.verify()["unsealed"], 0)

    # === BY SQL === #

    def test_postgresql_refuses_to_change_a_row_or_seal_and_the_rest_verifies(self):
        for table in TABLES:
            for statement in ("UPDATE %s SET digest = 'x'", "DELETE FROM %s", "TRUNCATE %s"):
                with self.subTest(statement % table), mute_logger("odoo.sql_db"), \
                        self.assertRaisesRegex(PostgresError, "only added to"), \
                        self.env.cr.savepoint():
                    self.env.cr.execute(SQL(statement, SQL.identifier(table)))
        self.assertIsNone(self._why(self.anchor))

    # === FORCED === #

    def test_an_edited_row_is_found(self):
        self._forge()
        result = self.evidence.verify()
        self.assertEqual((result["ok"], result["why"], result["first_bad"]),
                         (False, "rows", self.sealed[1].first_ref))

    def test_a_rewritten_tail_is_found_by_its_signatures_without_an_anchor(self):
        self._forge()
        self._rewrite(self.sealed[1])
        result = self.evidence.verify()
        self.assertEqual((result["ok"], result["why"], result["first_bad"]),
                         (False, "signature", self.sealed[1].first_ref))

    def test_a_rewritten_tail_whose_signatures_were_taken_away_is_found(self):
        self._forge()
        self._rewrite(self.sealed[1], sign=lambda _seal: (None, None))
        self.assertEqual(self._why(), "unsigned")

    def test_a_rewritten_chain_that_is_signed_with_another_key_is_found(self):
        self._forge()
        self._rewrite(self.sealed[0], sign=lambda _seal: ("0" * 64, "0" * 16))
        self.assertEqual(self._why(), "key")

    def test_a_rewritten_tail_is_found_with_the_anchor_where_no_key_is_known(self):
        self._forge()
        self._rewrite(self.sealed[0], sign=lambda _seal: (None, None))
        (self.folder / "privacy" / "seal.key").unlink()
        self.assertIsNone(self._why(), "whoever has neither key nor anchor sees nothing")
        self.assertEqual(self._why(self.anchor), "anchor")

    def test_a_tail_that_was_cut_is_found(self):
        anchor, last = self.anchor, self.sealed[-1]
        self._as_owner("DELETE FROM privacy_evidence WHERE id >= %s", last.first_ref)
        self._as_owner("DELETE FROM privacy_seal WHERE id = %s", last.id)
        self.assertIsNone(self._why(), "from inside the database nothing is missing")
        result = self.evidence.verify(anchor)
        self.assertEqual((result["ok"], result["why"], result["first_bad"]),
                         (False, "anchor", anchor["last_ref"]))

    def test_a_last_seal_that_was_cut_alone_leaves_its_rows_unsealed(self):
        anchor, last = self.anchor, self.sealed[-1]
        rows = last.row_count
        self._as_owner("DELETE FROM privacy_seal WHERE id = %s", last.id)
        self.assertEqual(self.evidence.verify()["unsealed"], rows)
        self.assertEqual(self._why(anchor), "anchor")

    def test_a_seal_taken_out_of_the_middle_is_found(self):
        self._as_owner("DELETE FROM privacy_seal WHERE id = %s", self.sealed[1].id)
        self.assertEqual(self._why(), "chain")

    def test_no_column_of_a_seal_is_changed_unseen(self):
        changes = {
            "sealed_on": "sealed_on - interval '9 years'", "first_ref": "first_ref + 1",
            "last_ref": "last_ref + 1", "row_count": "row_count + 1", "digest": "'x'",
            "previous": "'x'", "signature": "'x'", "key_ref": "'x'",
        }
        columns = {field.name for field in self.seals._fields.values() if field.store} - {"id"}
        self.assertEqual(columns, set(changes))
        for name, value in changes.items():
            for seal in self.sealed:
                with self.subTest(name), self.env.cr.savepoint() as savepoint:
                    self._as_owner(f"UPDATE privacy_seal SET {name} = {value} WHERE id = %s",
                                   seal.id)
                    self.assertTrue(self._why())
                    savepoint.rollback()
        self.env.invalidate_all()
        self.assertIsNone(self._why(self.anchor))

    # === KEYS === #

    def test_the_key_lies_in_a_file_that_its_owner_alone_reads_and_never_in_the_database(self):
        path = self.folder / "privacy" / "seal.key"
        self.assertEqual(stat.S_IMODE(path.stat().st_mode), 0o600)
        self.env.flush_all()
        key = path.read_text().strip()
        for table in ("ir_config_parameter", "privacy_seal", "privacy_evidence"):
            rows = self.env.execute_query(SQL("SELECT t::text FROM %s t", SQL.identifier(table)))
            self.assertNotIn(key, str(rows))

    def test_a_key_that_is_lost_does_not_verify_silently(self):
        (self.folder / "privacy" / "seal.key").unlink()
        self.assertEqual(self._why(), "key")
        self.assertEqual(self._why(self.anchor), "key")
        self.assertFalse((self.folder / "privacy" / "seal.key").exists(), "verifying makes none")

    def test_a_key_that_cannot_be_read_does_not_verify_silently(self):
        with patch.object(keys, "load", side_effect=PermissionError), \
                mute_logger(LOG):
            self.assertEqual(self._why(), "key")
            self._as_owner("UPDATE privacy_seal SET signature = NULL, key_ref = NULL")
            self.assertEqual(self._why(), "unsigned")

    def test_a_key_can_be_changed_and_former_ones_still_verify(self):
        (key,) = (self.folder / "privacy" / "seal.key").read_text().split()
        with patch.dict(os.environ, {"PRIVACY_SEAL_KEY": "new"}):
            self._proof()
            self.assertIsNone(self._why(), "the file's key is still known")
            (self.folder / "privacy" / "seal.key").unlink()
            self.assertEqual(self._why(), "key")
        with patch.dict(os.environ, {"PRIVACY_SEAL_KEY": f"new,{key}"}):
            self.assertIsNone(self._why())
        with patch.dict(config.options, privacy_seal_key=f"{key}, new"):
            self.assertIsNone(self._why(), "from odoo.conf")

    def test_without_a_key_nothing_is_sealed_and_the_rows_are_counted(self):
        self.evidence._record([{"act": "stop"}])
        with patch.object(keys, "load", side_effect=PermissionError), \
                self.assertLogs(LOG, "ERROR"):
            self.assertIsNone(self.seals._seal())
        self.assertEqual(self.evidence.verify()["unsealed"], 1)
        self.assertTrue(self.seals._seal())
        self.assertIsNone(self._why())

    # === THE JOURNAL AS ANCHOR === #

    def _journal(self, run):
        self.assertTrue(RunJournal(self.env).record(run))
        return Journal(self.env).path()

    def test_the_last_seal_of_a_journal_is_an_anchor(self):
        last = self.runs.search([], limit=1, order="id desc")
        path = self._journal(last)
        content = path.read_bytes()
        for anchor in (path, str(path), content, content.decode(), content + b'{"run"'):
            self.assertIsNone(self._why(anchor))
        self._as_owner("DELETE FROM privacy_evidence WHERE id >= %s", self.sealed[-1].first_ref)
        self._as_owner("DELETE FROM privacy_seal WHERE id = %s", self.sealed[-1].id)
        self.assertEqual(self._why(path), "anchor")

    def test_a_journal_that_is_none_or_of_another_database_is_no_anchor(self):
        path = self._journal(self.runs.search([], limit=1, order="id desc"))
        for anchor in (b"nothing", "nowhere", 7, b""):
            with self.assertRaises(UserError):
                self.evidence.verify(anchor)
        self.env["ir.config_parameter"].set_param("database.uuid", "another")
        with self.assertRaisesRegex(UserError, "another database"):
            self.evidence.verify(path)

    def test_an_auditor_verifies_by_button_against_the_journal_of_this_server(self):
        last = self.runs.search([], limit=1, order="id desc")
        self._journal(last)
        button = self.evidence.with_user(self.auditor).action_verify
        self.assertEqual(button()["params"]["type"], "success")
        self._as_owner("DELETE FROM privacy_evidence WHERE id >= %s", self.sealed[-1].first_ref)
        self._as_owner("DELETE FROM privacy_seal WHERE id = %s", self.sealed[-1].id)
        told = button()["params"]
        self.assertEqual(told["type"], "danger")
        self.assertIn("not in this database", told["message"])

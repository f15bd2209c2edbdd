"""The life of what the module itself keeps: each kind has its period, and its sums survive it."""

import tempfile
from unittest.mock import patch

from odoo.addons.base.models.ir_autovacuum import is_autovacuum
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time, tagged
from odoo.tools import SQL, config, mute_logger
from psycopg2 import Error as PostgresError

from ...core.evidence import ledger
from ...engine import housekeeping
from ...engine.acting import acting_env
from ...engine.clocks.outbox import Notes
from ...engine.erasure.batch import Batch
from ...engine.evidence import cut, export
from ...engine.evidence.chain import Chain
from ...engine.evidence.keys import signing_key
from ...engine.evidence.sealing import insert
from ...engine.housekeeping import PERIODS, Housekeeping
from ..builders.life import LifeCommon
from ..common import SILENT, TODAY
from ..journal import verified


class OwnDataCommon(LifeCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.housekeeping = Housekeeping(cls.env)

    def _filed(self):
        """Return the counts of the latest row that housekeeping left."""
        return self._acts("housekeeping")[:1].counts

    def _ended(self, day, contacts=None):
        """Carry out a run and let it have ended on a day."""
        contacts = self._contact(facts=SILENT) if contacts is None else contacts
        run = self.runs.preview(contacts)
        run.action_approve()
        run._work()
        self.assertIn(run.state, ("done", "incomplete"))
        self._date(run, "date_done", f"{day} 03:00:00")
        self._date(run, "date_started", f"{day} 02:00:00")
        self._date(run, "create_date", f"{day} 01:00:00")
        self.env.invalidate_all()
        return run


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestPeriods(OwnDataCommon):
    def test_each_period_has_bounds(self):
        settings = self.env["res.config.settings"].with_user(self.boss)
        for name, (_unit, default, least, most) in PERIODS.items():
            self.assertEqual(settings.create({})[f"privacy_{name}"], default)
            for value in (least - 1, most + 1, -5):
                with self.subTest(f"{name} {value}"), self.assertRaises(ValidationError):
                    settings.create({f"privacy_{name}": value})
        settings.create({"privacy_keep_run_months": 24, "privacy_keep_detail_months": 24})
        with self.assertRaises(ValidationError):
            settings.create({"privacy_keep_run_months": 23, "privacy_keep_detail_months": 24})

    def test_what_an_officer_sets_counts_and_others_set_nothing(self):
        settings = self.env["res.config.settings"]
        settings.with_user(self.boss).create({"privacy_keep_preview_days": 7}).execute()
        self.assertEqual(self.housekeeping.period("keep_preview_days"), 7)
        with self.assertRaises(AccessError):
            settings.with_user(self.admin).create({"privacy_keep_preview_days": 8}).set_values()
        self.assertEqual(self.housekeeping.period("keep_preview_days"), 7)

    def test_a_parameter_out_of_bounds_or_mistyped_counts_as_the_nearest_that_is_allowed(self):
        for value, period in (("0", 36), ("-1", 36), ("9999", 1200), ("nan", 120), ("inf", 1200),
                              ("soon", 120), ("", 120), ("48", 48)):
            with self.subTest(value):
                self._set("keep_evidence_months", value)
                self.env.flush_all()
                self.assertEqual(self.housekeeping.period("keep_evidence_months"), period)

    def test_odoos_vacuum_finds_each_of_them(self):
        found = {
            f"gc_{name.removeprefix('_gc_')}"
            for model in self.registry.values() if model._original_module == "cloudpepper_privacy"
            for name in dir(model) if is_autovacuum(getattr(model, name, None))
        }
        self.assertLessEqual({name for name in dir(Housekeeping) if name.startswith("gc_")}, found)
        self.assertLessEqual({"gc_evidence", "gc_journal", "gc_identifiers", "gc_erased_files"},
                             found)

    def test_the_daily_vacuum_deletes_a_preview_of_last_year(self):
        run = self.runs.preview(self._contact(facts=SILENT))
        self._date(run, "create_date", "2025-11-01 10:00:00")
        with self.enter_registry_test_mode():
            self.env.ref("base.autovacuum_job").method_direct_trigger()
        self.env.invalidate_all()
        self.assertFalse(run.exists())


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestOwnData(OwnDataCommon):
    # === RUNS === #

    def test_previews_and_cancelled_runs_go_after_ninety_days_and_others_stay(self):
        def made(state, day, **vals):
            run = self.runs.preview(self._contact(facts=SILENT))
            run.write({"state": state, **vals})
            self._date(run, "create_date", f"{day} 12:00:00")
            return run

        gone = made("preview", "2026-08-24") | made("cancelled", "2026-08-24")
        stays = self.runs.union(
            made("preview", "2026-08-25"), made("cancelled", "2026-08-25"),
            *(made(state, "2020-01-01") for state in ("waiting", "approved", "running", "stopped")),
            made("cancelled", "2026-08-01", date_started="2026-08-01 10:00:00"),
        )
        items = gone.item_ids
        self.assertTrue(items)
        self.assertEqual(self.housekeeping.gc_previews(), (2, 0))
        self.assertFalse(gone.exists() or items.exists())
        self.assertEqual(stays.exists(), stays)
        self.assertEqual(self._filed(), {"privacy.run": 2})

    def test_more_than_one_call_deletes_are_left_for_the_next(self):
        runs = self.runs.create([
            {"name": f"R{n}", "on_date": TODAY, "state": "cancelled"} for n in range(3)])
        self.env.flush_all()
        self.env.cr.execute("UPDATE privacy_run SET create_date = '2020-01-01' WHERE id = ANY(%s)",
                            [runs.ids])
        with patch.object(housekeeping, "LIMIT", 2):
            self.assertEqual(self.housekeeping.gc_previews(), (2, 1))
            self.assertEqual(self.housekeeping.gc_previews(), (1, 0))
            rows = self._acts("housekeeping")
            self.assertEqual(self.housekeeping.gc_previews(), (0, 0))
            self.assertEqual(self._acts("housekeeping"), rows, "nothing done, nothing filed")

    def test_a_run_keeps_its_sums_when_the_details_of_its_contacts_go(self):
        contact = self._contact(facts=(("invoice", "2021-03-31"), *SILENT))
        other = self._contact("Other Person", (("mail", "2026-05-04 10:00:00"),))
        self._message(contact, "2022-01-04 10:00:00", author_id=other.id)
        old, young = self._ended("2025-11-22", contact), self._ended("2025-11-23")
        before = old.summary()
        self.assertTrue(before["kept"] and before["left"] and before["by_model"])
        self.assertEqual(self.housekeeping.gc_run_details(), (1, 0))
        self.assertEqual(self._filed(), {"privacy.run.item": 1})
        self.env.invalidate_all()
        item = old.item_ids
        self.assertEqual((item.partner_id.id, item.detail), (False, False))
        self.assertEqual((item.partner_ref, item.state), (contact.id, "kept"))
        self.assertEqual(old.summary(), before)
        self.assertEqual(str(old.details_gone_on), TODAY)
        self.assertTrue(young.item_ids.partner_id and young.item_ids.detail)
        self.assertEqual(self.housekeeping.gc_run_details(), (0, 0))

    def test_the_sums_of_a_run_that_failed_say_so_when_its_details_are_gone(self):
        contact = self._contact(facts=SILENT, email="still@here.example")
        with patch.object(Batch, "_act", side_effect=ValueError("no")):
            run = self._ended("2020-01-01", contact)
        before = run.summary()
        self.assertEqual((run.state, before["incomplete"]), ("incomplete", 1))
        self.housekeeping.gc_run_details()
        self.env.invalidate_all()
        self.assertEqual(run.summary(), before)

    def test_runs_of_ten_years_ago_go_with_their_sums_and_their_evidence_stays(self):
        old, young = self._ended("2016-11-22"), self._ended("2016-11-23")
        rows = self.env["privacy.evidence"].search([("run_ref", "=", old.id)])
        self.assertEqual(self.housekeeping.gc_runs(), (1, 0))
        self.assertFalse(old.exists())
        self.assertTrue(young.exists() and young.item_ids)
        self.assertEqual(rows.exists(), rows)
        self.assertEqual(self._filed(), {"privacy.run": 1})

    def test_a_kept_record_goes_a_year_after_an_officer_dealt_with_it_and_no_other(self):
        kept = self.env["privacy.kept.item"].create([
            {"run_ref": 1, "partner_ref": 1, "model": "mail.message", "res_id": n,
             "ground": "shared", "until": "2020-12-31", "settled_on": day}
            for n, day in enumerate(("2025-11-22", "2025-11-23", False), start=10**8)
        ])
        self.assertEqual(self.housekeeping.gc_kept_items(), (1, 0))
        self.assertEqual(kept.exists(), kept[1:])
        self.assertEqual(self._filed(), {"privacy.kept.item": 1})

    # === CONSENTS === #

    def _consent(self, contact, withdrawn, given="2018-05-25"):
        return self.env["privacy.consent.record"].create({
            "partner_id": contact.id, "date_given": given, "date_withdrawn": withdrawn,
            "purpose_id": self.env.ref("cloudpepper_privacy.purpose_marketing").id,
        })

    def _opt_out_done(self, contacts):
        """What the withdrawal asked for was done."""
        timers = self.timers.search([("partner_id", "in", contacts.ids),
                                     ("rule_id.start_event", "=", "opt_out")])
        self.assertTrue(timers)
        timers.write({"state": "done", "done_date": "2024-01-01"})
        self.env.flush_all()

    def test_a_consent_withdrawn_three_years_ago_goes_once_it_had_its_effect(self):
        erased, waiting, young = (self._contact(facts=(("running", True),)) for _n in range(3))
        gone = self._consent(erased, "2023-11-22")
        stays = self._consent(waiting, "2023-11-22") | self._consent(young, "2023-11-23")
        in_force = self._consent(erased, False, given="2025-01-01")
        self.timers.refresh()
        self._opt_out_done(erased | young)
        self.assertEqual(self.housekeeping.gc_consents(), (1, 0))
        self.assertFalse(gone.exists())
        self.assertEqual((stays | in_force).exists(), stays | in_force)
        self.assertEqual(self._filed(), {"privacy.consent.record": 1})

    def test_no_consent_comes_back_into_force_by_deleting_the_withdrawal_of_another(self):
        contact = self._contact(facts=(("running", True),))
        older = self._consent(contact, False, given="2017-01-01")
        withdrawn = self._consent(contact, "2020-01-01")
        self.timers.refresh()
        self._opt_out_done(contact)
        before = self._clocks(contact)
        self.assertEqual(self.housekeeping.gc_consents(), (0, 0))
        self.assertEqual((older | withdrawn).exists(), older | withdrawn)
        self.timers.refresh()
        self.assertEqual(self._clocks(contact), before)

    def test_consents_of_held_and_restricted_contacts_stay(self):
        held, restricted, free = (self._contact() for _n in range(3))
        consents = [self._consent(contact, "2020-01-01") for contact in (held, restricted, free)]
        self.timers.refresh()
        self._opt_out_done(held | restricted | free)
        self._tell_hold(held, None)
        restricted.privacy_restricted = True
        self.housekeeping.gc_consents()
        self.assertEqual([bool(consent.exists()) for consent in consents], [True, True, False])

    # === HOLDS === #

    def test_a_hold_that_ended_five_years_ago_goes_with_its_conversation(self):
        contacts = self._contact() | self._contact()
        holds = {
            name: self._tell_hold(contacts, None)
            for name in ("released", "just released", "ended", "just ended", "active")
        }
        for name, vals in {
            "released": {"released_on": "2021-11-22"},
            "just released": {"released_on": "2021-11-23"},
            "ended": {"date_start": "2020-01-01", "date_end": "2021-11-22"},
            "just ended": {"date_start": "2020-01-01", "date_end": "2021-11-23"},
        }.items():
            holds[name].write(vals)
        gone = holds["released"] | holds["ended"]
        holds["released"].with_context(tracking_disable=False).message_post(body="Settled")
        messages = holds["released"].message_ids
        self.assertTrue(messages)
        self.assertEqual(self.housekeeping.gc_holds(), (2, 0))
        self.assertFalse(gone.exists() or messages.exists())
        self.assertEqual(len(self.env["privacy.hold"].union(*holds.values()).exists()), 3)
        self.assertEqual(contacts.exists(), contacts)
        self.assertEqual(self._filed(), {"privacy.hold": 2})

    def test_nobody_else_deletes_a_hold_however_old(self):
        hold = self._tell_hold(self._contact(), None)
        hold.released_on = "2001-01-01"
        for records in (hold, hold.with_user(self.officer).sudo(),
                        hold.with_context(privacy_acting=True)):
            with self.assertRaises(UserError):
                records.unlink()
        acting = acting_env(self.env)["privacy.hold"]
        with self.assertRaises(UserError):
            acting.browse(self._tell_hold(self._contact(), None).id).unlink()

    # === OUTBOX === #

    def test_notes_that_say_nothing_more_go_and_the_clocks_are_the_same(self):
        contact = self._contact(facts=(("running", True),))
        self.timers.refresh()
        before = self._clocks(contact)
        outbox = self.env["privacy.outbox"]
        contact.privacy_running_customer = False
        self.env.flush_all()
        for _n in range(3):
            outbox._note("res.partner", contact.ids)
            Notes(self.env).flush()
        outbox._note("res.partner", contact.ids, forget=True)
        Notes(self.env).flush()
        outbox._note("model.that.is.gone", [1, 2])
        signal = self.env.ref("cloudpepper_privacy.signal_payment")
        signal.write({"model_name": "model.that.rests", "module": "not_installed"})
        outbox._note("model.that.rests", [1])
        Notes(self.env).flush()
        self.housekeeping.gc_outbox()
        left = self.env.execute_query(SQL(
            "SELECT model, res_id, forget FROM privacy_outbox ORDER BY model, forget NULLS FIRST"))
        mine = [row for row in left if row[0] != "res.partner" or row[1] == contact.id]
        self.assertEqual(mine, [("model.that.rests", 1, False),
                                ("res.partner", contact.id, False),
                                ("res.partner", contact.id, True)])
        self.timers.refresh()
        self.assertNotEqual(self._clocks(contact), before)

    # === BRAKES === #

    def test_the_switch_that_stops_everything_stops_housekeeping(self):
        self._ended("2001-01-01")
        self.runs.create({"name": "R", "on_date": TODAY})
        self.env.cr.execute("UPDATE privacy_run SET create_date = '2001-01-01'")
        hold = self._tell_hold(self._contact(), None)
        hold.released_on = "2001-01-01"
        self._consent(self._contact(), "2001-02-01", given="2001-01-01")
        everything = ("privacy.run", "privacy.hold", "privacy.consent.record")
        counts = [self.env[model].search_count([]) for model in everything]
        self._set("stop", "True")
        rows = self.env["privacy.evidence"].search([])
        for name in ("previews", "run_details", "runs", "kept_items", "consents", "holds"):
            self.assertEqual(getattr(self.housekeeping, f"gc_{name}")(), (0, 0), name)
        self.assertEqual(self.env["privacy.evidence"]._gc_evidence(), (0, 0))
        self.assertEqual([self.env[model].search_count([]) for model in everything], counts)
        self.assertEqual(self.env["privacy.evidence"].search([]), rows)


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestEvidencePeriod(OwnDataCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.evidence = cls.env["privacy.evidence"]
        # the chain of this database is not the subject of these tests
        cls._as_owner("DELETE FROM privacy_evidence")
        cls._as_owner("DELETE FROM privacy_seal")
        cls.contact = cls._contact()
        cls.old = [cls._stretch("2012-05-04", 3), cls._stretch("2015-05-04", 2)]
        cls.young = [cls._stretch("2020-05-04", 4), cls._stretch("2026-05-04", 1)]

    @classmethod
    def _as_owner(cls, statement, params=()):
        """Change a table of evidence as its owner can: with the trigger switched off."""
        for switch in ("DISABLE", "ENABLE"):
            for table in ("privacy_evidence", "privacy_seal"):
                cls.env.cr.execute(f"ALTER TABLE {table} {switch} TRIGGER USER")
            if switch == "DISABLE":
                cls.env.cr.execute(statement, params)
        cls.env.invalidate_all()

    @classmethod
    def _stretch(cls, day, rows):
        """File rows on a day, sealed an hour later; return the seal."""
        seals = cls.env["privacy.seal"]
        cls.env.cr.execute(SQL(
            """INSERT INTO privacy_evidence (at, act, run_ref, batch, partner_ref, counts)
               SELECT %s::timestamp, 'batch', 1, 1, %s, '{}' FROM generate_series(1, %s)""",
            f"{day} 02:00:00", cls.contact.id, rows,
        ))
        last = seals.search([], limit=1, order="id desc")
        after, previous = last.last_ref or 0, last.digest or ledger.START
        ((until,),) = cls.env.execute_query(SQL("SELECT max(id) FROM privacy_evidence"))
        digest, count = Chain(cls.env).running_hash(previous, after, until)
        insert(cls.env, {
            "sealed_on": f"{day}T03:00:00", "first": until - rows + 1, "last": until,
            "rows": count, "previous": previous, "digest": digest,
        }, *signing_key())
        return seals.search([], limit=1, order="id desc")

    def _announce_and_seal(self):
        self.evidence._gc_evidence()
        self.env["privacy.seal"]._seal()

    def _assert_verified(self, rows):
        self.assertEqual(self.evidence.verify(), {
            "ok": True, "rows": rows, "first_bad": None, "why": None, "unsealed": 0})

    def _cut_by_hand(self, checkpoint):
        with mute_logger("odoo.sql_db"), self.env.cr.savepoint():
            self.env.execute_query(SQL("SELECT privacy_evidence_cut(%s)", checkpoint))

    def test_stretches_of_more_than_ten_years_go_and_the_rest_still_verifies(self):
        anchors = [{"last_ref": seal.last_ref, "digest": seal.digest}
                   for seal in (*self.old, *self.young)]
        self._assert_verified(10)
        self._announce_and_seal()
        self.assertEqual(self.evidence.search_count([]), 11, "said, and not yet done")
        self.assertTrue(self.evidence.verify()["ok"])
        self.assertEqual(self.evidence._gc_evidence(), (5, 0))
        self.assertEqual(self._filed(), {"privacy.evidence": 5})
        self.assertFalse(self.evidence.search([("id", "<=", self.old[1].last_ref)]))
        self.assertEqual(self.env["privacy.seal"].search_count([]), 5, "seals stay")
        self.env["privacy.seal"]._seal()
        self._assert_verified(7)
        for anchor in anchors:
            self.assertTrue(self.evidence.verify(anchor)["ok"])
        self.assertFalse(self.evidence.verify({**anchors[0], "digest": "0" * 64})["ok"])
        self.assertEqual(self.evidence._gc_evidence(), (0, 0))

    def test_the_journal_verifies_outside_before_and_after_a_deletion(self):
        self.assertEqual(verified(list(export.export_lines(self.env))), 10)
        self._announce_and_seal()
        self.evidence._gc_evidence()
        self.env["privacy.seal"]._seal()
        lines = list(export.export_lines(self.env))
        self.assertEqual(verified(lines), 7)
        rows = [n for n, line in enumerate(lines[1:], start=1) if b'"seal":{' not in line]
        self.assertEqual(len(rows), 7)
        for number in rows:
            self.assertIsNone(verified(lines[:number] + lines[number + 1:]), "a row taken out")
        self.assertIsNone(verified(lines[:-1]), "the last seal taken out")

    def test_a_journal_that_cannot_be_written_leaves_nothing_half_written(self):
        with tempfile.TemporaryDirectory() as folder, patch.dict(config.options, data_dir=folder):
            path, rows = export.export_file(self.env)
            self.assertEqual((rows, verified(path.read_bytes().splitlines())), (10, 10))
            with self.assertRaises(FileExistsError):
                export.export_file(self.env)
            with patch.object(export, "export_lines", side_effect=OSError), \
                    self.assertRaises(OSError):
                export.export_file(self.env)
            self.assertEqual([each.name for each in path.parent.iterdir()], [path.name])

    def test_what_the_vacuum_does_each_night_it_does_once(self):
        for _night in range(3):
            self._announce_and_seal()
        self.assertEqual(self._acts("cut").mapped("counts"),
                         [{"until": self.old[1].last_ref, "seal": self.old[1].digest}])
        self.assertEqual(len(self._acts("housekeeping")), 1)

    def test_the_period_is_a_setting_and_never_less_than_three_years(self):
        self._set("keep_evidence_months", "1")
        self.env.flush_all()
        self._announce_and_seal()
        self.evidence._gc_evidence()
        self.assertEqual(self.evidence.search([], limit=1, order="id").id, self.young[1].first_ref)
        self.assertTrue(self.evidence.verify()["ok"])

    def test_only_so_many_rows_go_at_a_time_and_always_whole_stretches(self):
        with patch.object(cut, "ROWS", 4):
            self._announce_and_seal()
            self.assertEqual(self.evidence._gc_evidence(), (3, 0))
            self._announce_and_seal()
            self.assertEqual(self.evidence._gc_evidence(), (2, 0))
        self.assertTrue(self.evidence.verify()["ok"])

    def test_rows_of_a_held_contact_stay_and_all_rows_during_an_investigation(self):
        hold = self._tell_hold(self.contact, None)
        self._announce_and_seal()
        self.assertFalse(self._acts("cut"))
        hold.action_release()
        self._announce_and_seal()
        self.assertTrue(self._acts("cut"))
        again = self._tell_hold(self.contact, None)
        self.assertEqual(self.evidence._gc_evidence(), (0, 0), "held since it was announced")
        again.action_release()
        looked_at = self.env["privacy.hold"].create(
            {"name": "Intrusion", "reason": "x", "technical": True})
        self.assertEqual(self.evidence._gc_evidence(), (0, 0))
        looked_at.action_release()
        self.assertEqual(self.evidence._gc_evidence(), (5, 0))

    def test_postgresql_refuses_a_deletion_that_no_sealed_row_announced(self):
        checkpoint = self.old[0].last_ref
        attempts = {
            "by nobody": lambda: self._cut_by_hand(checkpoint),
            "plainly": lambda: self.env.cr.execute("DELETE FROM privacy_evidence WHERE id = 1"),
        }
        for name, attempt in attempts.items():
            with self.subTest(name), mute_logger("odoo.sql_db"), \
                    self.assertRaises(PostgresError), self.env.cr.savepoint():
                attempt()
        self.evidence._record([{"act": "cut", "counts": {"until": checkpoint,
                                                         "seal": self.old[0].digest}}])
        with self.assertRaisesRegex(PostgresError, "no sealed announcement"):
            self._cut_by_hand(checkpoint)
        self.env["privacy.seal"]._seal()
        with self.assertRaisesRegex(PostgresError, "no sealed announcement"):
            self._cut_by_hand(self.old[1].last_ref)
        self._cut_by_hand(checkpoint)
        with mute_logger("odoo.sql_db"), self.assertRaises(PostgresError), self.env.cr.savepoint():
            self.env.cr.execute("DELETE FROM privacy_evidence")

    def test_postgresql_refuses_to_delete_what_is_young_whatever_was_announced(self):
        seal = self.young[1]
        self.evidence._record([{"act": "cut", "counts": {"until": seal.last_ref,
                                                         "seal": seal.digest}}])
        self.env["privacy.seal"]._seal()
        with self.assertRaisesRegex(PostgresError, "no sealed announcement"):
            self._cut_by_hand(seal.last_ref)

    def test_rows_taken_away_without_a_word_are_found(self):
        self._as_owner("DELETE FROM privacy_evidence WHERE id <= %s", [self.old[0].last_ref])
        result = self.evidence.verify()
        self.assertEqual((result["ok"], result["first_bad"]), (False, self.old[0].first_ref))

    def test_young_rows_taken_away_under_a_forged_word_are_found(self):
        seal = self.young[1]
        self.evidence._record([{"act": "cut", "counts": {"until": seal.last_ref,
                                                         "seal": seal.digest}}])
        self.env["privacy.seal"]._seal()
        self._as_owner("DELETE FROM privacy_evidence WHERE id <= %s", [seal.last_ref])
        self.assertFalse(self.evidence.verify()["ok"])

    def test_after_a_deletion_a_changed_row_or_seal_is_still_found(self):
        self._announce_and_seal()
        self.evidence._gc_evidence()
        for statement, params in (
            ("UPDATE privacy_evidence SET counts = '[]' WHERE id = %s", [self.young[0].first_ref]),
            ("UPDATE privacy_seal SET digest = %s WHERE id = %s", ["0" * 64, self.old[0].id]),
            ("DELETE FROM privacy_seal WHERE id = %s", [self.old[0].id]),
            ("UPDATE privacy_evidence SET act = 'x' WHERE act = 'cut'", []),
        ):
            with self.subTest(statement), self.env.cr.savepoint() as savepoint:
                self._as_owner(statement, params)
                self.assertFalse(self.evidence.verify()["ok"])
                savepoint.rollback()
        self.env.invalidate_all()
        self.assertTrue(self.evidence.verify()["ok"])

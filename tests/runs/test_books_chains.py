"""Our verifier of hash chains says what Odoo's says, reads in sets, and finds forgeries."""

from unittest.mock import patch

from odoo.addons.account.models.mail_message import bypass_token
from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged
from odoo.tools import SQL

from ...core.evidence import odoo_hashchain as hashchain
from ...engine.acting import audit_bypass
from ...engine.runs import books as privacy_books
from ...engine.runs.books import Books, RunBooks
from ..builders.books import BooksCase
from ..common import TODAY

MOVE = "odoo.addons.account.models.account_move.AccountMove"


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestBooksChains(BooksCase):

    # === AGREES WITH ODOO === #

    def test_a_secured_chain_holds_for_odoo_and_for_us(self):
        contact = self._contact()
        moves = self._secured(contact=contact)
        result = self._only(contact)
        self.assertEqual(result, {"ok": True, "moves": 6, "bad": 0, "first_bad": None,
                                  "last": moves[-1].inalterable_hash})
        self.assertEqual(set(self._odoo().values()), {"verified"})

    def test_each_version_that_odoo_ever_wrote_is_recomputed(self):
        """Compare hash by hash with what Odoo computes, in every version."""
        foreign = self.env["res.currency"].with_context(active_test=False).search(
            [("name", "=", "JPY")])
        foreign.active = True
        contact = self._contact(name="Zoë O'Brien")
        moves = self._invoices(contact, ["2018-03-01", "2018-03-02"], label='Ünï "quoted" \\ 字')
        yen = self._move(contact, "2018-03-03")
        yen.currency_id = foreign
        yen.invoice_line_ids.price_unit = 12345
        noted = self._move(contact, "2018-03-04")
        noted.write({"invoice_line_ids": [
            (0, 0, {"display_type": "line_section", "name": "Part 1"}),
            (0, 0, {"name": "Taxed", "price_unit": 33.33, "quantity": 3,
                    "tax_ids": [(6, 0, self.company_data["default_tax_sale"].ids)]}),
        ]})
        (yen | noted).action_post()
        moves |= yen | noted
        self.env.flush_all()
        self.env.invalidate_all()
        lines = self.books._lines(moves.ids)
        for version in hashchain.FIELDS:
            theirs = moves.with_context(hash_version=version)._calculate_hashes("$4$" + "ab" * 32)
            previous = "$4$" + "ab" * 32
            for move in moves:
                entry = (move.name, str(move.date), move.journal_id.id, move.company_id.id)
                ours = hashchain.link(previous, entry, lines[move.id], version)
                self.assertEqual(ours, theirs[move], f"version {version}: {move.name}")
                previous = ours

    def test_a_chain_that_began_under_an_older_odoo_holds(self):
        """Numbered across the journal and hashed in version 3, then prefix by prefix in 4."""
        contact, other = self._contact(), self._contact(name="Jan Peeters")
        last = ""
        with patch(f"{MOVE}._hash_moves", new=lambda self, **kwargs: None):
            old = self._invoices(contact, ["2017-01-01", "2018-01-01", "2018-01-02"])
        for number, move in enumerate(old, 1):
            hashes = move.with_context(hash_version=3)._calculate_hashes(last)
            move.write({"secure_sequence_number": number})
            last = move.inalterable_hash = hashes[move]
        new = self._invoices(other, ["2018-01-03", "2018-01-04"])
        new._hash_moves(force_hash=True)
        self.assertTrue(all(new.mapped("inalterable_hash")))
        self.assertEqual(set(self._odoo().values()), {"verified"})
        both = self._verify(contact | other)
        self.assertEqual([each["ok"] for each in both.values()], [True, True])
        self.assertEqual(sorted(each["moves"] for each in both.values()), [2, 3])
        self._forge("account_move", old[1].id, date="2018-01-05")
        self.assertEqual(self._only(contact)["first_bad"], old[1].id)

    # === ONLY WHAT IS TOUCHED === #

    def test_only_chains_with_entries_of_the_contacts_are_read(self):
        contact = self._contact()
        self._secured(contact=self._contact(name="Jan Peeters"))
        self.assertFalse(self._verify(contact))
        self._invoices(contact, ["2018-04-01"])
        self.assertFalse(self._verify(contact), "not secured, so nothing to verify")

    def test_a_stretch_reaches_from_the_entry_before_to_the_entry_after(self):
        contact, other = self._contact(), self._contact(name="Jan Peeters")
        moves = self._invoices(other, ["2018-03-01", "2018-03-02"])
        mine = self._invoices(contact, ["2018-03-03", "2018-03-04"])
        moves |= mine | self._invoices(other, ["2018-03-05", "2018-03-06"])
        moves._hash_moves(force_hash=True)
        result = self._only(contact)
        self.assertEqual((result["ok"], result["moves"]), (True, 3))
        self.assertEqual(result["last"], moves[4].inalterable_hash)

    def test_an_entry_is_touched_by_a_line_alone(self):
        contact = self._contact()
        move = self.env["account.move"].with_company(self.company).create({
            "date": "2018-03-01", "journal_id": self.company_data["default_journal_misc"].id,
            "line_ids": [
                (0, 0, {"partner_id": contact.id, "debit": 5.0, "account_id":
                        self.company_data["default_account_receivable"].id}),
                (0, 0, {"credit": 5.0, "account_id":
                        self.company_data["default_account_revenue"].id}),
            ],
        })
        move.action_post()
        move._hash_moves(force_hash=True)
        self.assertFalse(move.partner_id)
        self.assertEqual(self._only(contact)["moves"], 1)

    def test_a_company_is_touched_through_the_invoices_of_its_people(self):
        company = self._contact(name="Vermeulen BV", is_company=True)
        person = self._contact(parent_id=company.id)
        self._secured(count=2, contact=person)
        self.assertEqual(self._only(company)["moves"], 2)

    # === FORGERIES === #

    def test_every_forgery_that_odoo_finds_is_found(self):
        contact = self._contact()
        stranger = self._contact(name="Jan Peeters")
        moves = self._secured(contact=contact)
        line = moves[3].line_ids[0]
        for table, row, values in (
            ("account_move", moves[3].id, {"date": "2018-12-31"}),
            ("account_move_line", line.id, {"name": "Advice"}),
            ("account_move_line", line.id, {"credit": 100.01}),
            ("account_move_line", line.id, {"partner_id": stranger.id}),
            ("account_move", moves[3].id, {"inalterable_hash": "$4$" + "0" * 64}),
        ):
            with self.subTest(values=values), self.env.cr.savepoint() as savepoint:
                self._forge(table, row, **values)
                result = self._only(contact)
                self.assertEqual((result["ok"], result["first_bad"]), (False, moves[3].id))
                self.assertIn("corrupted", self._odoo().values())
                savepoint.rollback()
        self.env.invalidate_all()
        self.assertTrue(self._only(contact)["ok"])

    def test_a_deleted_entry_is_found_by_the_one_after_it(self):
        contact = self._contact()
        other = self._contact(name="Jan Peeters")
        mine = self._invoices(contact, ["2018-03-01", "2018-03-02"])
        after = self._invoices(other, ["2018-03-03"])
        (mine | after)._hash_moves(force_hash=True)
        stretches = self.books.touched(SQL("SELECT %s", contact.id))
        self.env.flush_all()
        self.env.cr.execute(SQL("DELETE FROM account_move WHERE id = %s", mine[1].id))
        self.env.invalidate_all()
        (result,) = self.books.verify(stretches).values()
        self.assertEqual((result["first_bad"], result["moves"]), (after.id, 2))

    # === COST AND RIGHTS === #

    def test_the_number_of_queries_does_not_grow_with_entries_or_chains(self):
        contact = self._contact()
        self._secured(count=2, contact=contact)
        self._verify(contact)
        self.env.flush_all()
        before = self.cr.sql_log_count
        self._verify(contact)
        few = self.cr.sql_log_count - before
        for year in range(2010, 2016):
            self._invoices(contact, [f"{year}-02-0{day}" for day in range(1, 6)]
                           )._hash_moves(force_hash=True)
        self.env.flush_all()
        before = self.cr.sql_log_count
        results = self._verify(contact)
        self.assertEqual(self.cr.sql_log_count - before, few)
        self.assertEqual(len(results), 7)
        self.assertTrue(all(each["ok"] for each in results.values()))

    def test_chunks_change_nothing(self):
        contact = self._contact()
        moves = self._secured(count=7, contact=contact)
        self._forge("account_move", moves[4].id, date="2018-12-31")
        whole = self._verify(contact)
        with patch.object(privacy_books, "CHUNK", 2):
            self.assertEqual(self._verify(contact), whole)

    def test_fields_that_another_module_hashes_are_called_not_verifiable(self):
        contact = self._contact()
        self._secured(count=2, contact=contact)
        with patch(f"{MOVE}._get_integrity_hash_fields",
                   new=lambda self: ["name", "date", "journal_id", "company_id", "ref"]):
            self.assertIsNone(self._only(contact)["ok"])
        self.assertTrue(self._only(contact)["ok"])

    def test_no_accounting_rights_are_needed_where_odoo_needs_them(self):
        contact = self._contact()
        self._secured(count=2, contact=contact)
        self.env.flush_all()
        officer = Books(self.env(user=self.officer.id, su=False))
        with self.assertRaises(AccessError):
            self.env["account.move"].with_user(self.officer).sudo(False).check_access("read")
        stretches = officer.touched(SQL("SELECT %s", contact.id))
        self.assertTrue(all(each["ok"] for each in officer.verify(stretches).values()))

    # === HOOKS OF THE RUN === #

    def _preview(self, contact):
        run = self.runs.preview(contact)
        self.assertEqual(run.subjects, 1)
        return run

    def _evidence(self, run):
        return {row.act: row.counts for row in
                self.env["privacy.evidence"].search([("run_ref", "=", run.id)])}

    def test_before_and_after_are_stored_and_filed(self):
        contact = self._contact(name="Ilse Vermeulen")
        moves = self._secured(contact=contact)
        run = self._preview(contact)
        self.assertTrue(RunBooks(self.env, run).before())
        self.assertTrue(RunBooks(self.env, run).after())
        key = f"{self.sales.id}:{moves[0].id}"
        self.assertEqual(run.books["before"][key], run.books["after"][key])
        evidence = self._evidence(run)
        for act in ("books_before", "books_after"):
            self.assertEqual(evidence[act]["moves"], 6)
            self.assertEqual(evidence[act]["chains"][key]["last"], moves[-1].inalterable_hash)
            self.assertFalse(evidence[act]["broken"])
        self.assertIn(moves[0].name, run.books_text)
        self.assertIn("verified before, verified after", run.books_text)
        self.assertEqual(run.summary()["books"], {
            "chains": 1, "moves": 6, "broken_before": [], "broken_since": []})
        self.assertTrue(self.env["privacy.evidence"].verify()["ok"])

    def test_a_free_text_prefix_does_not_get_into_the_evidence(self):
        contact = self._contact()
        moves = self._invoices(contact, ["2018-03-01"], post=False)
        moves.name = "Ilse Vermeulen/0001"
        moves.action_post()
        moves._hash_moves(force_hash=True)
        run = self._preview(contact)
        RunBooks(self.env, run).before()
        RunBooks(self.env, run).after()
        filed = str(self._evidence(run))
        self.assertIn(moves.inalterable_hash, filed)
        self.assertNotIn("Vermeulen", filed)

    def test_before_is_done_once_however_many_workers_ask(self):
        contact = self._contact()
        self._secured(contact=contact)
        run = self._preview(contact)
        RunBooks(self.env, run).before()
        RunBooks(self.env, run).before()
        self.assertEqual(self.env["privacy.evidence"].search_count(
            [("run_ref", "=", run.id), ("act", "=", "books_before")]), 1)

    def test_a_book_broken_before_is_said_and_is_not_the_runs(self):
        contact = self._contact()
        moves = self._secured(contact=contact)
        self._forge("account_move_line", moves[2].line_ids[0].id, name="Forged")
        run = self._preview(contact)
        self.assertFalse(RunBooks(self.env, run).before())
        self.assertTrue(RunBooks(self.env, run).after())
        key = f"{self.sales.id}:{moves[0].id}"
        self.assertEqual(self._evidence(run)["books_before"]["broken"], [key])
        self.assertEqual(run.summary()["books"]["broken_before"], [key])
        self.assertFalse(run.summary()["books"]["broken_since"])
        self.assertIn(f"broken at entry {moves[2].id} before", run.books_text)
        self.assertFalse(run.note)

    def test_a_chain_broken_meanwhile_is_said_and_stops_the_run_from_being_done(self):
        contact = self._contact()
        moves = self._secured(contact=contact)
        run = self._preview(contact)
        RunBooks(self.env, run).before()
        self._forge("account_move_line", moves[2].line_ids[0].id, name="Forged")
        self.assertFalse(RunBooks(self.env, run).after())
        key = f"{self.sales.id}:{moves[0].id}"
        self.assertEqual(run.summary()["books"]["broken_since"], [key])
        self.assertEqual(self._evidence(run)["books_after"]["broken"], [key])
        self.assertIn(key, run.note)

    def test_a_second_break_in_a_broken_chain_is_seen(self):
        contact = self._contact()
        moves = self._secured(contact=contact)
        self._forge("account_move", moves[1].id, date="2018-12-31")
        run = self._preview(contact)
        RunBooks(self.env, run).before()
        self._forge("account_move", moves[4].id, date="2018-12-31")
        self.assertFalse(RunBooks(self.env, run).after())

    def test_a_deleted_last_entry_is_seen(self):
        contact = self._contact()
        moves = self._secured(contact=contact)
        run = self._preview(contact)
        RunBooks(self.env, run).before()
        self.env.flush_all()
        self.env.cr.execute(SQL("DELETE FROM account_move WHERE id = %s", moves[-1].id))
        self.env.invalidate_all()
        self.assertFalse(RunBooks(self.env, run).after())

    def test_entries_secured_meanwhile_are_no_break(self):
        contact = self._contact()
        moves = self._secured(contact=contact)
        run = self._preview(contact)
        RunBooks(self.env, run).before()
        self._invoices(self._contact(name="Jan Peeters"), ["2018-03-20"]
                       )._hash_moves(force_hash=True)
        self.assertTrue(RunBooks(self.env, run).after())
        (after,) = run.books["after"].values()
        self.assertEqual(after["last"], moves[-1].inalterable_hash)

    # === THE BYPASS === #

    def _switch(self, user, on):
        """Save the settings as a person does."""
        settings = self.env["res.config.settings"].with_user(user).sudo(False)
        settings.create({"privacy_audit_bypass": on}).execute()

    def test_the_bypass_is_off_until_an_officer_switches_it_on(self):
        self.officer.group_ids |= self.env.ref("base.group_system")
        self.assertEqual(audit_bypass(self.env), {})
        self._switch(self.officer, True)
        self.assertIs(audit_bypass(self.env)["bypass_audit"], bypass_token)
        self._switch(self.officer, True)
        self._switch(self.officer, False)
        self.assertEqual(audit_bypass(self.env), {})
        filed = self.env["privacy.evidence"].search(
            [("act", "like", "audit_bypass"), ("uid_ref", "=", self.officer.id)], order="id")
        self.assertEqual(filed.mapped("act"), ["audit_bypass_on", "audit_bypass_off"])

    def test_nobody_else_switches_the_bypass(self):
        for user in (self.admin, self.user, self.auditor, self.accountant):
            with self.subTest(login=user.login), self.assertRaises(AccessError):
                self._switch(user, True)
        self.assertEqual(audit_bypass(self.env), {})

    def test_the_list_of_system_parameters_is_no_way_around(self):
        """The administrator, by name or by renaming a parameter of somebody else."""
        key = "cloudpepper_privacy.audit_bypass"
        parameters = self.env["ir.config_parameter"].with_user(self.admin).sudo(False)
        other = parameters.create({"key": "somebody.elses", "value": "True"})
        mine = self.env["ir.config_parameter"].create({"key": key, "value": "0"})
        for attempt in (
            lambda: parameters.set_param("cloudpepper_privacy.stop", "True"),
            lambda: parameters.browse(mine.id).write({"value": "True"}),
            lambda: parameters.browse(mine.id).unlink(),
            lambda: other.write({"key": "cloudpepper_privacy.four_eyes"}),
        ):
            with self.assertRaises(AccessError):
                attempt()
        other.write({"value": "False"})
        other.unlink()

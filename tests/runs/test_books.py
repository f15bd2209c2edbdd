"""The books before and after a run, to the cent, in the three modes a company can be in."""

import json
from unittest.mock import patch

from odoo import Command
from odoo.modules import module
from odoo.tests import freeze_time, tagged
from odoo.tools import SQL

from ...engine.erasure.batch import Batch
from ...engine.erasure.decide import STATUTORY_YEARS
from ..builders.books import BooksCase
from ..common import TODAY

NAMES = ("Vermeulen", "Peeters", "Dubois", "ilse@mail.example", "BE71096123456769")
PDF = b"%PDF-1.4 invoice of Ilse Vermeulen\n%%EOF"
XML = b"<?xml version='1.0' encoding='UTF-8'?><Invoice><Name>Ilse Vermeulen</Name></Invoice>"
#: what a run may change on the books; every other column stays as it is
FREE = {
    "account_move": {
        "narration", "ref", "payment_reference", "invoice_origin", "invoice_source_email",
        "access_token", "invoice_partner_display_name", "message_main_attachment_id",
        "is_manually_modified", "write_date", "write_uid",
    },
    # the entry's own reference is copied onto its lines
    "account_move_line": {"name", "ref", "write_date", "write_uid"},
    "account_payment": {
        "memo", "payment_reference", "message_main_attachment_id", "write_date", "write_uid",
    },
    "account_bank_statement_line": {
        "partner_name", "account_number", "transaction_details", "payment_ref", "write_date",
        "write_uid",
    },
    "account_partial_reconcile": set(),
    "account_full_reconcile": set(),
}


class Books:
    """What an accountant reads off the books, as plain values."""

    def __init__(self, case):
        self.case = case
        case.env.flush_all()
        case.env.invalidate_all()
        company = case.company
        accountant = case.env(user=case.accountant, su=False,
                              context={"allowed_company_ids": company.ids})
        self.lines = accountant["account.move.line"]
        self.domain = [("company_id", "=", company.id)]
        self.trial_balance = self._sums(
            [("parent_state", "=", "posted")], ["account_id"], ["debit", "credit", "balance"])
        self.receivables = self._sums(
            [("account_type", "in", ("asset_receivable", "liability_payable"))],
            ["partner_id", "account_id", "date_maturity:month"], ["amount_residual", "balance"])
        self.tax_lines = self._sums(
            [("tax_line_id", "!=", False)], ["tax_line_id", "tax_tag_ids"], ["balance"])
        self.tax_bases = self._sums([("tax_ids", "!=", False)], ["tax_ids"], ["balance"])
        self.rows = {table: case._rows(table) for table in FREE}
        self.hashes = accountant["res.company"].browse(company.id)._check_hash_integrity()

    def _sums(self, domain, groups, sums):
        return {
            tuple(str(key) for key in row[:len(groups)]): row[len(groups):]
            for row in self.lines._read_group(
                self.domain + domain, groups, [f"{name}:sum" for name in sums])
        }

    def reports(self):
        return {"trial balance": self.trial_balance, "receivables": self.receivables,
                "tax lines": self.tax_lines, "tax bases": self.tax_bases, "hashes": self.hashes}


class AroundARun(BooksCase):
    """One run over customers and a supplier of 2018, in a company of one mode."""

    trail = secured = bypass = False

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["account.journal"].search([("company_id", "=", cls.company.id)]).write(
            {"restrict_mode_hash_table": False})
        cls.company.restrictive_audit_trail = cls.trail
        cls.tax = cls.company_data["default_tax_sale"]
        cls.purchase_tax = cls.company_data["default_tax_purchase"]
        cls.bank = cls.company_data["default_journal_bank"]
        cls.receivable = cls.company_data["default_account_receivable"]
        plan = cls.env["account.analytic.plan"].create({"name": "Teams"})
        cls.team = cls.env["account.analytic.account"].create(
            {"name": "Hosting", "plan_id": plan.id, "company_id": cls.company.id})
        if cls.secured:
            cls.sales.restrict_mode_hash_table = True
        cls._people()
        cls._documents()
        if cls.secured:
            cls._secure()
        if cls.bypass:
            cls.env["ir.config_parameter"].set_param("cloudpepper_privacy.audit_bypass", "True")
        cls._run_once()

    # === THE STORY === #

    @classmethod
    def _people(cls):
        cls.ilse = cls._contact(
            name="Ilse Vermeulen", email="ilse@mail.example", street="Kerkstraat 9", zip="9000",
            city="Gent", phone="+32 470 12 34 56")
        cls.builder = cls._contact(name="Peeters Bouw BV", is_company=True)
        cls.jan = cls._contact(name="Jan Peeters", parent_id=cls.builder.id)
        cls.supplier = cls._contact(name="Marie Dubois", email="marie.dubois@mail.example")
        cls.living = cls._contact(name="Sofie Claes", email="sofie@mail.example",
                                  created="2026-01-05 09:00:00")
        cls.due = cls.ilse | cls.builder | cls.jan | cls.supplier

    @classmethod
    def _document(cls, kind, contact, day, label, price, **vals):
        tax = cls.purchase_tax if kind.startswith("in_") else cls.tax
        move = cls.env["account.move"].with_company(cls.company).create({
            "move_type": kind, "partner_id": contact.id, "invoice_date": day, "date": day,
            "invoice_line_ids": [
                Command.create({"display_type": "line_note", "name": f"For {contact.name}"}),
                Command.create({"name": label, "price_unit": price, "quantity": 3,
                                "analytic_distribution": {str(cls.team.id): 100},
                                "tax_ids": [Command.set(tax.ids)]}),
            ], **vals,
        })
        move.action_post()
        return move

    @classmethod
    def _documents(cls):
        cls.paid = cls._document(
            "out_invoice", cls.ilse, "2018-01-10", "Advice to Ilse Vermeulen", 33.33,
            narration="<p>Dear Ilse Vermeulen, call ilse@mail.example</p>",
            ref="Order of Ilse Vermeulen", invoice_origin="Mail Ilse Vermeulen")
        cls.paid._portal_ensure_token()
        cls._settle(cls.paid, "2018-01-20")
        cls._refunded()
        receipt = cls._document("out_receipt", cls.ilse, "2018-02-05", "Counter sale", 12.5)
        cls._settle(receipt, "2018-02-05")
        # the reference becomes the label of the receivable line
        cls.banked = cls._document("out_invoice", cls.ilse, "2018-02-10", "Hosting", 40.0,
                                   payment_reference="RF18 Ilse Vermeulen")
        cls._bank_line()
        cls.of_jan = cls._document("out_invoice", cls.jan, "2018-02-20", "Site of Jan Peeters", 7.0)
        cls._settle(cls.of_jan, "2018-03-01")
        cls.bill = cls._document(
            "in_invoice", cls.supplier, "2018-03-01", "Design by Marie Dubois", 90.0,
            invoice_source_email="marie.dubois@mail.example", ref="MD-2018-7")
        cls._settle(cls.bill, "2018-03-05")
        cls._entry()
        cls.recent = cls._document(
            "out_invoice", cls.living, "2026-09-01", "Hosting for Sofie Claes", 10.0,
            narration="<p>Dear Sofie Claes</p>")
        for move in (cls.paid, cls.recent):
            cls._conversation(move)
            cls._files(move)
        cls._own_log()
        cls._transaction()

    @classmethod
    def _settle(cls, move, day):
        cls._pay(move, day)
        cls.env["account.payment"].search([("partner_id", "=", move.partner_id.id)]).memo = (
            f"{move.name} paid by {move.partner_id.name}")

    @classmethod
    def _refunded(cls):
        """An invoice, half of it refunded, the rest paid later."""
        invoice = cls._document("out_invoice", cls.ilse, "2018-01-15", "Course", 20.0)
        refund = cls._document("out_refund", cls.ilse, "2018-02-01", "Course", 10.0)
        (invoice | refund).line_ids.filtered(
            lambda line: line.account_id == cls.receivable).reconcile()
        cls._settle(invoice, "2018-02-02")

    @classmethod
    def _bank_line(cls):
        """A bank line that names its payer, reconciled with the invoice."""
        cls.bank_line = cls.env["account.bank.statement.line"].create({
            "journal_id": cls.bank.id, "date": "2018-02-15", "partner_id": cls.ilse.id,
            "amount": cls.banked.amount_total, "payment_ref": "Transfer Ilse Vermeulen",
            "partner_name": "Ilse Vermeulen", "account_number": "BE71096123456769",
            "transaction_details": {"payer": "Ilse Vermeulen"},
        })
        _liquidity, suspense, _other = cls.bank_line._seek_for_lines()
        suspense.account_id = cls.receivable
        (suspense | cls.banked.line_ids.filtered(
            lambda line: line.account_id == cls.receivable)).reconcile()
        cls.env.flush_all()

    @classmethod
    def _entry(cls):
        """An entry by hand that names the person on a line, and one that settles it."""
        cls.by_hand = cls.env["account.move"].with_company(cls.company).create({
            "date": "2018-03-10", "journal_id": cls.company_data["default_journal_misc"].id,
            "line_ids": [
                Command.create({"partner_id": cls.ilse.id, "debit": 5.01, "account_id":
                                cls.receivable.id, "name": "Rounding for Ilse Vermeulen"}),
                Command.create({"credit": 5.01, "name": "Rounding", "account_id":
                                cls.company_data["default_account_revenue"].id}),
            ],
        })
        cls.by_hand.action_post()
        settled = cls.by_hand._reverse_moves([{"date": "2018-03-11"}])
        settled.action_post()
        assert all(cls.by_hand.line_ids.filtered("account_id.reconcile").mapped(
            "reconciled")), "something of it is open"

    @classmethod
    def _conversation(cls, move):
        """A mail of the customer, an answer of staff, and what Odoo itself logged."""
        customer = move.partner_id
        texts = {
            "email": (customer.id, f"<p>Dear all, regards {customer.name}</p>"),
            "comment": (cls.staff.partner_id.id, f"<p>Dear {customer.name}</p>"),
            "notification": (cls.staff.partner_id.id, f"<p>Sent to {customer.name}</p>"),
        }
        for kind, (author, body) in texts.items():
            message = cls.env["mail.message"].create({
                "model": "account.move", "res_id": move.id, "message_type": kind, "body": body,
                "author_id": author, "date": f"{move.date} 10:00:00",
                "subtype_id": cls.env.ref("mail.mt_comment").id,
            })
            cls._date(message, "create_date", f"{move.date} 10:00:00")
        cls._log_change(message, customer)

    @classmethod
    def _own_log(cls):
        """What Odoo logged on the contact itself, and a mail on the thread of a payment."""
        payment = cls.env["account.payment"].search([("partner_id", "=", cls.ilse.id)], limit=1)
        for record, kind in ((cls.ilse, "notification"), (payment, "email")):
            message = cls.env["mail.message"].create({
                "model": record._name, "res_id": record.id, "message_type": kind,
                "body": "<p>Ilse Vermeulen has moved</p>", "author_id": cls.staff.partner_id.id,
                "date": "2018-04-01 10:00:00", "subtype_id": cls.env.ref("mail.mt_note").id,
            })
            cls._date(message, "create_date", "2018-04-01 10:00:00")
            if kind == "notification":
                cls.own_log = message

    @classmethod
    def _log_change(cls, message, customer):
        field = cls.env["ir.model.fields"]._get("account.move", "partner_id")
        cls.env["mail.tracking.value"].create({
            "mail_message_id": message.id, "field_id": field.id,
            "new_value_char": customer.name, "new_value_integer": customer.id,
        })

    @classmethod
    def _files(cls, move):
        """The document as Odoo keeps it, its electronic form, and a letter."""
        vals = {"res_model": "account.move", "res_id": move.id, "company_id": cls.company.id}
        names = iter(("pdf", "xml", "copy", "letter"))
        for extra in (
            {"raw": PDF, "res_field": "invoice_pdf_report_file"},
            {"raw": XML.replace(b"Ilse Vermeulen", move.partner_id.name.encode())},
            {"raw": PDF},
            {"raw": f"Dear {move.partner_id.name}, ...".encode()},
        ):
            name = next(names)
            suffix = {"copy": "pdf", "letter": "txt"}.get(name, name)
            cls.env["ir.attachment"].create({"name": f"{name}.{suffix}", **vals, **extra})

    @classmethod
    def _transaction(cls):
        """A payment on line, where the module for it is installed."""
        cls.transaction = None
        if "payment.transaction" not in cls.env:
            return
        provider = cls.env["payment.provider"].with_context(active_test=False).search([], limit=1)
        method = cls.env["payment.method"].with_context(active_test=False).search([], limit=1)
        cls.transaction = cls.env["payment.transaction"].create({
            "provider_id": provider.id, "payment_method_id": method.id,
            "reference": "S0001", "amount": 115.0, "currency_id": cls.company.currency_id.id,
            "partner_id": cls.ilse.id, "state": "done",
        })

    @classmethod
    def _secure(cls):
        """As an accountant does who closes the year: all entries of all journals."""
        cls.env.flush_all()
        wizard = cls.env["account.secure.entries.wizard"].with_company(cls.company).create(
            {"company_id": cls.company.id, "hash_date": "2026-10-31"})
        wizard.action_secure_entries()

    # === THE RUN === #

    @classmethod
    def _run_once(cls):
        """Look, run, look again: once for all tests of a class, which only look."""
        # the payment on line is another company's: who acts, acts for all of them (R16)
        cls.officer.company_ids |= cls.env["res.company"].search([])
        cls.before = Books(cls)
        cls.logged = len(cls._messages(cls.paid, "notification"))
        cls.kept_by_the_living = cls._texts_of(cls.recent, cls.living)
        preview = cls.runs.with_user(cls.officer).sudo(False).preview(cls.due | cls.living)
        cls.planned = preview.sudo().summary()
        preview.action_approve()
        cls.run_ = preview.sudo()
        # a run commits unless it knows that it is in a test
        with patch.object(module, "current_test", cls):
            cls.run_._work()
        cls.after = Books(cls)

    @classmethod
    def _rows(cls, table):
        """Return {id: {column: text}} of a table, without what may change."""
        return {
            row_id: {name: value for name, value in row.items() if name not in FREE[table]}
            for row_id, row in cls.env.execute_query(
                SQL("SELECT id, to_jsonb(t) FROM %s t ORDER BY id", SQL.identifier(table)))
        }

    @classmethod
    def _texts_of(cls, move, contact):
        """Return everything written on a document and its contact, byte by byte."""
        cls.env.flush_all()
        return cls.env.execute_query(SQL(
            """SELECT 'move', to_jsonb(t) - 'write_date' FROM account_move t WHERE id = %(move)s
                UNION ALL SELECT 'line', to_jsonb(t) FROM account_move_line t
                           WHERE move_id = %(move)s
                UNION ALL SELECT 'message', to_jsonb(t) FROM mail_message t
                           WHERE model = 'account.move' AND res_id = %(move)s
                UNION ALL SELECT 'tracking', to_jsonb(v) FROM mail_tracking_value v
                            JOIN mail_message m ON m.id = v.mail_message_id
                           WHERE m.model = 'account.move' AND m.res_id = %(move)s
                UNION ALL SELECT 'file', to_jsonb(t) FROM ir_attachment t
                           WHERE res_model = 'account.move' AND res_id = %(move)s
                UNION ALL SELECT 'contact', to_jsonb(t) FROM res_partner t WHERE id = %(contact)s
                ORDER BY 1, 2""", move=move.id, contact=contact.id,
        ))

    @classmethod
    def _left(cls, model):
        """Return {(ground, until)} of what the run kept of a model."""
        return {(line["ground"], line["until"]) for line in cls.run_.summary()["left"]
                if line["model"] == model}

    @classmethod
    def _files_of(cls, move):
        return set(cls.env["ir.attachment"].search(
            [("res_model", "=", "account.move"), ("res_id", "=", move.id),
             "|", ("res_field", "=", False), ("res_field", "!=", False)]).mapped("name"))

    @classmethod
    def _messages(cls, move, *kinds):
        cls.env.invalidate_all()
        return cls.env["mail.message"].search(
            [("model", "=", "account.move"), ("res_id", "=", move.id),
             ("message_type", "in", kinds)])

    def _assert_log_names_nobody(self):
        """System notifications on documents are redacted or kept, not erased (R12)."""
        self.assertEqual(len(self._messages(self.paid, "notification")), self.logged)
        where = SQL("message_type = 'notification'")
        self.assertFalse(self._named_in("mail_message", "body", "subject", where=where))
        self.assertFalse(self._named_in(
            "mail_tracking_value", "old_value_char", "new_value_char", "new_value_text"))

    @classmethod
    def _named_in(cls, table, *columns, where=None):
        """Return the ids of rows where one of these columns still names somebody who went."""
        cls.env.flush_all()
        words = SQL(" || ' ' || ").join(
            SQL("COALESCE(%s::text, '')", SQL.identifier(name)) for name in columns)
        return [row_id for row_id, text in cls.env.execute_query(SQL(
            "SELECT id, %s FROM %s WHERE %s ORDER BY id", words, SQL.identifier(table),
            where or SQL("TRUE"))) if any(name in text for name in NAMES)]


class EveryMode:
    """What holds in each of the three modes."""

    # Odoo's runner would otherwise leave out what a class inherits
    allow_inherited_tests_method = True

    def test_the_run_goes_through(self):
        reasons = [(item.partner_ref, item.state, item.reason) for item in self.run_.item_ids]
        self.assertEqual(self.run_.state, "done", reasons)
        sums = self.run_.summary()
        self.assertEqual((sums["failed"], sums["incomplete"]), (0, 0), reasons)
        self.assertEqual(sums["subjects"], len(self.due))
        self.assertEqual(sums["found"], sum(
            sums[name] for name in ("erased", "masked", "redacted", "kept", "failed")))
        for contact in self.due:
            self.assertEqual(contact.name, f"Anonymised contact {contact.id}")
        self.assertEqual(self.living.name, "Sofie Claes")

    def test_the_preview_told_what_the_run_did(self):
        done = self.run_.summary()
        for name in ("subjects", "found", "erased", "masked", "redacted", "kept", "left"):
            self.assertEqual(self.planned[name], done[name], name)

    def test_reports_are_equal_to_the_cent(self):
        for name, value in self.before.reports().items():
            self.assertTrue(value, f"{name} must have something to compare")
            self.assertEqual(self.after.reports()[name], value, name)

    def test_the_ledgers_hold_what_the_reports_should_show(self):
        """The negative twin: these reports do see a cent, a date and a contact."""
        line = self.paid.line_ids.filtered(lambda line: line.account_id == self.receivable)
        for change in ({"balance": 1.0, "debit": line.debit + 0.01}, {"amount_residual": 0.01},
                       {"partner_id": self.living.id}, {"date_maturity": "2019-01-01"}):
            with self.subTest(change=change), self.env.cr.savepoint() as savepoint:
                self._forge("account_move_line", line.id, **change)
                forged = Books(self)
                self.assertNotEqual(forged.reports(), self.after.reports())
                self.assertNotEqual(forged.rows, self.after.rows)
                savepoint.rollback()

    def test_every_column_that_must_not_change_has_not(self):
        for table, rows in self.before.rows.items():
            self.assertTrue(rows, table)
            self.assertEqual(set(self.after.rows[table]), set(rows), f"rows of {table}")
            for row_id, row in rows.items():
                self.assertEqual(self.after.rows[table][row_id], row, f"{table} {row_id}")

    def test_labels_of_hashed_entries_stay(self):
        labels = self.env.execute_query(SQL(
            """SELECT line.id, line.name FROM account_move_line line
                 JOIN account_move move ON move.id = line.move_id
                WHERE move.inalterable_hash IS NOT NULL AND line.name ~ 'Vermeulen|Peeters'"""))
        self.assertEqual(bool(labels), self.secured)

    def test_copies_of_the_name_are_gone_from_the_documents(self):
        unhashed = SQL("""move_id IN (SELECT id FROM account_move
                                       WHERE inalterable_hash IS NULL)""")
        for table, columns, where in (
            ("account_move", ("invoice_partner_display_name", "narration", "ref",
                              "payment_reference", "invoice_origin", "invoice_source_email"), None),
            ("account_move_line", ("name", "ref"), unhashed),
            ("account_payment", ("memo", "payment_reference"), None),
            ("account_bank_statement_line",
             ("partner_name", "account_number", "transaction_details"), None),
            ("account_bank_statement_line", ("payment_ref",), unhashed),
            ("account_analytic_line", ("name", "ref"), None),
        ):
            with self.subTest(table=table):
                self.assertFalse(self._named_in(table, *columns, where=where))

    def test_texts_lose_the_name_and_nothing_else(self):
        self.env.invalidate_all()
        self.assertIn("Dear", self.paid.narration)
        self.assertIn("Order of", self.paid.ref)
        self.assertIn("RF18", self.banked.payment_reference)
        self.assertEqual(self.bill.ref, "MD-2018-7")
        self.assertFalse(self.bill.invoice_source_email)

    def test_the_link_under_which_the_invoice_could_be_seen_is_dead(self):
        self.env.invalidate_all()
        self.assertFalse(self.paid.access_token)

    def test_conversations_and_letters_go(self):
        self.assertFalse(self._messages(self.paid, "email", "comment"))
        self.assertNotIn("letter.txt", self._files_of(self.paid))
        self.assertFalse(self._named_in("mail_message", "body", "subject", "email_from", where=SQL(
            "model = 'account.payment'")))

    def test_the_books_of_the_living_keep_every_byte(self):
        self.assertEqual(self._texts_of(self.recent, self.living), self.kept_by_the_living)
        self.assertEqual(self._files_of(self.recent),
                         {"pdf.pdf", "xml.xml", "copy.pdf", "letter.txt"})

    def test_a_payment_on_line_keeps_its_amount_and_loses_its_payer(self):
        if not self.transaction:
            self.skipTest("payment is not installed")
        self.assertFalse(self._named_in(
            "payment_transaction", "partner_name", "partner_email", "partner_address",
            "partner_zip", "partner_city", "partner_phone"))
        self.assertEqual((self.transaction.amount, self.transaction.partner_id, self.transaction
                          .reference), (115.0, self.ilse, "S0001"))

    def test_the_accountant_still_opens_and_prints_the_invoice(self):
        invoice = self.paid.with_user(self.accountant).sudo(False)
        html, _kind = self.env["ir.actions.report"].with_user(self.accountant).sudo(
            False)._render_qweb_html("account.report_invoice", invoice.ids)
        self.assertIn(f"Anonymised contact {self.ilse.id}", html.decode())
        self.assertIn(self.paid.name, html.decode())
        if not self.secured:
            self.assertNotIn("Vermeulen", html.decode())

    def test_what_is_kept_has_a_ground_and_an_end(self):
        left = self.run_.summary()["left"]
        for line in left:
            self.assertTrue(line["ground"] and line["until"], line)
        items = self.env["privacy.kept.item"].search([("run_ref", "=", self.run_.id)])
        self.assertEqual(len(items), sum(line["count"] for line in left))
        self.assertEqual(len(items), self.run_.kept)
        self.assertTrue(all(item.until for item in items))

    def test_a_second_run_changes_nothing(self):
        again = self.runs.preview(self.due)
        again.action_approve()
        again._work()
        self.assertIn(again.state, ("done", "approved"))
        self.assertEqual((again.erased, again.masked, again.redacted, again.failed), (0,) * 4)
        self.assertEqual(Books(self).reports(), self.after.reports())

    def test_chains_hold_for_odoo_and_for_us(self):
        statuses = {row["status"] for row in self.after.hashes["results"]}
        books = self.run_.summary()["books"]
        self.assertEqual((books["broken_before"], books["broken_since"]), ([], []))
        if self.secured:
            self.assertEqual(statuses - {"no_data"}, {"verified"})
            self.assertGreaterEqual(books["chains"], 5)
            self.assertTrue(all(each["ok"] for each in self.run_.books["after"].values()))
        else:
            self.assertFalse(statuses & {"verified", "corrupted"})
            self.assertEqual(books["chains"], 0)
        acts = set(self.env["privacy.evidence"].search(
            [("run_ref", "=", self.run_.id)]).mapped("act"))
        self.assertLessEqual({"books_before", "books_after"}, acts)

    def test_neither_evidence_nor_items_name_anybody(self):
        filed = json.dumps(self.env["privacy.evidence"].search(
            [("run_ref", "=", self.run_.id)]).mapped("counts"))
        shown = json.dumps(self.run_.summary()) + (self.run_.note or "")
        for name in NAMES:
            self.assertNotIn(name, filed + shown)


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestBooksOpen(EveryMode, AroundARun):
    """A company without a restrictive audit trail and without hashes."""

    def test_pdf_and_xml_are_gone(self):
        self.assertFalse(self._files_of(self.paid))
        self.assertFalse(self._left("ir.attachment"))

    def test_what_odoo_logged_names_nobody(self):
        self._assert_log_names_nobody()
        self.assertFalse(self._left("mail.message"))


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestBooksAuditTrail(EveryMode, AroundARun):
    """A company with a restrictive audit trail."""

    trail = True
    end = f"{2018 + STATUTORY_YEARS}-12-31"

    def test_pdf_and_xml_are_kept_items(self):
        self.assertEqual(self._files_of(self.paid), {"pdf.pdf", "xml.xml", "copy.pdf"})
        self.assertEqual(self._left("ir.attachment"), {("audit_trail", self.end)})
        fields = self.env["ir.attachment"].search(
            [("res_id", "=", self.paid.id), ("res_field", "=", "invoice_pdf_report_file")])
        self.assertEqual((fields.name, fields.raw), ("pdf.pdf", PDF), "not even detached")

    def test_protected_notifications_are_kept_items(self):
        notification = self._messages(self.paid, "notification")
        self.assertIn("Vermeulen", notification.body)
        self.assertEqual(notification.sudo().tracking_value_ids.new_value_char, "Ilse Vermeulen")
        self.assertEqual(self._left("mail.message"), {("audit_trail", self.end)})
        self.assertIn("Vermeulen", self.own_log.body, "the contact's own log is part of the trail")

    def test_kept_items_are_the_officers_task_at_their_end(self):
        items = self.env["privacy.kept.item"].search(
            [("run_ref", "=", self.run_.id), ("is_due", "=", True)])
        self.assertIn("ir.attachment", items.mapped("model"))

    def test_no_use_of_the_bypass_is_filed(self):
        self.assertFalse(self.env["privacy.evidence"].search_count(
            [("run_ref", "=", self.run_.id), ("act", "=", "audit_bypass")]))


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestBooksBypass(EveryMode, AroundARun):
    """The same company, whose officer allowed the audit trail's messages to be passed over."""

    trail = bypass = True

    def test_protected_notifications_are_gone_and_each_use_is_filed(self):
        self.assertFalse(self._named_in("mail_message", "body", "subject", where=SQL(
            "message_type = 'notification'")))
        self.assertFalse(self._left("mail.message"))
        used = self.env["privacy.evidence"].search(
            [("run_ref", "=", self.run_.id), ("act", "=", "audit_bypass")])
        self.assertTrue(used)
        self.assertTrue(sum(row.counts["mail.message"] for row in used))

    def test_files_stay_protected(self):
        self.assertEqual(self._files_of(self.paid), {"pdf.pdf", "xml.xml", "copy.pdf"})
        self.assertEqual({ground for ground, _until in self._left("ir.attachment")},
                         {"audit_trail"})


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestBooksSecured(EveryMode, AroundARun):
    """A company whose entries are secured and hashed."""

    secured = True

    def test_pdf_and_xml_are_gone(self):
        self.assertFalse(self._files_of(self.paid))

    def test_what_odoo_logged_names_nobody(self):
        self._assert_log_names_nobody()

    def test_every_entry_of_the_story_is_hashed(self):
        entries = (self.paid | self.banked | self.of_jan | self.bill | self.by_hand
                   | self.bank_line.move_id)
        self.assertTrue(all(entries.mapped("inalterable_hash")))

    def test_labels_of_hashed_entries_are_kept_items(self):
        end = f"{2018 + STATUTORY_YEARS}-12-31"
        self.assertIn(("hash_chain", end), self._left("account.move.line"))
        self.assertIn(("hash_chain", end), self._left("account.bank.statement.line"))
        labels = self.paid.invoice_line_ids.mapped("name")
        self.assertIn("Advice to Ilse Vermeulen", labels)
        self.assertEqual(self.bank_line.payment_ref, "Transfer Ilse Vermeulen")


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestBooksBrokenBefore(AroundARun):
    """Secured books that somebody forged before the run: it goes on, and says so."""

    secured = True

    @classmethod
    def _run_once(cls):  # pylint: disable=missing-return
        cls._forge("account_move_line", cls.paid.invoice_line_ids[-1].id, name="Forged")
        super()._run_once()

    def test_the_run_goes_on_and_says_so(self):
        self.assertEqual(self.run_.state, "done")
        (key,) = self.run_.summary()["books"]["broken_before"]
        self.assertFalse(self.run_.summary()["books"]["broken_since"])
        self.assertEqual(self.run_.books["before"][key]["first_bad"], self.paid.id)
        filed = {row.act: row.counts for row in self.env["privacy.evidence"].search(
            [("run_ref", "=", self.run_.id)])}
        self.assertEqual(filed["books_before"]["broken"], [key])
        self.assertIn("corrupted", {row["status"] for row in self.after.hashes["results"]})


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestBooksBrokenByTheRun(AroundARun):
    """A fault in somebody's code forges a secured entry while the run is on."""

    secured = True

    @classmethod
    def _run_once(cls):  # pylint: disable=missing-return
        process = Batch.process

        def faulty(batch, item_ids):
            process(batch, item_ids)
            cls._forge("account_move_line", cls.paid.invoice_line_ids[-1].id, name="Forged")

        with patch.object(Batch, "process", faulty):
            super()._run_once()

    def test_the_run_does_not_end_as_done(self):
        (key,) = self.run_.summary()["books"]["broken_since"]
        self.assertEqual(self.run_.state, "incomplete")
        self.assertIn(key, self.run_.note)
        self.assertEqual(self.run_.books["after"][key]["first_bad"], self.paid.id)
        self.assertTrue(self.run_.books["before"][key]["ok"])


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestBooksConversationsOnly(AroundARun):
    """Three years of silence, while the billing clock runs: R12."""

    trail = False

    @classmethod
    def _documents(cls):
        cls.recent = cls._document(
            "out_invoice", cls.living, "2026-09-01", "Hosting for Sofie Claes", 10.0)
        cls.paid = cls._document("out_invoice", cls.ilse, "2021-01-10", "Advice", 33.33)
        cls._settle(cls.paid, "2021-01-20")
        cls.due = cls.ilse
        for move in (cls.paid, cls.recent):
            cls._conversation(move)
            cls._files(move)

    def test_conversations_go_and_the_document_stays(self):
        self.assertEqual(self.run_.state, "done")
        self.assertEqual(self.ilse.name, "Ilse Vermeulen")
        self.assertFalse(self._messages(self.paid, "email", "comment"))
        self.assertTrue(self._messages(self.paid, "notification"))
        self.assertEqual(self._files_of(self.paid), {"pdf.pdf", "xml.xml", "copy.pdf"})
        self.assertEqual(self.after.reports(), self.before.reports())
        self.assertEqual(self.after.rows, self.before.rows)
        self.assertEqual(self._texts_of(self.recent, self.living), self.kept_by_the_living)


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestBooksTwoCompanies(AroundARun):
    """One customer of two companies, of which one keeps a restrictive audit trail."""

    @classmethod
    def _documents(cls):
        cls.due = cls.ilse
        cls.recent = cls._document(
            "out_invoice", cls.living, "2026-09-01", "Hosting for Sofie Claes", 10.0)
        cls.paid = cls._one()
        first = cls.company, cls.tax, cls.team
        other = cls.setup_other_company()
        cls.company = other["company"].with_env(cls.env)
        cls.company.restrictive_audit_trail = True
        cls.tax = other["default_tax_sale"]
        cls.team = cls.env["account.analytic.account"].create(
            {"name": "Other", "plan_id": cls.team.plan_id.id, "company_id": cls.company.id})
        cls.protected = cls._one()
        cls.company, cls.tax, cls.team = first

    @classmethod
    def _one(cls):
        move = cls._document("out_invoice", cls.ilse, "2018-01-10", "Advice", 33.33)
        cls._pay(move, "2018-01-20")
        cls._conversation(move)
        cls._files(move)
        return move

    def test_each_companys_documents_follow_its_own_mode(self):
        self.assertEqual(self.run_.state, "done")
        self.assertEqual(self.ilse.name, f"Anonymised contact {self.ilse.id}")
        self.assertFalse(self._files_of(self.paid))
        self.assertEqual(self._files_of(self.protected), {"pdf.pdf", "xml.xml", "copy.pdf"})
        self.assertIn("Vermeulen", self._messages(self.protected, "notification")[0].body)
        self.assertEqual(self.after.reports(), self.before.reports())
        self.assertEqual(self.after.rows, self.before.rows)

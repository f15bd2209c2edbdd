"""Invoices whose chain Odoo has secured."""

from odoo.tests import new_test_user
from odoo.tools import SQL

from ...engine.runs.books import Books
from ..common import PrivacyCommon


class BooksCase(PrivacyCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # whatever else the database holds is not the subject of these tests
        cls.env["res.partner"].search([]).write({"privacy_restricted": True})
        cls.accountant = new_test_user(cls.env, "privacy_books_accountant",
                                       "account.group_account_user")
        cls.books = Books(cls.env)
        cls.sales = cls.company_data["default_journal_sale"]

    def _invoices(self, contact, days, post=True, label="Hosting – één jaar"):
        moves = self.env["account.move"]
        for day in days:
            move = self._move(contact, day)
            move.invoice_line_ids.name = label
            moves |= move
        if post:
            moves.action_post()
        return moves

    def _secured(self, count=6, contact=None):
        """Return invoices of one chain, secured by Odoo itself."""
        contact = contact or self._contact()
        moves = self._invoices(contact, [f"2018-03-{day:02}" for day in range(1, count + 1)])
        moves._hash_moves(force_hash=True)
        self.assertTrue(all(moves.mapped("inalterable_hash")))
        return moves

    def _verify(self, contacts):
        subjects = SQL("SELECT unnest(%s::int[])", contacts.ids)
        return self.books.verify(self.books.touched(subjects))

    def _only(self, contacts):
        (result,) = self._verify(contacts).values()
        return result

    def _odoo(self):
        """Return {chain's name: status} of Odoo's own report, as an accountant."""
        self.env.flush_all()
        self.env.invalidate_all()
        report = self.company.with_user(self.accountant).sudo(False)._check_hash_integrity()
        return {row["journal_name"]: row["status"] for row in report["results"]
                if row["status"] != "no_data"}

    @classmethod
    def _forge(cls, table, row_id, **values):
        """Change a row behind Odoo's back."""
        cls.env.flush_all()
        for name, value in values.items():
            cls.env.cr.execute(SQL("UPDATE %s SET %s = %s WHERE id = %s", SQL.identifier(table),
                                   SQL.identifier(name), value, row_id))
        cls.env.invalidate_all()

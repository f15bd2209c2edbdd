from odoo.exceptions import UserError
from odoo.tests import TransactionCase, freeze_time, new_test_user, tagged

OFFICER = "base.group_user,base.group_partner_manager,cloudpepper_privacy.group_privacy_officer"


@tagged("post_install", "-at_install")
@freeze_time("2026-11-23")
class TestLibrary(TransactionCase):
    """One row of the data map and one hook: the cards of an erased reader name nobody."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.officer = new_test_user(cls.env, "library_officer", OFFICER)
        cls.reader = cls._reader("Ilse Vermeulen-Library", "2015-02-03")
        cls.other = cls._reader("Nora Uylenspiegel", "2026-10-03")
        cls.card, cls.theirs = cls.env["library.card"].create([
            {"partner_id": each.id, "holder": each.name, "number": f"C{each.id}",
             "remark": f"{each.name} returns late",
             "loans": 7} for each in (cls.reader, cls.other)])
        cls.loan, cls.their_loan = cls.env["library.loan"].create([
            {"card_number": f"C{each.id}", "reader": each.name, "days": 21}
            for each in (cls.reader, cls.other)])

    @classmethod
    def _reader(cls, name, created):
        reader = cls.env["res.partner"].create({"name": name})
        cls.env.cr.execute("UPDATE res_partner SET create_date = %s WHERE id = %s",
                           [created, reader.id])
        return reader

    def _erase(self):
        runs = self.env["privacy.run"].with_user(self.officer)
        run = runs.execute((self.reader | self.other).with_user(self.officer), approve=True)
        self.env.invalidate_all()
        return run

    def test_the_card_names_nobody_and_its_figures_stay(self):
        self.env["privacy.timer"].refresh(full=True)
        run = self._erase()
        self.assertEqual(run.state, "done", run.note)
        self.assertTrue(self.reader.privacy_anonymised_on)
        self.assertEqual((self.card.holder, self.card.number, self.card.remark, self.card.loans),
                         ("Anonymised", False, False, 7))
        self.assertEqual(run.summary()["by_model"]["library.card"], {"masked": 1})
        self.assertFalse([line for line in run.summary()["undecided"]
                          if line["model"] == "library.card"])

    def test_nothing_is_posted_by_erasing(self):
        self.env["privacy.timer"].refresh(full=True)
        self._erase()
        self.assertFalse(self.env["mail.message"].search([("body", "ilike", "Card changed")]))

    def test_the_card_of_another_reader_stays(self):
        self.env["privacy.timer"].refresh(full=True)
        self._erase()
        self.assertEqual(self.theirs.holder, "Nora Uylenspiegel")

    def test_the_card_is_in_the_answer_to_a_request_for_access(self):
        request = self.env["privacy.request"].with_user(self.officer).intake(
            {"rights": ["access"], "name": self.other.name, "partner_ids": self.other.ids})
        request._confirm_identity(self.other.with_user(self.officer), "known", why="In person")
        found = {line["model"]: line["count"] for line in request.action_collect()}
        self.assertEqual(found.get("library.card"), 1)

    # === A NEW WAY, A NEW MASK === #

    def test_loans_are_found_by_the_number_of_a_card_and_say_a_word_of_their_own(self):
        self.env["privacy.timer"].refresh(full=True)
        run = self._erase()
        self.assertEqual(run.item_ids.filtered("whole").partner_id, self.reader)
        self.assertEqual((self.loan.reader, self.loan.days),
                         (f"Reader {self.loan.id}", 21))
        self.assertEqual(self.their_loan.reader, "Nora Uylenspiegel")
        self.assertEqual(run.summary()["by_model"]["library.loan"], {"masked": 1})

    def test_a_mask_that_does_nothing_is_seen(self):
        self.env["privacy.timer"].refresh(full=True)
        self.patch(type(self.env["privacy.gateway"]), "_mask_library_loan", lambda *args: None)
        run = self._erase()
        self.assertEqual(run.item_ids.state, "incomplete")
        self.assertIn("library.loan", run.item_ids.reason)

    # === A NEW RIGHT === #

    def _request(self):
        self.other.write({"phone": "+32 470 12 34 56", "email": "nora@uylenspiegel.example"})
        request = self.env["privacy.request"].with_user(self.officer).intake(
            {"rights": ["quiet"], "name": self.other.name, "email": self.other.email,
             "partner_ids": self.other.ids})
        request.confirm_identity(self.other.with_user(self.officer), "known", why="In person")
        return request

    def test_a_right_of_ones_own_is_acted_on_and_granted(self):
        request = self._request()
        request.act_right("quiet")
        self.assertFalse(self.other.phone)
        request.close_right("quiet", "granted")
        self.assertEqual((request.right_ids.outcome, request.right_ids.article),
                         ("granted", "Art. 21"))

    def test_it_is_not_granted_before_anything_was_done(self):
        request = self._request()
        with self.assertRaises(UserError):
            request.close_right("quiet", "granted")
        self.assertTrue(self.other.phone)

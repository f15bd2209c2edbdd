"""What people really type: names of one letter or of hundreds, of digits and of nothing that can be
seen, addresses with control characters. The person goes, and nobody else loses a letter.
"""

from odoo.tests import freeze_time, tagged
from odoo.tools import SQL

from ..builders.running import UndisturbedCommon
from ..common import SILENT, TODAY

MAIL = "quirina.zw@mail.example"
LONG = "x" * 500
#: (name, what others say that only looks like it)
NAMES = (
    ("X", "X. Peeters, plan X, Malcolm X"),
    ("4711", "Order 4711 of 2019, 4711 Voorburg, +32 4711 47114"),
    ("2019 2020", "From 2019 2020 was foreseen, 2020-2019"),
    (LONG, f"{LONG[:-1]} {LONG}x {LONG}"),
    (f"{LONG} {LONG}", f"{LONG} {LONG[:-1]}"),
    ("Ann " * 400, "Ann Ann, Ann"),
    ("-", "a - b, - c"),
    (".", "Well. Well . Good."),
    ("\u200b", "zero\u200bwidth"),
    ("\u202e", "turned \u202earound"),
    ("?? ??", "Really?? ?? Yes"),
    ("%s %s", "100 %s %s %"),
    ("' OR 1=1 --", "x' OR 1=1"),
    ("🦊", "A 🦊 in the garden"),
    ("\x07\x08 \x0b", "bells \x07\x08"),
)
#: addresses with what no address should have in it
ADDRESSES = (
    "a\x05b@strange.example", "a\x7fb@strange.example", "a\x1fb@strange.example",
    "a\u200bb@strange.example", "a\u202eb@strange.example", "a\tb@strange.example",
    "a\nb@strange.example", "a\xa0b@strange.example", "a\u2028b@strange.example",
)


class BadInputCommon(UndisturbedCommon):
    def _row(self, record):
        """Return a record's row, but for what a run of anybody may note on it."""
        self.env.flush_all()
        [[row]] = self.env.execute_query(SQL(
            "SELECT to_jsonb(record) FROM %s record WHERE id = %s",
            SQL.identifier(record._table), record.id))
        return row


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestBadNames(BadInputCommon):
    def test_the_person_goes_and_what_only_looks_like_it_stays(self):
        for name, words in NAMES:
            with self.subTest(name[:30]):
                self.other.comment = f"<p>{words}</p>"
                before = self._row(self.other)
                subject = self._contact(name, SILENT, email=MAIL, phone="+32 470 55 44 33")
                run = self._run(subject)
                self.assertTrue(subject.privacy_anonymised_on)
                self.assertEqual(subject.name, f"Anonymised contact {subject.id}")
                self.assertEqual((run.item_ids.state, run.failed), ("done", 0),
                                 run.item_ids.reason_text)
                self.assertEqual(self._row(self.other), before)

    def test_with_nothing_to_search_for_nobody_is_complete(self):
        for name, _words in NAMES:
            if name in (LONG, f"{LONG} {LONG}", "Ann " * 400):
                continue
            with self.subTest(name[:30]):
                subject = self._contact(name, SILENT, email=False, phone=False)
                item = self._run(subject).item_ids
                self.assertEqual((item.identifiers, item.state), (0, "unproven"))
                self.assertTrue(item.reason_text)

    def test_no_error_text_or_item_holds_what_was_typed(self):
        typed = "Zwqx' OR \"1\"=1; --\x07"
        item = self._run(self._contact(typed, SILENT, email=MAIL)).item_ids
        row = str(self._row(item))
        self.assertNotIn("Zwqx", row)


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestBadAddresses(BadInputCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # whose addresses are what is left without the strange letter, or one side of it
        cls.neighbours = [cls._contact(f"Neighbour {local}", (("running", True),),
                                       email=f"{local}@strange.example")
                          for local in ("ab", "a", "b", "a b")]

    def _lead(self, email):
        return self.env["crm.lead"].create(
            {"name": "Roof", "email_from": email, "partner_id": False, "description": "a roof"})

    def test_the_contact_goes_and_no_neighbour_loses_a_letter(self):
        for address in ADDRESSES:
            with self.subTest(ascii(address)):
                self.other.comment = "<p>ab@strange.example, b@strange.example</p>"
                before = [self._row(each) for each in (self.other, *self.neighbours)]
                subject = self._contact("Quirina Zwartewaal", SILENT, email=address)
                run = self._run(subject)
                self.assertTrue(subject.privacy_anonymised_on)
                self.assertEqual((run.item_ids.state, run.failed), ("done", 0),
                                 run.item_ids.reason_text)
                self.assertEqual(
                    [self._row(each) for each in (self.other, *self.neighbours)], before)

    def test_a_lead_with_that_address_is_found_or_said_and_the_neighbours_leads_stay(self):
        if "crm.lead" not in self.env:
            self.skipTest("crm is not installed")
        for address in ADDRESSES:
            with self.subTest(ascii(address)):
                theirs = [self._lead(each.email) for each in self.neighbours]
                before = [self._row(lead) for lead in theirs]
                lead = self._lead(address)
                subject = self._contact("Quirina Zwartewaal", SILENT, email=address)
                run = self._run(subject)
                self.assertEqual([self._row(lead) for lead in theirs], before)
                gone = not lead.email_from
                self.assertTrue(gone or run.item_ids.state != "done", run.item_ids.state)


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestVanishedSignal(BadInputCommon):
    """A module left with its models, and the row that told what keeps somebody stayed."""

    def _signal(self):
        return self.env["privacy.signal"].create({
            "name": "Bank accounts", "code": "x_account", "kind": "interaction",
            "model_name": "res.partner.bank", "path": "partner_id", "match": "partner",
            "date_field": "create_date", "domain": "[]"})

    def _lose(self, signal, name, value):
        self.env.flush_all()
        self.env.cr.execute(SQL("UPDATE privacy_signal SET %s = %s WHERE id = %s",
                                SQL.identifier(name), value, signal.id))
        self.env.invalidate_all()
        self.registry.clear_all_caches()

    def test_clocks_go_on_and_what_it_saw_keeps_whom_it_kept(self):
        lost = (("model_name", "x_odd.gone"), ("path", "x_gone"), ("date_field", "x_gone"),
                ("domain", "[('x_gone', '=', 1)]"))
        kept, other = self._contact("Kept", SILENT), self._contact("Other", SILENT)
        account = self.env["res.partner.bank"].create(
            {"acc_number": "BE71096123456769", "partner_id": kept.id})
        self._date(account, "create_date", "2025-03-01 10:00:00")
        signal = self._signal()
        self.timers.refresh(full=True)
        before = self._clocks(kept)
        self.assertEqual(before["communication"], ("counting", "interaction", "2028-03-01"))
        for name, value in lost:
            with self.subTest(name):
                was = signal[name]
                self._lose(signal, name, value)
                self.timers.refresh(full=True)
                self.assertEqual(self._clocks(kept), before)
                run = self.runs.preview(kept | other)
                self.assertEqual(run.item_ids.mapped("partner_ref"), other.ids)
                self._lose(signal, name, was)

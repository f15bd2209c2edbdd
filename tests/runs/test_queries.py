"""In sets: the number of queries depends on the map, not on the number of people."""

from collections import Counter
from unittest.mock import patch

from odoo.tests import freeze_time, new_test_user, tagged

from ...core.identity.identifiers import Identifier
from ...core.identity.matcher import Matcher
from ...engine.clocks.colleagues import staff_of
from ...engine.clocks.outbox import Outbox
from ...engine.clocks.signals import SignalFacts
from ...engine.proof import database
from ...engine.proof.places import note
from ..common import TODAY, PrivacyCommon

#: extra queries that one more subject may cost
MARGINAL = 0.1


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestQueries(PrivacyCommon):
    def _count(self, act):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        act()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def _silent(self, number):
        contacts = self.env["res.partner"].create([
            {"name": f"Silent {n}", "email": f"s{n}@mail.example", "street": f"Street {n}"}
            for n in range(number)
        ])
        self.env.flush_all()
        self.env.cr.execute("UPDATE res_partner SET create_date = '2010-01-05' WHERE id = ANY(%s)",
                            [contacts.ids])
        self.env["mail.message"].create([
            {"model": "res.partner", "res_id": contact.id, "author_id": contact.id,
             "message_type": "email", "body": "x", "date": "2022-05-04 10:00:00"}
            for contact in contacts for _n in range(3)
        ])
        self.timers.refresh()
        return contacts

    def test_executing_costs_queries_by_the_map_and_not_by_the_person(self):
        few, many = self._silent(20), self._silent(220)
        counts = []
        for contacts in (few, many):
            run = self.runs.preview(contacts)
            run.action_approve()
            counts.append(self._count(run._work))
            self.assertEqual(set(run.item_ids.mapped("state")), {"done"})
        self.assertLessEqual((counts[1] - counts[0]) / 200, MARGINAL, counts)

    def _slices(self):
        """Search a table that PostgreSQL has never counted; return (rows met, in how many slices).
        """
        self.env.cr.execute(
            """CREATE TABLE proof_uncounted AS SELECT n::int AS id, 'Quirina Zwaenepoel' AS words
                 FROM generate_series(1, 301) n;
               ALTER TABLE proof_uncounted ADD PRIMARY KEY (id)""")
        searched = database.Database(self.env)
        [source] = [each for each in searched.sources() if each.name == "proof_uncounted"]
        matcher = Matcher([(1, Identifier("name", "Quirina Zwaenepoel"))])
        met, slices, after = 0, 0, 0
        while after is not None:
            hits, after = searched.search(matcher, source, after, Counter())
            met, slices = met + len(hits), slices + 1
        self.env.cr.execute("DROP TABLE proof_uncounted")
        return met, slices

    def test_a_small_table_is_searched_at_once_though_nobody_counted_it(self):
        self.assertEqual(self._slices(), (301, 1))
        with patch.object(database, "SLICE_BYTES", 1):
            self.assertEqual(self._slices(), (301, 4))

    def test_where_a_proof_meets_nobody_it_writes_nothing(self):
        run = self.runs.preview(self._silent(1))
        counts = [self._count(lambda h=hits: note(self.env, run, "res_partner", h))
                  for hits in ([], [("name", 1, 1)])]
        self.assertEqual(counts, [0, 1])

    def test_refreshing_costs_the_same_for_few_and_many(self):
        few, many = self._silent(5), self._silent(105)
        counts = [self._count(lambda c=c: self.timers.refresh(c)) for c in (few, many)]
        self.assertEqual(counts[0], counts[1])

    def _staff_signal(self, domain="[('author_id.user_ids', 'any', [('share', '=', False)])]"):
        return self.env["privacy.signal"].create({
            "name": "Said", "code": f"said {domain}", "kind": "interaction",
            "model_name": "mail.message", "path": "partner_ids", "date_field": "date",
            "domain": domain,
        })

    def test_colleagues_that_several_signals_mean_are_asked_for_once(self):
        one = self._staff_signal()
        same = self._staff_signal("""[('author_id.user_ids', 'any', [('share', '=', False)]),
                                      ('message_type', '=', 'comment')]""")
        other = self._staff_signal("""[('author_id.user_ids', 'any', [('share', '=', False),
                                        ('active', '=', True)])]""")
        counts = [self._count(lambda s=signals: staff_of(s))
                  for signals in (one, one | same, one | other)]
        self.assertEqual(counts[1], counts[0])
        self.assertEqual(counts[2], counts[0] + 1)

    def test_what_a_signal_asks_is_composed_once_and_again_for_other_colleagues(self):
        signal = self._staff_signal()
        first = SignalFacts(signal).sql(1)
        self.assertIs(SignalFacts(signal).sql(1), first)
        new_test_user(self.env, "one_more_colleague", "base.group_user")
        self.assertIsNot(SignalFacts(signal).sql(1), first)

    def test_a_domain_that_speaks_of_now_is_composed_anew_each_time(self):
        signal = self._staff_signal("[('date', '<', 'now')]")
        with freeze_time("2026-11-23 10:00:00"):
            first = SignalFacts(signal).sql(1)
        with freeze_time("2026-11-23 10:00:01"):
            self.assertNotEqual(SignalFacts(signal).sql(1).params, first.params)

    def test_changing_a_signal_changes_what_it_asks(self):
        signal = self._staff_signal()
        first = SignalFacts(signal).sql(1)
        signal.domain = "[('message_type', '=', 'email')]"
        self.assertNotEqual(SignalFacts(signal).sql(1).params, first.params)

    def test_previewing_costs_the_same_for_few_and_many(self):
        few, many = self._silent(5), self._silent(105)
        self.runs.preview(few | many)
        counts = [self._count(lambda c=c: self.runs.preview(c)) for c in (few, many)]
        self.assertLessEqual((counts[1] - counts[0]) / 100, MARGINAL, counts)

    def test_the_hook_costs_one_query_where_a_clock_may_move_and_none_elsewhere(self):
        contact = self._contact()
        self.env["privacy.outbox"]._watched()
        before = self.env["privacy.outbox"].search_count([])
        contact.comment = "<p>no clock depends on it</p>"
        self.env.flush_all()
        self.assertEqual(self.env["privacy.outbox"].search_count([]), before)
        contact.email = "new@mail.example"
        self.env.flush_all()
        self.assertEqual(self.env["privacy.outbox"].search_count([]), before + 1)

    def _notes(self):
        return self.env["privacy.outbox"].search([]).mapped(lambda note: (note.model, note.res_id))

    def _messages(self, number):
        contact = self._contact()
        return contact, self.env["mail.message"].create([
            {"model": "res.partner", "res_id": contact.id, "author_id": contact.id,
             "message_type": "email", "body": "x"} for _n in range(number)
        ])

    def test_a_transaction_writes_what_it_noted_once(self):
        outbox = self.env["privacy.outbox"]
        self.env.cr.flush()
        counts = []
        # the first fills what is kept from call to call
        for ids in (range(1, 2), range(1, 6), range(1, 501)):
            before = self.env.cr.sql_log_count
            for res_id in ids:
                outbox._note("res.partner", [res_id])
            self.env.cr.flush()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[1:], [1, 1])

    def test_records_that_move_one_by_one_are_not_read_one_by_one(self):
        counts = []
        for number in (1, 5, 50):  # the first fills what is kept from call to call
            contact, messages = self._messages(number)
            Outbox(self.env).drain()
            messages.invalidate_recordset()
            messages.mapped("subject")
            before = self.env.cr.sql_log_count
            for message in messages:
                self.env["privacy.outbox"]._note_before(message)
            self.env.cr.flush()
            counts.append(self.env.cr.sql_log_count - before)
            self.assertIn(("res.partner", contact.id), self._notes())
        self.assertEqual(counts[1], counts[2])

    def test_what_is_rolled_back_leaves_no_note_and_what_was_before_stays(self):
        kept, undone = self._contact(), self._contact()
        Outbox(self.env).drain()
        kept.email = "kept@mail.example"
        with self.assertRaises(ZeroDivisionError), self.env.cr.savepoint():
            undone.email = "undone@mail.example"
            self.env.flush_all()
            self.assertIn(("res.partner", undone.id), self._notes())
            raise ZeroDivisionError
        self.assertIn(("res.partner", kept.id), self._notes())
        self.assertNotIn(("res.partner", undone.id), self._notes())

    def test_a_record_that_is_gone_stops_nobody(self):
        contact, messages = self._messages(2)
        messages[:1].unlink()
        Outbox(self.env).drain()
        self.env["privacy.outbox"]._note_before(messages)
        self.assertIn(("res.partner", contact.id), self._notes())

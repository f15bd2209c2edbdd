"""In sets: the number of queries depends on the map, not on the number of people."""

from odoo.tests import freeze_time, tagged

from .common import TODAY, PrivacyCommon

SILENT = (("mail", "2022-05-04 10:00:00"),)
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

    def test_refreshing_costs_the_same_for_few_and_many(self):
        few, many = self._silent(5), self._silent(105)
        counts = [self._count(lambda c=c: self.timers.refresh(c)) for c in (few, many)]
        self.assertEqual(counts[0], counts[1])

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

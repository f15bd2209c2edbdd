"""The decision table, run against real records; and again from the outbox alone."""

from dateutil.relativedelta import relativedelta
from odoo.tests import freeze_time, tagged

from ..common import TODAY, PrivacyCommon
from ..decision_table import ABOVE, BELOW, MADE, TABLE


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestDecisionTable(PrivacyCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # what other tests have committed was looked at on another day
        cls.timers.refresh(full=True)

    def _assert_row(self, row, contact):
        with self.subTest(row.name):
            made = (self._made_on() + relativedelta(years=3)).isoformat()
            clocks = {code: tuple(made if value == MADE else value for value in clock)
                      for code, clock in row.clocks.items()}
            self.assertEqual(self._clocks(contact), clocks)
            self.assertEqual(self._bases(contact), set(row.tags))

    def test_each_row_of_the_table_holds(self):
        contacts = [(row, self._contact(row.name, row.facts)) for row in TABLE]
        self.timers.refresh(full=True)
        for row, contact in contacts:
            self._assert_row(row, contact)

    def test_the_outbox_alone_leads_to_the_same_clocks(self):
        # what tests that commit have left behind is not this one's subject
        self.timers.refresh(full=True)
        contacts = [(row, self._contact(row.name, row.facts)) for row in TABLE]
        self.timers.refresh()
        for row, contact in contacts:
            self._assert_row(row, contact)
        self.assertEqual(self.timers.refresh(full=True), 0, "the full refresh agrees")

    def test_what_holds_for_a_person_below_a_company(self):
        pairs = []
        for row in BELOW:
            of_company, of_person = row.facts
            company = self._contact(f"{row.name} Ltd", of_company, is_company=True)
            pairs.append((row, self._contact(row.name, of_person, parent_id=company.id)))
        self.timers.refresh()
        for row, person in pairs:
            self._assert_row(row, person)

    def test_what_a_person_says_of_the_company(self):
        pairs = []
        for row in ABOVE:
            of_company, of_person = row.facts
            company = self._contact(f"{row.name} Ltd", of_company, is_company=True)
            self._contact(row.name, of_person, parent_id=company.id)
            pairs.append((row, company))
        self.timers.refresh()
        for row, company in pairs:
            self._assert_row(row, company)

    def test_a_full_refresh_with_nothing_changed_writes_nothing(self):
        self._contact("Somebody", (("mail", "2024-05-04 10:00:00"),))
        self.timers.refresh(full=True)
        self.assertEqual(self.timers.refresh(full=True), 0)

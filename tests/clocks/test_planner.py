"""Planner settings end with the block that set them, and reach no statement of the caller."""

from odoo.tests import freeze_time, tagged
from odoo.tools import SQL, mute_logger
from psycopg2.errors import DivisionByZero

from ...engine.clocks.facts import IN_ORDER
from ...engine.clocks.refresh import (
    REFRESH_PLANNER,
    REFRESH_PLANNER_FEW,
    TAGS_PLANNER_MANY,
    Refresh,
)
from ...engine.scratch import local_settings
from ..common import TODAY, PrivacyCommon

NAMES = sorted({*REFRESH_PLANNER, *REFRESH_PLANNER_FEW, *TAGS_PLANNER_MANY, *IN_ORDER})


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestPlanner(PrivacyCommon):
    def _settings(self):
        return dict(self.env.execute_query(SQL(
            "SELECT name, current_setting(name) FROM unnest(%s::text[]) AS name", NAMES)))

    def test_a_refresh_leaves_the_settings_of_its_caller(self):
        before = self._settings()
        contact = self._contact(facts=(("mail", "2024-05-04 10:00:00"),))
        for act in (self.timers.refresh, lambda: self.timers.refresh(contact),
                    lambda: self.timers.refresh(full=True),
                    lambda: Refresh(self.env).run(contact.ids, tags=False)):
            act()
            self.assertEqual(self._settings(), before)

    def test_it_leaves_what_the_caller_had_set(self):
        self.env.cr.execute("SET LOCAL work_mem = '5MB'; SET LOCAL enable_mergejoin = off")
        before = self._settings()
        self.assertEqual((before["work_mem"], before["enable_mergejoin"]), ("5MB", "off"))
        self.timers.refresh(full=True)
        self.assertEqual(self._settings(), before)

    def test_a_block_has_its_settings_and_the_one_around_it_gets_its_own_back(self):
        before = self._settings()
        with local_settings(self.env.cr, work_mem="7MB", join_collapse_limit=3):
            with local_settings(self.env.cr, work_mem="9MB"):
                inside = self._settings()
            around = self._settings()
        self.assertEqual((inside["work_mem"], inside["join_collapse_limit"]), ("9MB", "3"))
        self.assertEqual((around["work_mem"], around["join_collapse_limit"]), ("7MB", "3"))
        self.assertEqual(self._settings(), before)

    def test_entering_and_leaving_cost_one_query_each_and_nothing_without_settings(self):
        before = self.env.cr.sql_log_count
        with local_settings(self.env.cr):
            pass
        self.assertEqual(self.env.cr.sql_log_count - before, 0)
        with local_settings(self.env.cr, **REFRESH_PLANNER):
            pass
        self.assertEqual(self.env.cr.sql_log_count - before, 2)

    def test_an_error_in_python_ends_them_too(self):
        before = self._settings()
        with self.assertRaises(ZeroDivisionError), local_settings(self.env.cr, work_mem="7MB"):
            raise ZeroDivisionError
        self.assertEqual(self._settings(), before)

    def test_a_failed_statement_is_not_hidden_and_its_savepoint_takes_them_back(self):
        before = self._settings()
        with mute_logger("odoo.sql_db"), self.assertRaises(DivisionByZero), \
                self.env.cr.savepoint(), local_settings(self.env.cr, work_mem="7MB"):
            self.env.cr.execute("SELECT 1 / 0")
        self.assertEqual(self._settings(), before)
        with local_settings(self.env.cr, work_mem="7MB"):
            with mute_logger("odoo.sql_db"), self.assertRaises(DivisionByZero), \
                    self.env.cr.savepoint():
                self.env.cr.execute("SELECT 1 / 0")
            self.assertEqual(self._settings()["work_mem"], "7MB")
        self.assertEqual(self._settings(), before)

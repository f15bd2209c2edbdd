"""Notices of before keep their rows, their rights and who was told."""

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

from odoo.tests import tagged
from odoo.tools import SQL

from ..builders.notices import NoticeCommon

SCRIPT = Path(__file__).parents[2] / "migrations/19.0.1.5.0/pre-notices.py"
#: {state of before: state now}
STATES = {"todo": "todo", "done": "told", "impossible": "disproportionate"}


@tagged("post_install", "-at_install")
class TestNoticeUpgrade(NoticeCommon):
    def setUp(self):
        super().setUp()
        spec = spec_from_file_location("pre_notices", SCRIPT)
        self.script = module_from_spec(spec)
        spec.loader.exec_module(self.script)

    def _one(self, query, *given):
        self.env.cr.execute(SQL(query, *given))
        return self.env.cr.fetchall()

    def _names(self):
        """Return what the table, its rights and its fields are called."""
        return [
            self._one("""SELECT conname FROM pg_constraint
                          WHERE conrelid = 'privacy_notice'::regclass ORDER BY 1"""),
            self._one("""SELECT name FROM ir_model_data WHERE module = 'cloudpepper_privacy'
                            AND name LIKE '%%privacy_notice%%' ORDER BY 1"""),
            self._one("SELECT model FROM ir_model WHERE model LIKE 'privacy%%notice' ORDER BY 1")]

    def _as_before(self):
        """Let the database look as the release before left it."""
        script, cr = self.script, self.env.cr
        script.rename_table(cr, script.NEW_TABLE, script.OLD_TABLE)
        script.rename_table(cr, script.NEW_TAGS, script.OLD_TAGS)
        cr.execute("""ALTER TABLE privacy_category_privacy_request_notice_rel
                            RENAME COLUMN privacy_notice_id TO privacy_request_notice_id;
                      ALTER TABLE privacy_request_notice RENAME COLUMN settled_on TO done_on;
                      ALTER TABLE privacy_request_notice RENAME COLUMN settled_by_id TO done_by_id;
                      ALTER TABLE privacy_request_notice
                            DROP COLUMN event, DROP COLUMN key, DROP COLUMN channel;
                      UPDATE ir_model SET model = 'privacy.request.notice'
                       WHERE model = 'privacy.notice';
                      UPDATE ir_model_data SET name = replace(
                             name, 'privacy_notice', 'privacy_request_notice')
                       WHERE module = 'cloudpepper_privacy' AND name LIKE '%privacy_notice%'""")

    def test_rows_rights_and_states_stay(self):
        request = self._identified("restriction")
        recipients = self.env["privacy.recipient"].search([], limit=3)
        made = self.notices.create([
            {"right_id": request.right_ids.id, "recipient_id": recipient.id, "key": str(number),
             "event": "restriction", "company_id": self.company.id,
             "category_ids": recipient.category_ids.ids}
            for number, recipient in enumerate(recipients)])
        self.env.flush_all()
        _constraints, data, models = self._names()
        self._as_before()
        for notice, state in zip(made, STATES, strict=True):
            self.env.cr.execute(
                "UPDATE privacy_request_notice SET state = %s WHERE id = %s", [state, notice.id])
        self.assertEqual(self._one("SELECT to_regclass('privacy_notice')"), [(None,)])
        self.script.migrate(self.env.cr, "19.0.1.4.0")
        self.env.invalidate_all()
        self.assertEqual(made.mapped("state"), list(STATES.values()))
        self.assertEqual(set(made.mapped("event")), {"restriction"})
        self.assertEqual(len(set(made.mapped("key"))), 3)
        self.assertEqual(made[0].category_ids, recipients[0].category_ids)
        _constraints, data_after, models_after = self._names()
        self.assertEqual((data_after, models_after), (data, models))
        # a second time there is nothing to do
        self.script.migrate(self.env.cr, "19.0.1.4.0")

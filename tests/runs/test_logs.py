"""What was erased stands in no log, no error, no tracking value, no chatter line, no evidence."""

import logging
import os
import unittest

from odoo.tests import freeze_time, tagged
from odoo.tools import SQL

from ..common import TODAY, PrivacyCommon

NAME, MAIL = "Godelieve Uylenspiegel", "godelieve@uylenspiegel.example"
STREET = "Kromhoekseplein 12"
IBAN = "BE71096123456769"
TOKENS = ("uylenspiegel", "kromhoekse", "096123456769")
PG_LOG = os.environ.get("PRIVACY_PG_LOG")


class Listener(logging.Handler):
    """Keeps every line that a logger of Odoo writes."""

    def __init__(self):
        super().__init__(logging.DEBUG)
        self.lines = []

    def emit(self, record):
        self.lines.append(self.format(record))


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestLogs(PrivacyCommon):
    def setUp(self):
        super().setUp()
        self.contact = self._contact(NAME, (("mail", "2022-05-04 10:00:00"),), email=MAIL,
                                     street=STREET, zip="8400", city="Oostende")
        self.env["res.partner.bank"].create(
            {"acc_number": IBAN, "partner_id": self.contact.id, "acc_holder_name": NAME})
        self.contact.with_context(tracking_disable=False).write({"phone": "+32 470 47 11 00"})
        self.env.flush_all()

    def _carry_out(self):
        run = self.runs.preview(self.contact)
        run.action_approve()
        run._work()
        return run

    def _logged(self, act):
        """Return what Odoo logs while acting, at the level of a production server."""
        listener, logger = Listener(), logging.getLogger("odoo")
        logger.addHandler(listener)
        try:
            act()
        finally:
            logger.removeHandler(listener)
        return "\n".join(listener.lines)

    def _assert_silent(self, text, where):
        for token in TOKENS:
            self.assertNotIn(token, text.lower(), where)

    def _everything_written_since(self, message_id):
        """Return the text of all messages, tracking values and evidence after an id."""
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """SELECT string_agg(t, ' ') FROM (
                   SELECT m::text AS t FROM mail_message m WHERE id > %s
                    UNION ALL SELECT v::text FROM mail_tracking_value v
                     WHERE mail_message_id > %s
                    UNION ALL SELECT e::text FROM privacy_evidence e
                    UNION ALL SELECT i::text FROM privacy_run_item i
                    UNION ALL SELECT r::text FROM privacy_run r
                    UNION ALL SELECT l::text FROM ir_logging l) everything""",
                message_id, message_id,
            )
        )
        return rows[0][0] or ""

    def test_a_run_leaves_no_trace_of_what_it_erased(self):
        last = self.env["mail.message"].search([], order="id desc", limit=1).id
        log = self._logged(self._carry_out)
        self.assertTrue(self.contact.privacy_anonymised_on)
        self._assert_silent(log, "log of Odoo")
        self._assert_silent(self._everything_written_since(last), "messages, tracking, evidence")

    def test_a_tracked_field_really_left_a_trace_before(self):
        """The test above can fail: without the run the old values are there."""
        text = str(self.contact.read(["name", "email", "street"])).lower()
        self.assertIn(TOKENS[0], text)
        self.assertIn(TOKENS[1], text)

    @unittest.skipUnless(PG_LOG and os.path.exists(PG_LOG), "the log of PostgreSQL is not readable")
    def test_neither_success_nor_a_failed_statement_shows_the_person_in_postgresqls_log(self):
        self.env.cr.execute(
            """ALTER TABLE res_partner ADD CONSTRAINT privacy_test_check
               CHECK (active OR name NOT LIKE 'Anonymised%') NOT VALID"""
        )
        start = os.path.getsize(PG_LOG)
        log = self._logged(lambda: self.assertEqual(self._carry_out().item_ids.state, "failed"))
        with open(PG_LOG, encoding="utf-8", errors="replace") as file:
            file.seek(start)
            written = file.read()
        self.assertIn("privacy_test_check", written, "PostgreSQL logged the failed statement")
        self._assert_silent(written, "log of PostgreSQL")
        self._assert_silent(log, "log of Odoo")
        self.contact.invalidate_recordset()
        self.assertEqual(self.contact.email, MAIL, "a failed subject keeps every value")

    def test_the_reason_of_a_failure_names_the_constraint_and_no_value(self):
        self.env.cr.execute(
            """ALTER TABLE res_partner ADD CONSTRAINT privacy_test_check
               CHECK (active OR name NOT LIKE 'Anonymised%') NOT VALID"""
        )
        run = self._carry_out()
        self.assertEqual(run.item_ids.reason, "CheckViolation res_partner privacy_test_check")
        self._assert_silent(str(run.summary()), "summary")

"""What monitors read, in the forms that they read."""

from datetime import datetime

from odoo.addons.cloudpepper_privacy.core.health.answers import Check, as_json, as_text, status
from odoo.addons.cloudpepper_privacy.tests.cases import CoreCase

NOW, VERIFIED = datetime(2026, 11, 23, 9, 30), datetime(2026, 11, 23, 2, 0)
CHECKS = [Check("requests_overdue", "Requests: overdue", 2), Check("stopped", "Stopped", 0)]


class TestAnswers(CoreCase):
    def test_one_bad_check_makes_the_whole_bad(self):
        self.assertEqual(status(CHECKS), "fail")
        self.assertEqual(status(CHECKS[1:]), "pass")
        self.assertEqual(status([]), "pass")

    def test_json(self):
        told = as_json(CHECKS, NOW, VERIFIED)
        self.assertEqual(told["status"], "fail")
        self.assertEqual(told["time"], "2026-11-23T09:30:00+00:00")
        self.assertEqual(told["evidence_verified"], "2026-11-23T02:00:00+00:00")
        self.assertEqual(told["checks"]["requests_overdue"], [
            {"status": "fail", "observedValue": 2, "output": "Requests: overdue"}])
        self.assertEqual(told["checks"]["stopped"][0]["status"], "pass")
        self.assertIsNone(as_json(CHECKS, NOW, None)["evidence_verified"])

    def test_openmetrics(self):
        self.assertEqual(as_text(CHECKS, NOW, None), """\
# TYPE privacy_problems gauge
# HELP privacy_problems What needs somebody, by check; 0 is well.
privacy_problems{check="requests_overdue"} 2
privacy_problems{check="stopped"} 0
# TYPE privacy_checked_timestamp_seconds gauge
# UNIT privacy_checked_timestamp_seconds seconds
# HELP privacy_checked_timestamp_seconds When it was counted.
privacy_checked_timestamp_seconds 1795426200
# EOF
""")
        self.assertIn("privacy_evidence_verified_timestamp_seconds 1795399200\n",
                      as_text(CHECKS, NOW, VERIFIED))

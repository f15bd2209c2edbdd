"""An access answer tells the person which breaches and changes of the policy they were told of, and
nothing of anybody else whom these concern.
"""

import json

from odoo.tests import freeze_time, tagged

from ..builders.breaches import BreachCommon
from ..builders.packages import PackageCommon
from ..common import TODAY


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestTold(PackageCommon, BreachCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.country_id = cls.env.ref("base.be")

    def _answered(self):
        """Return {model: rows} of what an access answer holds, its text, and what is read of it."""
        _request, package = self._built("access")
        attachment = package[:1].attachment_id
        data = self._data(attachment)
        return ({dataset["model"]: dataset["records"] for dataset in data["datasets"]},
                json.dumps(data), self._open(attachment).read("answer.html").decode())

    def test_it_says_that_the_person_was_told_of_a_breach_and_when(self):
        breach = self._to_tell(self.person | self.other)
        breach.action_start()
        self.env["privacy.breach"]._cron_tell()
        self._leave(self.env["mail.mail"].search([("model", "=", "privacy.breach.subject")]))
        rows, text, page = self._answered()
        (row,) = rows["privacy.breach.subject"]
        self.assertEqual(row["values"]["state"]["code"], "sent")
        self.assertIn("2026-11-23", row["values"]["told_on"])
        self.assertIn(breach.name, page)
        self.assertNotIn("key", row["values"])
        # what officers wrote down, and who else is concerned, is not the person's
        self.assertNotIn("privacy.breach", rows)
        for words in ("Odilon", "odilon@vrakstounet.example", "It names people and where"):
            self.assertNotIn(words, text)

    def test_it_says_nothing_of_an_exercise_or_of_a_breach_that_concerns_others(self):
        self._to_tell(self.person, drill=True)
        self._to_tell(self.other)
        rows, _text, page = self._answered()
        self.assertNotIn("privacy.breach.subject", rows)
        self.assertNotIn("Breach", page)

    def test_it_says_which_version_of_the_policy_the_person_was_told_of(self):
        version = self.env["privacy.policy.version"].create({"company_id": self.company.id})
        self.env["privacy.policy.notice"].create([
            {"version_id": version.id, "partner_id": each.id, "state": "sent",
             "told_at": f"{TODAY} 10:00:00"} for each in self.person | self.other])
        rows, text, page = self._answered()
        (row,) = rows["privacy.policy.notice"]
        self.assertEqual(row["values"]["state"]["code"], "sent")
        self.assertEqual(row["values"]["told_at"][:10], TODAY)
        self.assertIn("Announcement of a Policy", page)
        self.assertNotIn("Odilon", text)

    def test_who_was_told_of_nothing_reads_of_none(self):
        rows, _text, _page = self._answered()
        self.assertFalse({"privacy.breach.subject", "privacy.policy.notice"} & set(rows))

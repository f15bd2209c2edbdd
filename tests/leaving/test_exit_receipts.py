"""A system that has removed what a customer left says so by a signed call (P8)."""

from odoo.tests import tagged

from ...engine.leaving.receipts import PATH
from ..builders.intake import IntakeCommon
from ..builders.leaving import LeavingCommon


@tagged("post_install", "-at_install")
class TestReceipts(LeavingCommon, IntakeCommon):
    """As of now: a signed call is of now."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.source.closes_tasks = True

    def setUp(self):
        super().setUp()
        self.today = self.timers._today()

    def _receipt(self, of, **changes):
        return {"task": of.key, "done_on": str(self.today), "receipt": "job 4711", **changes}

    def _send(self, *receipts, **call):
        answer = self._call({"receipts": list(receipts)}, path=PATH, **call)
        return answer.status_code, answer.json()

    def test_a_receipt_closes_the_task(self):
        task = self._task("external")
        status, told = self._send(self._receipt(task))
        self.assertEqual((status, told["receipts"]), (200, [{"index": 0, "status": "closed"}]))
        self.assertEqual((task.state, task.receipt, task.source_id, task.done_on),
                         ("done", "job 4711", self.source, self.today))
        self.assertFalse(task.sealed)
        (row,) = self._evidence("task_done", self.firm)
        self.assertEqual(row.counts["proof"], ["receipt"])

    def test_sent_again_it_is_known_and_another_one_is_refused(self):
        task = self._task("external")
        self._send(self._receipt(task))
        self.assertEqual(self._send(self._receipt(task))[1]["receipts"][0]["status"], "known")
        status, _told = self._send(self._receipt(task, receipt="job 4712"))
        self.assertEqual((status, task.receipt), (422, "job 4711"))

    def test_hosted_data_wait_for_the_customers_own_copy(self):
        task = self._task("hosted")
        self.assertEqual(self._send(self._receipt(task))[1]["receipts"][0]["status"], "waits")
        self.assertEqual((task.state, task.receipt), ("open", "job 4711"))
        self._return(task)
        task.with_user(self.officer).action_done()
        self.assertEqual(task.state, "done")

    def test_without_a_right_signature_nothing_is_closed(self):
        task = self._task("external")
        for call in ({"secret": "0" * 64}, {"headers": {"Privacy-Signature": None}},
                     {"at": -3600}, {"key": "pk_" + "1" * 32}):
            status, _told = self._send(self._receipt(task), **call)
            self.assertEqual(status, 401)
        self.assertEqual(task.state, "open")

    def test_a_source_that_closes_no_tasks_is_refused(self):
        task = self._task("external")
        self.source.closes_tasks = False
        self.assertEqual(self._send(self._receipt(task))[0], 403)
        self.assertEqual(task.state, "open")

    def test_a_source_of_another_company_knows_no_such_task(self):
        task = self._task("external")
        other = self.env["res.company"].create({"name": "Other"})
        task.company_id = self.company
        self.source.purpose_ids = False
        self.source.company_id = other
        self.assertEqual(self._send(self._receipt(task))[0], 422)
        self.assertEqual(task.state, "open")

    def test_what_is_wrong_is_named_and_the_rest_is_taken(self):
        task = self._task("external")
        wrong = [self._receipt(task, **changes) for changes in (
            {"receipt": ""}, {"receipt": "x" * 201}, {"done_on": "2026-02-30"},
            {"done_on": "2999-01-01"}, {"done_on": "2000-01-01"}, {"task": "0" * 32},
            {"task": 7}, {"more": 1})]
        status, told = self._send(*wrong)
        self.assertEqual((status, {each["status"] for each in told["receipts"]}),
                         (422, {"refused"}))
        self.assertEqual(task.state, "open")
        status, told = self._send(wrong[0], self._receipt(task))
        self.assertEqual((status, [each["status"] for each in told["receipts"]]),
                         (207, ["refused", "closed"]))

    def test_what_is_no_list_of_receipts(self):
        for body in ([], {}, {"receipts": []}, {"receipts": 1}, {"receipts": [{}], "more": 1}):
            self.assertEqual(self._call(body, path=PATH).status_code, 422)
        self.assertEqual(self._call(b"{", path=PATH).status_code, 400)
        self.assertEqual(self._call(b"x" * 10, path=PATH,
                                    headers={"Content-Type": "text/plain"}).status_code, 415)

    def test_a_task_that_was_called_off_is_not_closed(self):
        task = self._task("external")
        self.firm.privacy_relationship_end = False
        self.timers.refresh()
        self.assertEqual(task.state, "called_off")
        self.assertEqual(self._send(self._receipt(task))[0], 422)
        self.assertEqual(task.state, "called_off")

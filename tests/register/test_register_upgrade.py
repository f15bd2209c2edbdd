"""A database of before gets what the register says of the seeded purposes."""

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

from odoo.fields import Command
from odoo.tests import tagged

from ..builders.register import RegisterCommon


@tagged("post_install", "-at_install")
class TestRegisterUpgrade(RegisterCommon):
    def _upgrade(self):
        path = Path(__file__).resolve().parents[2] / "migrations/19.0.1.6.0/post-a_register.py"
        spec = spec_from_file_location("post_a_register", path)
        script = module_from_spec(spec)
        spec.loader.exec_module(script)
        script.migrate(self.env.cr, "19.0.1.5.0")
        self.env.invalidate_all()

    def test_purposes_of_before_are_filled_and_those_that_an_officer_filled_are_left(self):
        news, billing = self._ref("purpose_news"), self._ref("purpose_billing")
        said = news.balancing
        for purpose in news | billing:
            purpose.write({"owner": False, "measure_ids": [Command.clear()], "balancing": False,
                           "subject_category_ids": [Command.clear()]})
        billing.owner = "Our bookkeepers"
        self.env.flush_all()
        self._upgrade()
        self.assertEqual((news.balancing, news.owner), (said, "Marketing"))
        self.assertTrue(news.measure_ids and news.subject_category_ids)
        self.assertEqual(billing.owner, "Our bookkeepers")
        self.assertFalse(billing.measure_ids)

    def test_a_purpose_that_is_gone_is_not_made_again(self):
        improvement = self._ref("purpose_improvement")
        improvement.line_ids.unlink()
        improvement.unlink()
        self.env.flush_all()
        self._upgrade()
        self.assertFalse(self.purposes.search([("code", "=", "improvement")]))

"""Screens ask for computed fields before a record is saved: each has an answer then too."""

from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common import PrivacyCommon

#: models of others that this addon adds computed fields to
OTHERS = ("res.partner", "account.move", "res.company", "res.users")


@tagged("post_install", "-at_install")
class TestNewRecords(PrivacyCommon):
    def test_every_computed_field_works_on_a_record_that_is_not_saved(self):
        seen = 0
        for name, model in self.env.registry.items():
            ours = name.startswith("privacy.")
            if model._abstract or not (ours or name in OTHERS):
                continue
            for field in model._fields.values():
                if field.compute and (ours or field.name.startswith("privacy_")):
                    with self.subTest(field=str(field)), mute_logger("odoo.sql_db"), \
                            self.env.cr.savepoint():
                        self.env[name].new()[field.name]
                        seen += 1
        self.assertGreater(seen, 60)

    def test_writing_on_any_model_leaves_nothing_in_the_cache_of_others(self):
        group = self.env["res.groups"].create({"name": "Anybody"})
        self.env.registry.clear_cache()
        group.write({"share": True})
        cached = self.env.registry._Registry__caches["default"]
        self.assertEqual([key[0] for key in cached], [])

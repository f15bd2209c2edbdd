"""The styles of this module can be compiled: where one cannot, Odoo shows all its pages bare."""

from odoo.addons.base.models.assetsbundle import AssetsBundle
from odoo.tests import TransactionCase, tagged
from odoo.tools import mute_logger

#: what libsass takes for two units that cannot be compared
BROKEN = ".o_broken { width: min(100%, 260px); }"


@tagged("post_install", "-at_install")
class TestStyles(TransactionCase):
    def _errors(self, *more):
        """Return what compiling the styles of the back office says, with further ones."""
        found, _external = self.env["ir.qweb"]._get_asset_content(
            "web.assets_web", self.env["ir.asset"]._get_asset_params())
        styles = [{"url": f"/more_{number}.scss", "filename": None, "content": content,
                   "last_modified": None} for number, content in enumerate(more)]
        bundle = AssetsBundle("web.assets_web", [*found, *styles], env=self.env, js=False)
        self.assertTrue(any("cloudpepper_privacy" in file["url"] for file in bundle.files))
        bundle.preprocess_css()
        return bundle.css_errors

    def test_the_styles_of_the_back_office_can_be_compiled(self):
        self.assertEqual(self._errors(), [])

    @mute_logger("odoo.addons.base.models.assetsbundle")
    def test_a_style_that_cannot_is_found(self):
        self.assertTrue(self._errors(BROKEN))

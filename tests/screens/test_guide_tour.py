"""An officer who installed it a moment ago, in a browser."""

from odoo.tests import tagged

from ..builders.tours import TourCommon


@tagged("post_install", "-at_install")
class TestGuideTour(TourCommon):
    def test_an_officer_goes_through_the_guide(self):
        self.company.write({"privacy_email": False, "email": False})
        self.start_tour("/odoo", "privacy_first_use", login="privacy_officer")
        self.assertEqual(self.company.privacy_email, "privacy@tour.example")

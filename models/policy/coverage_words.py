from odoo import models


class PrivacyCoverageWords(models.Model):
    """Why the fields that are declared free in ``data/coverage.csv`` hold nobody's data."""

    _inherit = "privacy.coverage"

    def _reasons(self):
        """Return {code of a shipped reason: the reason in the reader's language}."""
        return {
            "config": self.env._(
                "Configuration: how the system or a module works, entered by administrators"),
            "catalogue": self.env._(
                "Catalogue: what is sold, held or offered, the same for everybody"),
            "content": self.env._("Published content: written for the public by the company"),
            "books": self.env._("Charts and settings of the books: no document, no person"),
            "number": self.env._("A number, code or key that the system gives itself"),
            "state": self.env._("A technical state or format, no words of people"),
            "staff": self.env._(
                "About staff at work: internal users are protected from erasure, and their file "
                "is no subject of a run"),
            "company": self.env._("The company's own particulars"),
            "link": self.env._(
                "A link alone: the contact that it leads to is anonymised, and the record says "
                "nothing else of the person"),
            "method": self.env._(
                "Emptied together with the other fields by a method that the module has for "
                "this model"),
            "optout": self.env._(
                "Kept on purpose: who opted out stays opted out, and only the address says so"),
            "own": self.env._("The privacy module's own record, with a period of its own"),
        }

from odoo import fields, models
from odoo.addons.cloudpepper_privacy.engine.ways import WAYS, Way
from odoo.tools import SQL


class CardNumber(Way):
    """The number of a card that the contact has."""

    code, label = "card_number", "Number of a library card"
    tables = frozenset({"library_card"})

    def fits(self, row, model, field):
        return field.type == "char"

    def sql(self, row, model, query):
        joined = SQL("JOIN library_card card ON card.number = %s",
                     row._column_sql(model, query, row.path))
        return joined, SQL("card.partner_id = subject.partner_id")


WAYS[CardNumber.code] = CardNumber()


class PrivacyMap(models.Model):
    _inherit = "privacy.map"

    match = fields.Selection(
        selection_add=[(CardNumber.code, CardNumber.label)],
        ondelete={CardNumber.code: "cascade"})

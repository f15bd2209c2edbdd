from odoo import fields, models


class LibraryCard(models.Model):
    """A card of a reader. Whoever changes one makes the librarian look: a note on the reader."""

    _name = "library.card"
    _description = "Library Card"

    partner_id = fields.Many2one("res.partner", required=True, index=True)
    number = fields.Char()
    holder = fields.Char(required=True)
    remark = fields.Text()
    loans = fields.Integer()

    def write(self, vals):
        done = super().write(vals)
        for card in self:
            card.partner_id.message_post(body=f"Card changed: {card.holder}")
        return done

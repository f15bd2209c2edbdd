from odoo import api, fields, models


class PrivacyAuthority(models.Model):
    """Where people complain: the supervisory authorities of the European Economic Area (Art. 51
    and 77). In Germany each Land has its own for companies.
    """

    _name = "privacy.authority"
    _description = "Supervisory Authority"
    _order = "country_id, region, id"

    name = fields.Char(required=True)
    country_id = fields.Many2one("res.country", required=True, index=True)
    region = fields.Char(help="Where a country has several: whose it is.")
    address = fields.Char(required=True)
    website = fields.Char(required=True)
    active = fields.Boolean(default=True)

    @api.depends("name", "region")
    def _compute_display_name(self):
        for authority in self:
            authority.display_name = (
                f"{authority.name} ({authority.region})" if authority.region else authority.name)

    def _text(self):
        """Return how letters name it: name, address, website, a line each."""
        self.ensure_one()
        return "\n".join((self.name, self.address, self.website))

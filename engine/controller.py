"""Who answers for a company's data, as letters, pages and certificates name it (Art. 13(1)(a)).

What an officer has set, and where nothing is set what the company says of itself. Nothing is
guessed beyond that: what is missing is asked, and letters that need it wait.
"""

from odoo.exceptions import UserError


class Controller:
    """The controller of one company's data."""

    def __init__(self, env, company):
        self.env, self.company = env, company.with_env(env).sudo()

    @property
    def name(self):
        """Its name."""
        return self.company.privacy_controller_name or self.company.name

    @property
    def address(self):
        """Its postal address, or an empty text."""
        company = self.company
        if company.privacy_controller_address:
            return company.privacy_controller_address
        if not (company.street and company.city):
            return ""
        place = " ".join(filter(None, (company.zip, company.city)))
        return ", ".join(filter(None, (company.street, company.street2, place,
                                       company.country_id.name)))

    @property
    def registry(self):
        """Its number in the register of enterprises, or an empty text."""
        company = self.company
        return company.privacy_controller_registry or company.company_registry or company.vat or ""

    @property
    def contact(self):
        """The mail address for privacy, or an empty text."""
        return self.company.privacy_email or self.company.email or ""

    @property
    def country(self):
        """The country it is established in, of which holidays and authority follow."""
        code = self.company.privacy_controller_country
        return self.env["res.country"].search([("code", "=", code)], limit=1) if code else (
            self.company.country_id)

    @property
    def authority(self):
        """The supervisory authority with address and website, or an empty text: what is set, or
        that of the country, in one that has several that of the company's state.
        """
        company = self.company
        if company.privacy_authority:
            return company.privacy_authority
        known = self.env["privacy.authority"].sudo().search([
            ("country_id", "=", self.country.id),
            ("region", "in", (False, company.state_id.name))])
        return known._text() if len(known) == 1 else ""

    @property
    def representative(self):
        """Its representative in the Union (Art. 27), or an empty text: one established in it needs
        none.
        """
        return self.company.privacy_representative or ""

    @property
    def dpo(self):
        """Its data protection officer with contact details, or why none is designated (Art. 37), or
        an empty text.
        """
        return self.company.privacy_dpo or self.company.privacy_dpo_reason or ""

    # === COMPLETE === #

    def missing(self):
        """Return what letters need and nobody has said, as words for the reader."""
        needed = (
            (self.name, self.env._("name")), (self.address, self.env._("postal address")),
            (self.contact, self.env._("privacy contact")), (self.country, self.env._("country")),
            (self.authority, self.env._("supervisory authority")))
        return [words for value, words in needed if not value]

    def check(self):
        """Stop a letter that would leave out what the law wants in it (Art. 12(4), 13(1)(a),
        15(1)(f)).

        :raise UserError: where something is missing
        """
        if missing := self.missing():
            raise UserError(self.env._(
                "The letter cannot go out before it can say who answers for %(company)s. Missing: "
                "%(missing)s. Say it under Privacy > Configuration > Controller.",
                company=self.company.name, missing=", ".join(missing)))

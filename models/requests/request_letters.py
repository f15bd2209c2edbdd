from datetime import datetime

from odoo import fields, models
from odoo.exceptions import UserError

from ...const import USER
from ...engine.controller import Controller
from ...engine.days import long_day
from ...engine.requests.letters import Letters
from ...engine.requests.paper import Paper, letter_lang


class PrivacyRequestLetters(models.AbstractModel):
    """What letters of a request say above their text, and those that wait for the post: a part of
    ``privacy.request``. What is done is in ``engine/requests``.
    """

    _name = "privacy.request.letters"
    _description = "Letters of a Request"

    post_letter_ids = fields.Many2many(
        "mail.message", "privacy_request_post_letter_rel", string="Letters for the Post",
        readonly=True, copy=False)
    post_address = fields.Text(
        string="Postal Address", readonly=True, copy=False,
        help="Of a person without a mail address, noted before an erasure takes it; forgotten when "
             "the letter was posted.")

    def action_print_letters(self):
        """Print the letters that wait for the post; where none waits, those that were decided."""
        self._check_group(USER)
        self.check_access("read")
        if not self._letters_on_paper():
            raise UserError(self.env._("No letter of %s waits for the post.", self[:1].name))
        return self.env.ref("cloudpepper_privacy.privacy_letter_report").report_action(self)

    def _letters_on_paper(self):
        """Return the letters that the report prints."""
        return self.sudo().post_letter_ids or self.sudo().right_ids.letter_id

    def _letter_pages(self):
        """Return the pages of the letters, for the report's template."""
        self.check_access("read")
        paper = Paper(self.env(context={**self.env.context, "lang": letter_lang(self)}), self)
        return [paper.page(letter) for letter in self._letters_on_paper().sorted("id")]

    # === WHAT TEMPLATES CALL === #

    def _letter_address(self):
        """Return the mail address that letters go to."""
        return Letters(self.env, self).address()

    def _letter_lang(self):
        """Return the language of the letters."""
        return letter_lang(self)

    def _letterhead(self, subject=""):
        """Return what stands above a letter."""
        return Paper(self.env, self).head(subject)

    def _salutation(self):
        """Return how a letter begins."""
        return Paper(self.env, self).salutation()

    def _signature(self):
        """Return who signs a letter."""
        return Controller(self.env, self.company_id).name

    def _authority(self):
        """Return the supervisory authority, as a letter names it."""
        return Controller(self.env, self.company_id).authority

    def _long_day(self, day):
        """Return a day in words; of a moment the day where the controller is."""
        return long_day(self.env, self._day(day) if isinstance(day, datetime) else day)

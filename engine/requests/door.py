"""The pages of people as one door: what of a call is refused before any page reads it, and what the
person is told, in the person's language and with a status that fits, where Odoo would answer in
English or with a failure.
"""

import re

from odoo.exceptions import UserError
from werkzeug.exceptions import BadRequest, HTTPException

#: our pages; what else begins like this is the company's own
PAGES = re.compile(
    r"/(my/privacy|privacy/(request|address|package|journal|consent|preferences|unsubscribe|receipt))"
    r"(/|$)")


class Door:
    """The door to one page.

    :param odoo.http.Request call: what came in
    """

    def __init__(self, call):
        self.call, self.env = call, call.env

    def is_ours(self):
        """Whether the call is for one of our pages; its path has lost its language by now."""
        return bool(PAGES.match(self.call.httprequest.path))

    def check(self):
        """Refuse what no form of ours sends, and what would stumble over its own name.

        :raise werkzeug.exceptions.HTTPException: with the status that fits
        """
        sent = self.call.httprequest
        # reading the form refuses what is larger than the page takes
        if "self" in sent.args or "self" in sent.form or "self" in sent.files:
            raise BadRequest
        if "csrf_token" in sent.files:
            raise BadRequest

    def refusal(self, error):
        """Return (status, what to tell) of what is no failure of ours; None of what is."""
        if isinstance(error, UserError):
            return error.http_status, str(error)
        status = error.code if isinstance(error, HTTPException) else None
        text = self._texts().get(status)
        return (status, text) if text else None

    def _texts(self):
        return {
            400: self.env._(
                "This did not come from a form of this site, or the page was open for too long. "
                "Nothing was stored. Open the page again and send it once more."),
            403: self.env._("This page is not open to you."),
            404: self.env._("There is nothing here, or nothing that is yours."),
            413: self.env._(
                "This is more than can be sent here. Nothing was stored. Send less, or write to "
                "us by mail or post."),
        }

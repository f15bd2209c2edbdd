from odoo import http
from odoo.http import content_disposition, request

from ..engine.runs.journal import Journal


class PrivacyJournal(http.Controller):
    """The journal of erasures leaves the database here."""

    @http.route("/privacy/journal", type="http", auth="user", methods=["GET"])
    def journal(self):
        """Send the file; who may, and that it was taken, is the journal's to say."""
        name, content = Journal(request.env).download()
        return request.make_response(content, [
            ("Content-Type", "application/jsonl; charset=utf-8"),
            ("Content-Disposition", content_disposition(name)),
            ("Cache-Control", "no-store"), ("X-Content-Type-Options", "nosniff"),
        ])

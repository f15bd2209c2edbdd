from odoo import http
from odoo.http import content_disposition, request


class PrivacyRegister(http.Controller):
    """The register of processing leaves the database here."""

    @http.route("/privacy/register/<int:number>", type="http", auth="user", methods=["GET"])
    def register(self, number):
        """Send the file that somebody has chosen; others do not find it."""
        chosen = request.env["privacy.register.export"].search([("id", "=", number)])
        if not chosen:
            return request.not_found()
        file = chosen._file()
        return request.make_response(file.content, [
            ("Content-Type", file.mimetype),
            ("Content-Disposition", content_disposition(file.name)),
            ("Cache-Control", "no-store"), ("X-Content-Type-Options", "nosniff"),
        ])

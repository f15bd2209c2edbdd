from odoo import http
from odoo.exceptions import AccessError, UserError
from odoo.http import content_disposition, request

from ..engine.notices.by_hand import Upload
from ..engine.notices.queue import message_of
from .privacy_package import HEADERS


class PrivacyNotice(http.Controller):
    """The list that takes people out of an audience: made while it is fetched, kept nowhere."""

    @http.route("/privacy/notices/file/<int:number>", type="http", auth="user", methods=["GET"])
    def file(self, number, notices="", **_kw):
        """Give an officer the list of notices to one recipient."""
        numbers = [int(each) for each in notices.split(",") if each.isdecimal() and len(each) < 10]
        try:
            found = request.env["privacy.notice"].search([
                ("id", "in", numbers), ("recipient_id", "=", number)])
            # what the button asks, asked again: a link is no button
            found.action_file()
        except (AccessError, UserError):
            return request.not_found()
        recipient = found.recipient_id.sudo()
        content = Upload(request.env).content(recipient, [message_of(each) for each in found])
        return request.make_response(content, [
            *HEADERS, ("Content-Type", "text/csv; charset=utf-8"),
            ("Content-Disposition", content_disposition(f"{recipient.notice_platform}.csv"))])

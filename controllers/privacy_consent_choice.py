from odoo import SUPERUSER_ID, http
from odoo.http import request
from werkzeug.exceptions import RequestEntityTooLarge

from ..engine.consents.intake.answers import answer
from ..engine.consents.intake.batch import status_of
from ..engine.consents.intake.counting import Counting
from ..engine.consents.intake.door import Refusal, check_envelope
from ..engine.consents.intake.own_site import COOKIE, PATH, SIZE, STAYS, OwnSite, visitor_of


class PrivacyConsentChoice(http.Controller):
    """Where the cookie bar of Odoo's own website tells what its visitor chose."""

    @http.route(PATH, type="http", auth="public", methods=["POST"], csrf=False, readonly=False,
                save_session=False, max_content_length=SIZE)
    def choose(self):
        """Take the choices of the browser that calls."""
        site = OwnSite(request.env.company.with_user(SUPERUSER_ID))
        source = site.source()
        if not source:
            return answer(404, {"error": {"code": "nothing", "text": "Nothing is recorded here."}})
        sent = request.httprequest
        visitor, is_new = visitor_of(sent.cookies.get(COOKIE))
        try:
            self._check(site, sent)
            outcomes = site.take(source, self._body(sent), visitor, sent.remote_addr or "")
        except Refusal as refusal:
            return answer(refusal.status, refusal.content)
        refused = sum(each.status == "refused" for each in outcomes)
        Counting(request.env).taken(source, refused)
        told = answer(status_of(outcomes), {"refused": refused})
        if is_new and refused < len(outcomes):
            told.set_cookie(COOKIE, visitor, max_age=STAYS, httponly=True, samesite="Lax",
                            secure=sent.is_secure)
        return told

    def _check(self, site, sent):
        check_envelope(sent.mimetype, sent.mimetype_params.get("charset", ""),
                       sent.content_length, not sent.query_string)
        site.check_origin(sent.headers.get("Origin", ""), sent.host)

    def _body(self, sent):
        try:
            return sent.get_data()
        except RequestEntityTooLarge:
            raise Refusal(413, "size", f"A call has at most {SIZE} bytes.") from None

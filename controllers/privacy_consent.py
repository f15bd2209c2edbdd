from odoo import http
from odoo.http import request

from ..engine.consents.confirming import Confirming
from ..engine.consents.links import STOP_DAYS, Links
from ..engine.consents.preferences import NewLink, Preferences
from ..engine.consents.receipts import Receipts
from ..engine.controller import Controller
from .door import FORM_SIZE, attempt, number, rendered, text_of, told

HEADERS = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer",
           "X-Robots-Tag": "noindex"}
#: bytes of a one-click call: its body is one short line (RFC 8058)
ONE_CLICK_SIZE = 16 * 1024


class PrivacyConsent(http.Controller):
    """Consents without a login: the link that confirms, the page of preferences, the one click of
    a mail program. A GET changes nothing: mail scanners open links.
    """

    def _page(self, template, status=200, **values):
        return rendered(template, {
            "error": False, "done": False, "gone": False,
            "controller": Controller(request.env(su=True), request.env.company), **values},
            status, HEADERS)

    def _source(self):
        return request.httprequest.remote_addr or ""

    # === DOUBLE OPT-IN === #

    @http.route("/privacy/consent/confirm/<string:token>", type="http", auth="public",
                methods=["GET", "POST"], website=True, sitemap=False, max_content_length=FORM_SIZE)
    def confirm(self, token, **_form):
        """Show the button; let the consents count when it was pressed."""
        confirming = Confirming(request.env)
        consents = confirming.find(token)
        if not consents:
            NewLink(request.env).check_guess(self._source())
            return self._page("consent_gone", status=404)
        if request.httprequest.method == "POST":
            confirming.confirm(consents)
        return self._page("consent_confirm", consents=consents,
                          done=all(each.state == "given" for each in consents))

    # === PREFERENCES === #

    @http.route("/privacy/preferences", type="http", auth="public", methods=["GET", "POST"],
                website=True, sitemap=False, max_content_length=FORM_SIZE)
    def new_link(self, email=None, **_form):
        """Show the form that mails a link, or mail it."""
        if request.httprequest.method != "POST":
            return self._page("preferences_new_link")
        is_address = []
        wrong = attempt(lambda: is_address.append(NewLink(request.env).send(
            text_of(email), self._source(), request.env.lang)))
        if not wrong and not is_address[0]:
            wrong = told(request.env._("Give one mail address, like name@example.com."))
        return self._page("preferences_new_link", done=not wrong, **wrong)

    @http.route("/privacy/preferences/<string:token>", type="http", auth="public",
                methods=["GET", "POST"], website=True, sitemap=False, max_content_length=FORM_SIZE)
    def preferences(self, token, act=None, **_form):
        """Show what the address has agreed to, and do what was chosen, at once."""
        preferences = self._preferences(token)
        if preferences is None:
            return self._page("preferences_new_link", status=404, gone=True)
        done, result, notices = False, {}, preferences.stopping()
        if request.httprequest.method == "POST":
            done = text_of(act)
            if done == "stop":
                notices = preferences.stop_all("preferences")
            elif done == "save":
                chosen = {number(text_of(each)) for each in
                          request.httprequest.form.getlist("purpose")}
                result = preferences.choose(chosen, self._source(), request.env.lang)
        stopped = preferences.is_stopped()
        return self._page("preferences", lines=preferences.purposes(), done=done, result=result,
                          token=token, stopped=stopped,
                          mailers=notices._names() if stopped else "")

    @http.route("/privacy/preferences/<string:token>/receipt/<int:consent_id>", type="http",
                auth="public", methods=["GET"], website=True, sitemap=False)
    def receipt(self, token, consent_id, **_query):
        """Hand out the receipt of one of the address's own consents."""
        preferences = self._preferences(token)
        if preferences is None:
            return self._page("preferences_new_link", status=404, gone=True)
        return receipt_response(preferences.receipt_of(consent_id))

    def _preferences(self, token):
        """Return the preferences that a link leads to, None where it leads nowhere."""
        link = Links(request.env).opened(token)
        if link is None:
            NewLink(request.env).check_guess(self._source())
            return None
        company = request.env["res.company"].sudo().browse(link.company).exists()
        return Preferences(request.env, link.address, company or request.env.company)

    # === ONE CLICK === #

    # the token is the authority: a mail program has no session, and no form of ours (RFC 8058)
    @http.route("/privacy/unsubscribe/<string:token>", type="http", auth="public", csrf=False,
                methods=["POST"], save_session=False, max_content_length=ONE_CLICK_SIZE)
    def unsubscribe(self, token, **_form):
        """Stop all marketing to the address, and take its consents back."""
        link = Links(request.env).opened(token, days=STOP_DAYS)
        if link is None:
            NewLink(request.env).check_guess(self._source())
            return request.make_response("", status=404)
        company = request.env["res.company"].sudo().browse(link.company).exists()
        Preferences(request.env, link.address, company or request.env.company).stop_all("mail")
        return request.make_response("", status=200, headers={"Cache-Control": "no-store"})

    @http.route("/privacy/unsubscribe/<string:token>", type="http", auth="public",
                methods=["GET"], save_session=False)
    def unsubscribe_page(self, token, **_query):
        """Lead whoever opens the address of the one click to the page with the button."""
        return request.redirect(f"/privacy/preferences/{token}", code=303)

    # === RECEIPTS === #

    @http.route("/privacy/consent/<int:consent_id>/receipt", type="http", auth="user",
                methods=["GET"])
    def staff_receipt(self, consent_id, **_query):
        """Hand out a receipt to staff who may read the consent."""
        consent = request.env["privacy.consent.record"].search([("id", "=", consent_id)])
        return receipt_response(consent)

    @http.route("/privacy/receipt/keys", type="http", auth="public", methods=["GET"],
                save_session=False)
    def keys(self, **_query):
        """Publish the keys that verify receipts."""
        return request.make_json_response({"algorithm": "Ed25519",
                                           "keys": Receipts(request.env).keys()})


def receipt_response(consent):
    """Return the receipt of a consent as a file.

    :raise werkzeug.exceptions.NotFound: where there is none
    """
    if not consent:
        raise request.not_found()
    name, content = Receipts(request.env).file(consent)
    return request.make_response(content, headers=[
        ("Content-Type", "application/json"), ("Cache-Control", "no-store"),
        ("Content-Disposition", f'attachment; filename="{name}"')])

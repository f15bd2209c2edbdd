from odoo import http
from odoo.exceptions import UserError
from odoo.http import request

from ..models.privacy_request_door import TooMany
from .privacy_portal import rights

#: a field that people do not see, and that programs fill in
HONEYPOT = "website"


class PrivacyForm(http.Controller):
    """``/privacy/request``: for people without a login.

    Whoever is known gets the same answers as whoever is not. Nothing takes effect by a GET: the
    link of the mail shows a page with a button, because mail scanners open links.
    """

    def _page(self, template, status=200, **values):
        response = request.render(
            f"cloudpepper_privacy.{template}",
            {"error": False, "company": request.env.company.sudo(),
             "rights": rights(request.env), **values}, status=status)
        response.headers["Cache-Control"] = "no-store"
        # the link of a confirmation is nobody else's to know
        response.headers["Referrer-Policy"] = "no-referrer"
        return response

    @http.route("/privacy/request", type="http", auth="public", methods=["GET", "POST"],
                website=True, sitemap=True, captcha="privacy_request")
    def ask(self, **form):
        """Show the form, or take in what was written."""
        if request.httprequest.method != "POST":
            return self._page("public_request", form={}, chosen=())
        chosen = request.httprequest.form.getlist("right")
        if form.get(HONEYPOT):
            return self._page("public_sent")
        try:
            request.env["privacy.request.pending"].sudo()._knock({
                "rights": chosen, "email": form.get("email"), "name": form.get("name"),
                "phone": form.get("phone"), "text": form.get("text"), "lang": request.env.lang,
            }, request.httprequest.remote_addr or "")
        except TooMany as error:
            return self._page("public_request", status=429, form=form, chosen=chosen,
                              error=str(error))
        except UserError as error:
            return self._page("public_request", form=form, chosen=chosen, error=str(error))
        return self._page("public_sent")

    @http.route("/privacy/request/confirm/<string:token>", type="http", auth="public",
                methods=["GET", "POST"], website=True, sitemap=False)
    def confirm(self, token, **_form):
        """Show the button; make the request when it was pressed."""
        pending = request.env["privacy.request.pending"].sudo()._find(token)
        if not pending:
            return self._page("public_gone", status=404)
        if request.httprequest.method != "POST":
            return self._page("public_confirm")
        return self._page("public_confirmed", asked=pending._confirm())

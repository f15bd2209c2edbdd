from odoo import http
from odoo.http import request

from ..engine.controller import Controller
from ..engine.requests.address_proof import AddressProof
from ..engine.requests.public_form import PublicForm
from ..engine.requests.words import right_choices
from .door import FORM_SIZE, attempt, rendered, text_of, told

#: a field that people do not see, no password manager knows, and programs fill in
HONEYPOT = "second_reason"


class PrivacyForm(http.Controller):
    """``/privacy/request``: for people without a login.

    Whoever is known gets the same answers as whoever is not. Nothing takes effect by a GET: the
    link of the mail shows a page with a button, because mail scanners open links.
    """

    def _page(self, template, status=200, **values):
        return rendered(
            template,
            {"error": False, "controller": Controller(request.env(su=True), request.env.company),
             "rights": right_choices(request.env), **values}, status,
            # the link of a confirmation is nobody else's to know
            {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"})

    @http.route("/privacy/request", type="http", auth="public", methods=["GET", "POST"],
                website=True, sitemap=True, captcha="privacy_request",
                max_content_length=FORM_SIZE)
    def ask(self, **form):
        """Show the form, or take in what was written."""
        if request.httprequest.method != "POST":
            return self._page("public_request", form={}, chosen=())
        chosen = request.httprequest.form.getlist("right")
        form = {name: text_of(value) for name, value in form.items()}
        wrong = told(request.env._(
            "Leave the field empty that you do not see, and send it again.")) if form.get(
            HONEYPOT) else attempt(lambda: self._submit(form, chosen))
        if wrong:
            return self._page("public_request", form=form, chosen=chosen, **wrong)
        return self._page("public_sent")

    def _form(self):
        return PublicForm(request.env(su=True))

    def _submit(self, form, chosen):
        self._form().submit({
            "rights": chosen, "email": form.get("email"), "name": form.get("name"),
            "phone": form.get("phone"), "text": form.get("text"), "lang": request.env.lang,
            **{name: form.get(name) for name in ("child_by", "child_name", "child_email")},
        }, request.httprequest.remote_addr or "")

    @http.route("/privacy/request/confirm/<string:token>", type="http", auth="public",
                methods=["GET", "POST"], website=True, sitemap=False, max_content_length=FORM_SIZE)
    def confirm(self, token, **_form):
        """Show the button; make the request when it was pressed."""
        pending = self._form().find(token)
        if not pending:
            return self._page("public_gone", status=404)
        if request.httprequest.method != "POST":
            return self._page("public_confirm", pending=pending)
        return self._page("public_confirmed", asked=self._form().confirm(pending))

    @http.route("/privacy/address/<string:token>", type="http", auth="public",
                methods=["GET", "POST"], website=True, sitemap=False, max_content_length=FORM_SIZE)
    def address(self, token, **_form):
        """Show the button; note that the address is the person's when it was pressed."""
        proofs = AddressProof(request.env)
        waiting = proofs.waiting(token)
        if not waiting:
            return self._page("public_gone", status=404)
        if request.httprequest.method != "POST":
            return self._page("public_address", asked=waiting.request_id)
        proofs.post(waiting)
        return self._page("public_address_proven", asked=waiting.request_id)

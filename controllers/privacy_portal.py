from odoo import http
from odoo.addons.portal.controllers.portal import CustomerPortal
from odoo.fields import Domain
from odoo.http import request

from ..engine.access.inventory import Inventory
from ..engine.controller import Controller
from ..engine.notices.notifying import Notifying
from ..engine.requests.address_proof import vouches
from ..engine.requests.portal import FILE_SIZE, FILES, Portal
from ..engine.requests.portal_child import PortalChild, asks_for_child
from ..engine.requests.words import right_choices
from .door import FORM_SIZE, attempt, number, rendered, text_of, told
from .privacy_consent import receipt_response

#: bytes of a message with its files that are read at all: a little too much is said on its page
MESSAGE_SIZE = (FILES + 2) * FILE_SIZE

#: what a form says of a child
CHILD = ("child_by", "child_name", "child_email")


class PrivacyPortal(CustomerPortal):
    """``/my/privacy``: what is held, the person's requests and consents.

    Every page works without JavaScript. Who may see what is asked of
    ``engine/requests/portal.py`` with the contact who has logged in, and with no id of a form
    alone.
    """

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        if "privacy_request_count" in counters:
            values["privacy_request_count"] = self._requests().search_count(self._own())
        return values

    def _partner(self):
        return request.env.user.partner_id

    def _requests(self):
        return request.env["privacy.request"].sudo()

    def _portal(self):
        return Portal(request.env(su=True))

    def _own(self):
        return self._portal().domain(request.env.user)

    def _one(self, request_id):
        """Return the person's own request; somebody else's is as if it were not there."""
        found = self._requests().search(self._own() & Domain("id", "=", request_id), limit=1)
        if not found:
            raise request.not_found()
        return found

    def _page(self, template, status=200, **values):
        return rendered(template, {
            "page_name": "privacy", "error": False, "for_child": False,
            "rights": right_choices(request.env), "portal": self._portal(), **values,
        }, status, {"Cache-Control": "no-store"})

    # === WHAT IS HELD === #

    @http.route("/my/privacy", type="http", auth="user", methods=["GET"], website=True,
                sitemap=False)
    def privacy(self, **_query):
        """Show what is held and why, the requests and the consents."""
        return self._privacy()

    def _privacy(self, **values):
        partner, user = self._partner(), request.env.user
        marketing, vouched = self._portal().mailings(user), vouches(user)
        own = self._portal().domain(user, vouched)
        stopped = vouched and marketing.is_stopped(partner)
        return self._page(
            "portal_privacy", held=Inventory(request.env).of(partner),
            details=Inventory.details(partner) if vouched else (),
            requests=self._requests().search(own, order="id desc"),
            controller=Controller(request.env(su=True), request.env.company),
            restricted=partner.sudo().privacy_restricted,
            stopped=stopped,
            mailers=Notifying(request.env).stopping(partner)._names() if stopped else "",
            address=bool(marketing.addresses(partner)),
            provable=self._portal().provable(user, vouched),
            subscriptions=marketing.subscriptions(partner) if vouched else (), vouched=vouched,
            consents=request.env["privacy.consent.record"].sudo().search(
                [("partner_id", "=", partner.id)]), **values)

    # === CONSENTS === #

    @http.route("/my/privacy/consent", type="http", auth="user", methods=["POST"], website=True,
                max_content_length=FORM_SIZE)
    def privacy_consent(self, act=None, record=None, **_form):
        """Withdraw a consent, stop or allow mailings, leave or join a list; at once."""
        wrong = attempt(lambda: self._portal().consent(
            request.env.user, text_of(act), number(text_of(record))))
        if wrong:
            return self._privacy(**wrong)
        return request.redirect("/my/privacy#consents")

    @http.route("/my/privacy/receipt/<int:consent_id>", type="http", auth="user",
                methods=["GET"], website=True, sitemap=False)
    def privacy_receipt(self, consent_id, **_query):
        """Hand out the receipt of one of the person's own consents."""
        return receipt_response(request.env["privacy.consent.record"].sudo().search(
            [("id", "=", consent_id), ("partner_id", "=", self._partner().id)]))

    # === THE ADDRESS OF THE LOGIN === #

    @http.route("/my/privacy/address", type="http", auth="user", methods=["POST"], website=True,
                max_content_length=FORM_SIZE)
    def privacy_address(self, step=None, code=None, **_form):
        """Send a code to the address of the login, or take the one that was typed."""
        portal, user = self._portal(), request.env.user
        if text_of(step) == "send":
            wrong = attempt(lambda: portal.send_code(user))
            return self._privacy(code_sent=not wrong, **wrong)
        # a wrong code counts: nothing is undone
        if not portal.enter_code(user, text_of(code)):
            return self._privacy(code_sent=True, **told(request.env._(
                "This is not the code, or it is too late. Try again, or have a new one sent.")))
        return request.redirect("/my/privacy")

    # === REQUESTS === #

    @http.route("/my/privacy/new", type="http", auth="user", methods=["GET", "POST"],
                website=True, sitemap=False, max_content_length=FORM_SIZE)
    def privacy_new(self, text=None, **form):
        """Show the form, or take the request in."""
        if request.httprequest.method != "POST":
            return self._page("portal_privacy_new", chosen=(), text="", form={})
        chosen, text, made = request.httprequest.form.getlist("right"), text_of(text), []
        form = {name: text_of(form.get(name)) for name in CHILD}
        for_child = asks_for_child(form)
        taking = PortalChild(request.env(su=True)) if for_child else self._portal()
        wrong = attempt(lambda: made.append(taking.ask(
            request.env.user, {"rights": chosen, "text": text, **form})))
        if wrong:
            return self._page("portal_privacy_new", chosen=chosen, text=text, form=form, **wrong)
        if for_child:
            return self._privacy(for_child=made[0].name)
        return request.redirect(f"/my/privacy/{made[0].id}")

    @http.route("/my/privacy/<int:request_id>", type="http", auth="user", methods=["GET"],
                website=True, sitemap=False)
    def privacy_request(self, request_id, **_query):
        """Show one request: how far it is, each right's answer, the conversation."""
        return self._request_page(self._one(request_id))

    def _request_page(self, asked, **values):
        return self._page("portal_privacy_request", asked=asked, crumb=asked.name,
                          messages=self._portal().messages(asked),
                          packages=self._portal().packages(asked, request.env.user),
                          provable=self._portal().provable(request.env.user), **values)

    @http.route("/my/privacy/<int:request_id>/message", type="http", auth="user",
                methods=["POST"], website=True, max_content_length=MESSAGE_SIZE)
    def privacy_message(self, request_id, text=None, **_form):
        """Add what the person writes to the conversation."""
        asked, text = self._one(request_id), text_of(text)
        files = [(text_of(sent.filename), sent.stream)
                 for sent in request.httprequest.files.getlist("file") if sent.filename]
        wrong = attempt(lambda: self._portal().say(asked, self._partner(), text, files))
        if wrong:
            return self._request_page(asked, text=text, **wrong)
        return request.redirect(f"/my/privacy/{asked.id}#conversation")

    @http.route("/my/privacy/<int:request_id>/file/<int:file_id>", type="http", auth="user",
                methods=["GET"], website=True, sitemap=False)
    def privacy_file(self, request_id, file_id, **_query):
        """Hand out a file of the conversation, never for the browser to show."""
        files = self._portal().messages(self._one(request_id)).attachment_ids
        found = files.filtered(lambda file: file.id == file_id)
        if not found:
            raise request.not_found()
        return request.env["ir.binary"]._get_stream_from(found).get_response(
            as_attachment=True)

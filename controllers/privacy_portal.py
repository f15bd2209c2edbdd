from odoo import http
from odoo.addons.portal.controllers.portal import CustomerPortal
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.http import request

from ..core.requests import rights as rules
from ..engine.access.inventory import Inventory


class PrivacyPortal(CustomerPortal):
    """``/my/privacy``: what is held, the person's requests and consents.

    Every page works without JavaScript. Nothing here knows a model: who may see what is asked of
    ``models/requests/request_portal.py`` with the contact who has logged in, and with no id of a
    form alone.
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

    def _own(self):
        return self._requests()._portal_domain(self._partner())

    def _one(self, request_id):
        """Return the person's own request; somebody else's is as if it were not there."""
        found = self._requests().search(self._own() & Domain("id", "=", request_id), limit=1)
        if not found:
            raise request.not_found()
        return found

    def _page(self, template, **values):
        response = request.render(f"cloudpepper_privacy.{template}", {
            "page_name": "privacy", "error": False, "rights": rights(request.env), **values})
        response.headers["Cache-Control"] = "no-store"
        return response

    # === WHAT IS HELD === #

    @http.route("/my/privacy", type="http", auth="user", methods=["GET"], website=True,
                sitemap=False)
    def privacy(self, **_query):
        """Show what is held and why, the requests and the consents."""
        return self._privacy()

    def _privacy(self, **values):
        partner, user = self._partner(), request.env.user
        gateway = request.env["privacy.gateway"].sudo()
        vouched = self._requests()._vouched(user)
        return self._page(
            "portal_privacy", held=Inventory(request.env).of(partner),
            requests=self._requests().search(self._own(), order="id desc"),
            company=request.env.company.sudo(), restricted=partner.sudo().privacy_restricted,
            stopped=gateway._mailings_stopped(partner),
            address=bool(gateway._addresses(partner)),
            subscriptions=gateway._subscriptions(partner) if vouched else (), vouched=vouched,
            consents=request.env["privacy.consent.record"].sudo().search(
                [("partner_id", "=", partner.id)]), **values)

    # === CONSENTS === #

    @http.route("/my/privacy/consent", type="http", auth="user", methods=["POST"], website=True)
    def privacy_consent(self, act=None, record=None, **_form):
        """Withdraw a consent, stop or allow mailings, leave or join a list; at once."""
        error = attempt(lambda: self._requests()._portal_consent(
            request.env.user, said(act), number(said(record))))
        if error:
            return self._privacy(error=error)
        return request.redirect("/my/privacy#consents")

    # === REQUESTS === #

    @http.route("/my/privacy/new", type="http", auth="user", methods=["GET", "POST"],
                website=True, sitemap=False)
    def privacy_new(self, text=None, **form):
        """Show the form, or take the request in."""
        if request.httprequest.method != "POST":
            return self._page("portal_privacy_new", chosen=(), text="")
        chosen, text, made = request.httprequest.form.getlist("right"), said(text), []
        error = attempt(lambda: made.append(self._requests()._portal_ask(
            request.env.user, {"rights": chosen, "text": text})))
        if error:
            return self._page("portal_privacy_new", chosen=chosen, text=text, error=error)
        return request.redirect(f"/my/privacy/{made[0].id}")

    @http.route("/my/privacy/<int:request_id>", type="http", auth="user", methods=["GET"],
                website=True, sitemap=False)
    def privacy_request(self, request_id, **_query):
        """Show one request: how far it is, each right's answer, the conversation."""
        return self._request_page(self._one(request_id))

    def _request_page(self, asked, **values):
        return self._page("portal_privacy_request", asked=asked, crumb=asked.name,
                          messages=asked._portal_messages(),
                          packages=asked._portal_packages(self._partner()), **values)

    @http.route("/my/privacy/<int:request_id>/message", type="http", auth="user",
                methods=["POST"], website=True)
    def privacy_message(self, request_id, text=None, **_form):
        """Add what the person writes to the conversation."""
        asked, text = self._one(request_id), said(text)
        files = [(said(sent.filename), sent.read())
                 for sent in request.httprequest.files.getlist("file") if sent.filename]
        error = attempt(lambda: asked._portal_say(self._partner(), text, files))
        if error:
            return self._request_page(asked, error=error, text=text)
        return request.redirect(f"/my/privacy/{asked.id}#conversation")

    @http.route("/my/privacy/<int:request_id>/file/<int:file_id>", type="http", auth="user",
                methods=["GET"], website=True, sitemap=False)
    def privacy_file(self, request_id, file_id, **_query):
        """Hand out a file of the conversation, never for the browser to show."""
        files = self._one(request_id)._portal_messages().attachment_ids
        found = files.filtered(lambda file: file.id == file_id)
        if not found:
            raise request.not_found()
        return request.env["ir.binary"]._get_stream_from(found).get_response(
            as_attachment=True)


def said(value):
    """Return what a field of a form says: text without the one character PostgreSQL cannot keep;
    a file where text belongs says nothing.
    """
    return value.replace("\0", "") if isinstance(value, str) else ""


def number(text):
    """Return a number that a form sent, or 0."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def attempt(act):
    """Do something as a whole or not at all; return what to tell the person, None if it was done.

    What a person is told is a UserError; everything else is a failure and stays one.
    """
    try:
        with request.env.cr.savepoint():
            act()
    except UserError as error:
        return str(error)
    return None


def rights(env):
    """Return [(code, name, article, what it means)] of the rights, in the reader's language."""
    words = dict(env["privacy.request.right"]._fields["kind"]._description_selection(env))
    meaning = env["privacy.request"]._rights_meaning()
    return [(code, words[code], article, meaning[code]) for code, article in rules.RIGHTS.items()]

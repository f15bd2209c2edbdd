from odoo import http
from odoo.http import request

from ..engine.policy_page.pages import Pages, alternates
from .door import number, rendered, text_of


class PrivacyPolicyPages(http.Controller):
    """``/privacy`` and ``/privacy/policy``: what people read of what is done with their data."""

    def _pages(self, company):
        return Pages(request.env, Pages.company_of(request.env, number(text_of(company))))

    def _page(self, template, values):
        if values is None:
            raise request.not_found()
        routing = request.env["ir.http"]
        languages = alternates(
            request.env["res.lang"]._get_frontend().values(), request.env.lang,
            lambda code: routing._url_localized(lang_code=code),
            request.httprequest.url_root)
        # with website its own layout says so
        others = [] if "website" in request.env else [
            {**each, "href": each["absolute"]} for each in languages] if len(languages) > 1 else []
        return rendered(template, {**values, "languages": languages, "alternates": others})

    @http.route("/privacy", type="http", auth="public", methods=["GET"], website=True,
                sitemap=True)
    def entry(self, company="", **_query):
        """Show where to go."""
        return self._page("privacy_entry", self._pages(company).entry())

    @http.route("/privacy/policy", type="http", auth="public", methods=["GET"], website=True,
                sitemap=True)
    def policy(self, company="", **_query):
        """Show the policy in force, with the facts of this moment."""
        return self._page("policy_page", self._pages(company).current())

    @http.route("/privacy/policy/<int:version>", type="http", auth="public", methods=["GET"],
                website=True, sitemap=False)
    def version(self, version, company="", **_query):
        """Show a version as it was published."""
        return self._page("policy_page", self._pages(company).numbered(version))

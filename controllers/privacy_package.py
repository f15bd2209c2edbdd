from odoo import http
from odoo.http import content_disposition, request

from ..engine.access.build import FILE_NAME
from .door import FORM_SIZE, rendered, text_of

#: of every page and file here: kept nowhere, found by nobody, and no link tells where one was
HEADERS = [
    ("Cache-Control", "no-store"), ("Referrer-Policy", "no-referrer"),
    ("X-Robots-Tag", "noindex, nofollow"), ("X-Content-Type-Options", "nosniff"),
]
PATH = "/privacy/package/<int:number>/<string:token>"


class PrivacyPackage(http.Controller):
    """The page on which a person fetches a package.

    A GET shows a page and does nothing: mail scanners open links. A POST sends the code, or
    delivers to the person's login or to whoever has the code. Every other link, whatever is
    wrong with it, meets the same page. What holds is the model's to say.
    """

    @http.route(PATH, type="http", auth="public", methods=["GET"], website=True, sitemap=False)
    def page(self, number, token, **_kw):
        """Show the page of a package."""
        package = request.env["privacy.package"]._find(number, token)
        return self._page(package) if package else self._nothing()

    @http.route(PATH, type="http", auth="public", methods=["POST"], website=True, sitemap=False,
                max_content_length=FORM_SIZE)
    def fetch(self, number, token, step="", code="", **_kw):
        """Send the code, or deliver."""
        package = request.env["privacy.package"]._find(number, token)
        if not package:
            return self._nothing()
        if step == "code":
            package._send_code()
            return self._page(package, sent=True)
        if step == "fetch" and (package._opens_for(request.env.user)
                                or package._opens_with(text_of(code))):
            return self._file(package)
        return self._page(package, wrong=step == "fetch", sent=True)

    def _page(self, package, **notices):
        # nothing of the package itself: whoever has the link alone learns nothing of whose it is
        return self._render("privacy_package_page", {
            "owner": package._opens_for(request.env.user),
            "until": package.expires_on, **notices}, 422 if notices.get("wrong") else 200)

    def _nothing(self):
        return self._render("privacy_package_nothing", {}, 404)

    def _render(self, template, values, status=200):
        return rendered(template, values, status, HEADERS)

    def _file(self, package):
        return request.make_response(package._deliver(), [
            ("Content-Type", "application/zip"),
            ("Content-Disposition", content_disposition(FILE_NAME)), *HEADERS])

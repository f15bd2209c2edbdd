from odoo import fields, http
from odoo.http import request
from werkzeug.exceptions import Forbidden, NotAcceptable

from ..const import AUDITOR, OFFICER
from ..core.health.answers import FAIL, JSON_TYPE, TEXT_TYPE, as_json, as_text, status
from ..engine.health.checks import checks
from ..engine.health.verified import Verified

#: what a monitor may ask for by name
FORMATS = ("json", "openmetrics")


class PrivacyHealth(http.Controller):
    """How it is, for monitors: see ``doc/monitoring.md``."""

    @http.route("/privacy/health", type="http", auth="bearer", methods=["GET"], readonly=True,
                save_session=False)
    def health(self, format="", **_more):  # noqa: A002
        """Return what needs somebody, as the owner of the key may count it.

        As JSON it answers 200 where all is well and 503 where something is not; as OpenMetrics
        always 200, because Prometheus takes anything else for an answer that did not come.

        :param str format: ``json`` or ``openmetrics``; without it, what the ``Accept`` header asks
        :raise Forbidden: for who is neither officer nor auditor
        :raise NotAcceptable: for another format
        """
        if not request.env.user.has_groups(f"{OFFICER},{AUDITOR}"):
            raise Forbidden
        if format and format not in FORMATS:
            raise NotAcceptable
        env = request.env(context={
            **request.env.context, "allowed_company_ids": request.env.user.company_ids.ids})
        told = (checks(env), fields.Datetime.now(), Verified(env).last().get("at"))
        if (format or _asked()) == "openmetrics":
            return _answer(as_text(*told), TEXT_TYPE, 200)
        content = http.json.dumps(as_json(*told))
        return _answer(content, JSON_TYPE, 503 if status(told[0]) == FAIL else 200)


def _asked():
    """Return the format that the caller reads: only who knows OpenMetrics names it."""
    accepts = request.httprequest.headers.get("Accept", "")
    return "openmetrics" if "application/openmetrics-text" in accepts else "json"


def _answer(content, kind, code):
    return request.make_response(content, status=code, headers=[
        ("Content-Type", kind), ("Cache-Control", "no-store"),
        ("X-Content-Type-Options", "nosniff")])

from odoo import http
from odoo.exceptions import AccessError
from odoo.http import request

from ..const import AUDITOR, OFFICER
from ..engine.first_use.guide import Guide
from .switched_on import work_in


class PrivacyGuide(http.Controller):
    """From installed to automatic."""

    @http.route("/privacy/guide", type="jsonrpc", auth="user", methods=["POST"], readonly=True)
    def guide(self, company_ids=()):
        """Return the steps (:meth:`.Guide.told`).

        :param list company_ids: that are switched on
        :raise AccessError: for who is neither officer nor auditor
        """
        if not request.env.user.has_groups(f"{OFFICER},{AUDITOR}"):
            raise AccessError(request.env._("The guide is for privacy officers."))
        work_in(company_ids)
        return Guide(request.env).told()

from odoo import http
from odoo.exceptions import AccessError
from odoo.http import request

from ..const import AUDITOR, USER
from ..engine.desk.desk import Desk
from .switched_on import work_in


class PrivacyDesk(http.Controller):
    """The first screen asks once for all that it shows."""

    @http.route("/privacy/desk", type="jsonrpc", auth="user", methods=["POST"], readonly=True)
    def desk(self, company_ids=()):
        """Return what the reader may see (:meth:`.Desk.told`).

        :param list company_ids: that are switched on
        :raise AccessError: for who has no privacy role
        """
        if not (request.env.user.has_group(USER) or request.env.user.has_group(AUDITOR)):
            raise AccessError(request.env._("The desk is for people with a privacy role."))
        work_in(company_ids)
        return Desk(request.env).told()

from odoo import models
from odoo.http import Response, request

from ...engine.consents.intake.answers import check_events
from ...engine.controller import Controller
from ...engine.requests.door import Door


class IrHttp(models.AbstractModel):
    # Our pages answer whoever calls them: what cannot be taken is said in the person's language.

    _inherit = "ir.http"

    @classmethod
    def _pre_dispatch(cls, rule, args):
        dispatched = super()._pre_dispatch(rule, args)
        check_events(request)
        door = Door(request)
        if door.is_ours():
            door.check()
        return dispatched

    @classmethod
    def _handle_error(cls, exception):
        if not getattr(request, "is_frontend", False) or not request.env.uid:
            return super()._handle_error(exception)
        cls._frontend_pre_dispatch()
        door = Door(request)
        refusal = door.is_ours() and door.refusal(exception)
        if not refusal:
            return super()._handle_error(exception)
        status, text = refusal
        # pages read them, and a form that is too large was not read at all
        request.params = getattr(request, "params", None) or {}
        # what was begun is not carried on by rendering a page
        request.env.transaction.clear()
        page = request.env["ir.ui.view"]._render_template("cloudpepper_privacy.refused_page", {
            "error": text, "controller": Controller(request.env(su=True), request.env.company)})
        response = Response(page, status=status, content_type="text/html;charset=utf-8", headers={
            "Cache-Control": "no-store", "Referrer-Policy": "no-referrer"})
        cls._post_dispatch(response)
        return response

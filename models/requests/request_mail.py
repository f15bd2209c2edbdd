from odoo import api, models

from ...engine.requests.routing import Routing


class MailThread(models.AbstractModel):
    _inherit = "mail.thread"

    @api.model
    def _message_route_process(self, message, message_dict, routes):
        routes = Routing(self.env).prepare(message, routes)
        return super()._message_route_process(message, message_dict, routes)

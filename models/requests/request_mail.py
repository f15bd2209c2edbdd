from odoo import api, models

from ...engine.requests.incoming_mail import IncomingMail


class MailThread(models.AbstractModel):
    _inherit = "mail.thread"

    @api.model
    def _message_route_process(self, message, message_dict, routes):
        if any(route[0] == "privacy.request" for route in routes or ()):
            routes = IncomingMail(self.env).routes(message, routes)
        return super()._message_route_process(message, message_dict, routes)

from odoo import api, models, tools

from ...core.documents.raw_mail import make_readable
from ...engine.acting import is_acting, is_quiet
from ...engine.breaches.outcome import Outcome
from ...engine.policy_page.posting import Bounces
from ...engine.requests.routing import Routing, readable, told
from ...engine.requests.writing import Writing
from ...engine.restriction.documents import Documents, contact_fields
from ...engine.restriction.mailing import Mailing
from ...engine.restriction.spared import Spared


class MailThread(models.AbstractModel):
    # Documents: whom they may name, when they may be deleted, whom they may mail; and the mails
    # that are requests. No docstring: Odoo would store it as the description of every model that
    # inherits this one and has none, and leave it there.

    _inherit = "mail.thread"

    # === WHOM A DOCUMENT NAMES === #

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        if not is_acting(self.env):
            Documents(self.env, records).check_made(vals_list)
        return records

    def write(self, vals):
        if self and not is_acting(self.env):
            Documents(self.env, self).check_written(vals)
        return super().write(vals)

    @api.model
    @tools.ormcache(cache="stable")
    def _privacy_contact_fields(self):
        """Return the names of stored fields in which a person chooses contacts."""
        return contact_fields(self)

    def unlink(self):
        """A hold covers the documents too, and restriction keeps what there is (R15); while a
        module is being removed nobody is asked.
        """
        if (self and self.pool.ready and not is_acting(self.env)
                and self._name != "res.partner"):
            Spared(self.env).check_documents(self)
        return super().unlink()

    # === MAILING === #

    def message_subscribe(self, partner_ids=None, subtype_ids=None):
        return super().message_subscribe(Mailing(self.env).addressed(partner_ids), subtype_ids)

    def _message_create(self, values_list):
        return super()._message_create(Mailing(self.env).addressed_in(values_list))

    def _notify_get_recipients(self, message, msg_vals=False, **kwargs):
        if is_quiet(self.env):
            return []
        recipients = super()._notify_get_recipients(message, msg_vals, **kwargs)
        recipients = Writing(self.env).reachable(self, recipients, message, msg_vals or {})
        return Mailing(self.env).reachable(self, recipients, message, msg_vals or {})

    @api.model
    def _routing_handle_bounce(self, email_message, message_dict):
        done = super()._routing_handle_bounce(email_message, message_dict)
        if message_dict.get("bounced_message"):
            message = message_dict["bounced_message"].sudo()
            Outcome(self.env).bounced(message)
            Bounces(self.env).note(message)
        return done

    # === REQUESTS BY MAIL === #

    @api.model
    def message_process(self, model, message, *args, **kwargs):
        return super().message_process(model, readable(message), *args, **kwargs)

    @api.model
    def message_parse(self, message, *args, **kwargs):
        make_readable(message)
        return told(super().message_parse(message, *args, **kwargs))

    @api.model
    def _message_route_process(self, message, message_dict, routes):
        routes = Routing(self.env).prepare(message, message_dict, routes)
        return super()._message_route_process(message, message_dict, routes)

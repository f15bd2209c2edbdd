from odoo import api, fields, models

from ...engine.housekeeping import Housekeeping
from ...engine.requests.aside import Aside
from ...engine.requests.routing import Routing


class PrivacyRequestMail(models.Model):
    """What a mail to the alias of requests tells of itself, and a mail that asks for nothing.

    Each mail of a request has a row: who wrote it, whether the sender's domain stands for it, where
    answers are wanted. What a program or a mass mailing wrote makes no request: it waits here, with
    its words and files, until an officer has looked at it.
    """

    _name = "privacy.request.mail"
    _description = "Mail to the Alias of Requests"
    _inherit = ["mail.thread"]
    _order = "received_on desc, id desc"
    _rec_name = "subject"

    request_id = fields.Many2one(
        "privacy.request", readonly=True, ondelete="cascade", index="btree_not_null")
    company_id = fields.Many2one("res.company", required=True, readonly=True, index=True)
    state = fields.Selection(
        [("aside", "To Look At"), ("filed", "In a Request"), ("dismissed", "Asks for Nothing")],
        required=True, readonly=True, default="filed", index=True)
    received_on = fields.Datetime(readonly=True, required=True, default=fields.Datetime.now)
    subject = fields.Char(readonly=True)
    text = fields.Text(string="Words", readonly=True)
    sender_name = fields.Char(string="Sender", readonly=True)
    sender_email = fields.Char(string="Sender's Address", readonly=True, index="btree_not_null")
    reply_email = fields.Char(
        string="Wants Answers At", readonly=True,
        help="What the mail says (Reply-To). It proves nothing: whoever writes a mail chooses it.")
    list_email = fields.Char(
        string="Came Through", readonly=True, help="A mailing list. It is never answered.")
    origin = fields.Selection(
        [("person", "A person"), ("list", "A person, through our own list"),
         ("discussion", "A person, through another list"), ("automatic", "A program"),
         ("bulk", "A mass mailing")], string="Written By", readonly=True, default="person")
    sign = fields.Char(
        string="Known By", readonly=True, help="What in the mail says that no person wrote to us.")
    sender_check = fields.Selection(
        [("confirmed", "The sender's domain confirms this mail"),
         ("refuted", "The sender's domain does not confirm this mail"),
         ("none", "No results: nothing is known of the sender's domain")],
        string="Sender's Domain", readonly=True, required=True, default="none",
        help="What our own mail server found (SPF, DKIM, DMARC). It speaks of the domain, and "
             "proves nobody's address.")
    sender_results = fields.Char(string="Results", readonly=True)
    seen_by_id = fields.Many2one("res.users", string="Looked At By", readonly=True)
    seen_on = fields.Datetime(string="Looked At On", readonly=True)

    # === ACTION METHODS === #

    def action_make_request(self):
        """Make a request of it, dated from the day on which the mail came."""
        requests = Aside(self.env, self).make_requests()
        return requests._get_records_action()

    def action_dismiss(self):
        """It asks for nothing; it is deleted after a month."""
        Aside(self.env, self).dismiss()
        return True

    # === WHAT OTHERS CALL === #

    @api.model
    def message_new(self, msg_dict, custom_values=None):
        """Keep a mail that makes no request; the gateway alone calls it."""
        Routing(self.env).check_gateway()
        return Aside(self.env, self).keep(msg_dict, custom_values)

    def message_update(self, msg_dict, update_vals=None):
        """Nothing changes when another mail follows."""
        Routing(self.env).check_gateway()
        return True

    @api.autovacuum
    def _gc_mails(self):
        """Delete what an officer has looked at a month ago."""
        return Housekeeping(self.env).gc_mails()

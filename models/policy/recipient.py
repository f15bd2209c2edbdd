import re

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ...core.policy.transfers import EEA, NO_GROUND, Recipient, missing, outside

GROUPS = [
    ("infrastructure", "Infrastructure and platform"),
    ("communication", "Support and communication"),
    ("operations", "Operations and observability"),
    ("billing", "ERP, billing and payments"),
    ("marketing", "Marketing and advertising"),
    ("professional", "Professional services"),
    ("authority", "Authorities and other third parties"),
]
#: what shows that data of one person went to a recipient
RECEIVED = [
    ("held", "Whenever such data are held"),
    ("contract", "While a contract runs, for its purposes"),
    ("billed", "An order or a document in the books"),
    ("paid", "A payment"),
    ("online", "A payment through this provider"),
    ("mail", "Mail with the person"),
    ("support", "A chat or a ticket"),
    ("mailing", "A mailing, a subscription or a consent to them"),
    ("visits", "A visit to the website, or a consent to be counted"),
    ("staff", "An application or an employment"),
    ("disclosed", "A disclosure on record, and nothing else"),
]
#: standard contractual clauses, by the roles of who sends and who receives
SCC_MODULES = [
    ("c2c", "Module One: controller to controller"),
    ("c2p", "Module Two: controller to processor"),
    ("p2p", "Module Three: processor to processor"),
    ("p2c", "Module Four: processor to controller"),
]
#: the end of a host's name that is one organisation's: two labels at least
HOST = re.compile(r"(?:[a-z0-9-]+\.)+[a-z0-9-]{2,}")
#: fields that a disclosure follows from: rules read anew from the beginning
LED_TO_BY = frozenset({"provider_code", "mail_hosts", "company_id", "sequence", "active"})

#: how the secret of a recipient may be called, and what a webhook may look like
CODE = re.compile(r"[a-z][a-z0-9_]{1,40}")
ADDRESS = re.compile(r"https?://[^\s@/]+(/\S*)?", re.ASCII)


class PrivacyRecipient(models.Model):
    """Who else receives personal data, where, and on which transfer ground (Art. 30(1)(d), (e))."""

    _name = "privacy.recipient"
    _description = "Recipient of Personal Data"
    _order = "group, sequence, id"

    name = fields.Char(required=True, translate=True)
    group = fields.Selection(GROUPS, required=True)
    role = fields.Selection(
        [("processor", "Processor"), ("controller", "Controller of its own"),
         ("joint", "Joint controller")],
        default="processor",
        required=True,
    )
    condition = fields.Char(translate=True, help="When they receive data, if not always.")
    category_ids = fields.Many2many("privacy.category", string="Data Received")
    received = fields.Selection(
        RECEIVED, string="Shown By", default="held", required=True,
        help="What shows that this recipient may have received data of a person where no "
             "disclosure is on record: letters name the recipients of that person (Art. 15(1)(c) "
             "and 19), and not of all.")
    provider_code = fields.Char(
        string="Payment Provider",
        help="Its code in Odoo, e.g. stripe: whoever has paid through it is named.")
    mail_hosts = fields.Char(
        string="Mail Servers",
        help="What the hosts of its mail servers end in, joined by commas, e.g. gmail.com: mail "
             "that leaves through one of them is a disclosure to it.")
    country_id = fields.Many2one("res.country", help="Where the recipient is established.")
    outside_eea = fields.Boolean(
        string="Outside the EEA", compute="_compute_outside_eea", search="_search_outside_eea",
        help="Data go there on a ground alone (Art. 44 GDPR).")
    transfer_ground = fields.Selection(
        [
            ("none", "Within the EEA"),
            ("scc", "Standard Contractual Clauses, Decision (EU) 2021/914"),
            ("adequacy", "Adequacy decision (Art. 45)"),
            ("dpf", "EU-US Data Privacy Framework, Decision (EU) 2023/1795"),
            ("derogation", "Derogation (Art. 49)"),
            ("unknown", "To be determined"),
        ],
        default="unknown",
        required=True,
    )
    scc_module = fields.Selection(SCC_MODULES, string="Module of the Clauses")
    safeguards = fields.Text(translate=True, help="What protects the data beside the ground.")
    document_ids = fields.Many2many(
        "ir.attachment", string="Documents",
        help="The clauses or other safeguards, as a person may ask for a copy of them.",
    )
    contract_ids = fields.Many2many(
        "ir.attachment", "privacy_recipient_contract_rel", "recipient_id", "attachment_id",
        help="The processing agreement (Art. 28(3)), or what joint controllers have agreed "
             "(Art. 26). Not for people who ask.")
    contract_date = fields.Date(string="Contract Of")
    contract_review = fields.Date(
        string="Review By", help="The day by which the contract is looked at again.")
    contact_name = fields.Char(help="Who answers for data protection there.")
    email = fields.Char(help="Where notices under Art. 19 go.")
    address = fields.Text(help="Where a letter reaches them.")
    website = fields.Char()
    todo = fields.Text(
        string="To Do", compute="_compute_todo", compute_sudo=True,
        help="What the register does not know yet.")
    notice_channel = fields.Selection(
        [("task", "By hand: a task for an officer"), ("mail", "Mail"),
         ("webhook", "Webhook"), ("connector", "Connector"), ("file", "File to upload")],
        string="Told By", default="task", required=True,
        help="How a recipient hears of a rectification, an erasure, a restriction, an objection or "
             "a withdrawal. Where this cannot tell it, an officer does.")
    notice_known_by = fields.Selection(
        [("email", "Mail address"), ("phone", "Phone number"),
         ("email_phone", "Mail address and phone number"),
         ("name_email", "Name and mail address")],
        string="Knows People By", default="email", required=True,
        help="A notice says this of the person, and nothing else.")
    notice_code = fields.Char(
        string="Name of the Secret",
        help="The key or secret stands outside the database: privacy_notice_ and this name in "
             "odoo.conf, or the same in capitals in the environment.")
    notice_connector = fields.Selection(
        [("klaviyo", "Klaviyo"), ("stripe", "Stripe"), ("crisp", "Crisp"),
         ("google_analytics", "Google Analytics")], string="Connector")
    notice_account = fields.Char(
        string="Account", help="Ours with the recipient: Crisp's website, Google's property.")
    notice_platform = fields.Selection(
        [("google_ads", "Google Ads"), ("reddit_ads", "Reddit Ads")], string="Kind of File")
    notice_url = fields.Char(string="Webhook", help="An address that begins with https.")
    notice_lang = fields.Selection(
        lambda self: self.env["res.lang"].get_installed(), string="Language of Notices",
        help="Empty: the language of the company.")
    company_id = fields.Many2one(
        "res.company", ondelete="cascade", help="Empty: a recipient of every company."
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

    @api.depends("country_id")
    def _compute_outside_eea(self):
        for recipient in self:
            recipient.outside_eea = outside(recipient.country_id.code or "")

    def _search_outside_eea(self, operator, value):
        if operator != "in":
            return NotImplemented
        away = Domain("country_id", "!=", False) & Domain("country_id.code", "not in", list(EEA))
        return Domain.OR(away if each else ~away for each in value)

    @api.depends("role", "group", "country_id", "transfer_ground", "scc_module", "document_ids",
                 "safeguards", "contract_ids", "contract_date", "contract_review", "email",
                 "address", "website")
    @api.depends_context("lang")
    def _compute_todo(self):
        words, today = self._missing_words(), self.env["privacy.timer"]._today()
        for recipient in self:
            recipient.todo = "\n".join(
                words[code] for code in missing(recipient._as_known(), today))

    def _transfer_words(self):
        """Return the ground of its transfers in the reader's language, with the module of the
        clauses; "" where nobody has determined it.
        """
        self.ensure_one()
        if self.transfer_ground == "unknown":
            return ""
        words = [dict(self._fields[name]._description_selection(self.env))[self[name]]
                 for name in ("transfer_ground", "scc_module") if self[name]]
        return words[0] if len(words) == 1 else f"{words[0]} ({words[1]})"

    def _mail_hosts(self):
        """Return what the hosts of its mail servers end in."""
        return [host for host in re.split(r"[\s,;]+", (self.mail_hosts or "").lower()) if host]

    def _as_known(self):
        """Return what is known, as ``core/policy/transfers.py`` asks about it."""
        return Recipient(
            role=self.role or "", country=self.country_id.code or "",
            ground=self.transfer_ground or "unknown", module=self.scc_module or "",
            whoever=self.group == "authority", document=bool(self.document_ids),
            reasons=bool((self.safeguards or "").strip()),
            contract=bool(self.contract_ids or self.contract_date),
            review=self.contract_review or None,
            reachable=bool(self.email or self.address or self.website))

    def _missing_words(self):
        """Return {code of what is missing: what to do}."""
        return {
            "country": self.env._("Say in which country it is established."),
            "ground": self.env._("It is outside the EEA: say on which ground data go there "
                                 "(Art. 44 GDPR)."),
            "module": self.env._("Say which module of the clauses was agreed."),
            "other_module": self.env._("The module of the clauses is for another role."),
            "document": self.env._("Attach a copy of the clauses: people may ask for it."),
            "reasons": self.env._("Say which derogation applies, and why (Art. 49 GDPR)."),
            "only_us": self.env._("The Data Privacy Framework is for the United States alone."),
            "contract": self.env._("A processor needs a contract (Art. 28(3) GDPR)."),
            "arrangement": self.env._("Joint controllers need an arrangement (Art. 26 GDPR)."),
            "review": self.env._("The day to look at the contract again has passed."),
            "reach": self.env._("Say how it is reached: an address or a website."),
        }

    @api.onchange("country_id")
    def _onchange_country_id(self):
        """Within the EEA no ground is needed; outside it, that is no ground."""
        abroad = outside(self.country_id.code or "")
        if self.transfer_ground in NO_GROUND and self.country_id:
            self.transfer_ground = "unknown" if abroad else "none"

    @api.onchange("transfer_ground")
    def _onchange_transfer_ground(self):
        if self.transfer_ground != "scc":
            self.scc_module = False

    @api.constrains("transfer_ground", "scc_module")
    def _check_scc_module(self):
        if self.filtered(lambda each: each.scc_module and each.transfer_ground != "scc"):
            raise ValidationError(self.env._("Only standard contractual clauses have modules."))

    @api.constrains("mail_hosts")
    def _check_mail_hosts(self):
        for recipient in self:
            if any(not HOST.fullmatch(host) for host in recipient._mail_hosts()):
                raise ValidationError(self.env._("Mail servers are names of hosts with a dot."))

    @api.constrains("contract_date", "contract_review")
    def _check_contract_days(self):
        if self.filtered(lambda each: each.contract_date and each.contract_review
                         and each.contract_review < each.contract_date):
            raise ValidationError(self.env._("A contract is reviewed after its day."))

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        recipients = super().create(vals_list)
        if any(LED_TO_BY.intersection(vals) for vals in vals_list):
            self._read_anew()
        return recipients

    def write(self, vals):
        done = super().write(vals)
        if LED_TO_BY.intersection(vals):
            self._read_anew()
        return done

    def _read_anew(self):
        """What records lead to has changed: they are read from the beginning next time."""
        rules = self.env["privacy.disclosure.rule"].sudo().with_context(active_test=False)
        rules.search([("read_until", "!=", False)]).read_until = False
    @api.constrains("notice_channel", "notice_code", "notice_connector", "notice_platform",
                    "notice_url", "email")
    def _check_notice_channel(self):
        """What a channel needs is there when it is chosen."""
        needs = {
            "mail": ("email",), "webhook": ("notice_url", "notice_code"),
            "connector": ("notice_connector", "notice_code"), "file": ("notice_platform",)}
        for recipient in self:
            missing = [recipient._fields[name]._description_string(self.env)
                       for name in needs.get(recipient.notice_channel, ()) if not recipient[name]]
            if missing:
                raise ValidationError(self.env._(
                    "%(recipient)s cannot be told like this without: %(missing)s.",
                    recipient=recipient.name, missing=", ".join(missing)))
            if recipient.notice_code and not CODE.fullmatch(recipient.notice_code):
                raise ValidationError(self.env._(
                    "The name of a secret has small letters, digits and underscores."))
            if recipient.notice_url and not ADDRESS.fullmatch(recipient.notice_url):
                raise ValidationError(self.env._(
                    "A webhook is an address that begins with https://, without a password in it."))

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from ...const import OFFICER
from ...engine.consents.intake.source_keys import SourceKeys
from ...engine.consents.intake.subscriptions import Subscriptions
from ...engine.entered import Entered

#: channels of what comes from outside
CHANNELS = [("banner", "Banner"), ("form", "Form"), ("system", "Other System"),
            ("list", "Mailing List")]
#: days on which a key is good beside the one that follows it
OVERLAP = 7
#: what the code writes
SEEN = frozenset((
    "list_ref", "key_name", "key_made_on", "former_key_name", "former_key_until", "last_used",
    "refused_calls", "refused_events", "refused_on"))


class PrivacyConsentSource(models.Model):
    """A system that reports consents: a banner, a form, another database.

    It signs each call with its key, whose name stands here and whose secret no database holds
    (``engine/consents/intake/source_keys.py``). What it may tell is said here.
    """

    _name = "privacy.consent.source"
    _description = "Source of Consents"
    _order = "name, id"

    name = fields.Char(required=True)
    company_id = fields.Many2one(
        "res.company", ondelete="cascade", index=True, help="Empty: a source of every company.")
    active = fields.Boolean(
        default=True, help="Archived: nothing is taken from it any more.")
    channel = fields.Selection(CHANNELS, required=True, default="banner")
    is_own_site = fields.Boolean(
        string="Cookie Bar of This Website",
        help="What visitors choose in the cookie bar of Odoo's own website is recorded under this "
             "source, for each of its purposes, under a random number of the browser. It has no "
             "key: it proves what a browser chose, and not whose it is.")
    list_ref = fields.Integer(
        string="Mailing List", readonly=True, copy=False, aggregator=None,
        help="Number of the mailing list whose subscriptions are read as consents: of its first "
             "purpose.")
    ungrounded_count = fields.Integer(
        string="Without a Ground", compute="_compute_ungrounded_count",
        help="Subscribers whom no consent stands behind: staff entered or imported them, or they "
             "were there before. That they are on the list proves nothing.")
    # === WHAT IT MAY TELL === #
    purpose_ids = fields.Many2many(
        "privacy.purpose", string="Purposes", help="Of no other purpose it may tell anything.")
    may_give = fields.Boolean(default=True)
    may_withdraw = fields.Boolean(default=True)
    takes_addresses = fields.Boolean(
        string="May Name Addresses",
        help="Otherwise it tells of visitors alone, by the random number of their browser.")
    vouches = fields.Boolean(
        string="Vouches for Addresses",
        help="It has seen itself that an address is the person's, by a login or by the link of a "
             "mail, and says so of each. Without that the person is asked by a mail first.")
    closes_tasks = fields.Boolean(
        string="Sends Receipts of Tasks",
        help="It removes what relationships that ended leave outside this database, and says so: "
             "such a receipt closes the task.")
    # === ITS KEY === #
    key_name = fields.Char(
        string="Key", readonly=True, copy=False, help="Its name: the secret is shown once.")
    key_made_on = fields.Datetime(string="Made On", readonly=True, copy=False)
    former_key_name = fields.Char(string="Former Key", readonly=True, copy=False)
    former_key_until = fields.Datetime(string="Good Until", readonly=True, copy=False)
    # === WHAT CAME === #
    event_count = fields.Integer(
        string="Recent Events", compute="_compute_event_count",
        help="Taken as often as they are still known.")
    last_used = fields.Datetime(readonly=True, copy=False, help="To the minute.")
    refused_calls = fields.Integer(
        readonly=True, copy=False, default=0,
        help="With its key and a wrong signature, made before, or not to be read.")
    refused_events = fields.Integer(readonly=True, copy=False, default=0)
    refused_on = fields.Datetime(string="Last Refused On", readonly=True, copy=False)

    _key_uniq = models.UniqueIndex("(key_name) WHERE key_name IS NOT NULL")
    _former_key_uniq = models.UniqueIndex("(former_key_name) WHERE former_key_name IS NOT NULL")
    _own_site_uniq = models.UniqueIndex(
        "(COALESCE(company_id, 0)) WHERE is_own_site AND active",
        "A company has one source for the cookie bar of its website.")

    _list_uniq = models.UniqueIndex("(list_ref) WHERE list_ref IS NOT NULL AND list_ref != 0")

    def _compute_ungrounded_count(self):
        subscriptions = Subscriptions(self.env)
        for source in self:
            source.ungrounded_count = len(subscriptions.addresses(source.sudo()))

    def _compute_event_count(self):
        counts = dict(self.env["privacy.consent.event"].sudo()._read_group(
            [("source_id", "in", self.ids)], ["source_id"], ["__count"]))
        for source in self:
            source.event_count = counts.get(source, 0)

    @api.constrains("company_id", "purpose_ids")
    def _check_purposes(self):
        for source in self.filtered("company_id"):
            if source.purpose_ids.company_id - source.company_id:
                raise ValidationError(self.env._(
                    "A source tells of purposes of its own company, or of every company."))

    @api.constrains("vouches", "takes_addresses", "is_own_site", "channel", "key_name", "list_ref")
    def _check_scope(self):
        for source in self:
            if source.vouches and not source.takes_addresses:
                raise ValidationError(self.env._(
                    "A source that vouches for addresses may name them."))
            if source.is_own_site and (
                    source.takes_addresses or source.key_name or source.channel != "banner"):
                raise ValidationError(self.env._(
                    "The cookie bar of this website is a banner without a key, and names nobody."))
            if bool(source.list_ref) != (source.channel == "list") or (
                    source.list_ref and source.key_name):
                raise ValidationError(self.env._(
                    "A mailing list is added by the button: nothing else tells of its "
                    "subscriptions."))

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        vals_list = Entered(self).each(vals_list)
        for vals in vals_list:
            self._check_seen(vals)
        return super().create(vals_list)

    def write(self, vals):
        vals = Entered(self).values(vals)
        self._check_seen(vals)
        return super().write(vals)

    def _check_seen(self, vals):
        if not self.env.su and not SEEN.isdisjoint(vals):
            raise AccessError(self.env._(
                "Keys are made by the button, and what came is counted by itself."))

    # === ACTION METHODS === #

    def action_make_key(self):
        """Button: a new key; the one before is good for a week more."""
        return self._make_key(OVERLAP)

    def action_replace_key(self):
        """Button: a new key; the one before is good no more, for it is known to others."""
        return self._make_key(0)

    def _make_key(self, days):
        self.ensure_one()
        self.env["privacy.run"]._check_group(OFFICER)
        self.check_access("write")
        if self.is_own_site or self.list_ref:
            raise UserError(self.env._("What this database sees itself needs no key."))
        name, secret = SourceKeys(self.env).rotate(self, days)
        self.env["privacy.evidence"].sudo()._record([{
            "act": "source_key_made", "company": self.company_id.id or None,
            "counts": {"source": self.id, "uid": self.env.uid, "former_days": days}}])
        # the secret goes to this one screen: no row holds it
        return {
            "type": "ir.actions.act_window", "res_model": "privacy.consent.key", "target": "new",
            "view_mode": "form", "name": self.env._("Key of %s", self.name),
            "context": {"default_key_name": name, "default_secret": secret},
        }

    def action_end_former_key(self):
        """Button: the former key is good no more."""
        self.ensure_one()
        self.env["privacy.run"]._check_group(OFFICER)
        self.check_access("write")
        self.sudo().write({"former_key_name": False, "former_key_until": False})
        return True

    def action_open_events(self):
        """Button: what it has reported lately."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window", "res_model": "privacy.consent.event",
            "view_mode": "list", "name": self.env._("Reported Events"),
            "domain": [("source_id", "=", self.id)],
        }

    def action_add_lists(self):
        """Button: mailing lists that are not among the sources yet."""
        self.env["privacy.run"]._check_group(OFFICER)
        Subscriptions(self.env).add_lists()
        return {"type": "ir.actions.client", "tag": "soft_reload"}

    def action_declare(self):
        """Button: say on which ground the subscriptions rest that no consent stands behind."""
        self.ensure_one()
        self.env["privacy.run"]._check_group(OFFICER)
        self.check_access("write")
        return {
            "type": "ir.actions.act_window", "res_model": "privacy.list.declaration",
            "view_mode": "form", "target": "new", "name": self.env._("Declare Subscriptions"),
            "context": {"default_source_id": self.id},
        }

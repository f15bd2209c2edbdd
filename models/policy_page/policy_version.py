from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...const import AUDITOR, OFFICER
from ...engine.policy_page.announcing import Announcing
from ...engine.policy_page.comparison import Comparison
from ...engine.policy_page.posting import Post
from ...engine.policy_page.publishing import Publishing
from ...engine.policy_page.versions import Versions

#: what nobody changes once a version is published
FROZEN = frozenset({
    "number", "company_id", "effective_date", "state", "pages", "facts", "prose", "digest",
    "plain_text", "published_at", "published_by", "prepared_by"})
#: what an officer writes by hand
BY_HAND = frozenset({"company_id", "effective_date", "material", "summary"})


class PrivacyPolicyVersion(models.Model):
    """A version of the policy: a draft, or what was published and stays as it was."""

    _name = "privacy.policy.version"
    _description = "Version of the Policy"
    _order = "company_id, number desc, id desc"

    number = fields.Integer(readonly=True, copy=False, aggregator=None)
    company_id = fields.Many2one(
        "res.company", required=True, ondelete="cascade", default=lambda self: self.env.company)
    state = fields.Selection(
        [("draft", "Draft"), ("published", "Published")], default="draft", required=True,
        readonly=True, copy=False)
    standing = fields.Selection(
        [("draft", "Draft"), ("coming", "Not in Force Yet"), ("force", "In Force"),
         ("past", "Of the Past")], compute="_compute_standing")
    effective_date = fields.Date(
        string="In Force From", copy=False, help="The day from which the page shows it.")
    material = fields.Boolean(
        string="Material Change", copy=False,
        help="People concerned are told of it. Suggested from what has changed; an officer says.")
    suggested = fields.Boolean(
        string="Looks Material", compute="_compute_changes", compute_sudo=True)
    summary = fields.Text(
        translate=True, help="What an officer wants to say about the change, beside the list.")
    changes = fields.Text(
        compute="_compute_changes", compute_sudo=True,
        help="What has changed since the version before, in words.")
    differs = fields.Text(
        string="Records Differ", compute="_compute_differs", compute_sudo=True,
        help="What the records say otherwise than this version.")
    problems = fields.Text(
        string="To Do", compute="_compute_problems", compute_sudo=True,
        help="What stops it from being published.")
    pages = fields.Json(readonly=True, copy=False, help="{language: HTML}")
    facts = fields.Json(readonly=True, copy=False, help="{language: what the records said}")
    prose = fields.Json(readonly=True, copy=False, help="{language: sections}")
    plain_text = fields.Text(readonly=True, copy=False, help="Of a version from before.")
    digest = fields.Char(string="SHA-256", readonly=True, copy=False)
    preview = fields.Html(compute="_compute_preview", compute_sudo=True, sanitize=False)
    prepared_by = fields.Many2one("res.users", readonly=True, copy=False, ondelete="set null")
    prepared_digest = fields.Char(readonly=True, copy=False)
    published_by = fields.Many2one("res.users", readonly=True, copy=False, ondelete="set null")
    published_at = fields.Datetime(readonly=True, copy=False)
    four_eyes = fields.Boolean(compute="_compute_four_eyes")
    notice_ids = fields.One2many(
        "privacy.policy.notice", "version_id", readonly=True, groups=f"{OFFICER},{AUDITOR}")
    announced_at = fields.Datetime(string="Announcement Begun", readonly=True, copy=False)
    told_count = fields.Integer(string="Told", compute="_compute_told", compute_sudo=True)
    letter_count = fields.Integer(
        string="Letters to Post", compute="_compute_told", compute_sudo=True)
    sentence_ids = fields.One2many("privacy.policy.sentence", "version_id", readonly=True)

    _number_uniq = models.UniqueIndex(
        "(company_id, number) WHERE number > 0", "A number is one version's.")
    _draft_uniq = models.UniqueIndex(
        "(company_id) WHERE state = 'draft'", "A company has one draft at a time.")

    @api.depends("number", "state")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for version in self:
            version.display_name = (
                self.env._("Version %s", version.number) if version.number
                else self.env._("Draft"))

    @api.depends("state", "effective_date")
    def _compute_standing(self):
        for version in self:
            version.standing = Versions(self.env, version.company_id).standing(version)

    @api.depends("state", "effective_date", "facts")
    @api.depends_context("lang")
    def _compute_changes(self):
        for version in self:
            found = Versions(self.env, version.company_id).since_before(version)
            version.changes = "\n".join(found.words())
            version.suggested = found.is_material

    @api.depends("standing", "facts")
    @api.depends_context("lang")
    def _compute_differs(self):
        for version in self:
            version.differs = "\n".join(Versions(self.env, version.company_id).since_words(
                version)) if version.standing == "force" else False

    @api.depends("state", "company_id")
    @api.depends_context("lang")
    def _compute_problems(self):
        for version in self:
            version.problems = "\n".join(
                Publishing(self.env).problems(version)) if version.state == "draft" else False

    @api.depends("state", "company_id", "pages")
    @api.depends_context("lang")
    def _compute_preview(self):
        for version in self:
            version.preview = Versions(self.env, version.company_id).preview(version)

    def _compute_four_eyes(self):
        self.four_eyes = Publishing(self.env).four_eyes()

    def _compute_told(self):
        counts = {(version, state): count for version, state, count in self.env[
            "privacy.policy.notice"].sudo()._read_group(
                [("version_id", "in", self.ids)], ["version_id", "state"], ["__count"])}
        for version in self:
            version.told_count = sum(
                counts.get((version, state), 0) for state in ("sent", "posted"))
            version.letter_count = counts.get((version, "letter"), 0)

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        self._check_by_hand(*vals_list)
        versions = super().create(vals_list)
        Comparison(self.env, versions).note()
        return versions

    def write(self, vals):
        self._check_by_hand(vals)
        published = self.filtered(lambda version: version.state == "published")
        if published and not (FROZEN | BY_HAND).isdisjoint(vals):
            raise AccessError(self.env._(
                "A published version stays as it was: what has changed is a new version."))
        if not BY_HAND.isdisjoint(vals):
            # who prepared it has prepared something else
            vals = {"prepared_by": False, "prepared_digest": False, **vals}
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_published(self):
        if any(version.state == "published" for version in self):
            raise UserError(self.env._("A published version stays: its link is permanent."))

    def _check_by_hand(self, *vals_list):
        if not self.env.su and any(set(vals) - BY_HAND for vals in vals_list):
            raise AccessError(self.env._("A version is written by publishing it."))

    # === ACTION METHODS === #

    def _check_officer(self):
        if not (self.env.su or self.env.user.has_group(OFFICER)):
            raise AccessError(self.env._("Only privacy officers publish a policy."))
        self.check_access("write")

    def action_publish(self):
        """Button: freeze the draft and let the page show it from its day on."""
        self.ensure_one()._check_officer()
        Publishing(self.env).publish(self)
        return True

    def action_prepare(self):
        """Button under four eyes: ask another officer to publish the draft as it is now."""
        self.ensure_one()._check_officer()
        Publishing(self.env).prepare(self)
        return True

    def action_announce(self):
        """Button: have those concerned told of a material change, once each."""
        self.ensure_one()._check_officer()
        Announcing(self.env).begin(self)
        return True

    def action_open_page(self):
        """Button: the page as people see it."""
        self.ensure_one().check_access("read")
        return {"type": "ir.actions.act_url", "target": "new",
                "url": Versions(self.env, self.company_id).path(self)}

    def action_told(self):
        """Button: who was told, and when."""
        self.ensure_one().check_access("read")
        return {**self.env["ir.actions.act_window"]._for_xml_id(
            "cloudpepper_privacy.privacy_policy_notice_action"),
            "domain": [("version_id", "=", self.id)]}

    def action_print_letters(self):
        """Button: the letters that wait for the post, as one PDF."""
        self.ensure_one()._check_officer()
        return self.env.ref(
            "cloudpepper_privacy.privacy_policy_letters_report").report_action(self)

    def action_posted(self):
        """Button: the letters that wait were posted."""
        self.ensure_one()._check_officer()
        Post(self.env, self).posted()
        return True

    def _letter_pages(self):
        """Return the letters for the post; their template calls it."""
        self._check_officer()
        return Post(self.env, self).pages()

    def action_compare(self):
        """Button: sentence by sentence, whether the records say the same."""
        self.ensure_one().check_access("read")
        return {**self.env["ir.actions.act_window"]._for_xml_id(
            "cloudpepper_privacy.privacy_policy_sentence_action"),
            "domain": [("version_id", "=", self.id)]}

    # === SCHEDULED ACTIONS === #

    @api.model
    def _cron_compare(self):
        """Scheduled action: where records differ from what is published, an officer hears of it
        and finds a draft.
        """
        Versions.follow_all(self.env)

    @api.model
    def _cron_announce(self):
        """Scheduled action: tell the next ones, and the rest in the next call."""
        Announcing(self.env).work()

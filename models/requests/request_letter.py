from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import email_normalize, formataddr

from ...const import OFFICER
from ...core.requests import rights as rules
from ...engine.labels import Labels
from ...engine.summary import Summary
from .request import BY_ITSELF

LAYOUT = "mail.mail_notification_light"
POST = "cloudpepper_privacy.mail_activity_type_request_post"


class PrivacyRequest(models.Model):
    """Every letter goes this way: a template that staff can edit, in the person's language, and
    kept in the request's conversation. Where no mail address is known it waits for the post.
    """

    _inherit = "privacy.request"

    to_post = fields.Boolean(compute="_compute_to_post")

    def _letter_address(self):
        """Return the mail address that letters go to, if any."""
        self.ensure_one()
        return self.person_email

    def _write_letter(self, template, record=None, files=()):
        """Write a letter and keep it.

        :param str template: XML id of a mail.template
        :param record: what the template is about, by default the request
        :param files: list of (name, bytes, MIME type)
        :return: (mail.message, whether it is on its way)
        """
        self.ensure_one()
        template = self.env.ref(template).sudo()
        record = (record if record is not None else self).sudo()
        if address := self._letter_address():
            message = self._mail_letter(template, record, address)
        else:
            message = self._post_letter(template, record)
        if files:
            message.attachment_ids = self.env["ir.attachment"].sudo().create([
                {"name": name, "raw": content, "mimetype": kind, "res_model": self._name,
                 "res_id": self.id} for name, content, kind in files])
        return message, bool(address) or self._read_online()

    def _mail_letter(self, template, record, address):
        mail = self.env["mail.mail"].sudo().browse(template.send_mail(
            record.id, email_layout_xmlid=LAYOUT, email_values={
                "email_to": address, "recipient_ids": [], "email_cc": False,
                "headers": BY_ITSELF, **self._letter_author(),
                "model": self._name, "res_id": self.id,
                "subtype_id": self.env.ref("mail.mt_comment").id}))
        return mail.mail_message_id

    def _post_letter(self, template, record):
        """Keep the letter in the conversation, for the officer to post or the person to read."""
        letter = template._generate_template([record.id], ("subject", "body_html"))[record.id]
        message = self.sudo().with_context(
            mail_post_autofollow=False, privacy_letter=True).message_post(
            body=letter["body_html"], subject=letter["subject"], message_type="comment",
            subtype_xmlid="mail.mt_comment", **self._letter_author())
        if not self._read_online():
            self.sudo().activity_schedule(
                POST, summary=self.env._("Send the letter by post"),
                user_id=self.user_id.id or self._officer().id)
        return message

    def _letter_author(self):
        """A letter is the controller's, whoever pressed the button; that may be the person."""
        company = self.company_id.sudo()
        return {"author_id": company.partner_id.id,
                "email_from": formataddr((company.name, company.privacy_email or company.email))
                if company.privacy_email or company.email else False}

    def _read_online(self):
        """Whether the person reads the conversation itself, on the portal."""
        return "requester_id" in self._fields and bool(self.sudo().requester_id)

    def _tell(self, template):
        """Write to the person about the request as a whole."""
        self._write_letter(template)

    def _acknowledge(self):
        """Confirm the receipt, once, whatever the door; it says nothing of who is known."""
        for request in self.sudo():
            address = request._letter_address()
            if not request.told_on and address and not request._is_ours(address):
                request.told_on = fields.Datetime.now()
                request._tell("cloudpepper_privacy.mail_template_request_received")

    def _is_ours(self, address):
        """Whether mail to an address comes back to us: such a letter would answer itself."""
        return bool(self.env["mail.alias"].sudo().search_count(
            [("alias_full_name", "=", email_normalize(address))], limit=1))

    @api.depends("right_ids.letter_id", "right_ids.told_on")
    def _compute_to_post(self):
        for request in self:
            request.to_post = any(
                right.letter_id and not right.told_on for right in request.right_ids)

    def action_posted(self):
        """Button: the letters that wait for the post were posted."""
        self._check_group(OFFICER)
        self.check_access("write")
        for request in self.sudo():
            waiting = request.right_ids.filtered(
                lambda right: right.letter_id and not right.told_on)
            if not waiting and not request.activity_search([POST]):
                raise UserError(self.env._("No letter of %s waits for the post.", request.name))
            waiting.told_on = fields.Datetime.now()
            request.activity_unlink([POST])
            request._record_evidence("request_posted")
        return True


class PrivacyRequestRight(models.Model):
    """The letter of a decision: what was asked, what came of it, why, and what the person can do
    about it (Art. 12(3) and 12(4)).
    """

    _inherit = "privacy.request.right"

    letter_id = fields.Many2one("mail.message", readonly=True, ondelete="set null", copy=False)
    told_on = fields.Datetime(
        string="Person Told On", readonly=True, copy=False,
        help="When the letter left; one for the post counts once an officer says it was posted.")

    def _send_letter(self):
        """Tell the person, by the act that decides."""
        message, on_its_way = self.request_id._write_letter(
            "cloudpepper_privacy.mail_template_request_decided", self, self._letter_files())
        self.sudo().write({
            "letter_id": message.id, "told_on": on_its_way and fields.Datetime.now()})

    def _letter_files(self):
        """Return the files of the letter, by kind of right."""
        files = getattr(self, f"_files_{self.kind}", None)
        return files() if files and self.outcome in ("granted", "partly") else []

    def _files_erasure(self):
        return [self._certificate()] if self.run_id else []

    def _certificate(self):
        """Return the certificate of the run in the person's language: PDF, or the same page as
        HTML where the program that makes PDF is missing.
        """
        reports = self.env["ir.actions.report"].sudo().with_company(
            self.company_id).with_context(lang=self.request_id.lang or self.env.lang)
        report = "cloudpepper_privacy.privacy_run_certificate_report"
        if reports.get_wkhtmltopdf_state() == "install":
            content, kind = reports._render_qweb_html(report, self.run_id.ids)
        else:
            content, kind = reports._render_qweb_pdf(report, self.run_id.ids)
        content = content if isinstance(content, bytes) else content.encode()
        name = self.run_id.name.replace("/", "-")
        mimetype = "application/pdf" if kind == "pdf" else "text/html"
        return self.env._("Certificate %s", name) + f".{kind}", content, mimetype

    # === WHAT IT SAYS: PLAIN VALUES FOR THE TEMPLATE, IN ITS LANGUAGE === #

    def _letter(self):
        """Return what the letter says.

        :return: asked, article, outcome, ground, reason, stopped, reviewed, backups: texts;
            erased, kept, changed, recipients, transfers: lists of tuples of texts; controller,
            address, registry, contact, authority: texts; identity: whether it is refused for
            want of identity
        :rtype: dict
        """
        self.ensure_one()
        company = self.company_id.sudo()
        return {
            "asked": self._word("kind"), "article": self.article,
            "outcome": self._word("outcome"), "ground": self._word("ground"),
            "reason": self.reason, "identity": self.ground == "identity",
            "erased": self._letter_erased(), "kept": self._letter_kept(),
            "changed": self._letter_changed(), "recipients": self._letter_recipients(),
            "transfers": self._letter_transfers(), "stopped": self._letter_stopped(),
            "reviewed": self._letter_reviewed(), "backups": self._letter_backups(),
            "controller": company.privacy_controller_name or company.name,
            "address": company.privacy_controller_address,
            "registry": company.privacy_controller_registry,
            "contact": company.privacy_email or company.email,
            "authority": company.privacy_authority,
        }

    def _word(self, name):
        words = dict(self._fields[name]._description_selection(self.env))
        return words.get(self[name], False)

    def _letter_erased(self):
        """Return [(what, what became of it, how many)] of an erasure that was carried out."""
        if self.kind != "erasure" or not self.run_id:
            return []
        words = Labels(self.env)
        return [
            (words.model(model), words.outcome(outcome), count)
            for model, counts in self.run_id.sudo().summary()["by_model"].items()
            for outcome, count in counts.items() if outcome not in ("kept", "failed")
        ]

    def _letter_backups(self):
        """Say how long backups still hold what was erased, by the rule that is in force."""
        rule = self.env.ref("cloudpepper_privacy.rule_backup", raise_if_not_found=False)
        if self.kind != "erasure" or not self.run_id or not (rule and rule.sudo().active):
            return False
        return self.env._(
            "Backups still hold it for at most %(period)s. Nobody works with them, and what is "
            "restored from them is erased again.",
            period=rule.sudo().period_text)

    def _letter_kept(self):
        """Return [(what, why, article, until)] of what stays after an erasure."""
        return self._stays() if self.kind == "erasure" and self.run_id else []

    def _stays(self):
        """The same, also before the run was carried out: what it left out stays as well."""
        return Summary(self.env, self.run_id.sudo()).kept_rows() + self._kept_by_clocks()

    def _kept_by_clocks(self):
        """Return the same of contacts that a legal duty, a case or a contract keeps."""
        rows = []
        timers = self.env["privacy.timer"].sudo().search([
            ("partner_id", "in", self._staying()), ("state", "!=", "done"),
            ("rule_id.action", "in", ("anonymise", "erase"))])
        for timer in timers.filtered(self._outlives):
            rows.append((timer.category_id.name, timer.sentence, rules.KEPT_LAW["legal_duty"],
                         Labels(self.env).day(str(timer.date_until or ""))))
        if self.env["privacy.hold"].sudo()._held(self.request_id.partner_ids.ids):
            rows.append((self.env._("All of it"), self.env._("Needed for a legal claim"),
                         rules.KEPT_LAW["legal_claims"], self.env._("the end of the case")))
        return rows

    def _staying(self):
        """Return the ids of contacts that the run leaves as a whole, or will leave."""
        going = self.run_id.sudo().item_ids.filtered("whole").mapped("partner_ref")
        planned = self.run_id.state not in ("done", "incomplete")
        return [contact for contact in self._living() if not (planned and contact in going)]

    def _outlives(self, timer):
        """Whether a clock goes on after an erasure on request (``runs/engine.py``)."""
        today = self.env["privacy.timer"]._today()
        over = timer.state == "counting" and timer.date_until < today
        return not over and timer.rule_id.action != "erase"

    def _living(self):
        """Return the ids of the request's contacts that are not anonymised, as a query sees it."""
        self.env.flush_all()
        contacts = self.env["res.partner"].sudo().with_context(active_test=False)
        return contacts.search([
            ("id", "in", self.request_id.sudo().partner_ids.ids),
            ("privacy_anonymised_on", "=", False)]).ids

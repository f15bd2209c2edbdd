"""Telling one batch of people of a version: whom to write to, in which language, and what came of
it.
"""

from odoo import fields
from odoo.tools import SQL, email_normalize

from ..access.language import in_lang
from ..contactless.addresses import addresses_of
from ..gate.gate import Gate
from ..housekeeping import Housekeeping
from ..requests.letters import BY_ITSELF
from ..requests.paper import Paper
from .posting import TEMPLATE, by_post
from .versions import Versions

#: why the gate of direct marketing would leave somebody out, of its own will
REFUSED = ("refused", "blacklisted", "left_list")
#: notices of one deletion
LIMIT = 1000
#: who has been written to, whatever came of it: nobody else is, at the same address
TOLD = ("sent", "failed", "letter", "posted")


class Telling:
    """Writes to people, and keeps who was told when."""

    def __init__(self, env):
        self.env = env(su=True)
        self._model = self.env["privacy.policy.notice"]

    # === ONE BATCH === #

    def tell(self, version, notices):
        """Queue a mail to each that may be written to; note of the others why not."""
        addresses = self._addresses(notices)
        left_out = self._left_out(version, notices, addresses)
        told = self._told(version, addresses.values())
        for notice in notices:
            address = addresses.get(notice)
            reason = (left_out.get(notice) if address else self._missing(notice)) or (
                "same" if address in told else None)
            if reason:
                notice.write({"state": "skipped", "reason": reason})
            else:
                told.add(address)
                self._send(notice, address)

    def _addresses(self, notices):
        """Return {notice: mail address}."""
        found = {notice: email_normalize(notice.partner_id.email or "")
                 for notice in notices.filtered("partner_id")
                 if not notice.partner_id.privacy_anonymised_on}
        by_person = {-number: address for address, number in addresses_of(
            notices.contactless_id.filtered(lambda each: not each.erased_on)).items()}
        found.update({notice: by_person.get(notice.contactless_id.id)
                      for notice in notices.filtered("contactless_id")})
        return {notice: address for notice, address in found.items() if address}

    def _missing(self, notice):
        erased = notice.partner_id.privacy_anonymised_on or notice.contactless_id.erased_on
        return "erased" if erased else "address"

    def _left_out(self, version, notices, addresses):
        """Return {notice: reason}: the restricted, and of those who get marketing alone whoever
        refused it.
        """
        gate = Gate(self.env, version.company_id).left_out(
            [(notice.id, notice.partner_id.id or None, address, None)
             for notice, address in addresses.items()], basis=False)
        found = {notice: "restricted" for notice in notices
                 if gate.get(notice.id) == "restricted" or notice.contactless_id.restricted}
        refused = notices.filtered(lambda notice: gate.get(notice.id) in REFUSED) - (
            self._model.union(*found))
        return found | {notice: "refused" for notice in refused - self._concerned(refused)}

    def _concerned(self, notices):
        """Return those notices of people whose data are used on another basis than consent, or
        kept for another reason than marketing: the law wants them told.
        """
        every = self.env["privacy.subject.purpose"]
        tags = every.search(fields.Domain("basis_id.code", "not in", ("consent", "none"))
                            & every._in_force(self.env["privacy.timer"]._today())
                            & (fields.Domain("partner_id", "in", notices.partner_id.ids)
                               | fields.Domain("contactless_id", "in", notices.contactless_id.ids)))
        return notices.filtered(lambda notice: notice.partner_id in tags.partner_id
                                and notice.partner_id or notice.contactless_id
                                and notice.contactless_id in tags.contactless_id)

    def _told(self, version, addresses):
        """Return those addresses at which somebody was told of the version already."""
        wanted = set(addresses)
        if not wanted:
            return set()
        return set(self._model.search([
            ("version_id", "=", version.id), ("state", "in", TOLD),
            ("partner_id.email_normalized", "in", list(wanted)),
        ]).partner_id.mapped("email_normalized"))

    def _send(self, notice, address):
        lang = self._lang(notice)
        notice.write({"state": "sent", "lang": lang, "told_at": fields.Datetime.now()})
        local = notice.with_env(in_lang(self.env, lang))
        template = local.env.ref(TEMPLATE)
        mail = Paper.send(template, local, address, headers=BY_ITSELF, is_notification=True)
        # the mail goes once it has left; its message stays, empty, for a bounce to be known by
        mail.mail_message_id.body = False
        notice.mail_ref = mail.id

    def _lang(self, notice):
        """Return the code of the reader's language: an installed one."""
        installed = dict(self.env["res.lang"].get_installed())
        wanted = (notice.partner_id.lang, notice.company_id.partner_id.lang, "en_US")
        return next((lang for lang in wanted if lang in installed), next(iter(installed)))

    # === WORDS === #

    def changes(self, notice):
        """Return what the version changed, in the language of the notice."""
        env = in_lang(self.env, notice.lang or self.env.lang)
        version = notice.version_id.with_env(env)
        said = Versions(env, version.company_id).since_before(version).words()
        return [*filter(None, [version.summary]), *said]

    def link(self, notice):
        """Return the address of the version's own page."""
        version = notice.version_id
        path = Versions(self.env, version.company_id).path(version)
        return f"{version.company_id.get_base_url()}{path}"

    # === WHAT CAME OF IT === #

    def follow_mails(self):
        """Note of whom the mail did not reach the server, or was stopped on its way."""
        self._model.flush_model()
        self.env["mail.mail"].flush_model()
        rows = self.env.execute_query(SQL(
            """SELECT notice.id FROM privacy_policy_notice notice
                 JOIN mail_mail mail ON mail.id = notice.mail_ref
                WHERE notice.state = 'sent' AND mail.state IN ('exception', 'cancel')"""))
        by_post(self._model.browse(number for (number,) in rows))
        return len(rows)

    def delete_old(self):
        """Delete who was told longer ago than answers to requests are kept."""
        housekeeping = Housekeeping(self.env)
        if housekeeping._stopped():
            return 0, 0
        old = self._model.search([
            ("state", "!=", "waiting"),
            ("create_date", "<", housekeeping.before("keep_request_months"))],
            limit=LIMIT + 1, order="id")
        self.env["mail.message"].search([
            ("model", "=", self._model._name), ("res_id", "in", old[:LIMIT].ids)]).unlink()
        return housekeeping._unlink(old)

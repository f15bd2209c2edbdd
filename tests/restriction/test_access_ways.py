"""Roles against pages: those of the module, and Odoo's own ways to what hangs on its records.

Which there are is read from the routing map and from the registry; who gets there is decided in
``access_matrix.tsv``. Each secret has a word that stands nowhere else.
"""

import base64
import json
import re
from io import BytesIO

from odoo import http
from odoo.exceptions import AccessError, UserError
from odoo.service.model import call_kw
from odoo.tests import HttpCase, JsonRpcException, freeze_time, new_test_user, tagged
from odoo.tools import mute_logger
from requests import HTTPError

from ...engine.requests.portal import Portal
from ..builders import matrix
from ..builders.matrix import LETTERS, decisions, may
from ..builders.requests import PortalCommon
from ..builders.roles import LOGGERS, Roles
from ..common import OFFICER, TODAY

SECRET = "Hazelnootpasta"
#: ways on which only those are told to whom something was sent
ADDRESSED = ("bus", "notifications")
QUIET = (*LOGGERS, "odoo.addons.http_routing.models.ir_http", "odoo.addons.web.controllers.export",
         "odoo.addons.web.controllers.report", "odoo.tools.zeep", "odoo.addons.mail.controllers")


def secret(record):
    """Return the word that stands on one model's record alone."""
    return f"{SECRET}[{record._name}]"


@tagged("post_install", "-at_install")
class TestAccessRoutes(PortalCommon):
    """The module's own pages. A customer comes to pages of their own request, whoever else
    logs in does not; tokens are nobody's.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        groups = {
            "s": "base.group_user", "a": "base.group_user,base.group_system",
            "u": "base.group_user,cloudpepper_privacy.group_privacy_user", "o": OFFICER,
            "r": OFFICER, "v": "base.group_user,cloudpepper_privacy.group_privacy_auditor"}
        companies = cls.env["res.company"].search([])
        cls.logins = {"p": None, "c": cls.ilse.login}
        for letter, names in groups.items():
            user = new_test_user(cls.env, f"route_{letter}", names)
            user.company_ids = companies
            cls.logins[letter] = user.login

    def _values(self):
        """Return {parameter of a path: value}."""
        request = self._asked()
        message = Portal(self.env).say(
            request, self.person, "Mine", [("mine.txt", BytesIO(b"Mine"))])
        consent = self.env["privacy.consent.record"].create({
            "partner_id": self.person.id, "date_given": "2026-01-05",
            "purpose_id": self.env.ref("cloudpepper_privacy.purpose_marketing").id})
        return {"request_id": request.id, "file_id": message.attachment_ids.id, "number": 1,
                "token": "nobodys", "consent_id": consent.id, "version": 1}

    def test_every_page_is_decided_and_every_decision_has_its_page(self):
        there = {"route": matrix.routes_of(self.env)}
        rows = matrix.undecided(decisions(), there)
        self.assertFalse(rows, matrix.how_to_add(rows))
        self.assertEqual(set(decisions().route), set(there["route"]))

    def _meets(self, method, path):
        """Whether a page is there for whoever is logged in; a form is sent with its token, and
        says nothing.
        """
        sent = {"csrf_token": http.Request.csrf_token(self)} if method == "POST" else None
        with mute_logger(*QUIET):
            answer = self.url_open(path, data=sent, allow_redirects=False)
        away = answer.is_redirect and "/web/login" in answer.headers["Location"]
        # 422: the page is theirs, and says what is missing in the form
        return answer.status_code in (200, 302, 303, 422) and not away

    def test_each_page_answers_each_role_as_decided(self):
        wrong, values = [], self._values()
        for letter, login in self.logins.items():
            self.authenticate(login, login)
            for (method, path), letters in decisions().route.items():
                filled = re.sub(r"<\w+:(\w+)>", lambda found: str(values[found[1]]), path)
                if (met := self._meets(method, filled)) != may(letters, letter):
                    wrong.append(f"{method} {path} as {LETTERS[letter]}: "
                                 f"{'let through' if met else 'refused'}")
        self.assertFalse(wrong, "\n".join(wrong))


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestAccessWays(Roles, HttpCase):
    """Who comes through Odoo's pages and models to what hangs on our records."""

    def test_each_way_leads_each_role_as_far_as_decided(self):
        wrong = []
        with mute_logger(*QUIET):
            self.officer.notification_type = "inbox"
            self.known = self._everything()
            ways = matrix.ways_of(self.env)
            hung = {model: self._hang(model, [way for each, way in ways if each == model])
                    for model in {model for model, _way in ways}}
            self.env.flush_all()
            self.assertTrue(hung["privacy.request"]["heard"], "the bus tells somebody")
            for letter, user in self.users.items():
                login = None if letter == "p" else user.login
                self.authenticate(login, login)
                for model, way in ways:
                    letters = decisions().letters(model, decisions().of("way", model, way))
                    came = getattr(self, f"_by_{way}")(user, hung[model])
                    # of those who may, whoever is addressed is told
                    if came != may(letters, letter) and (came or way not in ADDRESSED):
                        wrong.append(f"way {model} {way} as {LETTERS[letter]}: "
                                     f"{'let through' if came else 'refused'}")
        self.assertFalse(wrong, "\n".join(wrong))

    # === WHAT HANGS ON A RECORD === #

    def _hang(self, model, ways):
        """Return {kind: record} of what was hung on a record of a model, with the record."""
        record = self.env[model].sudo().browse(self._ids("o", model))
        found = {"record": record}
        if "thread" in ways:
            found |= self._told(record)
        if "activities" in ways:
            record.activity_schedule("mail.mail_activity_data_todo", summary=secret(record),
                                     user_id=self.officer.id)
        if "content" in ways:
            record.write({name: base64.b64encode(secret(record).encode())
                          for name, field in record._fields.items()
                          if field.type == "binary" and field.store})
        if "attachment" in ways:
            found["attachment"] = self._attached(record)
        return found

    def _told(self, record):
        message = record.with_context(tracking_disable=False).message_post(
            body=secret(record), message_type="comment", subtype_xmlid="mail.mt_note",
            partner_ids=self.officer.partner_id.ids)
        file = self.env["ir.attachment"].create({
            "name": "hung.txt", "raw": secret(record).encode(), "res_model": record._name,
            "res_id": record.id})
        record.message_subscribe(self.officer.partner_id.ids)
        return {"message": message, "file": file, "heard": self._heard(record)}

    def _heard(self, record):
        """Return the channels of the bus that told of the secret, as the bus writes them."""
        self.env.flush_all()
        self.env.cr.precommit.run()
        return [json.loads(row.channel)[1:] for row in self.env["bus.bus"].sudo().search([])
                if secret(record) in row.message]

    def _attached(self, record):
        field = next(field for field in record._fields.values()
                     if field.comodel_name == "ir.attachment" and field.store)
        file = record[field.name][:1]
        if not file:
            file = self.env["ir.attachment"].create({
                "name": "held.txt", "res_model": record._name, "res_id": record.id})
            record[field.name] |= file
        file.raw = secret(record).encode()
        return file

    # === WAYS === #

    def _called_by(self, user, model, method, *args):
        """Return what a call gives, None where it is refused."""
        self.env.flush_all()
        self.env.invalidate_all()
        try:
            return call_kw(self.env(user=user.id, su=False, context={})[model], method, args, {})
        except (AccessError, UserError):
            return None

    def _gets(self, path, record):
        answer = self.url_open(path)
        return answer.status_code == 200 and secret(record) in answer.text

    def _by_followers(self, user, hung):
        return bool(self._called_by(user, "mail.followers", "search", [
            ("res_model", "=", hung["record"]._name), ("res_id", "=", hung["record"].id)]))

    def _by_messages(self, user, hung):
        rows = self._called_by(user, "mail.message", "search_read", [
            ("model", "=", hung["record"]._name), ("res_id", "=", hung["record"].id)], ["body"])
        return secret(hung["record"]) in str(rows)

    def _by_notifications(self, user, hung):
        return bool(self._called_by(user, "mail.notification", "search", [
            ("mail_message_id", "=", hung["message"].id)]))

    def _by_thread(self, _user, hung):
        record = hung["record"]
        try:
            return secret(record) in str(self.make_jsonrpc_request("/mail/thread/messages", {
                "thread_model": record._name, "thread_id": record.id}))
        except (JsonRpcException, HTTPError):
            return False

    def _by_files(self, _user, hung):
        return self._gets(f"/web/content/{hung['file'].id}", hung["record"])

    def _by_attachment(self, _user, hung):
        return self._gets(f"/web/content/{hung['attachment'].id}", hung["record"])

    def _by_upload(self, _user, hung):
        record = hung["record"]
        answer = self.url_open(
            "/mail/attachment/upload", files={"ufile": ("new.txt", b"New")},
            data={"csrf_token": http.Request.csrf_token(self), "thread_model": record._name,
                  "thread_id": record.id})
        return answer.status_code == 200 and "attachment_id" in answer.text

    def _by_bus(self, user, hung):
        """Whether the bus tells a user; a channel with a name of its own is open to all."""
        mine = [["res.users", user.id], ["res.partner", user.partner_id.id],
                *(["res.groups", group] for group in user.all_group_ids.ids)]
        return any(len(channel) == 1 or channel[:2] in mine for channel in hung["heard"])

    def _by_activities(self, user, hung):
        rows = self._called_by(user, "mail.activity", "search_read", [
            ("res_model", "=", hung["record"]._name), ("res_id", "=", hung["record"].id)],
            ["summary"])
        return secret(hung["record"]) in str(rows)

    def _by_content(self, _user, hung):
        record = hung["record"]
        return any(self._gets(f"/web/content/{record._name}/{record.id}/{name}", record)
                   for name, field in record._fields.items() if field.type == "binary")

    def _by_report(self, _user, hung):
        model = hung["record"]._name
        reports = self.env["ir.actions.report"].sudo().search([("model", "=", model)])
        return any(self.url_open(f"/report/html/{report.report_name}/{self.known['o'][model][-1]}",
                                 allow_redirects=False).status_code == 200 for report in reports)

    def _by_export(self, _user, hung):
        record = hung["record"]
        data = {"model": record._name, "ids": False, "domain": [["id", "in", record.ids]],
                "fields": [{"name": ".id", "label": "ID"}], "import_compat": False, "groupby": []}
        answer = self.url_open("/web/export/csv?data=" + json.dumps(data), allow_redirects=False)
        return answer.status_code == 200

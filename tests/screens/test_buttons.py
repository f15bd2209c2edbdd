"""Every button of every view is pressed as the web client does it, as each role.

What a button may do is said by other tests; here it must not crash, and whoever sees it must not
be told that it is not theirs.
"""

import json
from collections import Counter
from contextlib import closing
from typing import NamedTuple

from lxml import etree
from odoo.addons.web.controllers.utils import clean_action
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.service.model import call_kw
from odoo.tests import freeze_time, new_test_user, tagged
from odoo.tools import json_default, mute_logger

from ...core.requests import rights as rules
from ..builders.packages import PackageCommon
from ..common import OFFICER, TODAY

SUBVIEWS = ("list", "form", "kanban")
#: what only the client needs, and the client itself closes
CLIENT = "special"
#: (login, model, button) that a role sees although the record may not be theirs, and why
SEEN_BUT_REFUSED = {}


class Button(NamedTuple):
    """A button of a combined view.

    :param str model: of the records that it is pressed for
    :param str name: method, or id of an action
    :param str kind: ``object`` or ``action``
    :param str place: ``header of a list``, ``row`` or ``form``
    :param bool always: whether it can be pressed without any record
    """

    model: str
    name: str
    kind: str
    place: str
    always: bool


def buttons_of(arch, model):
    """Return the buttons of a combined view.

    :param arch: root element
    :param model: empty recordset of the view's model
    """
    found = set()
    for node in arch.iter("button"):
        if node.get("type") not in ("object", "action"):
            continue
        subject, tags = model, []
        for above in reversed(list(node.iterancestors())):
            if above.tag == "field" and any(child.tag in SUBVIEWS for child in above):
                subject = subject.env[subject._fields[above.get("name")].comodel_name]
                tags = []
            tags.append(above.tag)
        listed = "list" in tags
        place = "header of a list" if listed and tags[-1] == "header" else (
            "row" if listed else "form")
        found.add(Button(subject._name, node.get("name"), node.get("type"), place,
                         node.get("display") == "always"))
    return found


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestButtons(PackageCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["ir.config_parameter"].set_param("cloudpepper_privacy.brake_percent", "100")
        plain = new_test_user(cls.env, "privacy_plain", "base.group_user")
        # what needs several roles is there for who has them all
        chief = new_test_user(
            cls.env, "privacy_chief", f"{OFFICER},base.group_system,account.group_account_manager")
        cls.roles = (cls.officer, cls.user, cls.auditor, plain, cls.admin, chief)
        # for one of some companies the journal, which holds runs of all, is refused (R16)
        for user in cls.roles:
            user.company_ids = cls.env["res.company"].search([])
        cls.mail_other = cls._message(
            cls.person, "2026-05-04 10:00:00", author_id=cls.other.id, email_from=cls.other.email)

    # === WHAT THERE IS === #

    def _views(self):
        """Return the views of the module that are no templates."""
        known = self.env["ir.model.data"].search(
            [("module", "=", "cloudpepper_privacy"), ("model", "=", "ir.ui.view")])
        return self.env["ir.ui.view"].browse(known.mapped("res_id")).filtered("model")

    def _names(self, views):
        """Return the names of the buttons that stand in these views themselves."""
        return {
            node.get("name") for view in views
            for node in etree.fromstring(view.arch_db).iter("button") if not node.get(CLIENT)}

    def _roots(self):
        """Return {view that others extend: names of the module's own buttons in it}."""
        roots = {}
        for view in self._views():
            root = view
            while root.inherit_id and root.mode != "primary":
                root = root.inherit_id
            roots[root] = roots.get(root, self.env["ir.ui.view"]) | view
        named = {root: self._names(views) for root, views in roots.items()}
        return {root: names for root, names in named.items() if names}

    def _seen(self, roots, user):
        """Return the module's own buttons in views as a user gets them."""
        env, found = self.env(user=user.id, su=False, context={}), set()
        for root, names in roots.items():
            model = env[root.model]
            if model.has_access("read"):
                arch = etree.fromstring(model.get_view(root.id, root.type)["arch"])
                found |= {one for one in buttons_of(arch, model) if one.name in names}
        return found

    # === RECORDS TO PRESS THEM FOR === #

    def _records(self):
        """Return {model: records}: something of everything that has a button."""
        hold = self._tell_hold(self._contact("Held Person"), None)
        move = self._tell_invoice(self.person, "2024-03-31")
        self.timers.refresh(self.person)
        done = self.runs.execute(self._contact(facts=(("mail", "2022-05-04 10:00:00"),)),
                                 approve=True)
        asked = self._asked("access")
        request, package = self._built(*rules.RIGHTS)
        request = request.sudo()
        request.tell_recipients = True
        redaction = self.env["privacy.redaction"].sudo().create({
            "request_id": request.id, "model": "mail.message", "res_id": self.mail_other.id,
            "field": "subject", "kind": "link"})
        notice = self.env["privacy.request.notice"].sudo().create({
            "right_id": request.right_ids[0].id,
            "recipient_id": self.env["privacy.recipient"].search([], limit=1).id})
        kept = self.env["privacy.kept.item"].create({
            "run_ref": done.id, "partner_ref": self.person.id, "model": "account.move",
            "res_id": move.id, "ground": "audit_trail", "until": "2026-01-01"})
        finding = self.env["privacy.finding"].create({
            "run_id": done.id, "item_id": done.item_ids[:1].id, "partner_ref": self.person.id,
            "model": "res.partner", "table_name": "res_partner", "column_name": "comment",
            "res_id": self.other.id, "kinds": "name", "why": "unmapped"})
        unread = self.env["privacy.unread.file"].create({
            "run_id": done.id, "reason": "broken",
            "attachment_ref": self.env["ir.attachment"].create({"name": "letter"}).id})
        return {
            "privacy.finding": finding, "privacy.unread.file": unread,
            "res.partner": self.person, "account.move": move, "privacy.hold": hold,
            "privacy.contactless": self.env["privacy.contactless"].create({
                "kind": "email", "key": "0" * 64, "model": "res.partner",
                "res_id": self.person.id}),
            "privacy.timer": self.timers.search([("partner_id", "=", self.person.id)]),
            "privacy.run": self.runs.preview(self.person) | done,
            "privacy.kept.item": kept, "privacy.redaction": redaction,
            "privacy.package": package, "privacy.request": asked.sudo() | request,
            "privacy.request.right": request.right_ids, "privacy.request.notice": notice,
            "privacy.evidence": self.env["privacy.evidence"].search([], limit=1),
            "privacy.rule": self.env["privacy.rule"].search([], limit=2),
            "privacy.request.mail": self.env["privacy.request.mail"].sudo().create({
                "state": "aside", "company_id": self.company.id, "subject": "Out of office",
                "sender_email": "zoe@celik.example", "origin": "automatic"}),
            **self._coverage(),
        }

    def _coverage(self):
        row = self.env["privacy.coverage"].create({
            "model_name": "res.partner", "field_name": "ref", "field_type": "char",
            "application": "Contacts", "module": "contacts", "need": "nobody"})
        return {"privacy.coverage": row,
                "privacy.coverage.module": self.env["privacy.coverage.module"].search(
                    [("module", "=", "contacts")])}

    def _dialogues(self, records, user):
        """Return {model: records} of the dialogues, which are their user's own."""
        asked, identified = records["privacy.request"]

        def make(model, *vals_list):
            return self.env[model].with_user(user).sudo().create(list(vals_list))

        return {
            "privacy.stop": make("privacy.stop", {}),
            "res.config.settings": make("res.config.settings", {}),
            "privacy.coverage.declaration": make("privacy.coverage.declaration", {
                "row_ids": [Command.set(records["privacy.coverage"].ids)], "reason": "None"}),
            "privacy.replay": make("privacy.replay", {}, {"file": "bm90aGluZw=="}),
            "privacy.finding.decision": make("privacy.finding.decision", {
                "finding_ids": [Command.set(records["privacy.finding"].ids)], "act": "other",
                "reason": "A namesake"}),
            "privacy.request.step": make("privacy.request.step", {
                "request_id": asked.id, "step": "confirm", "method": "known",
                "partner_ids": [Command.set(self.person.ids)],
                "code_partner_id": self.person.id, "code": "123456"}, {
                "request_id": asked.id, "step": "ask", "reason": "Two people have this name"}, {
                "request_id": identified.id, "step": "extend", "reason": "Many systems"}),
            "privacy.request.removal.step": make("privacy.request.removal.step", {
                "right_id": identified.right_ids[-1].id, "reason": "Nobody asked for it"}),
            "privacy.request.decision": make("privacy.request.decision", *(
                {"right_id": right.id, "erasure_ground": right.kind == "erasure" and "a",
                 "outcome": "refused", "ground": "unfounded", "reason": "The fifth this week."}
                for right in identified.right_ids)),
        }

    # === PRESSING === #

    def _press(self, button, ids, user):
        """Press a button for records, as the web client does; take back what it did.

        :return: ``done``, ``refused`` or ``forbidden``; whatever else is raised is a crash
        """
        # as whoever logs in: no cache, no context and no rights of the one before
        with closing(self.env.cr.savepoint()):
            self.env.invalidate_all()
            env = self.env(user=user.id, su=False, context={})
            try:
                if button.kind == "action":
                    self._open(env, int(button.name), button.model, ids)
                else:
                    self._call(env, button, ids)
                self.env.flush_all()
            except AccessError:
                return "forbidden"
            except UserError:
                return "refused"
        return "done"

    def _context(self, env, model, ids):
        return {**env["res.users"].context_get(), "allowed_company_ids": env.user.company_ids.ids,
                "active_model": model, "active_ids": ids, "active_id": ids[:1] and ids[0]}

    def _call(self, env, button, ids):
        context = self._context(env, button.model, ids)
        answer = call_kw(env[button.model], button.name, [ids], {"context": context})
        if isinstance(answer, dict) and answer.get("type") != "":
            json.dumps(clean_action(answer, env=env), default=json_default)

    def _open(self, env, action_id, model, ids):
        """Open an action: run it, or load the views and the records that it shows."""
        kind = env["ir.actions.actions"].sudo().browse(action_id).type
        action = env[kind].browse(action_id).with_context(**self._context(env, model, ids))
        if kind == "ir.actions.server":
            answer = action.run()
            json.dumps(answer and clean_action(answer, env=env), default=json_default)
            return
        shown = action.sudo()._get_action_dict()
        json.dumps(clean_action(shown, env=env), default=json_default)
        env[shown["res_model"]].get_views(shown["views"])

    def _tries(self, button, records):
        """Return the lists of ids for which a person can press a button."""
        if button.place == "header of a list":
            return [[], records.ids] if button.always else [records.ids]
        return [[record.id] for record in records] + ([[]] if button.always else [])

    def _pressed(self, user, button, records, visible):
        """Press a button in every way; return what went wrong, as lines."""
        wrong = []
        for ids in self._tries(button, records):
            where = f"{user.login}: {button.model}.{button.name} for {ids}"
            readable = records.browse(ids).with_user(user).has_access("read")
            try:
                outcome = self._press(button, ids, user)
            except Exception as error:  # noqa: BLE001  # pylint: disable=broad-exception-caught
                wrong.append(f"{where}: {type(error).__name__}: {error}")
                continue
            self.outcomes[user.login, outcome] += 1
            known = (user.login, button.model, button.name) in SEEN_BUT_REFUSED
            if outcome == "forbidden" and visible and readable and not known:
                wrong.append(f"{where}: visible, and refused")
        return wrong

    @mute_logger("odoo.addons.base.models.ir_rule", "odoo.models", "odoo.sql_db",
                 "odoo.addons.base.models.ir_model", "odoo.addons.base.models.ir_actions")
    def test_every_button_of_every_view_as_each_role(self):
        records, roots = self._records(), self._roots()
        self.env.flush_all()
        self.outcomes, wrong = Counter(), []
        seen = {user: self._seen(roots, user) for user in self.roles}
        buttons = sorted(set().union(*seen.values()))
        for user in self.roles:
            mine = {**records, **self._dialogues(records, user)}
            for button in buttons:
                self.assertTrue(mine.get(button.model), f"no record to press {button} for")
                wrong += self._pressed(user, button, mine[button.model], button in seen[user])
        self.assertEqual(wrong, [])
        unseen = set().union(*roots.values()) - {button.name for button in buttons}
        self.assertFalse(unseen, "buttons that no role sees")
        self.assertGreater(self.outcomes[self.officer.login, "done"], 60)
        self.assertGreater(self.outcomes[self.auditor.login, "forbidden"], 60)

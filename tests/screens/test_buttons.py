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
from odoo.service.model import call_kw
from odoo.tests import freeze_time, new_test_user, tagged
from odoo.tools import json_default, mute_logger

from ..builders.everything import Everything
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
class TestButtons(Everything):
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

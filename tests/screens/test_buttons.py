"""Every button of every view is pressed as the web client presses it, by each role."""

import json
import re
from base64 import b64encode

from lxml import etree
from odoo.exceptions import UserError
from odoo.service.model import call_kw
from odoo.tests import freeze_time, new_test_user, tagged
from odoo.tools import mute_logger
from odoo.tools.safe_eval import safe_eval

from ..common import OFFICER, TODAY, PrivacyCommon

SILENT = (("mail", "2022-05-04 10:00:00"),)
VIEWS = ("form", "list", "kanban")


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestButtons(PrivacyCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # whatever else the database holds is not the subject of these tests
        cls.env["res.partner"].search([]).write({"privacy_restricted": True})
        cls.chief = new_test_user(
            cls.env, "privacy_chief", f"{OFFICER},base.group_system,account.group_account_manager")

    # === WHICH === #

    def _buttons(self):
        """Return {(model, method): conditions under which it is hidden, one for each place}."""
        views = self.env["ir.model.data"].search(
            [("module", "=", "cloudpepper_privacy"), ("model", "=", "ir.ui.view")])
        found = {}
        for view in self.env["ir.ui.view"].browse(views.mapped("res_id")):
            if view.type in VIEWS and view.model in self.env:
                while view.mode == "extension":
                    view = view.inherit_id
                # what needs a role is there for who has it
                model = self.env[view.model].with_user(self.chief)
                arch = model.get_view(view.id, view.type)["arch"]
                self._add_buttons(etree.fromstring(arch), view.model, found)
        return found

    def _add_buttons(self, node, model, found, hidden=()):
        for child in node:
            inside, conditions = model, (*hidden, child.get("invisible"))
            if child.tag == "field" and len(child) and child.get("name") in self.env[model]._fields:
                inside = self.env[model]._fields[child.get("name")].comodel_name or model
                conditions = ()
            if child.tag in ("button", "a") and child.get("type") == "object":
                found.setdefault((inside, child.get("name")), set()).add(
                    ("always",) if child.get("display") == "always"
                    else tuple(filter(None, conditions)))
            self._add_buttons(child, inside, found, conditions)

    def _is_shown(self, record, conditions):
        """Whether the button is to be seen on the form of a record, to somebody who may read it."""
        names = {name for condition in conditions for name in re.findall(r"\w+", condition)}
        values = record.sudo().read([name for name in names if name in record._fields])[0]
        values = {name: value[0] if record._fields[name].type == "many2one" and value else value
                  for name, value in values.items()}
        values |= {"context": {}, "uid": self.env.uid}
        return not any(safe_eval(condition, dict(values)) for condition in conditions)

    def _own(self, model, method):
        """Whether the method is this module's."""
        return any(method in vars(definition) and "cloudpepper_privacy" in definition.__module__
                   for definition in type(self.env[model]).mro())

    def test_no_button_is_a_method_of_the_model_alone(self):
        """The web client sends the ids as the first argument, an empty list where there is none:
        a method of the model would take them for its own."""
        buttons = self._buttons()
        self.assertIn(("privacy.evidence", "action_verify"), buttons)
        for model, method in buttons:
            with self.subTest(f"{model}.{method}"):
                self.assertFalse(getattr(getattr(self.env[model], method), "_api_model", False))

    # === PRESS === #

    def _press(self, user, model, method, ids):
        """Press a button and take back what it did; return what it answers, or the refusal."""
        self.env.flush_all()
        self.env.invalidate_all()
        target = self.env(user=user.id, su=False, context={"lang": "en_US"})[model]
        with self.env.cr.savepoint() as savepoint:
            try:
                return call_kw(target, method, json.loads(json.dumps([ids])), {})
            except UserError as refusal:
                return refusal
            finally:
                savepoint.rollback()
                self.env.invalidate_all()

    def _people(self):
        """Make a record of each model that has a button, where a few lines do."""
        contact = self._contact("Ilse Vermeulen", SILENT, email="ilse@mail.example")
        self._tell_invoice(self._contact("Aaltje Prins"), "2025-03-31")
        self.timers.refresh()
        self.runs.preview(contact)
        self._tell_hold(contact, None)
        self.env["privacy.kept.item"].create({
            "partner_ref": contact.id, "model": "res.partner", "res_id": contact.id,
            "ground": "protected", "until": "2026-01-01"})
        self.env["privacy.request"].with_user(self.officer).intake({
            "name": "Ilse Vermeulen", "email": "ilse@mail.example",
            "rights": ["access", "erasure"], "text": "Please."})
        self.env["ir.config_parameter"].set_param("cloudpepper_privacy.four_eyes", "True")
        rules = self.env["privacy.rule"].with_user(self.officer_two)
        rules.search([("mode", "=", "review")], limit=1).action_ask_automatic()

    def _asked(self, model):
        """Return what a wizard is opened about."""
        request = self.env["privacy.request"].search([], limit=1, order="id desc")
        return {
            "privacy.request.decision": {"right_id": request.right_ids[:1].id},
            "privacy.request.step": {"request_id": request.id, "step": "confirm"},
            "privacy.replay": {"file": b64encode(b"no journal")},
        }.get(model, {})

    def _records(self, user, model):
        """Return what a press may be about: the newest records, or a new one of a wizard."""
        if self.env[model]._transient:
            try:
                with self.env.cr.savepoint():
                    return self.env[model].with_user(user).create(self._asked(model))
            except UserError:
                return self.env[model]
        return self.env[model].search([], limit=30, order="id desc")

    @mute_logger("odoo.addons.base.models.ir_rule", "odoo.addons.base.models.ir_model")
    def test_each_role_gets_an_answer_or_a_refusal_from_each_button(self):
        self._people()
        roles = (self.officer, self.chief, self.auditor, self.user, self.staff, self.admin)
        pressed = set()
        for (model, method), places in sorted(self._buttons().items()):
            if not self._own(model, method):
                continue
            for user in roles:
                given = [[]] if ("always",) in places else []
                shown = places - {("always",)}
                given += [record.ids for record in self._records(user, model)
                          if any(self._is_shown(record, place) for place in shown)][:1]
                for ids in given:
                    with self.subTest(f"{user.login}: {model}.{method}({ids})"):
                        self._press(user, model, method, ids)
                    pressed.add(model)
        self.assertLessEqual({"privacy.run", "privacy.evidence", "privacy.hold", "privacy.rule",
                              "privacy.request", "privacy.kept.item", "privacy.timer"}, pressed)

    def test_evidence_is_verified_by_the_button_of_its_list(self):
        self.runs.execute(self._contact(facts=SILENT), approve=True)
        for user in (self.officer, self.auditor):
            with self.subTest(user.login):
                answer = self._press(user, "privacy.evidence", "action_verify", [])
                self.assertEqual(answer["tag"], "display_notification")
        for user in (self.user, self.staff):
            with self.subTest(user.login):
                self.assertIsInstance(
                    self._press(user, "privacy.evidence", "action_verify", []), UserError)

"""Two companies, three officers: nobody of one reads, finds, groups, exports or acts on what is the
other's; who may act for both does (R16, CASES N2).
"""

import importlib.util
import io
import zipfile
from contextlib import closing
from pathlib import Path
from unittest.mock import patch

from odoo import SUPERUSER_ID
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import freeze_time, new_test_user, tagged
from odoo.tools import SQL, mute_logger

from ...const import AUDITOR, OFFICER, USER
from ...engine.access import build
from ...engine.companies import RecordCompanies
from ...engine.evidence.chain import Chain
from ...engine.runs.journal import Journal
from ..builders.archive import KEPT, in_the_archive
from ..builders.outside import announced, breached, left
from ..builders.rpc import REFUSALS
from ..common import SILENT, TODAY, PrivacyCommon

MANAGER = "base.group_partner_manager"
ROLES = {"user": USER, "officer": OFFICER, "auditor": AUDITOR}
#: names that stand in no other record of any database
NAME, MAIL = "Quintijn Zwaluwvanger", "quintijn@zwaluwvanger.example"
SHARED = "Walburga Kievitszoon"
#: buttons that are about no row of these
OF_NOBODY = frozenset((
    "action_archive", "action_unarchive", "action_stop", "action_lift_stop", "action_open",
    "action_verify"))
#: what a row is about, besides a link to a contact
ABOUT = ("partner_ref", "item_ids", "run_id", "run_ref", "request_id", "right_id", "partner_ids")


class Companies(PrivacyCommon):
    """``here`` is the company whose people are at stake, ``there`` the one that looks."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.partner"].search([]).write({"privacy_restricted": True})
        cls.here, cls.there = cls.company, cls.setup_other_company()["company"].with_env(cls.env)
        cls.there.write({name: cls.here[name] for name in (
            "privacy_tz", "privacy_controller_address", "privacy_email", "privacy_authority")})
        (cls.here | cls.there).country_id = cls.env.ref("base.be")
        # what is read stands in the HTML; printing it for each package would take minutes
        cls.startClassPatcher(patch.object(build, "_pdf", lambda *_args: None))
        # the choice of a company is that company's to read: here it has been made
        cls.env["res.company"].search([]).privacy_voucher_chosen_on = TODAY
        cls.theirs = {role: cls._person(f"{role}_there", role, cls.there) for role in ROLES}
        cls.ours = {role: cls._person(f"{role}_here", role, cls.here) for role in ROLES}
        cls.both = cls._person("officer_both", "officer", cls.here | cls.there)
        cls.outsider = cls.theirs["officer"]

    @classmethod
    def _person(cls, login, role, companies):
        return new_test_user(
            cls.env, login, f"base.group_user,base.group_allow_export,{ROLES[role]},{MANAGER}",
            company_id=companies[0].id, company_ids=[Command.set(companies.ids)])

    def _as(self, user, model):
        """Return a model as a client reaches it, with all of the user's companies switched on."""
        self.env.flush_all()
        self.env.invalidate_all()
        context = {"allowed_company_ids": user.company_ids.ids}
        return self.env(user=user.id, su=False, context=context)[model]

    def _denied(self, call, *args, **kwargs):
        with mute_logger(*REFUSALS), self.assertRaises(AccessError), self.env.cr.savepoint():
            call(*args, **kwargs)

    @classmethod
    def _invoiced(cls, contact, company, day="2012-03-31", label="Hosting"):
        """Make a paid invoice of a company."""
        move = cls.env["account.move"].with_company(company).create({
            "move_type": "out_invoice", "partner_id": contact.id, "invoice_date": day,
            "date": day, "invoice_line_ids": [Command.create({
                "name": label, "price_unit": 1.0, "tax_ids": [Command.clear()]})]})
        move.action_post()
        cls.env["account.payment.register"].with_company(company).with_context(
            active_model="account.move", active_ids=move.ids
        ).create({"payment_date": move.date})._create_payments()
        return move

    def _life(self, contact):
        """Let everything that the module knows happen to a contact of ``here``."""
        officer = self.ours["officer"]
        self.env["res.partner"].flush_model()
        kept = self._contact("Balthazar Vinkevogel", SILENT, company_id=self.here.id)
        self.here.restrictive_audit_trail = True
        move = self._invoiced(kept, self.here)
        self.env["ir.attachment"].create({
            "name": "invoice.pdf", "raw": b"%PDF-1.4 invoice", "res_model": "account.move",
            "res_id": move.id, "mimetype": "application/pdf"})
        self._as(officer, "privacy.run").execute(kept.ids, approve=True)
        self._as(officer, "privacy.run").preview(contact.ids)
        self._as(officer, "privacy.hold").create({
            "name": "Case of ours", "reason": "Claim", "partner_ids": [Command.set(contact.ids)]})
        self._tell_consent(contact, "2020-01-31")
        self.env["privacy.subject.purpose"].create({
            "partner_id": contact.id, "reason": "Because", "date_until": "2030-01-01",
            "manual": True,
            "basis_id": self.env.ref("cloudpepper_privacy.legal_basis_contract").id})
        archived = self._contact("Mauritius Kneu", KEPT[:1], company_id=self.here.id)
        self._invoiced(archived, self.here, "2021-03-31")
        in_the_archive(self.env, archived)
        self._requested(contact)
        self.timers.refresh(contact)

    def _reached_outside(self, contact):
        """Let a customer leave, a breach be reported and a policy be announced."""
        firm = self._contact("Hosting Haven NV", is_company=True, company_id=self.here.id)
        left(self.env, firm)
        breached(self.env, self.ours["officer"], contact, firm)
        announced(self.env, self.here, contact)

    def _requested(self, contact):
        requests = self._as(self.ours["officer"], "privacy.request")
        request = requests.intake({"rights": ["access", "erasure"], "name": contact.name,
                                   "email": contact.email or MAIL, "company_id": self.here.id})
        request.confirm_identity(contact.with_env(request.env), "known", why="Known")
        other = self._contact("Odilon Vrakstounet", email="odilon@vrakstounet.example",
                              company_id=self.here.id)
        self._message(contact, "2022-05-04 10:00:00",
                      body=f"<p>{other.email} asked too</p>", email_from=contact.email,
                      partner_ids=[Command.set(other.ids)])
        request.build_package()
        return request


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestMatrix(Companies):
    """Generated over roles x models of the module that say anything about somebody."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contact = cls._contact(NAME, (*SILENT,), email=MAIL, company_id=cls.here.id)

    def _models(self):
        """Return the models of the module whose rows are about somebody and that a role reads."""
        found = []
        for name, model in self.env.items():
            fields = model._fields
            about = [field for field in fields.values() if field.store and (
                field.comodel_name == "res.partner" or field.name in ABOUT)]
            if (name.startswith("privacy.") and model._auto and not model._transient
                    and not model._abstract and about):
                found.append(name)
        return sorted(found)

    def _readers(self, model):
        return {role: user for role, user in self.theirs.items()
                if self._as(user, model).has_access("read")}

    def _rows_of_life(self):
        """Return {model: the rows that a life made}, of the models that anybody reads."""
        models = self._models()
        before = {name: set(self._all(name).ids) for name in models}
        self._life(self.contact)
        self._reached_outside(self.contact)
        return {name: self._ours(self._all(name).browse(sorted(
            set(self._all(name).ids) - before[name]))) for name in models if self._readers(name)}

    def _ours(self, rows):
        """Leave out rows about shared contacts: a refresh looks at whoever was noted; and what was
        filed of other companies, or of the night's archive as a whole: counts alone.
        """
        if rows._name == "privacy.evidence":
            return rows.filtered(lambda row: row.act != "archive_night"
                                 and row.company_ref in (0, False, self.here.id))
        if "partner_id" not in rows._fields:
            return rows
        return rows.filtered(lambda row: row.partner_id.company_id == self.here)

    def _all(self, name):
        return self.env[name].with_context(active_test=False).search([])

    def test_the_matrix_knows_the_models(self):
        self.assertLessEqual({
            "privacy.run", "privacy.run.item", "privacy.kept.item", "privacy.evidence",
            "privacy.timer", "privacy.hold", "privacy.consent.record", "privacy.request",
            "privacy.request.right", "privacy.package", "privacy.redaction",
            "privacy.subject.purpose"}, set(self._models()))

    def test_nobody_of_another_company_reads_finds_groups_or_exports_anything(self):
        rows = self._rows_of_life()
        for name, made in rows.items():
            if name in ("privacy.request.pause", "privacy.request.change", "privacy.finding",
                        "privacy.notice", "privacy.request.pending",
                        "privacy.request.mail", "privacy.request.removal",
                        "privacy.disclosure"):
                continue
            with self.subTest(name):
                self.assertTrue(made, "the life makes a row of it")
        for name, made in rows.items():
            for role, user in self._readers(name).items():
                with self.subTest(name, role=role):
                    self._sees_nothing(self._as(user, name).with_context(active_test=False), made)

    def _sees_nothing(self, model, made):
        mine = [("id", "in", made.ids)]
        self.assertFalse(model.search(mine))
        self.assertFalse(model.search_count(mine))
        self.assertFalse(model.search_read(mine, ["id"]))
        self.assertFalse(model.name_search("", mine))
        self.assertEqual(sum(count for (count,) in model._read_group(mine, [], ["__count"])), 0)
        self.assertFalse(model.formatted_read_group(mine, ["id"], ["__count"]))
        for record in model.browse(made.ids):
            self._denied(record.read, ["id"])
            self._denied(record.export_data, ["display_name"])
            self._denied(record.web_read, {"display_name": {}})

    def test_whoever_acts_for_the_company_sees_all_of_it(self):
        rows = self._rows_of_life()
        for name, made in rows.items():
            for user in (self.ours["officer"], self.both):
                model = self._as(user, name).with_context(active_test=False)
                if model.has_access("read"):
                    with self.subTest(name, user=user.login):
                        self.assertEqual(
                            set(model.search([("id", "in", made.ids)]).ids), set(made.ids))

    def test_a_context_that_names_the_company_opens_nothing(self):
        self._rows_of_life()
        context = {"allowed_company_ids": self.here.ids}
        for role, user in self.theirs.items():
            for name in ("privacy.run", "privacy.run.item", "privacy.evidence"):
                model = self.env(user=user.id, su=False, context=context)[name]
                if self._as(user, name).has_access("read"):
                    with self.subTest(name, role=role):
                        self._denied(model.search, [])
        runs = self.env(user=self.outsider.id, su=False, context=context)["privacy.run"]
        for call in (lambda: runs.preview(self.contact.ids), runs.preview,
                     lambda: runs.execute(approve=True), lambda: runs.residue([NAME])):
            self._denied(call)

    # === ACTS === #

    def test_no_button_of_a_row_of_another_company_does_anything(self):
        for name, made in self._rows_of_life().items():
            buttons = [each for each in dir(type(self.env[name]))
                       if each.startswith("action_") and each not in OF_NOBODY]
            theirs = self._as(self.outsider, name).browse(made[:1].ids)
            for button in buttons if theirs else ():
                with self.subTest(name, button=button):
                    self.assertTrue(self._is_harmless(theirs, button))

    def _is_harmless(self, record, button):
        """Whether a button is refused, or does no more than open a window."""
        with mute_logger(*REFUSALS), closing(self.env.cr.savepoint()):
            try:
                answer = getattr(record, button)()
            except AccessError:
                return True
        return isinstance(answer, dict) and answer["type"] == "ir.actions.act_window"

    def test_an_officer_of_another_company_acts_on_none_of_its_runs(self):
        run = self._as(self.ours["officer"], "privacy.run").preview(self.contact.ids)
        theirs = self._as(self.outsider, "privacy.run").browse(run.id)
        for method in ("action_approve", "action_execute", "action_cancel", "summary",
                       "action_certificate", "action_refresh"):
            with self.subTest(method):
                self._denied(getattr(theirs, method))
        self.assertEqual(run.sudo().state, "preview")
        self._as(self.both, "privacy.run").browse(run.id).action_approve()
        for method in ("action_execute", "action_cancel"):
            with self.subTest(method):
                self._denied(getattr(theirs, method))
        self.assertEqual(run.sudo().state, "approved")

    def test_an_officer_of_another_company_reaches_none_of_its_contacts(self):
        runs, contact = self._as(self.outsider, "privacy.run"), self.contact
        self._denied(runs.preview, contact.ids)
        self._denied(runs.execute, contact.ids)
        self._denied(runs.execute, contact.ids, approve=True)
        self._denied(runs.erase, contact.ids, "17(1)(b)")
        self._denied(self._as(self.outsider, "privacy.timer").refresh, contact.ids)
        self.assertNotIn(contact, runs.preview().sudo().item_ids.partner_id)
        runs.execute(approve=True)
        self.assertFalse(contact.privacy_anonymised_on)

    def test_where_companies_share_their_contacts_acts_still_stop_at_them(self):
        self.env.ref("base.res_partner_rule").active = False
        runs = self._as(self.outsider, "privacy.run")
        self._denied(runs.preview, self.contact.ids)
        self._denied(runs.erase, self.contact.ids, "17(1)(b)")
        self.assertNotIn(self.contact, runs.preview().sudo().item_ids.partner_id)

    def test_whom_a_rule_hides_from_an_officer_is_not_acted_on(self):
        hidden = self._contact("Hieronymus Sijsjeslager", SILENT)
        self.env["ir.rule"].create({
            "name": "Hide one", "model_id": self.env["ir.model"]._get("res.partner").id,
            "domain_force": f"[('id', '!=', {hidden.id})]"})
        self._denied(self._as(self.both, "privacy.run").erase, hidden.ids, "17(1)(b)")
        self.assertFalse(hidden.privacy_anonymised_on)

    def test_an_officer_of_its_company_does_all_that(self):
        for user in (self.ours["officer"], self.both):
            contact = self._contact(facts=SILENT, company_id=self.here.id)
            runs = self._as(user, "privacy.run")
            self.assertIn(contact, runs.preview().sudo().item_ids.partner_id)
            runs.erase(contact.ids, "17(1)(b)")
            self.assertTrue(contact.privacy_anonymised_on, user.login)

    def test_what_waits_is_carried_out_by_its_own_officers_alone(self):
        run = self._as(self.ours["officer"], "privacy.run").preview(self.contact.ids)
        run.action_approve()
        self._as(self.outsider, "privacy.run").execute()
        self.assertEqual(run.sudo().state, "approved")
        self.assertFalse(self.contact.privacy_anonymised_on)
        self._as(self.ours["officer"], "privacy.run").execute()
        self.assertTrue(self.contact.privacy_anonymised_on)

    def test_a_rule_that_acts_by_itself_acts_at_an_officers_word_for_their_company_alone(self):
        self.env["privacy.rule"].search([]).write({"mode": "automatic", "grace_until": False})
        self._as(self.outsider, "privacy.run").execute()
        self.assertFalse(self.contact.privacy_anonymised_on)
        self.assertFalse(self.env["privacy.run.item"].search(
            [("partner_ref", "=", self.contact.id)]), "nor is it on their list")
        self._as(self.ours["officer"], "privacy.run").execute()
        self.assertTrue(self.contact.privacy_anonymised_on)

    def test_the_superuser_acts_for_every_company(self):
        theirs = self._contact(SHARED, SILENT, company_id=self.there.id)
        run = self.runs.execute(self.contact | theirs, approve=True)
        self.assertTrue(self.contact.privacy_anonymised_on and theirs.privacy_anonymised_on)
        self.assertEqual(run.company_ids, self.here | self.there)
        self._denied(self._as(self.outsider, "privacy.run").browse(run.id).summary)
        items = self._as(self.outsider, "privacy.run.item").search([("run_id", "=", run.id)])
        self.assertEqual(items.partner_ref, theirs.id, "what is theirs alone they see")
        self.assertEqual(self._as(self.both, "privacy.run").browse(run.id).summary()["subjects"], 2)

    def test_a_hold_of_another_company_is_neither_read_nor_released(self):
        hold = self._tell_hold(self.contact, False)
        theirs = self._as(self.outsider, "privacy.hold").browse(hold.id)
        self._denied(theirs.action_release)
        self._denied(theirs.write, {"date_end": TODAY})
        self.assertFalse(hold.released_on)

    def test_a_hold_over_two_companies_is_for_whoever_acts_for_both(self):
        shared = self._contact(SHARED)
        hold = self._tell_hold(self.contact | shared, False)
        self._denied(self._as(self.outsider, "privacy.hold").browse(hold.id).action_release)
        self._as(self.both, "privacy.hold").browse(hold.id).action_release()
        self.assertTrue(hold.released_on)

    def test_a_request_is_taken_in_and_identified_within_the_companies_alone(self):
        requests = self._as(self.outsider, "privacy.request")
        asked = {"rights": ["access"], "name": NAME, "email": MAIL}
        self._denied(requests.intake, {**asked, "company_id": self.here.id})
        request = requests.intake({**asked, "company_id": self.there.id})
        self.env.ref("base.res_partner_rule").active = False
        self._denied(request.confirm_identity, self.contact.with_env(request.env), "known", "Known")
        self.assertFalse(request.sudo().identity_on)

    def test_a_request_of_another_company_is_not_answered(self):
        request = self._requested(self.contact)
        theirs = self._as(self.outsider, "privacy.request").browse(request.id)
        for method in ("action_collect", "build_package"):
            self._denied(getattr(theirs, method))
        for model, rows in (("privacy.package", request.package_ids),
                            ("privacy.redaction", request.redaction_ids)):
            self.assertTrue(rows)
            self.assertFalse(self._as(self.outsider, model).search([("id", "in", rows.ids)]))

    def test_a_kept_record_is_settled_by_its_company(self):
        self._life(self.contact)
        kept = self.env["privacy.kept.item"].search([("company_id", "=", self.here.id)], limit=1)
        self.env.cr.execute(SQL(
            "UPDATE privacy_kept_item SET until = '2020-12-31' WHERE id = %s", kept.id))
        self._denied(self._as(self.outsider, "privacy.kept.item").browse(kept.id).action_settle)
        self._as(self.ours["officer"], "privacy.kept.item").browse(kept.id).action_settle()
        self.env.invalidate_all()
        self.assertTrue(kept.settled_on)

    def test_a_journal_with_runs_of_others_goes_to_nobody_but_who_acts_for_all(self):
        self._as(self.ours["officer"], "privacy.run").execute(self.contact.ids, approve=True)
        # whoever acts for all: other tests may have left runs of other companies
        self.both.company_ids = self.env["res.company"].search([])
        self._denied(self._as(self.outsider, "privacy.run").action_download_journal)
        # who may is asked first, and then whether there is a file
        with patch.object(Journal, "path", lambda _journal: Path("nowhere")), \
                self.assertRaisesRegex(UserError, "No run has been written"):
            self._as(self.both, "privacy.run").action_download_journal()


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestShared(Companies):
    """A contact without a company, of whom one or both have records."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contact = cls._contact(SHARED, SILENT, email="walburga@kievitszoon.example")

    def _items(self, run):
        return run.sudo().item_ids.filtered(lambda item: item.partner_ref == self.contact.id)

    def test_whom_nobody_else_has_records_of_goes_by_any_officer(self):
        self._as(self.outsider, "privacy.run").execute(self.contact.ids, approve=True)
        self.assertTrue(self.contact.privacy_anonymised_on)

    def test_whom_another_company_invoiced_waits_for_somebody_who_acts_for_it(self):
        self._invoiced(self.contact, self.here)
        runs = self._as(self.outsider, "privacy.run")
        preview = runs.preview(self.contact.ids)
        item = self._items(preview)
        self.assertEqual((item.state, item.reason), ("dropped", "companies"))
        self.assertFalse(item.detail)
        self.assertIn("Other companies", item.with_user(self.outsider).reason_text)
        runs.execute(self.contact.ids, approve=True)
        self.assertFalse(self.contact.privacy_anonymised_on)
        self._as(self.ours["officer"], "privacy.run").execute(self.contact.ids, approve=True)
        self.assertTrue(self.contact.privacy_anonymised_on)

    def test_whom_both_invoiced_goes_by_an_officer_of_both_alone(self):
        self._invoiced(self.contact, self.here)
        self._invoiced(self.contact, self.there)
        for user in (self.ours["officer"], self.outsider):
            run = self._as(user, "privacy.run").execute(self.contact.ids, approve=True)
            self.assertEqual(self._items(run).reason, "companies")
            self.assertFalse(self.contact.privacy_anonymised_on)
        run = self._as(self.both, "privacy.run").execute(self.contact.ids, approve=True)
        self.assertTrue(self.contact.privacy_anonymised_on)
        self.assertEqual(run.sudo().company_ids, self.here | self.there)
        for user in (self.ours["officer"], self.outsider):
            self._denied(self._as(user, "privacy.run").browse(run.id).summary)
            self.assertFalse(self._as(user, "privacy.run.item").search([("run_id", "=", run.id)]))
            self.assertFalse(self._as(user, "privacy.evidence").search([
                ("run_ref", "=", run.id)]))
        self.assertTrue(self._as(self.both, "privacy.evidence").search([("run_ref", "=", run.id)]))

    def test_two_companies_switched_on_are_needed_and_not_only_allowed(self):
        self._invoiced(self.contact, self.here)
        self._invoiced(self.contact, self.there)
        one = self.env(user=self.both.id, su=False,
                       context={"allowed_company_ids": self.there.ids})["privacy.run"]
        one.execute(self.contact.ids, approve=True)
        self.assertFalse(self.contact.privacy_anonymised_on)

    def test_erasing_on_request_is_refused_before_anything_is_done(self):
        self._invoiced(self.contact, self.here)
        before = self.runs.search([])
        self._denied(self._as(self.outsider, "privacy.run").erase, self.contact.ids, "17(1)(b)")
        self.assertEqual(self.runs.search([]), before)
        self._as(self.both, "privacy.run").erase(self.contact.ids, "17(1)(b)")
        self.assertTrue(self.contact.privacy_anonymised_on)

    def test_a_request_to_one_controller_erases_no_contact_of_several(self):
        self._invoiced(self.contact, self.here)
        for user, erased in ((self.outsider, False), (self.both, True)):
            request = self._as(user, "privacy.request").intake({
                "rights": ["erasure"], "name": SHARED, "email": "walburga@kievitszoon.example",
                "company_id": self.there.id})
            request.confirm_identity(self.contact.with_env(request.env), "known", why="Known")
            act = request.act_right
            if erased:
                act("erasure", "b")
            else:
                self._denied(act, "erasure", "b")
            self.assertEqual(bool(self.contact.privacy_anonymised_on), erased)

    def test_what_comes_after_the_preview_leaves_the_contact_out(self):
        preview = self._as(self.outsider, "privacy.run").preview(self.contact.ids)
        preview.action_approve()
        self._invoiced(self.contact, self.here)
        self._as(self.outsider, "privacy.run").execute()
        self.assertFalse(self.contact.privacy_anonymised_on)

    def test_whoever_approves_narrows_what_a_run_of_all_may_reach(self):
        run = self.runs.preview(self.contact)
        self._as(self.outsider, "privacy.run").browse(run.id).action_approve()
        self.env.invalidate_all()
        self.assertEqual(run.reach, self.there.ids)
        self._invoiced(self.contact, self.here)
        run._begin()
        self.assertFalse(self.contact.privacy_anonymised_on)

    def test_every_clock_has_ended_before_a_shared_contact_goes(self):
        self._invoiced(self.contact, self.here)
        self._invoiced(self.contact, self.there, "2025-01-31")
        self._as(self.both, "privacy.run").execute(self.contact.ids, approve=True)
        self.assertFalse(self.contact.privacy_anonymised_on)

    def test_a_message_on_the_others_invoice_counts_as_theirs(self):
        move = self._invoiced(self._contact("Someone Else"), self.here)
        self._message(self.contact, "2022-05-04 10:00:00", model="account.move", res_id=move.id)
        run = self._as(self.outsider, "privacy.run").execute(self.contact.ids, approve=True)
        self.assertEqual(self._items(run).reason, "companies")

    def test_who_shares_a_record_with_one_left_out_is_done_all_the_same(self):
        mine = self._contact("Petronella Ooievaar", SILENT, company_id=self.there.id)
        self._invoiced(self.contact, self.here)
        self._message(mine, "2022-05-04 10:00:00",
                      partner_ids=[Command.set((mine | self.contact).ids)])
        both = mine | self.contact
        self._as(self.outsider, "privacy.run").execute(both.ids, approve=True)
        self.assertTrue(mine.privacy_anonymised_on)
        self.assertFalse(self.contact.privacy_anonymised_on)

    # === READING === #

    def test_the_clock_names_no_document_of_another_company(self):
        move = self._invoiced(self.contact, self.here, "2025-03-31")
        self.timers.refresh(self.contact)
        clock = self.timers.search([("partner_id", "=", self.contact.id),
                                    ("rule_id.code", "=", "billing")])
        (theirs,) = self._as(self.outsider, "privacy.timer").browse(clock.id).read(["sentence"])
        payment = self.env["account.payment"].search([("partner_id", "=", self.contact.id)])
        names = [move.name, *payment.mapped("name")]
        self.assertIn("a document", theirs["sentence"])
        self.assertFalse([name for name in names if name in theirs["sentence"]])
        (ours,) = self._as(self.ours["user"], "privacy.timer").browse(clock.id).read(["sentence"])
        self.assertTrue([name for name in names if name in ours["sentence"]])

    def _package(self, user, company):
        request = self._as(user, "privacy.request").intake({
            "rights": ["access"], "name": SHARED, "email": self.contact.email,
            "company_id": company.id})
        request.confirm_identity(self.contact.with_env(request.env), "known", why="Known")
        found = request.action_collect()
        return request, {line["model"]: line["count"] for line in found}

    def test_a_package_holds_the_records_of_its_own_controller(self):
        self._invoiced(self.contact, self.here, "2025-03-31", "Hosting of ours")
        request, found = self._package(self.both, self.there)
        self.assertNotIn("account.move", found)
        self.assertNotIn("account.move.line", found)
        self.assertIn("res.partner", found)
        content = request.build_package().sudo().raw
        self.assertNotIn(b"Hosting of ours", self._unzipped(content))
        ours, found = self._package(self.both, self.here)
        self.assertIn("account.move", found)
        self.assertIn(b"Hosting of ours", self._unzipped(ours.build_package().sudo().raw))

    def _unzipped(self, content):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return packed.read("data.json")

    def test_candidates_are_not_led_to_by_records_of_another_company(self):
        theirs = self._contact("Quirinus Roerdomp", company_id=self.here.id, email="q@roer.example")
        request = self._as(self.outsider, "privacy.request").intake({
            "rights": ["access"], "name": "Quirinus Roerdomp", "email": "q@roer.example",
            "company_id": self.there.id})
        self.assertNotIn("Roerdomp</td>", str(request.candidate_table or ""))
        self.assertNotIn(str(theirs.id), str(request.candidate_table or ""))

    # === SEARCHING EVERYTHING === #

    def _residue(self, user, *texts):
        return {(line["table"], line["column"])
                for line in self._as(user, "privacy.run").residue(list(texts))}

    def test_a_search_of_everything_stops_at_the_companies(self):
        ours = self._contact(NAME, email=MAIL, company_id=self.here.id)
        self._message(ours, "2025-05-04 10:00:00", body=f"<p>{NAME}</p>")
        self._invoiced(ours, self.here, "2025-03-31", f"Hosting for {NAME}")
        self.env["ir.attachment"].create({
            "name": "letter.txt", "raw": f"Dear {NAME}".encode(), "mimetype": "text/plain",
            "res_model": "res.partner", "res_id": ours.id})
        self.assertEqual(self._residue(self.outsider, NAME, MAIL), set())
        found = self._residue(self.ours["officer"], NAME, MAIL)
        self.assertLessEqual({("res_partner", "name"), ("mail_message", "body"),
                              ("account_move_line", "name"), ("ir_attachment", "file")}, found)
        self.assertLessEqual(found, self._residue(self.both, NAME, MAIL))

    def test_a_search_of_everything_finds_what_is_shared(self):
        self._invoiced(self.contact, self.here, "2025-03-31", f"Hosting for {SHARED}")
        found = self._residue(self.outsider, SHARED)
        self.assertIn(("res_partner", "name"), found)
        self.assertNotIn(("account_move_line", "name"), found)

    # === OF WHICH COMPANY A RECORD IS === #

    def test_a_record_is_of_what_it_says_hangs_on_or_is_a_part_of(self):
        companies = RecordCompanies(self.env)
        move = self._invoiced(self.contact, self.here)
        ours = self._contact(NAME, company_id=self.here.id)
        note = self._message(ours, "2025-05-04 10:00:00", record_company_id=False)
        on_move = self._message(ours, "2025-05-04 10:00:00", model="account.move", res_id=move.id,
                                record_company_id=False)
        value = self.env["mail.tracking.value"].create({
            "mail_message_id": on_move.id, "old_value_char": "x", "field_id": self.env[
                "ir.model.fields"]._get("account.move", "ref").id})
        free = self._message(self.contact, "2025-05-04 10:00:00", record_company_id=False)
        here = self.here.id
        self.assertEqual(companies.of("account.move.line", move.line_ids.ids),
                         dict.fromkeys(move.line_ids.ids, here))
        self.assertEqual(companies.of("mail.message", (note | on_move | free).ids),
                         {note.id: here, on_move.id: here})
        self.assertEqual(companies.of("mail.tracking.value", value.ids), {value.id: here})
        self.assertEqual(companies.of("res.partner", (ours | self.contact).ids), {ours.id: here})
        self.assertEqual(companies.of("res.country", [1]), {})
        self.assertEqual(companies.of("no.such.model", [1]), {})


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestMigration(Companies):
    """What was written before rows said their company."""

    def _migrate(self):
        path = Path(__file__).parents[2] / "migrations/19.0.1.2.0/post-companies.py"
        spec = importlib.util.spec_from_file_location("post_companies", path)
        script = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(script)
        self.env.flush_all()
        script.migrate(self.env.cr, "19.0.1.1.0")
        self.env.invalidate_all()

    def _forget(self):
        """Take the companies away, as they were before."""
        self.env.cr.execute("""
            ALTER TABLE privacy_evidence DISABLE TRIGGER privacy_append_only;
            UPDATE privacy_evidence SET company_ref = NULL;
            ALTER TABLE privacy_evidence ENABLE TRIGGER privacy_append_only;
            UPDATE privacy_run_item SET company_id = NULL;
            UPDATE privacy_kept_item SET company_id = NULL;
            UPDATE privacy_run SET reach = NULL;
            DELETE FROM privacy_run_res_company_rel""")
        self.env.invalidate_all()

    def _unseal(self):
        """Take away what tests that commit have sealed: with companies, which then nobody did."""
        self.env.cr.execute("""
            ALTER TABLE privacy_seal DISABLE TRIGGER privacy_append_only;
            DELETE FROM privacy_seal;
            ALTER TABLE privacy_seal ENABLE TRIGGER privacy_append_only""")
        self.env.invalidate_all()

    def test_rows_of_before_are_read_by_their_company_alone(self):
        contact = self._contact(NAME, SILENT, email=MAIL, company_id=self.here.id)
        before = {name: set(self.env[name].search([]).ids) for name in (
            "privacy.run", "privacy.run.item", "privacy.kept.item", "privacy.evidence")}
        self._life(contact)
        self._forget()
        self._migrate()
        for name, known in before.items():
            made = self.env[name].search([("id", "not in", list(known))])
            if name == "privacy.evidence":
                # what was filed of the archive was never without its company
                made = made.filtered(lambda row: row.act != "companies"
                                     and not row.act.startswith("archive_"))
            self.assertTrue(made, name)
            with self.subTest(name):
                self.assertFalse(self._as(self.outsider, name).search([("id", "in", made.ids)]))
                self.assertEqual(
                    len(self._as(self.ours["officer"], name).search([("id", "in", made.ids)])),
                    len(made))

    def test_a_run_of_before_over_shared_contacts_is_read_by_who_acts_for_all(self):
        contact = self._contact(SHARED, SILENT)
        run = self.runs.execute(contact, approve=True)
        self._forget()
        self._migrate()
        self.assertEqual(run.company_ids, self.env["res.company"].search([]))
        self._denied(self._as(self.both, "privacy.run").browse(run.id).summary)

    def test_a_preview_of_before_reaches_what_its_maker_may(self):
        run = self._as(self.ours["officer"], "privacy.run").preview().sudo()
        alone = self.env(user=SUPERUSER_ID)["privacy.run"].preview()
        self._forget()
        self._migrate()
        self.assertEqual(run.reach, self.here.ids)
        self.assertFalse(alone.reach)

    def test_seals_of_before_hold_and_new_rows_are_sealed_with_their_company(self):
        self._unseal()
        contact = self._contact(NAME, SILENT, company_id=self.here.id)
        hold = self._tell_hold(contact, False)
        self._forget()
        # as the version before sealed it
        with patch.object(Chain, "without_company", 2**31 - 1):
            self.env["privacy.seal"]._seal()
        self._migrate()
        self.assertTrue(self.env["privacy.evidence"].verify()["ok"])
        hold.action_release()
        self.env["privacy.seal"]._seal()
        self.assertTrue(self.env["privacy.evidence"].verify()["ok"])
        row = self.env["privacy.evidence"].search([("act", "=", "release")], limit=1)
        self.assertEqual(row.company_ref, self.here.id)
        self.env.cr.execute(SQL(
            """ALTER TABLE privacy_evidence DISABLE TRIGGER privacy_append_only;
               UPDATE privacy_evidence SET company_ref = %s WHERE id = %s;
               ALTER TABLE privacy_evidence ENABLE TRIGGER privacy_append_only""",
            self.there.id, row.id))
        self.assertFalse(self.env["privacy.evidence"].verify()["ok"])

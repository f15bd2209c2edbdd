"""What a run changes, row by row: the file ``golden/run.txt`` says it, and a change shows there.

``PRIVACY_GOLDEN=write`` writes the file anew, to be read before it is committed.
"""

import os
from pathlib import Path

from odoo.tests import freeze_time, tagged

from ..common import SILENT, TODAY, PrivacyCommon
from ..rows import Names, difference, snapshot, told

GOLDEN = Path(__file__).parents[1] / "golden" / "run.txt"
LIVING = (("mail", "2026-05-04 10:00:00"),)


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestGoldenRun(PrivacyCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.partner"].search([]).write({"privacy_restricted": True})
        # whom another test has anonymised and committed is not of the crowd of these
        cls.env.cr.execute("UPDATE res_partner SET privacy_anonymised_on = NULL")
        cls.env.invalidate_all()
        cls.names = {cls.company: "company", cls.company.partner_id: "company",
                     cls.staff: "staff", cls.staff.partner_id: "staff",
                     cls.env.user: "superuser", cls.env.user.partner_id: "superuser"}

    def _named(self, name, record):
        self.names[record] = name
        return record

    def _person(self, name, facts=SILENT, **vals):
        """Make a contact, and name it with its messages."""
        mail = f"{name.replace(' ', '.')}@mail.example"
        contact = self._named(name, self._contact(
            f"{name.title()} Vanacker", facts,
            **{"email": mail, "phone": "+32 470 12 34 56", **vals}))
        for number, message in enumerate(contact.message_ids.sorted("id"), 1):
            self._named(f"{name}, mail {number}", message)
        return contact

    def _file(self, name, contact, **vals):
        return self._named(name, self.env["ir.attachment"].create({
            "name": "letter.txt", "raw": b"Dear all", "res_model": contact._name,
            "res_id": contact.id, **vals}))

    def _invoiced(self, contact, name, day, tell):
        move = tell(contact, day)
        self._named(name, move)
        for number, line in enumerate(move.line_ids.sorted("id"), 1):
            self._named(f"{name}, line {number}", line)
        return move

    # === WHO THERE IS === #

    def _prospect(self):
        prospect = self._person(
            "silent prospect", street="Kerkstraat 9", zip="9000", city="Gent", function="Owner",
            country_id=self.env.ref("base.be").id, comment="<p>Prefers calls</p>",
            category_id=[(0, 0, {"name": "VIP"})])
        self._named("VIP", prospect.category_id)
        self._file("prospect's letter", prospect)

    def _former_customer(self):
        customer = self._person("former customer", vat="BE0671432812")
        self._invoiced(customer, "paid invoice", "2017-03-31", self._tell_invoice)
        self._named("customer's bank", self.env["res.partner.bank"].create(
            {"acc_number": "BE68539007547034", "partner_id": customer.id}))
        self._tell_portal(customer, True)
        self._named("customer's login", customer.user_ids)
        customer.user_ids.login = "former.customer@mail.example"
        young = self._person("customer of four years ago", vat="BE0403170701", phone=False)
        self._invoiced(young, "invoice of 2021", "2021-03-31", self._tell_invoice)

    def _company(self):
        company = self._person("gone company", is_company=True, phone=False)
        self._invoiced(company, "invoice of the company", "2016-03-31", self._tell_invoice)
        for name in ("first person", "second person"):
            self._person(name, parent_id=company.id, phone=False)
        living = self._person("living company", LIVING, is_company=True, phone=False)
        self._person("silent person of a living company", parent_id=living.id, phone=False)

    def _thread(self):
        other = self._person("living other", LIVING, phone=False)
        writer = self._person("silent writer", phone=False)
        mention = (f'<p>Ask <a data-oe-model="res.partner" data-oe-id="{writer.id}">@Silent '
                   "Writer</a> about 1,250.00</p>")
        for name, vals in {
            "own words": {"author_id": writer.id, "body": "<p>I am ill</p>",
                          "email_from": writer.email},
            "other's words": {"author_id": other.id, "body": mention,
                              "partner_ids": [(6, 0, writer.ids)]},
        }.items():
            self._named(name, self._message(other, "2022-01-04 10:00:00", **vals))

    def _spared(self):
        self._tell_hold(self._person("held person", phone=False), False)
        self._person("restricted person", privacy_restricted=True, phone=False)
        unpaid = self._person("unpaid customer", vat="BE0428759497", phone=False)
        self._invoiced(unpaid, "unpaid invoice", "2016-03-31", self._tell_unpaid)

    def _changes(self):
        """Return the lines that tell what a run over these people changed."""
        for make in (self._prospect, self._former_customer, self._company, self._thread,
                     self._spared):
            make()
        people = self.env["res.partner"].browse(
            record.id for record in self.names if record._name == "res.partner")
        self.timers.refresh(full=True)
        # how far other tests have read is not the run's
        self.env["privacy.disclosure.rule"].with_context(active_test=False).search(
            []).read_until = False
        # what waits for the commit of the people made here is not the run's
        self.env.cr.flush()
        before = snapshot(self.env)
        run = self.runs.preview(people)
        run.action_approve()
        run._work()
        self.names[run] = "run"
        after = snapshot(self.env)
        return told(difference(before, after), Names(self.env, self.names))

    def test_a_run_changes_the_rows_that_the_file_says_and_no_other(self):
        installed = self.env["ir.module.module"]._installed()
        head = " ".join(sorted(installed))
        if GOLDEN.is_file():
            recorded = GOLDEN.read_text(encoding="utf-8").splitlines()[0].split()
            beside = sorted(installed.keys() - recorded)
            if beside:
                self.skipTest(f"the golden run is one without {', '.join(beside[:5])} and others")
        lines = [head, *self._changes()]
        if os.environ.get("PRIVACY_GOLDEN") == "write":
            GOLDEN.parent.mkdir(exist_ok=True)
            GOLDEN.write_text("\n".join(lines) + "\n", encoding="utf-8")
        self.assertEqual(lines, GOLDEN.read_text(encoding="utf-8").splitlines())

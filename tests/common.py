from datetime import date, datetime
from unittest.mock import patch

from odoo.addons.account.tests.common import AccountTestInvoicingCommon
from odoo.fields import Datetime
from odoo.tests import new_test_user
from odoo.tools import SQL

from ..engine.evidence import record
from ..engine.proof.database import Database
from .builders import world

TODAY = "2026-11-23"
OFFICER = "base.group_user,cloudpepper_privacy.group_privacy_officer,base.group_partner_manager"
#: facts of a prospect who has been silent for more than three years
SILENT = (("mail", "2022-05-04 10:00:00"),)


def record_in_words(evidence, rows):
    """File rows of evidence as ever, and see that screens have words for what was done."""
    nameless = {row["act"] for row in rows} - set(evidence._acts())
    if nameless:
        raise AssertionError(f"no words for what was done: {nameless}")
    record.record(evidence.env, rows)


class PrivacyCommon(AccountTestInvoicingCommon):
    """Contacts with a past: small builders that say what happened, and when.

    Nothing here stands for a person who exists. Tests that look at dates freeze them.
    """

    #: whether this class is the one that makes what the others are given
    _makes_world = False

    @classmethod
    def setUpClass(cls):
        if cls._makes_world or not world.lay_out(cls, PrivacyCommon, TODAY):
            super().setUpClass()
            cls._make_world()
        # what tests roll back leaves its files on the disk, for Odoo's collector to find
        cls.startClassPatcher(patch.object(Database, "strays", lambda _database: []))
        cls.startClassPatcher(patch.object(
            cls.registry["privacy.evidence"], "_record", record_in_words))
        cls.timers = cls.env["privacy.timer"]
        cls.runs = cls.env["privacy.run"]

    @classmethod
    def _make_world(cls):
        """Make the company and its people."""
        cls.env = cls.env(su=True, context={**cls.env.context, "tracking_disable": True})
        cls.company = cls.company_data["company"].with_env(cls.env)
        cls.company.write({
            "privacy_tz": "Europe/Brussels", "privacy_controller_name": "Own Controller BV",
            "privacy_controller_address": "Dock 1, 9300 Aalst", "privacy_email": "us@own.example",
            "privacy_authority": "The authority of the tests"})
        cls.staff = new_test_user(
            cls.env, "privacy_staff", "base.group_user,base.group_partner_manager"
        )
        cls.user = new_test_user(
            cls.env, "privacy_user", "cloudpepper_privacy.group_privacy_user"
        )
        cls.officer = new_test_user(cls.env, "privacy_officer", OFFICER)
        cls.officer_two = new_test_user(cls.env, "privacy_officer_two", OFFICER)
        cls.auditor = new_test_user(
            cls.env, "privacy_auditor", "cloudpepper_privacy.group_privacy_auditor"
        )
        cls.admin = new_test_user(
            cls.env, "plain_admin", "base.group_system,base.group_partner_manager"
        )
        cls.portal = new_test_user(cls.env, "portal_person", "base.group_portal")

    # === PEOPLE === #

    @classmethod
    def _contact(cls, name="Ilse Vermeulen", facts=(), created="2010-01-05 09:00:00", **vals):
        """Make a contact with a creation date and tell its facts."""
        contact = cls.env["res.partner"].create({"name": name, **vals})
        cls._date(contact, "create_date", created)
        for kind, value in facts:
            getattr(cls, f"_tell_{kind}")(contact, value)
        return contact

    @classmethod
    def _date(cls, record, field, value):
        """Set a date that the ORM sets itself."""
        cls.env.flush_all()
        cls.env.cr.execute(
            SQL("UPDATE %s SET %s = %s WHERE id = %s", SQL.identifier(record._table),
                SQL.identifier(field), value, record.id)
        )
        record.invalidate_recordset([field], flush=False)

    @classmethod
    def _long_ago(cls, records, moment):
        """Let whatever looks as if it were of today look as if it were of then: dates of these
        records, messages on them, and activities.
        """
        cls.env.flush_all()
        hanging = cls.env["mail.message"].search(
            [("model", "=", records._name), ("res_id", "in", records.ids)])
        activities = cls.env["mail.activity"].with_context(active_test=False).search(
            [("res_model", "=", records._name), ("res_id", "in", records.ids)])
        for some in (records, hanging, activities):
            for name, field in some._fields.items():
                if field.type in ("date", "datetime") and field.store and field.column_type \
                        and name != "write_date":
                    column = SQL.identifier(name)
                    cls.env.cr.execute(SQL(
                        "UPDATE %s SET %s = %s WHERE id = ANY(%s) AND %s >= '2026-11-01'",
                        SQL.identifier(some._table), column, moment, some.ids, column))
        cls.env.invalidate_all()

    @classmethod
    def _made_on(cls):
        """Return the day that records are of which are made now: the database's, not the test's,
        where the company is.
        """
        return Datetime.context_timestamp(
            cls.timers.with_context(tz=cls.company.privacy_tz), cls.env.cr.now()).date()

    @classmethod
    def _clocks(cls, contact):
        """Return {rule code: (state, reason, last day)} of a contact."""
        timers = cls.timers.search([("partner_id", "=", contact.id)])
        return {
            timer.rule_id.code: (timer.state, timer.reason,
                                 timer.date_until.isoformat() if timer.date_until else None)
            for timer in timers
        }

    @classmethod
    def _bases(cls, contact):
        contact.invalidate_recordset()
        return set(contact.privacy_basis_ids.mapped("code"))

    # === FACTS === #

    @classmethod
    def _message(cls, contact, moment, **vals):
        message = cls.env["mail.message"].create({
            "model": "res.partner", "res_id": contact.id, "body": "<p>Dear all</p>",
            "message_type": "email", "date": datetime.fromisoformat(moment),
            "author_id": contact.id, "subtype_id": cls.env.ref("mail.mt_comment").id, **vals,
        })
        cls._date(message, "create_date", moment)
        return message

    @classmethod
    def _tell_mail(cls, contact, moment):
        cls._message(contact, moment, email_from=contact.email or "somebody@mail.example")

    @classmethod
    def _tell_staff(cls, contact, moment):
        cls._message(contact, moment, message_type="comment", author_id=cls.staff.partner_id.id)

    @classmethod
    def _tell_robot(cls, contact, moment):
        robot = cls.env.ref("base.partner_root").id
        cls._message(contact, moment, message_type="comment", author_id=robot)

    @classmethod
    def _tell_notification(cls, contact, moment):
        cls._message(contact, moment, message_type="notification",
                     author_id=cls.staff.partner_id.id)

    @classmethod
    def _tell_portal(cls, contact, _value):
        cls.env["res.users"].with_context(no_reset_password=True).create({
            "login": f"portal-{contact.id}@mail.example", "partner_id": contact.id,
            "group_ids": [(6, 0, cls.env.ref("base.group_portal").ids)],
        })

    @classmethod
    def _tell_login(cls, contact, moment):
        user = contact.with_context(active_test=False).user_ids
        log = cls.env["res.users.log"].with_user(user).sudo().create({})
        cls._date(log, "create_date", moment)

    @classmethod
    def _move(cls, contact, day, move_type="out_invoice"):
        return cls.env["account.move"].with_company(cls.company).create({
            "move_type": move_type, "partner_id": contact.id,
            "invoice_date": day, "date": day,
            "invoice_line_ids": [(0, 0, {"name": "Hosting", "price_unit": 100.0,
                                         "tax_ids": [(6, 0, [])]})],
        })

    @classmethod
    def _pay(cls, move, day=None):
        cls.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=move.ids
        ).create({"payment_date": day or move.date})._create_payments()

    @classmethod
    def _tell_invoice(cls, contact, day, move_type="out_invoice"):
        move = cls._move(contact, day, move_type)
        move.action_post()
        cls._pay(move)
        return move

    @classmethod
    def _tell_bill(cls, contact, day):
        return cls._tell_invoice(contact, day, "in_invoice")

    @classmethod
    def _tell_unpaid(cls, contact, day):
        move = cls._move(contact, day)
        move.action_post()
        return move

    @classmethod
    def _tell_draft(cls, contact, day):
        return cls._move(contact, day)

    @classmethod
    def _tell_old_draft(cls, contact, day):
        move = cls._move(contact, day)
        cls._date(move, "create_date", f"{day} 10:00:00")
        cls.env["mail.message"].search(
            [("model", "=", "account.move"), ("res_id", "=", move.id)]).unlink()

    @classmethod
    def _tell_cancelled(cls, contact, day):
        cls._move(contact, day).button_cancel()

    @classmethod
    def _tell_running(cls, contact, value):
        contact.privacy_running_customer = value

    @classmethod
    def _tell_admin(cls, contact, value):
        contact.privacy_admin_contact = value

    @classmethod
    def _tell_ended(cls, contact, day):
        contact.privacy_relationship_end = day

    @classmethod
    def _tell_email(cls, contact, address):
        contact.email = address

    @classmethod
    def _tell_type(cls, contact, kind):
        contact.type = kind

    @classmethod
    def _tell_blacklist(cls, contact, moment):
        entry = cls.env["mail.blacklist"]._add(contact.email)
        cls._date(entry, "create_date", moment)

    @classmethod
    def _tell_consent(cls, contact, day, **vals):
        cls.env["privacy.consent.record"].create({
            "partner_id": contact.id, "date_given": day,
            "purpose_id": cls.env.ref("cloudpepper_privacy.purpose_marketing").id, **vals,
        })

    @classmethod
    def _tell_withdrawn(cls, contact, day):
        cls._tell_consent(contact, date(2018, 5, 25), date_withdrawn=day)

    @classmethod
    def _tell_hold(cls, contact, date_end):
        return cls.env["privacy.hold"].create({
            "name": "Case 7", "reason": "Claim pending", "date_start": "2026-01-01",
            "date_end": date_end, "partner_ids": [(6, 0, contact.ids)],
        })

    @classmethod
    def _tell_user(cls, contact, active):
        user = cls.env["res.users"].with_context(no_reset_password=True).create({
            "login": f"internal-{contact.id}", "partner_id": contact.id,
            "group_ids": [(6, 0, cls.env.ref("base.group_user").ids)],
        })
        user.active = active

    @classmethod
    def _tell_xml_id(cls, contact, module):
        cls.env["ir.model.data"].create({
            "module": module, "name": f"contact_{contact.id}", "model": "res.partner",
            "res_id": contact.id,
        })

    @classmethod
    def _tell_own_company(cls, contact, _value):
        cls.env["res.company"].create({"name": contact.name, "partner_id": contact.id})

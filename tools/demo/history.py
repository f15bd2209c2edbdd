"""Give the demo's people a past: real records, set back to the day they tell of."""

import base64
import io
import re
from datetime import datetime, time

from odoo.fields import Command
from odoo.tools import SQL, remove_accents
from PIL import Image

#: namespace of the XML ids by which a second start knows its own people
NAMESPACE = "__privacy_demo__"


class History:
    """Builds contacts and tells their facts, one method ``_tell_<kind>`` per kind of fact."""

    def __init__(self, env, staff):
        """Prepare the builder.

        :param staff: the res.users who wrote back to these people
        """
        # as an import would: nothing is logged or mailed, and nobody becomes a follower
        self.env = env(context={**env.context, "tracking_disable": True,
                                "no_reset_password": True, "dont_notify": True,
                                "no_mail_to_attendees": True,
                                "mail_activity_quick_update": True})
        self.staff = staff
        self.today = env["privacy.timer"]._today()
        self.contacts = {}

    def invite(self, people):
        """Make those who are not there yet, with their past.

        :return: ``{code: res.partner}`` of all of them, and how many are new
        """
        new = 0
        for person in people:
            if person.needs and person.needs not in self.env:
                continue
            contact = self._known(person)
            if not contact:
                contact = self._make(person)
                new += 1
            self.contacts[person.code] = contact
        return {person.code: self.contacts[person.code]
                for person in people if person.code in self.contacts}, new

    def _known(self, person):
        return self.env.ref(f"{NAMESPACE}.{person.code}", raise_if_not_found=False)

    def _make(self, person):
        contact = self.env["res.partner"].create({
            "name": person.name, "email": address(person), "lang": self.env.lang,
            "country_id": self.env.ref("base.be").id,
            "parent_id": self.contacts[person.below].id if person.below else False,
            **person.vals,
        })
        self.env["ir.model.data"].create({
            "module": NAMESPACE, "name": person.code, "model": "res.partner",
            "res_id": contact.id, "noupdate": True,
        })
        self._set_back(contact, "create_date", person.created)
        for kind, age, *more in person.facts:
            getattr(self, f"_tell_{kind}")(contact, age, *more)
        return contact

    # === DATES === #

    def _day(self, age):
        return self.today - age

    def _moment(self, age):
        return datetime.combine(self._day(age), time(10))

    def _set_back(self, record, name, age):
        """Write a moment that the ORM would set to now."""
        record.flush_recordset()
        self.env.cr.execute(
            SQL("UPDATE %s SET %s = %s WHERE id = %s", SQL.identifier(record._table),
                SQL.identifier(name), self._moment(age), record.id)
        )
        record.invalidate_recordset([name], flush=False)

    # === CONVERSATION === #

    def _message(self, contact, age, author, kind="email"):
        message = self.env["mail.message"].create({
            "model": "res.partner", "res_id": contact.id, "message_type": kind,
            "subtype_id": self.env.ref("mail.mt_comment").id, "author_id": author.id,
            "email_from": author.email_formatted, "date": self._moment(age),
            "subject": "Our question", "body": f"<p>Kind regards, {author.name}</p>",
        })
        self._set_back(message, "create_date", age)

    def _tell_mail(self, contact, age):
        self._message(contact, age, contact)

    def _tell_staff(self, contact, age):
        self._message(contact, age, self.staff.partner_id, "comment")

    def _tell_shared(self, contact, age, other):
        self._message(contact, age, self.contacts[other])

    def _tell_meeting(self, contact, age):
        start = self._moment(age)
        self.env["calendar.event"].create({
            "name": "First talk", "start": start, "stop": start.replace(hour=11),
            "user_id": self.staff.id,
            "partner_ids": [Command.set((contact | self.staff.partner_id).ids)],
        })

    # === BILLING === #

    def _document(self, contact, age, move_type):
        move = self.env["account.move"].create({
            "move_type": move_type, "partner_id": contact.id, "date": self._day(age),
            "invoice_date": self._day(age), "invoice_date_due": self._day(age),
            "ref": f"{contact.id}/{self._day(age).year}" if move_type == "in_invoice" else False,
            "invoice_line_ids": [Command.create({
                "name": "Hosting, one year", "price_unit": 240.0, "tax_ids": [Command.clear()],
            })],
        })
        move.action_post()
        return move

    def _tell_invoice(self, contact, age):
        pay(self._document(contact, age, "out_invoice"))

    def _tell_bill(self, contact, age):
        pay(self._document(contact, age, "in_invoice"))

    def _tell_unpaid(self, contact, age):
        self._document(contact, age, "out_invoice")

    def _tell_running(self, contact, _age):
        contact.privacy_running_customer = True

    def _tell_admin(self, contact, _age):
        contact.privacy_admin_contact = True

    def _tell_ended(self, contact, age):
        contact.privacy_relationship_end = self._day(age)

    # === CONSENT, HOLD, RESTRICTION === #

    def _tell_consent(self, contact, age, **vals):
        self.env["privacy.consent.record"].create({
            "partner_id": contact.id, "date_given": self._day(age), "source": "Web form",
            "purpose_id": self.env.ref("cloudpepper_privacy.purpose_marketing").id, **vals,
        })

    def _tell_withdrawn(self, contact, age):
        self._tell_consent(contact, age + age, date_withdrawn=self._day(age))

    def _tell_blacklist(self, contact, age):
        self._set_back(self.env["mail.blacklist"]._add(contact.email), "create_date", age)

    def _tell_hold(self, contact, age, case):
        self.env["privacy.hold"].create({
            "name": case, "reason": "A claim is pending before the enterprise court.",
            "date_start": self._day(age), "partner_ids": [Command.set(contact.ids)],
        })

    def _tell_restricted(self, contact, _age):
        contact.privacy_restricted = True

    # === USERS AND EMPLOYEES === #

    def _user(self, contact, group):
        return self.env["res.users"].create({
            "login": contact.email, "partner_id": contact.id,
            "group_ids": [Command.set(self.env.ref(group).ids)],
        })

    def _tell_portal(self, contact, _age):
        self._user(contact, "base.group_portal")

    def _tell_login(self, contact, age):
        log = self.env["res.users.log"].with_user(contact.user_ids).sudo().create({})
        self._set_back(log, "create_date", age)

    def _tell_colleague(self, contact, age):
        user = self._user(contact, "base.group_user")
        self._set_back(user, "create_date", age)
        user.active = False

    def _tell_employee(self, contact, _age):
        self.env["hr.employee"].create({"name": contact.name, "work_contact_id": contact.id})

    # === WHAT ELSE LIES ON A CONTACT === #

    def _tell_bank(self, contact, _age, number):
        self.env["res.partner.bank"].create({"partner_id": contact.id, "acc_number": number})

    def _tell_picture(self, contact, _age):
        stream = io.BytesIO()
        Image.new("RGB", (96, 96), (91, 62, 120)).save(stream, "PNG")
        contact.image_1920 = base64.b64encode(stream.getvalue())

    def _tell_file(self, contact, _age):
        self.env["ir.attachment"].create({
            "name": "quotation.txt", "res_model": "res.partner", "res_id": contact.id,
            "raw": f"Quotation for {contact.name}, {contact.email}".encode(),
        })

    def _tell_activity(self, contact, _age):
        contact.activity_schedule("mail.mail_activity_data_todo", user_id=self.staff.id,
                                  summary=f"Call {contact.name}")

    def _tell_phone(self, contact, _age, number):
        """Change the phone as a colleague would: Odoo keeps the old one as a tracking value."""
        # what was made without tracking in this transaction stays so until its end
        self.env.cr.precommit.run()
        contact.with_context(tracking_disable=False).phone = number
        self.env.flush_all()
        self.env.cr.precommit.run()


def address(person):
    """Return an address of a domain that cannot exist, made from the name."""
    words = re.findall(r"[a-z]+", remove_accents(person.name).lower())
    return f"{'.'.join(words)}@mail.example"


def pay(moves, day=None):
    """Pay posted documents through Odoo's own wizard, one payment each.

    :param moves: documents of one company and one kind
    :param day: of the payment; default the day of the latest document
    """
    wizard = moves.env["account.payment.register"].with_company(moves.company_id).with_context(
        active_model="account.move", active_ids=moves.ids)
    wizard.create({"payment_date": day or max(moves.mapped("date"))})._create_payments()

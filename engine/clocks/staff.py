"""Staff who left: the day on which a contact ceased to be a colleague.

A colleague is the contact of an active internal user or of an active employee, and protected. The
day on which the last of these goes is remembered on the contact, in the transaction of whoever
archives or deletes it, makes a portal user of it, or gives it another contact; an officer may
correct it. A rule counts from it.
"""

from contextlib import contextmanager

from odoo.tools import SQL

from ..acting import is_acting

#: models of which one active record makes a colleague, and what says of whom it does
STAFF_MODELS = {
    "res.users": frozenset(("active", "group_ids", "partner_id")),
    "hr.employee": frozenset(("active", "work_contact_id", "user_id")),
}


class Staff:
    """Follows who is a colleague."""

    def __init__(self, env):
        self.env = env(su=True)

    def contacts(self, records):
        """Return {contact: the day on which these users or employees say that they left, or
        None}.
        """
        days = {}
        for record in records.with_env(self.env).with_context(active_test=False):
            employee = record._name == "hr.employee"
            contacts = record.work_contact_id | record.user_id.partner_id if employee \
                else record.partner_id if not record.share else record.partner_id.browse()
            day = self._last_day(record) if employee else None
            for contact in contacts:
                days[contact] = max(filter(None, (day, days.get(contact))), default=None)
        return days

    def _last_day(self, employee):
        """Return the day on which an employee left, None where nobody has said it; where the last
        contract runs longer, the day on which that ends.
        """
        day = employee.departure_date
        until = max(filter(None, employee.version_ids.mapped("contract_date_end")), default=None)
        later = until and until > (day or self.env["privacy.timer"]._today())
        return until if later else day

    def follow(self, days, records=None):
        """Remember since when contacts are colleagues no longer, or forget it of who is again.

        :param dict days: as :meth:`contacts` returns it, of before the change
        :param records: the users or employees that were changed: theirs may be colleagues since
        """
        today = self.env["privacy.timer"]._today()
        since = self.contacts(records).keys() - days.keys() if records else set()
        contacts = self.env["res.partner"].union(*days, *since).exists().filtered(
            lambda contact: not contact.privacy_anonymised_on)
        colleagues = self._colleagues(contacts) if contacts else ()
        for contact in contacts:
            if contact in colleagues:
                if contact.privacy_staff_left:
                    contact.privacy_staff_left = False
            elif contact in days and (not contact.privacy_staff_left or days[contact]):
                contact.privacy_staff_left = days[contact] or today

    @contextmanager
    def watched(self):
        """Follow who becomes a colleague, or ceases to be one, by a change of groups."""
        if is_acting(self.env) or not self.env.registry.ready:
            yield
            return
        before = self._by_login()
        yield
        after = self._by_login()
        self.follow(dict.fromkeys((before | after) - (before & after)))

    def _by_login(self):
        """Return the contacts of internal users."""
        return self.env["res.users"].search([("share", "=", False)]).partner_id

    def _colleagues(self, contacts):
        """Return those of the contacts that are colleagues now."""
        found = self.env["res.users"].search(
            [("partner_id", "in", contacts.ids), ("share", "=", False)]).partner_id
        if "hr.employee" in self.env:
            for employee in self.env["hr.employee"].search(
                    ["|", ("work_contact_id", "in", contacts.ids),
                     ("user_id.partner_id", "in", contacts.ids)]):
                found |= employee.work_contact_id | employee.user_id.partner_id
        return found

    def remember_earlier(self):
        """Of who left before anybody remembered the day: no later than the last change of the
        archived user or employee. Who came with a module is no person.
        """
        employees = SQL()
        if "hr.employee" in self.env:
            employees = SQL(
                """UNION ALL
                   SELECT contact.id, employee.active, GREATEST(employee.write_date, (
                          SELECT max(contract_date_end) FROM hr_version version
                           WHERE version.employee_id = employee.id))
                     FROM hr_employee employee
                     LEFT JOIN res_users login ON login.id = employee.user_id
                     JOIN res_partner contact
                       ON contact.id IN (employee.work_contact_id, login.partner_id)""")
        self.env.flush_all()
        self.env.cr.execute(SQL(
            """UPDATE res_partner SET privacy_staff_left = staff.day
                 FROM (SELECT partner_id, max(write_date)::date AS day
                         FROM (SELECT partner_id, active, write_date FROM res_users
                                WHERE share IS NOT TRUE AND id NOT IN (
                                      SELECT res_id FROM ir_model_data WHERE model = 'res.users')
                               %s) colleague
                        GROUP BY partner_id HAVING NOT bool_or(active)) staff
                WHERE res_partner.id = staff.partner_id AND privacy_staff_left IS NULL
                  AND privacy_anonymised_on IS NULL""", employees))
        self.env["res.partner"].invalidate_model(["privacy_staff_left"])

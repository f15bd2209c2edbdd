"""People whom no contact stands for: subscribers and leads, made in the past."""

from ..map_common import MapCommon

NAME, EMAIL = "Odile Grandjean", "odile@grandjean.example"
SILENT_SINCE = "2019-05-06 10:00:00"


class ContactlessCommon(MapCommon):
    """Subscribers and leads of nobody, made in the past."""

    def _subscriber(self, created=SILENT_SINCE, **vals):
        self._need("mailing.contact")
        subscriber = self.env["mailing.contact"].create({"name": NAME, "email": EMAIL, **vals})
        self._date(subscriber, "create_date", created)
        return subscriber

    def _nobodys_lead(self, created=SILENT_SINCE, **vals):
        self._need("crm.lead")
        lead = self.env["crm.lead"].create({
            "name": "Question", "type": "lead", "contact_name": NAME, "email_from": EMAIL,
            "description": f"<p>{NAME} asks</p>", **vals})
        self._date(lead, "create_date", created)
        self._long_ago(lead, created)
        return lead

    def _subjects(self, *records):
        """Refresh everything, and return who the records are."""
        self.timers.refresh(full=True)
        return self._known(*records)

    def _known(self, *records):
        subjects = self.env["privacy.contactless"]
        return subjects.search([("erased_on", "=", False)]).filtered(lambda subject: any(
            (subject.model, subject.res_id) == (record._name, record.id) for record in records))

    # === WHAT THEY ASK === #

    def _asked(self, *kinds, **vals):
        """Take a request of theirs in, as the weakest user who may."""
        return self.env["privacy.request"].with_user(self.user).sudo(False).intake({
            "rights": list(kinds), "name": NAME, "email": EMAIL, **vals})

    def _identified(self, *kinds, **vals):
        request = self._asked(*kinds, **vals).with_user(self.officer).sudo(False)
        request.confirm_identity([], "known")
        return request

    def _right(self, request, kind):
        return request.right_ids.filtered(lambda right: right.kind == kind)

    # === RUNS === #

    def _carry_out(self):
        run = self.runs.preview()
        run.action_approve()
        run._work()
        self.env.invalidate_all()
        return run

    def _item(self, run, subject):
        return run.item_ids.filtered(lambda item: item.partner_ref == -subject.id)

"""What papers about a breach say: the notice to the authority (Art. 33(3)), and the documentation
that shows compliance (Art. 33(5)). Values for the templates, in the reader's language.
"""

from odoo import fields

from ..access.language import in_lang
from ..controller import Controller
from ..days import long_moment

TEXTS = ("facts", "effects", "remedies", "consequences", "measures", "contact_point",
         "delay_reason", "risk_reason", "people_reason", "nature", "advice")
OVERVIEW = ("state", "role", "people_kinds", "people_number", "records_number", "risk",
            "people_decision")
MOMENTS = ("started_on", "ended_on", "aware_on", "deadline", "regulation_end", "notified_on",
           "public_on", "closed_on")


class Papers:
    """What papers say of one breach."""

    def __init__(self, env, breach):
        self.env, self.breach = env, breach.with_env(env)
        self.zone = breach.company_id.sudo().privacy_tz or "UTC"

    def notice(self, notice):
        """Return what a notice to the authority says beside the fields of the breach."""
        told = Papers(in_lang(self.env, notice.lang), self.breach)
        breach, answers = told.breach, Controller(told.env, told.breach.company_id)
        return {
            "breach": breach, "controller": answers.name, "address": answers.address,
            "registry": answers.registry, "contact": answers.contact,
            "prepared": told.moment(notice.prepared_on), "aware": told.moment(breach.aware_on),
            "deadline": told.moment(breach.deadline), "started": told.moment(breach.started_on),
            "ended": told.moment(breach.ended_on), "kinds": told.kinds(),
            "categories": ", ".join(breach.category_ids.mapped("name")),
            "people": told.choice(breach, "people_decision")}

    def documentation(self):
        """Return everything that documents the breach."""
        breach = self.breach.sudo()
        answers = Controller(self.env, breach.company_id)
        return {
            "controller": answers.name, "address": answers.address,
            "overview": self._overview(breach), "zone": self.zone,
            "texts": [(self._label(name), breach[name]) for name in TEXTS if breach[name]],
            "factors": [(self.choice(each, "kind"), each.display_name) for each in (
                breach.context_ids | breach.ease_id | breach.circumstance_ids)],
            "severity": self._severity(breach), "notices": self._notices(breach),
            "people": self._people(breach), "customers": self._customers(breach),
            "log": [(self.moment(each.at), each.uid_ref, self.choice(each, "act"), each.why or "")
                    for each in breach.decision_ids],
            "issued": self.moment(fields.Datetime.now())}

    # === PARTS === #

    def moment(self, value):
        """Return a moment in words, in the controller's time; nothing is an empty text."""
        return long_moment(self.env, value, self.zone) if value else ""

    def choice(self, record, name):
        """Return what a selection of a record says."""
        return dict(record._fields[name]._description_selection(self.env)).get(record[name], "")

    def kinds(self):
        """Return what was lost, as words."""
        return ", ".join(self._label(name) for name in (
            "lost_confidentiality", "lost_integrity", "lost_availability") if self.breach[name])

    def _label(self, name):
        return self.breach._fields[name]._description_string(self.env)

    def _overview(self, breach):
        lines = [(self._label(name), self.choice(breach, name)
                  if breach._fields[name].type == "selection" else breach[name])
                 for name in OVERVIEW]
        lines += [(self._label(name), self.moment(breach[name])) for name in MOMENTS]
        lines += [(self._label("category_ids"), ", ".join(breach.category_ids.mapped("name"))),
                  (self.env._("Loss of"), self.kinds())]
        return [(label, value) for label, value in lines if value]

    def _severity(self, breach):
        if not breach.severity_band:
            return self.env._("Not assessed by the method.")
        return self.env._(
            "SE = %(score).2f: %(band)s. Suggested: %(suggested)s. Decided: %(decided)s.",
            score=breach.severity, band=self.choice(breach, "severity_band"),
            suggested=self.choice(breach, "risk_suggested"),
            decided=self.choice(breach, "risk") or self.env._("nothing yet"))

    def _notices(self, breach):
        return [(self.choice(each, "phase"), self.moment(each.prepared_on),
                 self.moment(each.sent_on) if each.state == "sent" else self.env._("not sent"),
                 ", ".join(filter(None, (self.choice(each, "sent_by_way"), each.receipt))),
                 each.digest) for each in breach.notice_ids]

    def _people(self, breach):
        lines = self.env["privacy.breach.subject"].sudo()
        labels = dict(lines._fields["state"]._description_selection(self.env))
        rows = lines._read_group([("breach_id", "=", breach.id)], ["state"], ["__count"])
        bounced = lines.search_count([("breach_id", "=", breach.id), ("bounced_on", "!=", False)])
        found = [(labels[state], count) for state, count in rows]
        if bounced:
            found.append((self.env._("Of these came back"), bounced))
        if breach.unknown_count:
            found.append((self._label("unknown_count"), breach.unknown_count))
        return found

    def _customers(self, breach):
        return [(each.partner_id.id, self.choice(each, "state"), self.moment(each.told_on),
                 each.note or "") for each in breach.customer_ids]

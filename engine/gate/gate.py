"""The gate itself: asked with addresses or records, it says who is left out, and why."""

from .decision import decision_sql
from .recipients import Recipients

#: models of people: what goes to many of them by hand is direct marketing
PEOPLE = frozenset(("res.partner", "crm.lead", "mailing.contact", "mailing.list"))
#: reason -> (failure of a mail, failure of a text message), as Odoo shows them
FAILURES = {
    "restricted": ("mail_bl", "sms_blacklist"), "refused": ("mail_optout", "sms_optout"),
    "blacklisted": ("mail_bl", "sms_blacklist"), "left_list": ("mail_optout", "sms_optout"),
    "no_basis": ("mail_optout", "sms_optout"),
}


def words(env):
    """Return ``{reason: why somebody is left out, in words}``."""
    return {
        "restricted": env._("Under restriction (Art. 18)"),
        "refused": env._("Refused direct marketing"),
        "blacklisted": env._("On the blacklist"),
        "left_list": env._("Left the mailing list"),
        "no_basis": env._("No consent, and no customer"),
    }


def sender(env, mailing):
    """Return the company that sends: that of whoever answers for the mailing, or who acts."""
    return (mailing.sudo().user_id.company_id if mailing else None) or env.company


class Gate:
    """Asks for one company, and for the purposes that use marketing data."""

    def __init__(self, env, company=None):
        """:param res.company company: that sends; by default the one that acts"""
        self.env = env(su=True)
        self.company = company or env.company

    def is_on(self):
        """Whether direct marketing needs a basis; what people said is always heard."""
        return bool(self.company.sudo().privacy_marketing_gate)

    def left_out(self, rows, lists=(), model_name=None, basis=True):
        """Return ``{record id: reason}`` of whoever may not be written to.

        :param rows: tuples of record id, contact id or None, mail address or None, number or None
        :param lists: ids of the mailing lists that the mailing goes to
        :param bool basis: ask for a basis too, where the gate is on
        :raise NoOptOutKey: where somebody who refused could not be known again
        """
        rows = list(rows)
        if not rows:
            return {}
        Recipients(self.env).of_rows(rows)
        return self._decide(lists, model_name, basis)

    def left_out_records(self, model, ids, channel, lists=()):
        """Return the same of records whose addresses stand in the database.

        :param model: an empty recordset of theirs
        :param str channel: ``mail`` or ``phone``
        """
        if not ids:
            return {}
        Recipients(self.env).of_records(model.sudo(), ids, channel)
        return self._decide(lists, model._name, True)

    def _decide(self, lists, model_name, basis):
        for name in ("privacy.consent.record", "privacy.subject.purpose", "mail.blacklist",
                     "phone.blacklist", "res.partner"):
            self.env[name].flush_model()
        return dict(self.env.execute_query(decision_sql(
            self.env, basis and self.is_on(), self.company.ids, lists, model_name)))

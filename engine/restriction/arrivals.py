"""What tools of optional modules make for contacts, met where all of them create rows."""

from ..gate.mails import Traces
from .restriction import Restriction
from .spared import Spared

#: models of modules that may be installed -> what happens to their new rows
ARRIVALS = {
    "data_recycle.record": "_admit_recycled",
    "mailing.trace": "_admit_traces",
    "sms.sms": "_admit_texts",
    "snailmail.letter": "_admit_letters",
}


class Arrivals:
    """New rows of such a tool, before they are stored."""

    def __init__(self, env):
        self.env = env

    def admit(self, model_name, vals_list):
        """Return the values of the rows that may be made, as they may be made.

        :param str model_name: one of ``ARRIVALS``
        :raise AccessError: where a restricted contact stands in a row that cannot be left out
        """
        return getattr(self, ARRIVALS[model_name])(vals_list)

    def _admit_recycled(self, vals_list):
        """Leave held and restricted contacts, and their documents, out of a recycling rule.

        Otherwise the first of them would stop the rule, and every rule after it.
        """
        rules = self.env["data_recycle.model"].browse(
            {vals["recycle_model_id"] for vals in vals_list if vals.get("recycle_model_id")}
        )
        spared = {
            rule.id: Spared(self.env).recycled(
                self.env[rule.res_model_name], rule.recycle_action,
                [vals["res_id"] for vals in vals_list if vals["recycle_model_id"] == rule.id],
            )
            for rule in rules
        }
        return [
            vals for vals in vals_list
            if vals.get("res_id") not in spared.get(vals.get("recycle_model_id"), ())
        ]

    # === TEXT MESSAGES, LETTERS, TRACES === #

    def _closed(self, contact, address, addresses):
        """Return the restricted contact behind an address that the acting person must not
        reach, or None.
        """
        restriction = Restriction(self.env)
        found = contact if contact in restriction.now().roots else addresses.get(address)
        return None if not found or restriction.reach()(found) else found

    def _admit_texts(self, vals_list):
        known = Restriction(self.env).now()
        return [
            {**vals, "state": "canceled", "failure_type": "sms_blacklist"}
            if self._closed(vals.get("partner_id"), vals.get("number"), known.phones) else vals
            for vals in vals_list
        ] if known.roots else vals_list

    def _admit_letters(self, vals_list):
        """A letter cannot be born cancelled: its own code sends it."""
        closed = [self._closed(vals.get("partner_id"), None, {}) for vals in vals_list]
        if any(closed):
            raise Restriction(self.env).refusal({*closed} - {None})
        return vals_list

    def _admit_traces(self, vals_list):
        """Statistics count who was left out, without the address."""
        vals_list = Traces(self.env).with_reasons(vals_list)
        known = Restriction(self.env).now()
        return [
            {**vals, "email": False}
            if vals.get("trace_status") == "cancel" and vals.get("email") in known.emails else vals
            for vals in vals_list
        ] if known.roots else vals_list

    # === WHAT IS ON ITS WAY === #

    def stop_pending(self, contacts):
        """Take back what waits to be recycled or sent, once a restriction begins.

        Mails are stopped when they leave (``mail_mail.py``).
        """
        if "data_recycle.record" in self.env:
            found = {"res.partner": contacts.ids, "res.users": contacts.with_context(
                active_test=False).user_ids.ids}
            for model_name, ids in found.items():
                self.env["data_recycle.record"].sudo().with_context(active_test=False).search(
                    [("res_model_name", "=", model_name), ("res_id", "in", ids)]
                ).unlink()
        if "sms.sms" in self.env:
            self.env["sms.sms"].sudo().search(
                [("partner_id", "in", contacts.ids), ("state", "=", "outgoing")]
            ).write({"state": "canceled", "failure_type": "sms_blacklist"})

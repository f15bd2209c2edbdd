"""Until when and why, in the reader's language, from a clock's rule and signal (R2)."""

from ..companies import beyond
from ..days import long_day

#: documents: their name is a number, and may be told to anybody
DOCUMENTS = frozenset({
    "account.bank.statement.line", "account.move", "account.move.line", "account.payment",
    "mrp.production", "payment.transaction", "pos.order", "purchase.order",
    "purchase.requisition", "repair.order", "sale.order", "stock.picking",
})
#: what is named in place of a part of it: {model: link}
PART_OF = {
    "account.bank.statement.line": "move_id", "account.move.line": "move_id",
    "calendar.attendee": "event_id", "event.registration": "event_id",
    "slide.channel.partner": "channel_id", "survey.user_input": "survey_id",
}
#: models whose records have no name that may be said: mails, logins, contacts
NAMELESS = ("mail.message", "mail.notification", "mail.scheduled.message", "res.", "ir.")


class Sentences:
    """What the screens say of clocks; no text of it is stored."""

    def __init__(self, env, told=False):
        """:param bool told: to the person itself: of records no more than a document's number"""
        self.env, self.told = env, told

    def documents(self, timers):
        """Return {(model, id): name} of what started clocks: a document's number; of anything
        else the name, where the reader is a colleague who may read it. None of a company that
        the reader does not act for.
        """
        wanted = {}
        for timer in timers.filtered("signal_res_id"):
            name = timer.signal_model or ""
            if name in self.env and not name.startswith(NAMELESS):
                wanted.setdefault(name, set()).add(timer.signal_res_id)
        names = {}
        for model_name, ids in wanted.items():
            records = self.env[model_name].sudo().browse(ids).exists()
            theirs = beyond(self.env, model_name, records.ids)
            names.update(self._names(
                records.filtered(lambda each, out=theirs: each.id not in out)))
        return names

    def _names(self, records):
        """Return {(model, id): name} of records of one model."""
        link = PART_OF.get(records._name)
        shown = {record: record[link] if link else record for record in records}
        if records._name not in DOCUMENTS:
            if self.told or not self.env.user._is_internal():
                return {}
            some = records[link] if link else records
            readable = some.with_user(self.env.user)._filtered_access("read")
            shown = {record: one for record, one in shown.items() if one.id in readable._ids}
        return {(record._name, record.id): one[one._rec_name or "display_name"] or one.display_name
                for record, one in shown.items()}

    def of(self, timer, document=None):
        """Return until when and why, for one timer.

        :param str document: number of the document that started it
        """
        why = self._why(timer, document)
        if timer.state == "counting":
            return self.env._(
                "Kept until %(until)s: %(why)s", until=self._day(timer.date_until), why=why)
        if timer.state == "done":
            return self.env._("Done on %(day)s: %(why)s", day=self._day(timer.done_date), why=why)
        if timer.state == "suspended":
            return self.env._("Kept, clock suspended: %s", why)
        return self.env._("Kept: %s", why)

    def _why(self, timer, document):
        values = {
            "period": timer.rule_id.period_text,
            "start": self._day(timer.date_start),
            "document": document or self.env._("a document"),
        }
        return {
            "relationship_open": self.env._(
                "while the relationship runs, and %(period)s after its end", **values),
            "subsidiary_open": self.env._("while a company below it is running"),
            "unpaid": self.env._("%(document)s is unpaid", **values),
            "under_way": self._under_way(timer, values),
            "doubtful": self.env._(
                "%(document)s of %(start)s lies more than a year ahead: for an officer to look at",
                **values),
            "relationship_end": self.env._(
                "%(period)s after the relationship ended on %(start)s", **values),
            "billing_event": self.env._(
                "%(document)s of %(start)s, %(period)s after the relationship ended", **values),
            "statutory_floor": self._floor(timer, values),
            "interaction": self.env._(
                "%(period)s after the last interaction on %(start)s: %(document)s", **values)
                if document else self.env._(
                "%(period)s after the last interaction on %(start)s", **values),
            "creation": self.env._(
                "%(period)s after creation on %(start)s, without any interaction", **values),
            "consent": self.env._("consent given on %(start)s is in force", **values),
            "departure": self.env._(
                "%(period)s after leaving the staff on %(start)s", **values),
            "opt_out": self.env._(
                "%(period)s to give effect to the opt-out of %(start)s", **values),
            "contract_end": self.env._(
                "%(period)s after the contract ended on %(start)s", **values),
            "task_done": self.env._(
                "%(period)s after the task before it was done on %(start)s", **values),
        }[timer.reason]

    def _floor(self, timer, values):
        """Return that a voucher stays longer: what the clock stands on, or one that came before
        the end of the relationship.
        """
        if timer.signal_id.voucher:
            return self.env._(
                "%(document)s of %(start)s, a voucher that the law keeps longer than %(period)s "
                "after the end", **values)
        return self.env._(
            "a voucher that the law keeps longer than %(period)s after %(start)s", **values)

    def _day(self, day):
        """On screens dates are ISO: the same in every language and sortable. The person reads them
        in words.
        """
        if self.told:
            return long_day(self.env, day)
        return day.isoformat() if day else ""

    def _under_way(self, timer, values):
        """Return what is not over yet, by the signal that says so."""
        today = timer.date_start == self.env["privacy.timer"]._today()
        values = {**values, "start": self.env._("today") if today else values["start"]}
        not_posted = self.env._("%(document)s of %(start)s is not posted", **values)
        words = {
            "sale_quotation": self.env._("quotation %(document)s of %(start)s is open", **values),
            "sale_open": self.env._("order %(document)s of %(start)s is not invoiced", **values),
            "sale_delivery": self.env._(
                "order %(document)s of %(start)s is not delivered", **values),
            "purchase_rfq": self.env._(
                "request for quotation %(document)s of %(start)s is open", **values),
            "purchase_open": self.env._(
                "purchase order %(document)s of %(start)s is not billed", **values),
            "purchase_receipt": self.env._(
                "purchase order %(document)s of %(start)s is not received", **values),
            "draft_document": not_posted, "draft_entry": not_posted,
            "draft_payment": self.env._(
                "payment %(document)s of %(start)s is not posted", **values),
            "online_payment": self.env._(
                "online payment %(document)s of %(start)s is pending", **values),
        }
        return words.get(timer.signal_id.code) or self.env._(
            "%(document)s of %(start)s is under way", **values)

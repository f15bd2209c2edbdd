"""Until when and why, in the reader's language, from a clock's rule and signal (R2)."""

from ..companies import beyond


class Sentences:
    """What the screens say of clocks; no text of it is stored."""

    def __init__(self, env):
        self.env = env

    def documents(self, timers):
        """Return {(model, id): document number}: documents only, never a mail's subject, and none
        of a company that the reader does not act for.
        """
        wanted = {}
        for timer in timers.filtered(lambda each: each.signal_id.kind in ("billing", "unpaid")):
            wanted.setdefault(timer.signal_model, set()).add(timer.signal_res_id)
        names = {}
        for model_name, ids in wanted.items():
            if model_name in self.env:
                records = self.env[model_name].sudo().browse(ids).exists()
                theirs = beyond(self.env, model_name, records.ids)
                for record in records.filtered(lambda each, out=theirs: each.id not in out):
                    names[model_name, record.id] = record[record._rec_name or "display_name"]
        return names

    def of(self, timer, document=None):
        """Return until when and why, for one timer.

        :param str document: number of the document that started it
        """
        why = self._why(timer, document)
        if timer.state == "counting":
            return self.env._(
                "Kept until %(until)s: %(why)s", until=_iso(timer.date_until), why=why)
        if timer.state == "done":
            return self.env._("Done on %(day)s: %(why)s", day=_iso(timer.done_date), why=why)
        if timer.state == "suspended":
            return self.env._("Kept, clock suspended: %s", why)
        return self.env._("Kept: %s", why)

    def _why(self, timer, document):
        values = {
            "period": timer.rule_id.period_text,
            "start": _iso(timer.date_start),
            "document": document or self.env._("a document"),
        }
        return {
            "relationship_open": self.env._(
                "while the relationship runs, and %(period)s after its end", **values),
            "unpaid": self.env._("%(document)s is unpaid", **values),
            "relationship_end": self.env._(
                "%(period)s after the relationship ended on %(start)s", **values),
            "billing_event": self.env._(
                "%(document)s of %(start)s, %(period)s after the relationship ended", **values),
            "statutory_floor": self.env._(
                "%(document)s of %(start)s, a voucher that the law keeps longer than %(period)s "
                "after the end", **values),
            "interaction": self.env._(
                "%(period)s after the last interaction on %(start)s", **values),
            "creation": self.env._(
                "%(period)s after creation on %(start)s, without any interaction", **values),
            "consent": self.env._("consent given on %(start)s is in force", **values),
            "opt_out": self.env._(
                "%(period)s to give effect to the opt-out of %(start)s", **values),
            "contract_end": self.env._(
                "%(period)s after the contract ended on %(start)s", **values),
            "task_done": self.env._(
                "%(period)s after the task before it was done on %(start)s", **values),
        }[timer.reason]


def _iso(day):
    """Dates in sentences are ISO: the same in every language and sortable."""
    return day.isoformat() if day else ""

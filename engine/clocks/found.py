"""Models that nobody has read, and that may hold what is under way: found by their fields (R6b).

A model that links to contacts and has a state, a stage or a date is read by rule: what is in an
open state, or has a date ahead, is a reason to keep whoever it names. The rule writes rows of
``privacy.signal``, which an officer may correct or archive; a model with a row of its own, an
archived one too, is read already.
"""

import re

import psycopg2.errors
from odoo.fields import Domain

from .follow import ConcurrentInsert

#: values of a state in which nothing is to come
CLOSED = re.compile(
    r"(^|[^a-z])(done|cancel|clos|refus|reject|declin|lost|won|paid|posted|expir|archiv|fail"
    r"|error|finish|complet|invoiced|deliver|return|solved|resolv|terminat|ended|void|revok"
    r"|abandon|withdrawn|inactive|old|past)", re.IGNORECASE)
#: words before them that say that it is still to come: not paid, to deliver, partially returned
NOT_YET = re.compile(r"(^|[^a-z])(not|no|to|in|un|partial|partially|partly|pending|waiting|almost"
                     r"|ready|half|never)([^a-z]|$)", re.IGNORECASE)
#: what a stage says of its records, in the order in which it is asked: {field: value if open}
STAGE_SAYS = {"fold": False, "is_closed": False, "closed": False, "is_close": False,
              "is_done": False, "done": False}
#: names of a selection that says how far a record is
STATE_NAMES = ("state", "status", "kanban_state")
#: the beginnings of models that are machinery: they say nothing of what people do
MACHINERY = ("ir.", "res.", "base", "bus.", "privacy.", "mail.", "discuss.", "mailing.", "sms.",
             "snailmail.", "im_livechat.", "rating.", "digest.", "iap.", "auth", "utm.", "report.")
#: models of Odoo that were read, and are no reason to keep: parts of records that have signals,
#: configuration, and what is no dealing with a person
NO_REASON = frozenset({
    "account.analytic.line", "account.journal", "blog.post", "calendar.event",
    "fleet.vehicle.odometer", "hr.version", "payment.token",
    "product.product", "product.supplierinfo", "product.template", "purchase.order.line",
    "sale.order.line", "slide.channel", "slide.slide", "stock.lot", "stock.move",
    "stock.move.line", "stock.quant", "stock.scrap", "stock.warehouse.orderpoint",
    "website.visitor",
})
#: moments that every record has, and that say nothing of what is to come
MAGIC = ("create_date", "write_date", "date_automation_last")


class Found:
    """Asks the registry for models that nobody has read."""

    def __init__(self, env):
        self.env = env(su=True)

    def remember(self):
        """Write a row for what is not read yet; return how many.

        :raise ConcurrentInsert: another transaction wrote the same rows meanwhile
        """
        signals = self.env["privacy.signal"].with_context(active_test=False)
        candidates = signals._unread()
        if not candidates:
            return 0
        # what was remembered as unread may have been read since, in another process
        known = self._known()
        rows = [dict(values) for model, values in candidates if model not in known]
        if rows:
            try:
                with self.env.cr.savepoint():
                    signals.create(rows)
            except psycopg2.errors.UniqueViolation as error:
                raise ConcurrentInsert(signals._table) from error
        return len(rows)

    def unread(self):
        """Return those of the :meth:`candidates` whose model no signal reads yet."""
        known = self._known()
        return tuple(each for each in self.candidates() if each[0] not in known)

    def _known(self):
        signals = self.env["privacy.signal"].with_context(active_test=False)
        return set(signals.search([("id", ">", 0)]).mapped("model_name"))

    def candidates(self):
        """Return ((model, values of a signal as pairs), ...) of all models that the rule fits."""
        found = []
        for name in sorted(self.env.registry):
            model = self.env[name]
            if self._is_record(model) and not (
                    name in NO_REASON or name.startswith(MACHINERY)):
                found += [(name, tuple(values.items())) for values in self._rows(model)]
        return tuple(found)

    def _is_record(self, model):
        return model._auto and not model._abstract and not model._transient

    def _rows(self, model):
        """Yield the rows of a model: one for its links, one for each list of contacts."""
        one, many = contact_links(model)
        domain = self._open(model)
        dates = [name for name, field in model._fields.items()
                 if field.type in ("date", "datetime") and field.store and name not in MAGIC]
        if domain is None and not dates or not (one or many):
            return
        if domain is None:
            domain = Domain.OR([(name, ">", "now")] for name in dates)
            first, others = dates[0], dates[1:]
        else:
            first, others = "create_date", dates
        if "active" in model._fields and model._fields["active"].store:
            domain &= Domain("active", "=", True)
        for path, paths in [*([(one[0], one[1:])] if one else []), *((name, []) for name in many)]:
            yield {
                "name": f"{model._description}: found", "code": f"found {model._name} {path}",
                "kind": "interaction", "model_name": model._name, "match": "partner",
                "path": path, "other_paths": ", ".join(paths), "date_field": first,
                "other_dates": ", ".join(others), "answered": "message_ids" in model._fields,
                "domain": repr(list(domain)), "sequence": 157, "found": True,
            }

    def _open(self, model):
        """Return the domain of records in an open state; None where the model has no state."""
        parts = [*self._open_states(model), *self._open_stages(model)]
        return Domain.AND(parts) if parts else None

    def _open_states(self, model):
        for name in STATE_NAMES:
            field = model._fields.get(name)
            if field is not None and field.type == "selection" and field.store:
                values = field.get_values(self.env)
                closed = list(filter(is_closed, values))
                yield Domain(name, "not in", closed) if closed else Domain.TRUE

    def _open_stages(self, model):
        for name, field in model._fields.items():
            if field.type == "many2one" and field.store and "stage" in name \
                    and field.comodel_name in self.env:
                stage = self.env[field.comodel_name]
                for flag, is_open in STAGE_SAYS.items():
                    if flag in stage._fields and stage._fields[flag].store:
                        yield Domain(f"{name}.{flag}", "=", is_open)
                        break


def is_closed(value):
    """Return whether a value of a state says that nothing is to come."""
    return bool(CLOSED.search(str(value))) and not NOT_YET.search(str(value))


def contact_links(model):
    """Return (names of the stored links of a model to one contact, to several)."""
    names = {"many2one": [], "many2many": []}
    for name, field in model._fields.items():
        if field.comodel_name == "res.partner" and field.store and field.type in names:
            names[field.type].append(name)
    return names["many2one"], names["many2many"]

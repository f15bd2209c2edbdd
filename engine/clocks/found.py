"""Models that nobody has read, and that may hold what is under way: found by their fields (R6b).

A model that links to contacts and has a state, a stage or a date is read by rule: what is in an
open state, or has a date ahead and was not called off, is a reason to keep whoever it names. And
whoever is named in configuration, by whichever module's link, is protected (R3). The rules write
rows of ``privacy.signal``, which an officer may correct or archive; a model with a row of its own,
an archived one too, is read already, and so is a link of configuration.
"""

import re

import psycopg2.errors
from odoo import SUPERUSER_ID
from odoo.fields import Domain

from .follow import ConcurrentInsert

#: values of a state in which nothing is to come
CLOSED = re.compile(
    r"(^|[^a-z])(done|cancel|clos|refus|reject|declin|lost|won|paid|posted|expir|archiv|fail"
    r"|error|finish|complet|invoiced|delivered|returned|solved|resolv|terminat|ended|void|revok"
    r"|abandon|withdrawn|inactive|old|past)", re.IGNORECASE)
#: those of them in which a date ahead will not come: what is paid for next month takes place
CALLED_OFF = re.compile(
    r"(^|[^a-z])(cancel|refus|reject|declin|lost|void|revok|abandon|withdrawn)", re.IGNORECASE)
#: words before them that say that it is still to come: not paid, to deliver, partially returned
NOT_YET = re.compile(r"(^|[^a-z])(not|no|to|in|un|partial|partially|partly|pending|waiting|almost"
                     r"|ready|half|never|for)([^a-z]|$)", re.IGNORECASE)
#: what a stage says of its records, in the order in which it is asked: {field: value if open}
STAGE_SAYS = {"fold": False, "is_closed": False, "closed": False, "is_close": False,
              "is_done": False, "done": False}
#: what a stage says of records that were called off
STAGE_CALLED_OFF = ("is_cancel", "is_cancelled", "is_canceled", "cancel", "is_lost")
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
#: models that are configuration: whom one of their links names is part of it (R3)
CONFIGURATION = (
    "account.fiscal.position", "account.journal", "account.tax", "delivery.carrier",
    "hr.work.location", "payment.provider", "pos.config", "res.company", "stock.picking.type",
    "stock.warehouse", "website",
)
#: moments that every record has, and that say nothing of what is to come
MAGIC = ("create_date", "write_date", "date_automation_last")


class Found:
    """Asks the registry for models that nobody has read."""

    def __init__(self, env):
        self.env = env(su=True)

    def remember(self):
        """Write a row for what is not read yet, and what rows that nobody has edited would say by
        now; return how many.

        :raise ConcurrentInsert: another transaction wrote the same rows meanwhile
        """
        signals = self.env["privacy.signal"].with_user(SUPERUSER_ID)
        if not signals._unread():
            return 0
        # what was remembered as unread may have been read since, in another process
        new, changed = self._split()
        for signal, values in changed:
            signal.with_user(SUPERUSER_ID).write({"domain": values["domain"]})
        if new:
            try:
                with self.env.cr.savepoint():
                    signals.create(new)
            except psycopg2.errors.UniqueViolation as error:
                raise ConcurrentInsert(signals._table) from error
        return len(new) + len(changed)

    def unread(self):
        """Return the codes of the :meth:`candidates` that no signal reads yet, or another way."""
        new, changed = self._split()
        return tuple(values["code"] for values in [*new, *(values for _row, values in changed)])

    def _split(self):
        """Return ([values of what no signal reads yet], [(signal, values that it lacks)])."""
        signals = self.env["privacy.signal"].with_context(active_test=False).search(
            [("id", ">", 0)])
        models = set(signals.mapped("model_name"))
        named = {(signal.model_name, path.strip()) for signal in signals for path in
                 [signal.path, *(signal.other_paths or "").split(",")]}
        # whoever corrects a row has written it last
        own = {signal.code: signal for signal in signals if signal.found and (
            signal.write_uid.id == SUPERUSER_ID or signal.write_date == signal.create_date)}
        new, changed = [], []
        for model, pairs in self.candidates():
            values = dict(pairs)
            if values["code"] in own:
                if own[values["code"]].domain != values["domain"]:
                    changed.append((own[values["code"]], values))
            elif model not in models or (
                    values["kind"] == "protected" and (model, values["path"]) not in named):
                new.append(values)
        return new, changed

    def candidates(self):
        """Return ((model, values of a signal as pairs), ...) of all models that the rule fits."""
        found = []
        for name in sorted(self.env.registry):
            model = self.env[name]
            if self._is_record(model) and not (
                    name in NO_REASON or name.startswith(MACHINERY)):
                found += [(name, tuple(values.items())) for values in self._rows(model)]
        return tuple(found) + tuple(self._configuration())

    def _configuration(self):
        """Yield the same of the links of configuration to one contact."""
        for name in CONFIGURATION:
            model = self.env.get(name)
            for path in contact_links(model)[0] if model is not None else ():
                yield name, tuple({
                    "name": f"{model._description}: found", "code": f"found {name} {path}",
                    "kind": "protected", "model_name": name, "match": "partner", "path": path,
                    "date_field": "create_date", "domain": "[]", "sequence": 299, "found": True,
                }.items())

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
        ahead = Domain.OR([(name, ">", "now")] for name in dates) & self._not_called_off(model)
        if domain is None:
            domain, first, others = ahead, dates[0], dates[1:]
        else:
            domain, first, others = domain | ahead, "create_date", dates
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
        return self._states_without(model, is_closed)

    def _states_without(self, model, told):
        """Yield the conditions that no state of a record is one that says so.

        :param told: function of a value of a state
        """
        for name in STATE_NAMES:
            field = model._fields.get(name)
            if field is not None and field.type == "selection" and field.store:
                values = list(filter(told, field.get_values(self.env)))
                yield Domain(name, "not in", values) if values else Domain.TRUE

    def _open_stages(self, model):
        for name, stage in self._stages(model):
            for flag, is_open in STAGE_SAYS.items():
                if flag in stage._fields and stage._fields[flag].store:
                    yield Domain(f"{name}.{flag}", "=", is_open)
                    break

    def _stages(self, model):
        """Yield (name of a link to a stage, its model)."""
        for name, field in model._fields.items():
            if field.type == "many2one" and field.store and "stage" in name \
                    and field.comodel_name in self.env:
                yield name, self.env[field.comodel_name]

    def _not_called_off(self, model):
        """Return the domain of records that were not called off, as far as they say it."""
        stages = [Domain(f"{name}.{flag}", "=", False) for name, stage in self._stages(model)
                  for flag in STAGE_CALLED_OFF
                  if flag in stage._fields and stage._fields[flag].store]
        return Domain.AND([*self._states_without(model, is_called_off), *stages])


def is_closed(value):
    """Return whether a value of a state says that nothing is to come."""
    return bool(CLOSED.search(str(value))) and not NOT_YET.search(str(value))


def is_called_off(value):
    """Return whether a value of a state says that what was to come will not."""
    return bool(CALLED_OFF.search(str(value))) and not NOT_YET.search(str(value))


def contact_links(model):
    """Return (names of the stored links of a model to one contact, to several)."""
    names = {"many2one": [], "many2many": []}
    for name, field in model._fields.items():
        if field.comodel_name == "res.partner" and field.store and field.type in names:
            names[field.type].append(name)
    return names["many2one"], names["many2many"]

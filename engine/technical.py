"""Technical rows and web analytics, deleted by their own date (P8), by the data map."""

from functools import cached_property

from dateutil.relativedelta import relativedelta
from odoo import fields
from odoo.fields import Domain

from .acting import acting_env
from .locate import Locator
from .plan import Plan
from .restriction.spared import Spared
from .runs.worker import batch_size
from .settings import Settings
from .subjects import Subjects
from .transaction import Transaction


class Technical:
    """Rules in review wait for an officer like all others. Rows of held or restricted people stay,
    by whatever way of the data map they lead there (a mailing by its address, a visitor by its
    link), and a hold for a security investigation keeps all of them (R15).
    """

    def __init__(self, env):
        self.env = env
        self.transaction = Transaction(env)

    def delete_expired(self, now=None):
        """Delete what is past its rule's period.

        :param datetime now: in UTC, default the present moment
        :return: ``{model: number of rows}``
        """
        now, totals = now or fields.Datetime.now(), {}
        if self.is_investigated():
            return totals
        rules = self.env["privacy.rule"].search([
            ("action", "=", "delete_rows"), ("mode", "=", "automatic"),
        ])
        for rule in rules:
            before = now - relativedelta(**{rule.period_unit: rule.period_count})
            categories = rule.category_id | rule.extra_category_ids
            rows = self.env["privacy.map"].search([
                ("category_id", "in", categories.ids), ("date_field", "!=", False),
            ])
            for row in rows._readable():
                count = self._delete_rows(rule, row, before)
                totals[row.model_name] = totals.get(row.model_name, 0) + count
        return totals

    def is_investigated(self):
        """Whether a hold keeps all technical rows."""
        today = self.env["privacy.timer"]._today()
        return bool(self.env["privacy.hold"].search_count(
            Domain("technical", "=", True) & Domain("released_on", "=", False)
            & (Domain("date_end", "=", False) | Domain("date_end", ">=", today)), limit=1))

    @cached_property
    def _kept(self):
        """{model: ids} of everything about people who are held or restricted; an address
        that others have too is theirs all the same.
        """
        spared = Spared(self.env).everybody()
        if not spared:
            return {}
        kept = {}
        with Plan(self.env) as plan:
            Subjects(plan.env, plan).of_contacts(
                plan.env["res.partner"].browse(sorted(each for each in spared if each > 0)),
                contactless=plan.env["privacy.contactless"].browse(
                    sorted(-each for each in spared if each < 0)), alone=False)
            for model_name, record, _category in Locator(plan.env, plan).find_person():
                kept.setdefault(model_name, set()).add(record)
        return kept

    def _delete_rows(self, rule, row, before):
        """Delete chunk by chunk, each filed and committed, until done or stopped (R18)."""
        acting = acting_env(self.env)
        limit, after, deleted = batch_size(self.env) * 10, 0, 0
        while not Settings(self.env).stopped() and (expired := row._expired(before, after, limit)):
            partners = self.env["res.partner"].browse({p for _id, p in expired if p})
            spared = partners._privacy_spared()
            kept = self._kept.get(row.model_name, ())
            ids = [record for record, partner in expired
                   if partner not in spared and record not in kept]
            acting[row.model_name].browse(ids).unlink()
            if ids:
                self.env["privacy.evidence"]._record([
                    {"act": "delete_rows", "rules": rule.ids,
                     "counts": {row.model_name: len(ids)}}
                ])
            deleted, after = deleted + len(ids), expired[-1][0]
            self.transaction.commit()
        return deleted

"""A search of everything for a few strings, as an officer asks for it."""

from collections import Counter
from collections.abc import Iterable

from odoo.exceptions import UserError

from ...core.identity.identifiers import identify
from ...core.identity.parallel_matcher import ParallelMatcher
from ..companies import RecordCompanies, others
from .database import Database


def residue(env, identifiers, reach=None):
    """Search the whole database and all files for these strings. Nothing is logged.

    What belongs to a company beyond reach, or names a contact of one, is not counted, nor is
    what nobody can say the company of: a row without an id, a table of no model, a stray file.

    :param identifiers: strings: names, mail addresses, numbers, or any word
    :param reach: ids of the companies whose records are looked at; None: every company's
    :return: list of ``{table, column, count}``, in order; ``file`` is the column of contents of
        files; count is of rows or files
    :raise UserError: where a string has neither letter nor digit
    """
    given = [identifiers] if isinstance(identifiers, str) else identifiers
    words = list(given) if isinstance(given, Iterable) else [None]
    asked = [isinstance(text, str) and identify(text) for text in words]
    if not all(asked):
        raise UserError(env._("Search for letters or digits."))
    env.flush_all()
    bounds = Bounds(env, reach) if others(env, reach) else None
    found = Counter()
    with ParallelMatcher((0, identifier) for identifier in asked) as matcher:
        for table, hits, _place in Database(env).walk(matcher, ["", 0], Counter()):
            if bounds:
                hits = bounds.within(table, hits)
            found.update((table, column) for column, _row, _key in hits)
    return [{"table": table, "column": column, "count": count}
            for (table, column), count in sorted(found.items())]


class Bounds:
    """Leaves out of what a search met whatever is another company's."""

    def __init__(self, env, reach):
        self._reach = reach
        self._companies = RecordCompanies(env, wide=True)
        self._models = {model._table: name for name, model in env.items()
                        if model._auto and not model._abstract}

    def within(self, table, hits):
        """Return the hits of a table that are of records within reach.

        :param hits: [(column, row id, key)]
        """
        name = self._models.get(table)
        if name is None:
            return []
        ids = {row for _column, row, _key in hits if row is not None}
        theirs = {row for row, company in self._companies.of(name, ids).items()
                  if company not in self._reach}
        return [hit for hit in hits if hit[1] in ids - theirs]

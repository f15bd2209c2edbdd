"""A search of everything for a few strings, as an officer asks for it."""

from collections import Counter

from odoo.exceptions import UserError

from ...core.identity.identifiers import identify
from ...core.identity.parallel_matcher import ParallelMatcher
from .database import Database


def residue(env, identifiers):
    """Search the whole database and all files for these strings. Nothing is logged.

    :param identifiers: strings: names, mail addresses, numbers, or any word
    :return: list of ``{table, column, count}``, in order; ``file`` is the column of contents of
        files; count is of rows or files
    :raise UserError: where a string has neither letter nor digit
    """
    asked = [identify(text) for text in identifiers]
    if not all(asked):
        raise UserError(env._("Search for letters or digits."))
    found = Counter()
    env.flush_all()
    with ParallelMatcher((0, identifier) for identifier in asked) as matcher:
        for table, hits, _place in Database(env).walk(matcher, ["", 0], Counter()):
            found.update((table, column) for column, _row, _key in hits)
    return [{"table": table, "column": column, "count": count}
            for (table, column), count in sorted(found.items())]

"""How many things, cells and decisions the matrix has, for doc/access.md."""

from .matrix import LETTERS, USES, undecided

#: the lines below which the figures stand in doc/access.md
FIGURES = "| What | Number |\n| --- | ---: |\n"


def with_figures(text, figures):
    """Return the text of doc/access.md with these figures.

    :param dict figures: as :func:`counts` returns them
    """
    rows = "".join(f"| {name} | {number} |\n" for name, number in figures.items())
    return text.partition(FIGURES)[0] + FIGURES + rows


def figures_in(text):
    """Return {what: number} as the text of doc/access.md says."""
    rows = (row.strip("|").split("|") for row in text.partition(FIGURES)[2].splitlines())
    return {name.strip(): int(number) for name, number in rows}


def counts(made, there):
    """Return {what: number} of the matrix as it is: things, cells, and cells that are decided.

    The operations of a model are four of its methods, and are counted as those.
    """
    roles = len(LETTERS)
    each = {"field": len(USES) * roles, "method": roles, "way": roles, "route": roles}
    cells = sum(number * len(there[kind]) for kind, number in each.items())
    open_cells = sum(each.get(row.split("\t")[0], 0) for row in undecided(made, there))
    return {"roles": roles, **{f"{kind}s": len(keys) for kind, keys in there.items()},
            "cells": cells, "decided": cells - open_cells, "undecided": open_cells}

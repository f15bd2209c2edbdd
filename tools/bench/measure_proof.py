"""The proof's search: what it finds of planted spellings, and how fast it reads everything."""

import json
from collections import Counter

from odoo.addons.cloudpepper_privacy.core.identity.identifiers import identifiers_of
from odoo.addons.cloudpepper_privacy.core.identity.matcher import Matcher
from odoo.addons.cloudpepper_privacy.core.identity.parallel_matcher import ParallelMatcher
from odoo.addons.cloudpepper_privacy.engine.proof.database import Database
from odoo.addons.cloudpepper_privacy.tests import recall_corpus
from odoo.tools import SQL

from . import inside

#: columns of the table that the corpus is planted into, by kind of spelling; others are files
COLUMNS = {"text": "said", "html": "said", "json": "data"}


def measure(env, parameters):
    """Return recall, and seconds and bytes of a search of everything for so many people."""
    figures = {"recall": _recall(env)}
    for count in parameters["people"]:
        pairs, best = _pairs(env, count), None
        for _round in range(parameters["rounds"]):
            tally, hits = Counter(), 0
            with inside.clock() as taken, ParallelMatcher(pairs) as matcher:
                for _table, found, _at in Database(env).walk(matcher, ["", 0], tally):
                    hits += len(found)
            best = min(taken[0], best or taken[0])
        if hits < count:
            raise RuntimeError(f"{hits} hits of {count} people who are all there")
        figures[str(count)] = {"seconds": best, "bytes": tally["bytes"], "rows": tally["rows"],
                               "files": tally["files"], "hits": hits}
    return figures


def _pairs(env, count):
    """Return what identifies the first of the generated people, each with a number of its own,
    as a run has it.
    """
    rows = env.execute_query(SQL(
        """SELECT p.id, p.name, p.email, p.phone, p.vat, p.street, p.zip, p.city, c.code
             FROM bench_person b JOIN res_partner p ON p.id = b.partner_id
             LEFT JOIN res_country c ON c.id = p.country_id ORDER BY b.n LIMIT %s""", count))
    return list(enumerate(
        identifier for _partner, name, email, phone, vat, street, code, city, country
        in rows for identifier in identifiers_of(
            name=name, email=email, phones=[phone], vat=vat, street=street, zip=code, city=city,
            country=country)))


def _recall(env):
    """Plant every spelling of the corpus in a table, search it, and return the share found."""
    corpus = list(recall_corpus.planted())
    env.cr.execute("CREATE TABLE bench_corpus (id serial PRIMARY KEY, said text, data jsonb, "
                   "file bytea)")
    for spelling in corpus:
        column, value = COLUMNS.get(spelling.kind, "file"), spelling.payload
        if column == "data":
            value = _as_json(value)
        env.cr.execute(SQL("INSERT INTO bench_corpus (%s) VALUES (%s)",
                           SQL.identifier(column), value))
    matcher = Matcher(enumerate(spelling.identifier for spelling in corpus))
    database, found = Database(env), set()
    (source,) = [each for each in database.sources() if each.name == "bench_corpus"]
    after = 0
    after = 0
    while after is not None:
        hits, after = database.search(matcher, source, after, Counter())
        found.update((row - 1, key) for _column, row, key in hits)
    env.cr.execute("DROP TABLE bench_corpus")
    return sum((place, place) in found for place in range(len(corpus))) / len(corpus)


def _as_json(payload):
    """Return a payload as PostgreSQL takes it: a document as it is, any other text as a string."""
    try:
        json.loads(payload)
    except ValueError:
        return json.dumps(payload)
    return payload

"""What a run changed, row by row: the proof that two ways of erasing touched the same rows."""
from dataclasses import dataclass

#: tables of ours, which the opponent does not keep
OWN = ("privacy_", "bench_")
STATISTICS = """SELECT relname, n_tup_ins, n_tup_upd, n_tup_del FROM pg_stat_user_tables
WHERE schemaname = 'public' AND n_tup_ins + n_tup_upd + n_tup_del > 0"""
COLUMNS = """SELECT table_name FROM information_schema.columns
WHERE table_schema = 'public' AND column_name = 'id'"""
KEYED = 'SELECT id, md5(t::text) FROM :"name" t;'
BARE = 'SELECT md5(t::text) FROM :"name" t;'


@dataclass(frozen=True)
class Touch:
    """Rows of one table: inserted, changed, deleted; and the row versions it took."""

    inserted: int = 0
    changed: int = 0
    deleted: int = 0
    versions: int = 0

    def rows(self):
        """What two ways must have in common."""
        return self.inserted, self.changed, self.deleted

    def text(self):
        """As a person reads it."""
        return f"+{self.inserted} ~{self.changed} -{self.deleted} ({self.versions} versions)"


def compare(before, after):
    """Return (inserted, changed, deleted) of two ``{key: digest}``."""
    changed = sum(1 for key, digest in after.items() if before.get(key, digest) != digest)
    return len(after.keys() - before.keys()), changed, len(before.keys() - after.keys())


class Rows:
    """Snapshots of the tables that a run touched, by the server's own statistics."""

    def __init__(self, data, source):
        """Compare with the database that the copies were made from."""
        self.data, self.source = data, source
        self.keyed = {name for (name,) in data.psql(source, COLUMNS)}
        self.before = {}

    def statistics(self, database):
        """Return ``{table: row versions written}`` of a database, the addon's own left out."""
        return {name: sum(map(int, counts)) for name, *counts in
                self.data.psql(database, STATISTICS) if not name.startswith(OWN)}

    def touched(self, database, since):
        """Return ``{table: Touch}`` of a copy, where ``since`` are its statistics as it began."""
        found = {}
        for name, versions in self.statistics(database).items():
            written = versions - since.get(name, 0)
            if written > 0:
                if name not in self.before:
                    self.before[name] = self._digests(self.source, name)
                rows = compare(self.before[name], self._digests(database, name))
                found[name] = Touch(*rows, written)
        return found

    def _digests(self, database, name):
        """Return ``{id: digest}``; a row without an id is its own key."""
        rows = self.data.psql(database, KEYED if name in self.keyed else BARE, name=name)
        return {row[0]: row[-1] for row in rows}


def lines(ours, theirs):
    """Return ``{table: text}`` for every table that either touched."""
    nothing = Touch()
    texts = {}
    for name in sorted({*ours, *theirs}):
        one, other = ours.get(name, nothing), theirs.get(name, nothing)
        verdict = "same rows" if one.rows() == other.rows() else "NOT the same rows"
        texts[name] = f"execute {one.text()}; sql {other.text()}: {verdict}"
    return texts

"""Everything that can be searched: each text, json, html and binary column, and each file.

Slice by slice, so that a search can be interrupted and go on elsewhere; each slice follows from
the name of its table and the last id before it. What cannot be read is counted, by kind.
"""

from typing import NamedTuple

from odoo.tools import SQL, config

from ...core.documents.apart import Apart
from ...core.identity.files import texts_of
from ...core.identity.matcher import END
from .contents import decoded, names_below

#: tables that hold what is searched for, by name
EXCLUDED = ("privacy_run_identifier",)
#: bytes that one slice is to read
SLICE_BYTES = 8_000_000
#: rows of a slice: at least, also of a larger table that PostgreSQL has not counted, and at most
MIN_ROWS, MAX_ROWS = 100, 50_000
#: pages of a slice of a table without ids
PAGES_PER_SLICE = 1000
#: what PostgreSQL puts between two values, because it knows no zero byte
BETWEEN = "\x1e"
#: columns of an address in parts (base/models/res_partner.py, ADDRESS_FIELDS)
ADDRESS = {"street", "zip", "city"}
#: the name under which contents of files are reported
FILE = "file"
#: files of a slice
FILES_PER_SLICE = 1000
#: the steps of a walk after the last table
FILES, STRAYS = "~files", "~strays"


class Source(NamedTuple):
    """A table to search.

    :ivar str name: as it is reported and ordered
    :ivar SQL table: the same, quoted and with its schema
    :ivar bool has_id: whether rows have a whole number as primary key ``id``
    :ivar tuple columns: names of those that PostgreSQL writes as text; of an address in parts,
        "street" once more at the end, for all of it
    :ivar bool address: whether there is an address in parts, which identifies nobody part by part
    :ivar tuple binary: names of those that hold bytes
    :ivar int rows: of one slice; pages, of a table without ids
    :ivar int pages: of the table
    """

    name: str
    table: SQL
    has_id: bool
    columns: tuple
    address: bool
    binary: tuple
    rows: int
    pages: int


class Database:
    """The tables of this database and the files of its filestore.

    :ivar list unread: (ids of attachments, name in the filestore, reason) of files that could
        not be searched, or not all of them, since somebody last took it
    """

    def __init__(self, env):
        self.env = env
        self.unread = []

    # === TABLES === #

    def sources(self):
        """Return the tables of this database that may hold text, in order of name."""
        rows = self.env.execute_query(SQL(
            """SELECT ns.nspname, class.relname, ns.nspname = current_schema() AS here,
                      bool_or(att.attname = 'id' AND type.typname = 'int4'
                              AND pk.conkey = ARRAY[att.attnum]) AS has_id,
                      array_agg(att.attname::text ORDER BY att.attnum)
                          FILTER (WHERE %(text)s AND type.typname != 'bytea') AS texts,
                      array_agg(att.attname::text ORDER BY att.attnum)
                          FILTER (WHERE type.typname = 'bytea') AS bytes,
                      class.reltuples, pg_table_size(class.oid) AS size,
                      pg_relation_size(class.oid) / current_setting('block_size')::int AS pages
                 FROM pg_class class
                 JOIN pg_namespace ns ON ns.oid = class.relnamespace
                 JOIN pg_attribute att ON att.attrelid = class.oid
                      AND att.attnum > 0 AND NOT att.attisdropped
                 JOIN pg_type type ON type.oid = att.atttypid
                 LEFT JOIN pg_type element ON element.oid = type.typelem AND type.typcategory = 'A'
                 LEFT JOIN pg_constraint pk ON pk.conrelid = class.oid AND pk.contype = 'p'
                WHERE class.relkind IN ('r', 'm') AND ns.nspname !~ '^pg_'
                  AND ns.nspname != 'information_schema' AND class.relname != ALL(%(left_out)s)
                  AND has_table_privilege(class.oid, 'SELECT') AND pg_relation_size(class.oid) > 0
                GROUP BY class.oid, ns.nspname, class.relname, class.reltuples
               HAVING bool_or(%(text)s)""",
            text=SQL(
                """(COALESCE(element.typcategory, type.typcategory) = 'S'
                    OR COALESCE(element.typname, type.typname)
                       IN ('json', 'jsonb', 'xml', 'hstore', 'tsvector', 'bytea'))"""
            ),
            left_out=list(EXCLUDED),
        ))
        return sorted((self._source(*row) for row in rows), key=lambda source: source.name)

    def _source(self, schema, table, here, has_id, texts, binaries, counted, size, pages):
        rows = _rows_of_slice(counted, size) if has_id else PAGES_PER_SLICE
        address = ADDRESS <= set(texts or ())
        return Source(
            name=table if here else f"{schema}.{table}", table=SQL.identifier(schema, table),
            has_id=bool(has_id), columns=(*(texts or ()), *(("street",) if address else ())),
            address=address, binary=tuple(binaries or ()), rows=rows, pages=pages,
        )

    def take_unread(self):
        """Return what could not be read since it was last asked."""
        unread, self.unread = self.unread, []
        return unread

    def _unreadable(self):
        """Return the names of tables that this role may not read."""
        rows = self.env.execute_query(SQL(
            """SELECT ns.nspname || '.' || class.relname FROM pg_class class
                 JOIN pg_namespace ns ON ns.oid = class.relnamespace
                WHERE class.relkind IN ('r', 'm') AND ns.nspname !~ '^pg_'
                  AND ns.nspname != 'information_schema'
                  AND NOT has_table_privilege(class.oid, 'SELECT') ORDER BY 1"""
        ))
        return [name for (name,) in rows]

    def _slice(self, source, after):
        """Return (ids, cells, where the next slice begins or None).

        :param int after: last id of the slice before, or its last page; 0 at the beginning
        :return: ids of the rows, None for each where they have none; cells: the text columns of
            the first row, then of the next, :data:`core.identity.matcher.END` between any two
        """
        ids, cells = self._read_cells(source, after)
        if cells.count(BETWEEN) != max(len(ids) * len(source.columns) - 1, 0):
            # somebody's text holds the very sign
            ids, cells = self._read_cells(source, after, clean=True)
        cells = cells.replace(END, " ").replace(BETWEEN, END)
        if source.has_id:
            return ids, cells, ids[-1] if len(ids) == source.rows else None
        return ids, cells, after + source.rows if after + source.rows < source.pages else None

    def _read_cells(self, source, after, clean=False):
        """Return (ids, cells with :data:`BETWEEN` between them) of a slice: one text, because a
        value for each cell would take longer to fetch than to search.

        :param bool clean: write a blank for the sign where a text holds it
        """
        cells = [SQL("COALESCE(%s::text, '')", SQL.identifier(name)) for name in source.columns]
        if source.address:
            cells[-1] = SQL("COALESCE(street || ', ' || zip || ' ' || city, '')")
        if clean:
            cells = [SQL("translate(%s, %s, ' ')", cell, BETWEEN) for cell in cells]
        row = SQL("concat_ws(%s, %s) AS cells", BETWEEN, SQL(", ").join(cells or [SQL("''")]))
        ((ids, text),) = self.env.execute_query(SQL(
            "SELECT array_agg(id), string_agg(cells, %s) FROM (%s) slice", BETWEEN,
            self._rows_sql(source, after, row)))
        return ids or [], (text or "") if cells else ""

    def _rows_sql(self, source, after, columns):
        """Return SQL of id and columns of the rows of a slice."""
        if isinstance(after, list):
            return SQL("SELECT id, %s FROM %s WHERE id = ANY(%s) ORDER BY id",
                       columns, source.table, after)
        if source.has_id:
            return SQL("SELECT id, %s FROM %s WHERE id > %s ORDER BY id LIMIT %s",
                       columns, source.table, after or -(2**31), source.rows)
        return SQL(
            """SELECT NULL::int AS id, %s FROM %s
                WHERE ctid >= format('(%%s,0)', %s::int)::tid
                  AND ctid < format('(%%s,0)', %s::int)::tid""",
            columns, source.table, after, after + source.rows)

    def search(self, matcher, source, after, tally):
        """Search a slice.

        :param matcher: a :class:`core.identity.matcher.Matcher`, or what searches as it does
        :param after: where it begins, as an earlier slice said; or a list of the ids of its rows
        :param Counter tally: what was read is added to it
        :return: ([(column, row id, key)] of what it holds, each once, where the next one begins)
        """
        ids, cells, following = self._slice(source, after)
        count = len(source.columns)
        hits = [(source.columns[index % count], ids[index // count], key)
                for index, key in matcher.find_cells(cells)]
        if source.binary and ids:
            hits += self._search_bytes(matcher, source, after, tally)
        tally["rows"] += len(ids)
        tally["bytes"] += len(cells) - cells.count(END)
        return list(dict.fromkeys(hits)), following

    def _search_bytes(self, matcher, source, after, tally):
        """Return [(column, row id, key)] of what the columns of bytes of a slice hold, which
        Odoo fills with base64.
        """
        texts, places = [], []
        columns = SQL(", ").join(map(SQL.identifier, source.binary))
        with Apart() as apart:
            for row, *values in self.env.execute_query(self._rows_sql(source, after, columns)):
                for column, value in zip(source.binary, values, strict=True):
                    refused = []
                    found = list(texts_of(decoded(bytes(value)), None, tally, apart, refused)
                                 ) if value else ()
                    texts += found
                    places += [(column, row)] * len(found)
                    if source.name == "ir_attachment":
                        self.unread += [([row], "", reason) for reason in refused]
        tally["bytes"] += sum(map(len, texts))
        return [(*places[index], key) for index, key in matcher.find_chunk(texts)]

    # === FILES === #

    def files(self, after):
        """Return (files, where the next slice begins or None).

        :param str after: name of the last file of the slice before; empty at the beginning
        :return: files are (name in the filestore, kind, ids of the attachments that have it)
        """
        rows = self.env.execute_query(SQL(
            """SELECT store_fname, min(mimetype), array_agg(id ORDER BY id) FROM ir_attachment
                WHERE store_fname > %s GROUP BY store_fname ORDER BY store_fname LIMIT %s""",
            after, FILES_PER_SLICE,
        ))
        return rows, rows[-1][0] if len(rows) == FILES_PER_SLICE else None

    def search_files(self, matcher, files, tally):
        """Return [(column, attachment id, key)] of what these files hold, each once."""
        full, unread = self.env["ir.attachment"]._full_path, []
        found, read = matcher.find_files(
            [(full(name), kind) for name, kind, _ids in files], unread)
        tally.update(read)
        self.unread += [(files[index][2], files[index][0], reason) for index, reason in unread]
        return [(FILE, attachment, key) for index, key in found for attachment in files[index][2]]

    def strays(self):
        """Return the names of files in this database's filestore that no attachment has."""
        folder = config.filestore(self.env.cr.dbname)
        known = {name for (name,) in self.env.execute_query(
            SQL("SELECT DISTINCT store_fname FROM ir_attachment WHERE store_fname IS NOT NULL"))}
        return sorted(name for name in names_below(folder) if name not in known)

    # === WALK === #

    def walk(self, matcher, at, tally):
        """Search everything from a place on, slice by slice.

        :param matcher: a :class:`core.identity.matcher.Matcher`
        :param list at: where to begin: ``["", 0]``, or what an earlier walk yielded
        :param Counter tally: what was read is added to it
        :return: yields (table, [(column, row id, key)], where the next slice begins)
        """
        name, after = at
        if name not in (FILES, STRAYS):
            yield from self._walk_tables(matcher, name, after, tally)
            name, after = FILES, ""
        if name == FILES:
            yield from self._walk_files(matcher, after, tally)
        strays = [(stray, None, [None]) for stray in self.strays()]
        yield "filestore", self.search_files(matcher, strays, tally), None

    def _walk_tables(self, matcher, name, after, tally):
        for source in self.sources():
            if source.name < name:
                continue
            after = after if source.name == name else 0
            while after is not None:
                hits, after = self.search(matcher, source, after, tally)
                if after is None:
                    tally["tables"] += 1
                # a blank comes before every letter: the next table is the first one above
                yield source.name, hits, [source.name, after] if after else [f"{source.name} ", 0]
        for table in self._unreadable():
            tally[f"not readable: {table}"] += 1

    def _walk_files(self, matcher, after, tally):
        while after is not None:
            files, after = self.files(after)
            hits = self.search_files(matcher, files, tally)
            yield "ir_attachment", hits, [STRAYS, 0] if after is None else [FILES, after]


def _rows_of_slice(counted, size):
    """Return how many rows are read at once: all of a table that is no larger than a slice,
    whatever PostgreSQL knows of it.

    :param float counted: rows, when PostgreSQL last counted them
    :param int size: bytes of the table
    """
    if size <= SLICE_BYTES:
        return MAX_ROWS
    if counted <= 0:
        return MIN_ROWS
    return max(MIN_ROWS, min(int(SLICE_BYTES / max(size / counted, 1)), MAX_ROWS))

"""What becomes of a proposal that an officer accepts: the rows of the data map that do it.

A field of a model that the map knows is treated as the model's other fields are: found along the
same ways, with the same parties, and the same where others share the record. One of a model that
it does not know goes with whose record it is, and what it says of others there stays.
"""

from odoo.exceptions import UserError

from ...core.policy import coverage
from .registry import Registry
from .ways import Ways

#: order of acting of what is found by itself
BY_ITSELF = 30


class Accepting:
    """Makes rows of the data map of a row of ``privacy.coverage``."""

    def __init__(self, env, row):
        """:param row: a privacy.coverage with act, path, match and category"""
        self.env, self.row = env, row
        self.ways = Ways(env)
        self.model = env[row.model_name]
        self.column = Registry(env).column(self.model, self.model._fields[row.field_name])
        self.chosen = (row.path, row.match)

    def map_rows(self):
        """Return the rows of the map, made or extended; the first is the one that was chosen.

        :raise UserError: where none would do anything to the field
        """
        rows = self.env["privacy.map"].union(*self._extended(), *map(self._merged, self._wanted()))
        if not rows:
            raise UserError(self.env._(
                "The map only takes mentions out of %(model)s, and %(field)s holds no words.",
                model=self.row.model_name, field=self.row.field_name))
        return rows

    def names_to_enter(self):
        """Return the names of fields for a row that an officer fills in: the field itself; for a
        further link what the map empties of the model's records along its other ways.
        """
        patterns = self.ways.patterns(self.row.model_name)[:1]
        return coverage.is_tie(self.column) and patterns.field_names or self.row.field_name

    # === WHICH === #

    def _patterns(self):
        """Return the rows of the map beside which the field stands; none where an officer chose
        another way.
        """
        patterns = self.ways.patterns(self.row.model_name)
        known = self.chosen in [(row.path, row.match) for row in patterns]
        return patterns if known and not self._goes_alone() else patterns.browse()

    def _goes_alone(self):
        return self.row.act == "erase" or coverage.is_tie(self.column)

    def _extended(self):
        """Yield the rows that erase a record but where others share it, with the field among what
        is changed there: what goes needs no row of its own.
        """
        for pattern in self._patterns().filtered(lambda row: row.act == "erase"):
            if pattern.shared_act == "mask" or pattern.shared_act == "redact" and self._is_prose():
                pattern.shared_field_names = self._with_field(pattern._shared_field_tuple())
                yield pattern

    def _is_prose(self):
        return coverage.shared_act(self.column) == "redact"

    def _wanted(self):
        """Return the values of the rows, without their fields."""
        if self._goes_alone():
            return [self._plain(*self.chosen)]
        if patterns := self._patterns():
            return [self._as_pattern(row) for row in patterns
                    if row.act == "mask" or row.act == "redact" and self._is_prose()]
        ways = self.ways.of(self.model)
        if self.chosen not in ways:
            return [self._plain(*self.chosen)]
        links = self._over_links()
        done = {vals["path"] for vals in links}
        return [*links, *(self._plain(*way) for way in ways if way[0] not in done
                          and not (links and way[1] == "partner"))]

    def _as_pattern(self, pattern):
        """Return the values of a row beside another of the same model."""
        vals = self._row(pattern.path, pattern.match, pattern.domain, act=pattern.act,
                         sequence=pattern.sequence, category_id=pattern.category_id.id)
        if pattern.party_paths or pattern.shared_act != "keep":
            shared = pattern.shared_act
            if shared == "redact" and not self._is_prose():
                shared = "keep"
            vals |= {"party_paths": pattern.party_paths, "shared_act": shared}
        return vals

    def _over_links(self):
        """Return the values of the rows over the model's own links to people."""
        links = self.ways.links(self.model)
        if not links:
            return []
        paths = [self.ways.path(link) for link in links]
        owner, clear = self.ways.owner(self.model, self.column)
        whose = self.chosen[0] if self.chosen[1] == "partner" else self.ways.path(owner)
        if clear or whose != self.ways.path(owner):
            others = [path for path in paths if path != whose]
            return [self._plain(whose, "partner"), *(
                self._plain(path, "partner", act="redact") for path in others
                if self.column.type in coverage.TEXT_TYPES)]
        rows = []
        for link, path in zip(links, paths, strict=True):
            others = [each for each in paths if each != path or link.type == "many2many"]
            rows.append(self._plain(path, "partner", party_paths=",".join(others),
                                    shared_act=coverage.shared_act(self.column)))
        return rows

    # === VALUES === #

    def _plain(self, path, match, **more):
        """Return the values of a row along a way that the model's fields show."""
        sequence = BY_ITSELF
        if match == "part":
            tree = path == self.model._parent_name
            sequence = self.ways.order(self.model) + tree
        return self._row(path, match, self._domain(match), sequence=sequence, **{
            "act": self.row.act, "category_id": self.row.category_id.id,
            "shared_act": coverage.shared_act(self.column) if match == "part" else "keep", **more})

    def _row(self, path, match, domain, **more):
        return {"model_name": self.row.model_name, "path": path, "match": match, "domain": domain,
                "module": self._present_module(), "party_paths": False, "shared_act": "keep",
                **more}

    def _domain(self, match):
        """By address only records that are tied to nobody, so that nobody else's are taken."""
        if match not in ("email", "phone"):
            return "[]"
        return repr([(field.name, "=", False) for field in self.ways.links(self.model)])

    def _present_module(self):
        """The row rests where its module is not installed; a field made by hand has none."""
        installed = self.env["ir.module.module"].sudo()._installed()
        return self.row.module if self.row.module in installed else False

    # === ROWS === #

    def _merged(self, vals):
        """Return a row with the field: a new one, or one that does the same on the same way,
        archived or not.
        """
        same = ("model_name", "path", "match", "act", "domain", "module", "party_paths",
                "shared_act")
        row = self.env["privacy.map"].with_context(active_test=False).search(
            [("date_field", "=", False), *((name, "=", vals[name]) for name in same)], limit=1)
        fields = {"active": True}
        if vals["act"] != "erase":
            fields["field_names"] = self._with_field(row._field_tuple())
        if vals["shared_act"] != "keep":
            fields["shared_field_names"] = self._with_field(row._shared_field_tuple())
        if row:
            row.write(fields)
            return row
        return row.create({**vals, **fields, "proposed": True})

    def _with_field(self, names):
        return ",".join(dict.fromkeys((*names, self.row.field_name)))

"""Columns and differences of the register: tables of cases, then any documents (hypothesis)."""

from odoo.addons.cloudpepper_privacy.core.register.columns import IDENTITY, IDS, TABLES
from odoo.addons.cloudpepper_privacy.core.register.differences import (
    ADDED,
    CHANGED,
    REMOVED,
    differences,
    values,
)
from odoo.addons.cloudpepper_privacy.tests.cases import CoreCase, each_row
from odoo.addons.cloudpepper_privacy.tests.properties import given, settings, st

TEXT = st.text(max_size=3)
CELL = st.one_of(TEXT, st.lists(TEXT, max_size=3))


def _rows(columns):
    row = st.fixed_dictionaries({column.key: CELL for column in columns if column.key != "name"})
    return st.dictionaries(st.integers(1, 4), row, max_size=2).map(
        lambda rows: [{"id": number, **row, "name": f"Row {number}"}
                      for number, row in rows.items()])


DOCUMENT = st.fixed_dictionaries({
    "controller": st.fixed_dictionaries({column.key: TEXT for column in IDENTITY}),
    **{table: _rows(columns) for table, columns in TABLES.items()}})


def _document(**tables):
    return {"controller": {}, **dict.fromkeys(TABLES, []), **tables}


def _plain(document):
    """Return what a document says, whatever the order of its rows and however it says nothing."""
    return {
        "controller": {key: values(cell) for key, cell in document["controller"].items()},
        **{table: {row["id"]: {column.key: values(row.get(column.key)) for column in columns}
                   for row in document[table]} for table, columns in TABLES.items()}}


class TestDifferences(CoreCase):
    @each_row([
        # before, after, key, kind, what went, what came
        ({"name": "A"}, {"name": "B"}, "name", CHANGED, ("A",), ("B",)),
        ({"data": ["a"]}, {"data": ["a", "b"]}, "data", ADDED, (), ("b",)),
        ({"data": ["a", "b"]}, {"data": ["b"]}, "data", REMOVED, ("a",), ()),
        ({"owner": ""}, {"owner": "Support"}, "owner", ADDED, (), ("Support",)),
        ({"owner": "Support"}, {}, "owner", REMOVED, ("Support",), ()),
        ({"data": ["a", "b"]}, {"data": ["b", "a"]}, "data", CHANGED, (), ()),
    ])
    def test_a_cell(self, before, after, key, kind, gone, come):
        (found,) = differences(_document(activities=[{"id": 1, **before}]),
                               _document(activities=[{"id": 1, **after}]))
        self.assertEqual((found.table, found.key, found.kind, found.before, found.after),
                         ("activities", key, kind, gone, come))

    def test_rows_that_come_and_go_are_named_and_not_taken_apart(self):
        old, new = {"id": 1, "name": "Old", "owner": "A"}, {"id": 2, "name": "New", "owner": "B"}
        self.assertEqual(
            [(each.name, each.key, each.kind) for each in differences(
                _document(measures=[old]), _document(measures=[new]))],
            [("Old", "", REMOVED), ("New", "", ADDED)])

    @settings(max_examples=30)
    @given(DOCUMENT)
    def test_a_document_differs_in_nothing_from_itself(self, document):
        self.assertEqual(differences(document, document), [])

    @settings(max_examples=30)
    @given(DOCUMENT, DOCUMENT)
    def test_there_is_a_difference_wherever_two_say_something_else(self, one, other):
        self.assertEqual(bool(differences(one, other)), _plain(one) != _plain(other))

    @settings(max_examples=30)
    @given(DOCUMENT, DOCUMENT)
    def test_what_came_one_way_went_the_other(self, one, other):
        def each_way(found, back=False):
            turned = {ADDED: REMOVED, REMOVED: ADDED, CHANGED: CHANGED}
            return sorted((each.table, each.key, turned[each.kind] if back else each.kind,
                           each.after if back else each.before) for each in found)

        self.assertEqual(each_way(differences(one, other)),
                         each_way(differences(other, one), back=True))


class TestColumns(CoreCase):
    def test_no_column_stands_twice_and_each_says_where_the_law_asks_for_it(self):
        for columns in (IDENTITY, *TABLES.values()):
            keys = [column.key for column in columns]
            self.assertEqual(len(keys), len({*keys}))
            for column in columns:
                self.assertRegex(column.article, r"^$|^30\([12]\)\([a-g]\)$")

    def test_ids_are_columns_of_the_processor_s_table_alone(self):
        for table, columns in TABLES.items():
            there = {column.key for column in columns} & {*IDS}
            self.assertEqual(there, {*IDS} if table == "processing" else set())

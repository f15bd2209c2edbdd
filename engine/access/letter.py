"""The answer as a letter: what is printed of a document, in the order in which it is read."""

from collections import Counter

from ...core.requests import readable
from ..days import long_day, long_moment
from .facts import Facts


class Letter:
    """What the page of an answer shows of a document, in the person's language.

    :param env: environment in that language
    :param privacy.request request: whose answer it is
    :param dict document: complete, with its facts
    """

    def __init__(self, env, request, document):
        self.env, self._document = env, document
        self._zone = request.company_id.sudo().privacy_tz
        self._facts = Facts(env, request)

    # === WHY, HOW LONG, WHERE FROM === #

    def categories(self):
        """Return what the law wants said of each category of data that is held.

        :return: list of dicts: name, description, purposes (of the facts), ends and sources
            (sentences)
        """
        facts = self._document["facts"]
        return [{
            "name": category["name"], "description": category.get("description"),
            "purposes": [each for each in facts["purposes"]
                         if category["name"] in each["categories"]],
            "ends": list(dict.fromkeys(each["sentence"] for each in facts["storage"]
                                       if each["category"] == category["name"]))
            or self._ends_beside(category["code"]),
            "sources": [self._facts.source(origin, count) for origin, count in Counter(
                record["from"] for dataset in self._document["datasets"]
                for record in dataset["records"]
                if record["category"] == category["code"]).items()],
        } for category in self._document["categories"]]

    def _ends_beside(self, code):
        """Return the ends of a category that shares the clock of another."""
        rules = self.env["privacy.rule"].sudo().search([
            ("extra_category_ids.code", "=", code), ("start_event", "!=", "departure")])
        names = set(rules.category_id.mapped("name"))
        return list(dict.fromkeys(each["sentence"] for each in self._document["facts"]["storage"]
                                  if each["category"] in names))

    # === THE COPY === #

    def contents(self):
        """Return [(category, [(dataset's label, [[(label, text)] of each record])])] of what is
        printed; the person's own record stands first.
        """
        contents = []
        for category in self._document["categories"]:
            sets = []
            for dataset in readable.contact_first(self._document["datasets"]):
                rows = [self._lines(dataset, record) for record in dataset["records"]
                        if record["category"] == category["code"]
                        and readable.is_read(dataset["model"])]
                rows = [row for row in rows if row]
                if rows:
                    sets.append((dataset["label"], rows))
            if sets:
                contents.append((category, sets))
        return contents

    def _lines(self, dataset, record):
        """Return [(label, text)] of what is printed of a record."""
        fields = {field["name"]: field for field in dataset["fields"]}
        shown, _left = readable.printed(dataset, record["values"])
        return [(fields[name]["label"], self._text(record["values"][name], fields[name]["type"]))
                for name in shown]

    def _text(self, value, kind):
        if value is True:
            return self.env._("yes")
        if kind == "date":
            return long_day(self.env, value)
        if kind == "datetime":
            return long_moment(self.env, readable.moment(value), self._zone)
        return readable.text_of(value, kind)

    # === WHAT IS NOT PRINTED === #

    def left_out(self):
        """Return what data.json has and the page has not, by kind.

        :return: ([(kind of record, how many)], [(kind of record, labels of its fields)])
        """
        records, fields = [], []
        for dataset in self._document["datasets"]:
            if not readable.is_read(dataset["model"]):
                records.append((dataset["label"], len(dataset["records"])))
                continue
            names = dict.fromkeys(
                name for record in dataset["records"]
                for name in readable.printed(dataset, record["values"])[1])
            if names:
                labels = {field["name"]: field["label"] for field in dataset["fields"]}
                fields.append((dataset["label"], sorted({labels[name] for name in names})))
        return records, fields

"""Other people out of a person's records: named by nothing but what they are (Art. 15(4))."""

from ...core.requests import fields as package_fields
from ...core.requests import others
from .redactions import IDENTIFIER, WRITTEN

#: fields that hold the words of who wrote a record
WORDS = ("subject", "body", "body_html", "description", "feedback", "body_content")


class Cleaner:
    """Takes other people out of every text, and withholds what they wrote.

    :param people: :class:`~.people.People`
    :param redactions: :class:`~.redactions.Redactions`, which says what is taken out
    """

    def __init__(self, people, redactions):
        self._people, self._redactions = people, redactions

    def clean(self, records):
        """Change the values of records in place."""
        places, texts = [], []
        for record in records:
            self._replace(record, record.foreign, IDENTIFIER, others.OTHER)
            if record.withheld:
                self._replace(record, WORDS, WRITTEN, others.WITHHELD)
            self._clean_headers(record)
            for name, value in record.values.items():
                for text in others.texts_in(value):
                    places.append((record, name))
                    texts.append(text)
        met = dict.fromkeys(places[place] for place in sorted(self._people.others.meets(texts)))
        for record, name in met:
            self._clean_value(record, name)

    def _take(self, record, name, kind):
        return self._redactions.take(record.model, record.id, name, kind)

    def _replace(self, record, names, kind, placeholder):
        """Put a placeholder in place of these fields."""
        for name in names:
            if name in record.values and self._take(record, name, kind):
                record.values[name] = placeholder

    def _clean_headers(self, record):
        """Name nobody in a mail's headers who is nobody known."""
        for name in package_fields.HEADERS & record.values.keys():
            header = record.values[name]
            if not isinstance(header, str) or record.origin == "you" and name == "email_from":
                continue
            cleaned = others.without_strangers(header, self._people.knows)
            if cleaned != header and self._take(record, name, IDENTIFIER):
                record.values[name] = cleaned

    def _clean_value(self, record, name):
        met = []

        def change(text):
            cleaned, theirs = self._people.others.clean(text)
            met.append(theirs)
            return cleaned

        value = others.walk(record.values[name], change)
        # staff are named by what they are, whoever else is released
        if not any(met) or self._take(record, name, IDENTIFIER):
            record.values[name] = value

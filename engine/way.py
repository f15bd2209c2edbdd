"""What every kind of way from a record to a person has in common."""


class Way:
    """How one kind of way is checked where it is entered, and walked.

    :cvar str code: of ``privacy.map.match``
    :cvar str label: what officers choose
    :cvar frozenset tables: tables on the way beside those of the path; without a row in each
        of them nothing is located
    """

    code = label = ""
    tables = frozenset()

    def fits(self, row, model, field):
        """Whether the path of a row can be walked in this way.

        :param row: the privacy.map
        :param model: the row's model
        :param field: the field at the end of the path
        """
        raise NotImplementedError

    def sql(self, row, model, query):
        """Return (tables joined on the way, condition that leads to ``subject``)."""
        raise NotImplementedError

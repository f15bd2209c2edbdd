"""Everything that is held of one person, in the order in which it is collected."""

from typing import NamedTuple

from ..accounts import FixedAddresses, accounts_of
from ..companies import RecordCompanies, controller, others
from ..locate import Locator
from ..plan import Plan
from ..subjects import Subjects
from .cleaner import Cleaner
from .document import Document
from .files import Files
from .language import answer_lang
from .people import People
from .reader import Reader
from .redactions import Redactions

#: what is made for an answer is no part of it
MADE = ("privacy.package", "privacy.redaction")


class Collected(NamedTuple):
    """What was collected of one person.

    :ivar dict document: as ``core/requests/package.py`` has it, without its facts
    :ivar list redactions: (model, record id, field, kind) of all that others' rights take out,
        what an officer has released included
    :ivar int unread: number of files whose text nobody could search
    """

    document: dict
    redactions: list
    unread: int


class Collector:
    """Collects a copy of all that is held of a request's person (Art. 15(1) and (3)), without
    what the rights of others take out of it (Art. 15(4)). No record is changed.

    :param env: environment; everything is read as superuser
    :param privacy.request request: one whose identity holds
    """

    def __init__(self, env, request):
        self.env = env(su=True)
        self._request = request.with_env(self.env)
        lang = answer_lang(self._request)
        self._reader = Reader(self.env, lang)
        self._redactions = Redactions(self.env, self._request)
        self._document = Document(self.env, self._reader, self._redactions, lang)

    def collect(self):
        """Locate, read, see who is who, label, clean, take the files along, make the document.

        :rtype: Collected
        """
        accounts = accounts_of(self._request)
        with Plan(self.env) as plan:
            records = self._reader.records(self._locate(plan, accounts))
            files, unread = self._prepare(plan, accounts, records) if records else ([], 0)
        document = self._document.make(self._request.name, records, files)
        return Collected(document, self._redactions.places(), unread)

    def _locate(self, plan, accounts):
        """Return [(model, record id, code of its category)], each record once."""
        contactless = self._request.contactless_ids.filtered(lambda each: not each.erased_on)
        if not (accounts or contactless):
            return []
        Subjects(self.env, plan).of_contacts(
            accounts, FixedAddresses(self.env, self._request).keys(), contactless)
        return self._of_controller(Locator(self.env, plan).find_person(MADE))

    def _of_controller(self, found):
        """Return what is not another company's: each controller answers for itself (Art. 4(7)).

        :param found: [(model, record id, code of its category)]
        """
        reach = controller(self._request.company_id)
        if not others(self.env, reach):
            return found
        ids, companies = {}, RecordCompanies(self.env)
        for model, record, _category in found:
            ids.setdefault(model, set()).add(record)
        theirs = {(model, record) for model, records in ids.items()
                  for record, company in companies.of(model, records).items()
                  if company not in reach}
        return [row for row in found if row[:2] not in theirs]

    def _prepare(self, plan, accounts, records):
        """Name what the records link to and take other people out of them, in place.

        :return: (files as the document lists them, number that nobody could search)
        """
        files = Files(plan)
        found = files.find(records)
        linked = self._reader.linked(records)
        linked.setdefault("res.users", set()).update(
            {each for each in (*(record.made_by for record in records),
                               *(file.maker for file in found)) if each})
        people = People(plan, accounts, records, linked)
        self._document.label(records, linked, people)
        Cleaner(people, self._redactions).clean(records)
        return files.listed(found, people, self._redactions)

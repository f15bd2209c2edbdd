"""The register as plain values, in one language: what exports, versions and screens show.

``{"controller": {...}, "activities": [row], "processing": [row], "recipients": [row],
"measures": [row]}``. A row is ``{key: text or list of texts}`` by the columns of
``core/register/columns.py``, with its record's id. It says what the organisation does and names
no data subject: the customers on whose behalf it processes are ids of contacts.
"""

from ...core.policy.transfers import NO_GROUND, outside
from ..access.language import in_lang
from ..controller import Controller
from ..days import long_day
from .controllers import controllers
from .periods import Periods


class Document:
    """Reads the register of one company from the records that act.

    :param env: environment; everything is read as superuser
    :param company: whose register
    :param str lang: code of an installed language; None: that of ``env``
    """

    def __init__(self, env, company, lang=None):
        self.env = in_lang(env(su=True), lang or env.lang)
        self.company = company.with_env(self.env)
        self._periods = Periods(self.env, self.company)

    def whole(self):
        """Return the register."""
        return {
            "controller": self._controller(),
            "activities": [self.activity(each) for each in self.purposes()],
            "processing": [self.processing(each) for each in self._own("privacy.processing")],
            "recipients": [self._recipient(each) for each in self._own("privacy.recipient")],
            "measures": [self._measure(each) for each in self._own("privacy.measure")]}

    def purposes(self):
        """Return the company's purposes: those in force, and those that ended on a known day."""
        every = self._own("privacy.purpose", archived=True)
        return every.filtered(lambda each: each.active or each.date_until)

    # === ROWS === #

    def activity(self, purpose):
        """Return the row of a purpose (Art. 30(1))."""
        purpose = purpose.with_env(self.env)
        received = self._of_company(purpose.recipient_ids)
        return {
            "id": purpose.id, "code": purpose.code, "name": purpose.name,
            "description": purpose.description or "", "owner": purpose.owner or "",
            "date_from": self._day(purpose.date_from), "date_until": self._day(purpose.date_until),
            "replaced_by": purpose.replaced_by_id.name or "",
            "bases": [self._basis(line) for line in purpose.line_ids],
            "balancing": self._balancing(purpose),
            "people": purpose.subject_category_ids.mapped("name"),
            "data": [_with(each.name, each.description) for each in purpose.category_ids],
            "special": self._special(purpose), "source": purpose.source or "",
            "joint": received.filtered(lambda each: each.role == "joint").mapped("name"),
            "periods": [f"{each.name}: {each.sentence}"
                        for each in self._periods.of_purpose(purpose)],
            "measures": self._of_company(purpose.measure_ids).mapped("name"),
            "dpia": self._dpia(purpose), "review": self._day(purpose.review_date),
            **self._received(received)}

    def processing(self, processing):
        """Return the row of what is done on behalf of customers (Art. 30(2))."""
        processing = processing.with_env(self.env)
        row = {
            "id": processing.id, "code": processing.code, "name": processing.name,
            "description": processing.description or "",
            "controllers": controllers(self.env, processing.purpose_id, self.company).ids,
            "contract": processing.contract or "", "owner": processing.owner or "",
            "people": processing.subject_category_ids.mapped("name"),
            "data": processing.data_text or "",
            "periods": [f"{each.name}: {each.sentence}" for each in self._periods.hosted()],
            "measures": self._of_company(processing.measure_ids).mapped("name"),
            "review": self._day(processing.review_date),
            **self._received(self._of_company(processing.recipient_ids))}
        del row["recipients"]
        return row

    def _received(self, recipients):
        """Return the cells that follow from who receives the data."""
        away = recipients.filtered("outside_eea")
        return {
            "recipients": [_with(each.name, each.condition) for each in recipients],
            "processors": [f"{each.name}: {self._contract(each)}" for each in recipients
                           if each.role == "processor"],
            "transfers": [f"{each.name}: {each.country_id.name}" for each in away],
            "safeguards": self._safeguards(away)}

    def _safeguards(self, recipients):
        """Return on which ground data go abroad and what protects them, once for all recipients of
        whom the same holds.
        """
        found = {}
        for each in recipients:
            words = _with(self._ground(each), each.safeguards)
            found.setdefault(words, []).append(each.name)
        return [f"{', '.join(names)}: {words}" for words, names in found.items()]

    def _recipient(self, each):
        roles = dict(each._fields["role"]._description_selection(self.env))
        return {
            "id": each.id, "code": str(each.id), "name": each.name, "role": roles[each.role],
            "condition": each.condition or "", "data": each.category_ids.mapped("name"),
            "country": each.country_id.name or "", "transfer": self._ground(each),
            "safeguards": each.safeguards or "",
            "contract": self._contract(each) if each.role != "controller" else "",
            "review": self._day(each.contract_review)}

    def _measure(self, each):
        kinds = dict(each._fields["kind"]._description_selection(self.env))
        return {"id": each.id, "code": each.code, "kind": kinds[each.kind], "name": each.name,
                "description": each.description or ""}

    def _controller(self):
        it = Controller(self.env, self.company)
        return {
            "name": it.name, "address": it.address, "country": it.country.name or "",
            "registry": it.registry, "contact": it.contact,
            "representative": it.representative, "dpo": it.dpo, "authority": it.authority}

    # === CELLS === #

    def _basis(self, line):
        """Return a legal basis with its article, for which data, for whom."""
        basis = " ".join(filter(None, (
            line.basis_id.name, line.basis_id.article and f"({line.basis_id.article})")))
        data = ", ".join(line.category_ids.mapped("name"))
        return ": ".join(filter(None, (basis, "; ".join(filter(None, (line.note, data))))))

    def _balancing(self, purpose):
        """Return how legitimate interests were weighed (Art. 6(1)(f)), and with which result."""
        results = dict(purpose._fields["balancing_result"]._description_selection(self.env))
        if not (purpose.balancing or purpose.balancing_result):
            return ""
        head = ", ".join(filter(None, (
            results.get(purpose.balancing_result) or self.env._("Draft, not decided yet"),
            self._day(purpose.balancing_date))))
        return _with(head, purpose.balancing)

    def _special(self, purpose):
        """Return which data are special or of convictions, and what lets them be used."""
        kinds = dict(purpose.category_ids._fields["special"]._description_selection(self.env))
        found = [f"{each.name}: {kinds[each.special]}"
                 for each in purpose.category_ids if each.special]
        return [*found, *filter(None, (found and purpose.special_ground,))]

    def _dpia(self, purpose):
        answers = dict(purpose._fields["dpia"]._description_selection(self.env))
        head = ", ".join(filter(None, (answers.get(purpose.dpia), self._day(purpose.dpia_date))))
        return ": ".join(filter(None, (head, purpose.dpia_reason)))

    def _contract(self, each):
        if each.contract_date:
            return self.env._("contract of %s", self._day(each.contract_date))
        return self.env._("contract on file") if each.contract_ids else self.env._(
            "no contract on record")

    def _ground(self, each):
        """Return on which ground data go abroad; that nobody has said so is said, too."""
        away = outside(each.country_id.code or "")
        if away and each.transfer_ground in NO_GROUND:
            return self.env._("ground to be determined")
        return each._transfer_words()

    def _day(self, day):
        return long_day(self.env, day)

    # === RECORDS === #

    def _own(self, model, archived=False):
        """Return the records of a model that are this company's, or every company's."""
        return self.env[model].with_context(active_test=not archived).search(
            [("company_id", "in", (False, self.company.id))])

    def _of_company(self, records):
        return records.filtered(lambda each: each.company_id.id in (False, self.company.id))


def _with(name, more):
    return f"{name}: {more}" if more else name

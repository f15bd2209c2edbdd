"""What the law wants to be said of one person's data, beside the copy (Art. 15(1) and (2))."""

from odoo.exceptions import UserError

from ...core.policy.transfers import NO_GROUND, outside
from ..controller import Controller
from ..register.periods import Periods
from .bases import Bases
from .language import answer_lang, in_lang
from .recipients import Recipients, received_words


class Facts:
    """The facts of an answer, in the person's language.

    :param env: environment; everything is read as superuser
    :param privacy.request request: whose person, and which controller
    """

    def __init__(self, env, request):
        self.env = in_lang(env(su=True), answer_lang(request))
        self._request = request
        self._company = request.company_id.with_env(self.env)
        self._partners = request.partner_ids.with_env(self.env)
        self._contactless = request.contactless_ids.ids
        self._bases = Bases(self.env, self._company)

    def of(self, document):
        """Return the facts as ``core/requests/package.py`` has them.

        :param dict document: what was collected, for what it holds
        """
        there = self._categories(document)
        bases = self._bases.of(self._partners, self._contactless, there)
        held = any(dataset["records"] for dataset in document["datasets"])
        return {
            "held": held, "controller": self._controller(),
            "purposes": [self._purpose(each) for each in bases] if held else [],
            "recipients": self._recipients() if held else [],
            "storage": self._storage(there) if held else [],
            "source": self._sources(document) if held else [], "rights": self._rights(),
            "complaint": self._complaint(),
            "automated": self._company.privacy_automated or self.env._(
                "We take no decision about you that rests on automated processing alone and has "
                "legal or similarly significant effects for you (Art. 22 GDPR)."),
        }

    def portable_categories(self):
        """Return the codes of the categories that consent or a contract is this person's ground
        of (Art. 20(1)(a)).
        """
        return {category.code
                for each in self._bases.of(self._partners, self._contactless)
                if each.basis.code in ("consent", "contract") for category in each.categories}

    def _categories(self, document):
        """Return the categories of data that the document holds."""
        return self.env["privacy.category"].search([
            ("code", "in", [category["code"] for category in document["categories"]])])

    def _controller(self):
        controller = Controller(self.env, self._company)
        values = {"name": controller.name, "address": controller.address,
                  "registry": controller.registry, "contact": controller.contact}
        return {name: value for name, value in values.items() if value}

    def _purpose(self, each):
        """Why, on which basis, for which categories (Art. 15(1)(a) and (b)).

        :param Basis each: see ``bases.py``
        """
        more = {"why": each.line.note or ""} if each.line else {
            "from": _day(each.tag.date_from), "until": _day(each.tag.date_until),
            "why": each.tag._sentence(told=True) or ""}
        return {"purpose": each.purpose.name or each.basis.name, "basis": each.basis.name,
                "article": each.basis.article or "",
                "categories": each.categories.mapped("name"), **more}

    def _recipients(self):
        """Who has received the data of this person, by name, where, on which ground (Art. 15(1)(c)
        and (2); C-154/21).
        """
        received = Recipients(self.env, self._request).received()
        found = self.env["privacy.recipient"].union(*(each.recipient for each in received))
        self._check_grounds(found)
        roles = dict(found._fields["role"]._description_selection(self.env))
        return [{
            "name": each.name, "role": roles[each.role], "country": each.country_id.name or "",
            "transfer": each._transfer_words(),
            "safeguards": each.safeguards or "", "condition": each.condition or "",
            "certain": one.certain, "received": received_words(self.env, one),
            **({"last": one.last.isoformat()} if one.last else {})}
            for one in received for each in one.recipient.with_env(self.env)]

    def _check_grounds(self, recipients):
        """Nobody reads that a ground is to be determined (Art. 15(2)).

        :raise UserError: where data go abroad and nobody has said on which ground
        """
        open_ones = recipients.filtered(lambda each: each.transfer_ground in NO_GROUND
                                        and outside(each.country_id.code or ""))
        if open_ones:
            raise UserError(self.env._(
                "Say first on which ground data go to: %s (Configuration > Recipients).",
                ", ".join(open_ones.mapped("name"))))

    def _storage(self, categories):
        """Until when, and which event ends it, clock by clock; of what goes record by record, how
        long each stays (Art. 15(1)(d)).
        """
        timers = self.env["privacy.timer"].search([
            "|", ("partner_id", "in", self._partners.ids),
            ("contactless_id", "in", self._contactless)])
        told = timers._sentences(told=True)
        stored = [{
            "category": timer.category_id.name,
            "until": _day(timer.state == "counting" and timer.date_until),
            "sentence": told.get(timer, "")} for timer in timers if timer.state != "done"]
        told_of = {each["category"] for each in stored}
        return stored + [
            {"category": category.name, "sentence": sentence}
            for category, sentences in Periods(self.env, self._company).of_rows(categories).items()
            for sentence in sentences if category.name not in told_of]

    def _sources(self, document):
        """Where the data come from (Art. 15(1)(g))."""
        counted = {"you": 0, "us": 0, "other": 0}
        for dataset in document["datasets"]:
            for record in dataset["records"]:
                counted[record["from"]] += 1
        return [self.source(origin, count) for origin, count in counted.items() if count]

    def source(self, origin, count):
        """Return the sentence of where so many records come from.

        :param str origin: ``you``, ``us`` or ``other``
        """
        return {
            "you": self.env._("From you: what you entered or wrote yourself (records: %s).", count),
            "us": self.env._(
                "From us: what our staff and systems noted while dealing with you, most of it "
                "from what you told us (records: %s).", count),
            "other": self.env._("From others who wrote to us (records: %s).", count),
        }[origin]

    def _rights(self):
        """Which rights the person has (Art. 15(1)(e))."""
        return [
            self.env._("Have wrong data corrected and incomplete data completed (Art. 16 GDPR)."),
            self.env._("Have your data erased, where no legal duty keeps them (Art. 17 GDPR)."),
            self.env._("Have their use restricted (Art. 18 GDPR)."),
            self.env._("Take along what you gave us, in a common format (Art. 20 GDPR)."),
            self.env._("Object to their use; to direct marketing at any time (Art. 21 GDPR)."),
            self.env._("Withdraw your consent at any time (Art. 7(3) GDPR)."),
        ]

    def _complaint(self):
        """Where to complain (Art. 15(1)(f))."""
        authority = Controller(self.env, self._company).authority
        if not authority:
            return self.env._(
                "You may lodge a complaint with the data protection authority of the country "
                "where you live or work.")
        return self.env._("You may lodge a complaint with: %s", authority)


def _day(day):
    return day.isoformat() if day else None

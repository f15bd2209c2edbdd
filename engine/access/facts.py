"""What the law wants to be said of one person's data, beside the copy (Art. 15(1) and (2))."""

from ..controller import Controller
from .language import answer_lang, in_lang


class Facts:
    """The facts of an answer, in the person's language.

    :param env: environment; everything is read as superuser
    :param privacy.request request: whose person, and which controller
    """

    def __init__(self, env, request):
        self.env = in_lang(env(su=True), answer_lang(request))
        self._company = request.company_id.with_env(self.env)
        self._partners = request.partner_ids.with_env(self.env)
        self._contactless = request.contactless_ids.ids

    def of(self, document):
        """Return the facts as ``core/requests/package.py`` has them.

        :param dict document: what was collected, for what it holds
        """
        tags = self.env["privacy.subject.purpose"].search([
            "|", ("partner_id", "in", self._partners.ids),
            ("contactless_id", "in", self._contactless), ("basis_id.code", "!=", "none")])
        held = any(dataset["records"] for dataset in document["datasets"])
        return {
            "held": held, "controller": self._controller(),
            "purposes": self._purposes(tags, document) if held else [],
            "recipients": self._recipients(tags, document) if held else [],
            "storage": self._storage() if held else [],
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
        tags = self.env["privacy.subject.purpose"].search([
            "|", ("partner_id", "in", self._partners.ids),
            ("contactless_id", "in", self._contactless),
            ("basis_id.code", "in", ("consent", "contract"))])
        return set(tags.purpose_id.category_ids.mapped("code"))

    def _controller(self):
        controller = Controller(self.env, self._company)
        values = {"name": controller.name, "address": controller.address,
                  "registry": controller.registry, "contact": controller.contact}
        return {name: value for name, value in values.items() if value}

    def _purposes(self, tags, document):
        """Why, on which basis, for which categories (Art. 15(1)(a) and (b)): what the contact is
        tagged with, then what concerns everybody whose data of a category are held.
        """
        own = [self._purpose(tag.purpose_id, tag.basis_id, **{
            "from": _day(tag.date_from), "until": _day(tag.date_until),
            "why": tag._sentence(told=True) or ""}) for tag in tags]
        return own + [
            self._purpose(line.purpose_id, line.basis_id, why=line.note or "")
            for line in self._of_everybody(document).line_ids]

    def _purpose(self, purpose, basis, **more):
        return {"purpose": purpose.name or basis.name, "basis": basis.name,
                "article": basis.article or "",
                "categories": purpose.category_ids.mapped("name"), **more}

    def _of_everybody(self, document):
        """Return the purposes that tag nobody, of the categories that the document holds."""
        codes = [category["code"] for category in document["categories"]]
        return self.env["privacy.purpose"].search([
            ("company_id", "in", (False, self._company.id)), ("category_ids.code", "in", codes),
        ]).filtered(lambda purpose: not any(purpose.line_ids.mapped("situation")))

    def _recipients(self, tags, document):
        """Who else has received the data, by name, where, on which ground (Art. 15(1)(c);
        C-154/21).
        """
        purposes = tags.purpose_id | self._of_everybody(document)
        used = purposes.recipient_ids.filtered(
            lambda each: each.active and each.company_id.id in (False, self._company.id))
        roles, grounds = (dict(used._fields[name]._description_selection(self.env))
                          for name in ("role", "transfer_ground"))
        return [{
            "name": each.name, "role": roles[each.role], "country": each.country_id.name or "",
            "transfer": grounds[each.transfer_ground], "safeguards": each.safeguards or "",
            "condition": each.condition or ""} for each in used]

    def _storage(self):
        """Until when, and which event ends it, clock by clock (Art. 15(1)(d))."""
        timers = self.env["privacy.timer"].search([("partner_id", "in", self._partners.ids)])
        told = timers._sentences(told=True)
        return [{
            "category": timer.category_id.name,
            "until": _day(timer.state == "counting" and timer.date_until),
            "sentence": told.get(timer, "")} for timer in timers]

    def _sources(self, document):
        """Where the data come from (Art. 15(1)(g))."""
        counted = {"you": 0, "us": 0, "other": 0}
        for dataset in document["datasets"]:
            for record in dataset["records"]:
                counted[record["from"]] += 1
        sentences = {
            "you": self.env._(
                "From you: what you entered or wrote yourself (records: %s).", counted["you"]),
            "us": self.env._(
                "From us: what our staff and systems noted while dealing with you, most of it "
                "from what you told us (records: %s).", counted["us"]),
            "other": self.env._(
                "From others who wrote to us (records: %s).", counted["other"])}
        return [sentences[origin] for origin, count in counted.items() if count]

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

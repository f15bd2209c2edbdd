"""What the records say that a policy has to say (Art. 13 and 14): read anew each time, from the
rows that drive clocks, letters and the register. Nothing of it is typed into a policy.
"""

from collections import Counter

from odoo.fields import Domain

from ...core.requests import rights
from ..access.language import in_lang
from ..controller import Controller
from ..register.periods import Periods
from ..requests.words import right_choices
from .languages import languages


class PolicyFacts:
    """The facts of one company's policy, in one language.

    :param env: environment; records are read as superuser
    :param res.company company: the controller
    :param str lang: code of an installed language
    """

    def __init__(self, env, company, lang=None):
        self.env = in_lang(env(su=True), lang or env.lang or "en_US")
        self._company = company.with_env(self.env)

    @classmethod
    def in_languages(cls, env, company):
        """Return {ISO code of a language: its facts}."""
        return {short: cls(env, company, code).all() for short, code in languages(env).items()}

    def all(self):
        """Return the facts, as ``core/policy/policy_facts.py`` has them."""
        return {
            "controller": [self._controller()], "purposes": self._purposes(),
            "categories": self._categories(), "recipients": self._recipients(),
            "periods": self._periods(), "rights": self._rights(),
            "automated": [self._automated()], "authority": [self._authority()],
        }

    def records(self, model):
        """Return the active records of the controller, in their order."""
        return self.env[model].search(
            Domain("active", "=", True) & Domain("company_id", "in", (False, self._company.id)))

    # === SECTIONS === #

    def _controller(self):
        controller = Controller(self.env, self._company)
        return {"key": "controller", "name": controller.name, "address": controller.address,
                "registry": controller.registry, "contact": controller.contact,
                "country": controller.country.code or ""}

    def _purposes(self):
        recipients = self.records("privacy.recipient")
        return [{
            "key": self._key(purpose), "name": purpose.name,
            "description": purpose.description or "",
            "bases": [self._basis(line) for line in purpose.line_ids],
            "articles": sorted({line.basis_id.article or "" for line in purpose.line_ids}),
            "data": purpose.category_ids.sorted().mapped("name"),
            "codes": purpose.category_ids.mapped("code"),
            "recipients": (purpose.recipient_ids & recipients).sorted().mapped("name"),
        } for purpose in self.records("privacy.purpose")]

    def _basis(self, line):
        """Return a basis with its article, and for whom or what it holds."""
        basis = line.basis_id
        name = f"{basis.name} ({basis.article})" if basis.article else basis.name
        return f"{name}: {line.note}" if line.note else name

    def _categories(self):
        return [{"key": category.code, "name": category.name,
                 "description": category.description or ""}
                for category in self.env["privacy.category"].search([("active", "=", True)])]

    def _recipients(self):
        words = {name: dict(self.env["privacy.recipient"]._fields[name]._description_selection(
            self.env)) for name in ("group", "role")}
        groups = list(words["group"])
        found = self.records("privacy.recipient").sorted(lambda each: groups.index(each.group))
        return [{
            "key": str(each.id), "name": each.name, "group": words["group"][each.group],
            "role": words["role"][each.role], "country": each.country_id.name or "",
            "transfer": each._transfer_words() if each.country_id else "",
            "outside": each.outside_eea, "safeguards": each.safeguards or "",
            "condition": each.condition or "",
            "data": each.category_ids.sorted().mapped("name"),
        } for each in found]

    def _periods(self):
        """How long, by rule; what staff are told of theirs is no part of a public policy."""
        names = {each.code: each.name for each in self.env["privacy.category"].search([])}
        every, seen = Periods(self.env, self._company).every(), Counter()
        found = []
        for each in every:
            seen[each.code] += 1
            # a company's own rule may bear the code of everybody's, and both hold (R16)
            key = each.code if seen[each.code] == 1 else f"{each.code}#{seen[each.code]}"
            if each.event != "departure":
                found.append({
                    **each.facts(), "key": key, "name": each.name, "sentence": each.sentence,
                    "data": [names[code] for code in each.categories if code in names],
                    "ground": each.ground})
        return found

    def _rights(self):
        return [{"key": kind, "name": name, "article": article, "description": meaning}
                for kind, name, article, meaning in right_choices(self.env)
                if kind in rights.RIGHTS]

    def _automated(self):
        return {"key": "automated", "name": self._company.privacy_automated or self.env._(
            "We take no decision about you that rests on automated processing alone and has "
            "legal or similarly significant effects for you (Art. 22 GDPR).")}

    def _authority(self):
        text = Controller(self.env, self._company).authority
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        return {"key": "authority", "name": lines[0] if lines else "", "text": "\n".join(lines),
                "lines": lines}

    def _key(self, purpose):
        return f"{purpose.code}@{purpose.company_id.id}" if purpose.company_id else purpose.code

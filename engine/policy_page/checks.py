"""What stops a policy from being published: each thing a sentence, and nothing half done."""

from ...core.policy import policy_text, statutory
from ...core.policy.transfers import NO_GROUND
from ..controller import Controller
from .facts import PolicyFacts
from .languages import languages
from .prose import Prose, problem_words


class Checks:
    """Looks at what one company's policy would say.

    :param env: environment; sentences are in its language
    :param res.company company: the controller
    """

    def __init__(self, env, company):
        self.env = env(su=True)
        self._company = company.with_env(self.env)
        self._facts = PolicyFacts(env, company, env.lang)

    def problems(self):
        """Return a sentence for each thing that is missing or wrong."""
        return [*self._controller(), *self._authority(), *self._purposes(), *self._periods(),
                *self._recipients(), *self._texts()]

    def _controller(self):
        missing = Controller(self.env, self._company).missing()
        if missing:
            yield self.env._(
                "The controller is not complete. Missing: %s (Privacy > Configuration > "
                "Controller).", ", ".join(missing))

    def _authority(self):
        """An authority is named with an address at which a complaint arrives (Art. 13(2)(d))."""
        lines = self._facts.all()["authority"][0]["lines"]
        if len(lines) == 1:
            yield self.env._("The supervisory authority has no address.")

    def _purposes(self):
        purposes = self._facts.records("privacy.purpose")
        if not purposes:
            yield self.env._("No purpose is on record.")
        for purpose in purposes:
            if not purpose.line_ids:
                yield self.env._("The purpose “%s” has no legal basis.", purpose.name)
            if not purpose.category_ids:
                yield self.env._("The purpose “%s” uses no data.", purpose.name)

    def _periods(self):
        """No period is shorter than the accounting law of the country asks (R9): where tax law asks
        more, an officer has said how long vouchers are kept.
        """
        company = self._company
        law = statutory.law_of(Controller(self.env, company).country.code)
        years = company.privacy_voucher_years
        if law and years < law.accounting:
            yield self.env._(
                "Vouchers are kept for %(years)s years, and the law asks %(asked)s (%(law)s).",
                years=years, asked=law.accounting, law=law.source)
        ended = {code for rule in self._facts.records("privacy.rule")
                 for code in rule._categories().mapped("code")}
        used = self._facts.records("privacy.purpose").category_ids
        for category in used.filtered(lambda each: each.code not in ended):
            yield self.env._("No retention rule ends the data “%s”.", category.name)

    def _recipients(self):
        for each in self._facts.records("privacy.recipient"):
            if each.outside_eea and each.transfer_ground in NO_GROUND:
                yield self.env._(
                    "“%s” is outside the EEA, and nobody has said on which ground data go there "
                    "(Art. 44 GDPR).", each.name)

    def _texts(self):
        prose = Prose(self.env, self._company)
        for lang in languages(self.env).values():
            sections = prose.sections(lang)
            for section in sections:
                for problem in (*policy_text.problems(section["name"] or ""),
                                *policy_text.problems(section["body"] or "")):
                    yield self.env._("%(section)s (%(lang)s): %(problem)s", lang=lang,
                                     section=section["name"],
                                     problem=problem_words(self.env, problem))
            said = {name for section in sections
                    for name in policy_text.inserts(section["body"] or "")}
            for name in policy_text.NEEDED:
                if name not in said:
                    yield self.env._("No text (%(lang)s) has a place for {%(name)s}.", lang=lang,
                                     name=name)

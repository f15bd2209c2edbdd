"""A policy as HTML: sections of words, with what the records say in between."""

from ...core.policy import deadlines, policy_text
from ..access.language import in_lang
from ..days import long_day
from .facts import PolicyFacts
from .languages import languages
from .prose import Prose

BODY = "cloudpepper_privacy.policy_body"


class Rendering:
    """Renders the policy of one company in one language.

    :param env: environment
    :param res.company company: the controller
    :param str lang: code of an installed language
    """

    def __init__(self, env, company, lang):
        self.env = in_lang(env(su=True), lang)
        self._company, self._lang = company.with_env(self.env), lang

    @classmethod
    def in_languages(cls, env, company, number, day):
        """Return {ISO code: HTML} of what the records and texts say now."""
        prose = Prose(env, company)
        return {short: str(cls(env, company, code).html(prose.sections(code), number, day))
                for short, code in languages(env).items()}

    def html(self, sections, number, day, facts=None):
        """Return the policy.

        :param list sections: as :meth:`Prose.sections` returns them
        :param int number: of the version
        :param datetime.date day: since which it is in force
        :param dict facts: by default those of this moment
        """
        facts = facts or PolicyFacts(self.env, self._company, self._lang).all()
        words = self._words(facts, number, day)
        return self.env["ir.qweb"]._render(BODY, {
            "facts": facts, "groups": _grouped(facts["recipients"]),
            "sections": [self._section(each, words) for each in sections],
        })

    def _section(self, section, words):
        return {"code": section["key"], "name": policy_text.filled(section["name"], words),
                "blocks": [(block.kind, [
                    line if block.kind == "insert" else policy_text.filled(line, words)
                    for line in block.lines]) for block in policy_text.blocks(section["body"])]}

    def _words(self, facts, number, day):
        """Return {placeholder: text}."""
        controller, authority = facts["controller"][0], facts["authority"][0]
        months = self.env._("1 month") if deadlines.MONTHS == 1 else self.env._(
            "%s months", deadlines.MONTHS)
        return {
            **{f"controller.{name}": controller[name]
               for name in ("name", "address", "registry", "contact")},
            "authority.name": authority["name"], "last_updated": long_day(self.env, day),
            "version": str(number), "answer_time": months}


def _grouped(recipients):
    """Return [(group, its recipients)], in order."""
    groups = {}
    for each in recipients:
        groups.setdefault(each["group"], []).append(each)
    return list(groups.items())

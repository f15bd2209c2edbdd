"""The words between the facts: sections of a policy, and what is wrong with them."""

from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ...core.policy import policy_text
from ..access.language import in_lang
from .languages import languages


class Prose:
    """The sections of one company's policy.

    :param env: environment; texts are read as superuser
    :param res.company company: the controller
    """

    def __init__(self, env, company):
        self.env, self._company = env(su=True), company

    def texts(self):
        """Return the texts in force: a company's own takes the place of everybody's of that code.
        """
        found = self.env["privacy.policy.text"].search(
            Domain("active", "=", True) & Domain("company_id", "in", (False, self._company.id)))
        own = set(found.filtered("company_id").mapped("code"))
        return found.filtered(lambda text: text.company_id or text.code not in own)

    def sections(self, lang):
        """Return the sections in a language.

        :return: list of {key, name, body}, in order
        """
        texts = self.texts().with_env(in_lang(self.env, lang))
        return [{"key": text.code, "name": text.name, "body": text.body} for text in texts]

    def in_languages(self):
        """Return {ISO code of a language: sections}."""
        return {short: self.sections(code) for short, code in languages(self.env).items()}


def check_text(env, text):
    """Refuse a text whose placeholders nobody could fill.

    :raise ValidationError: naming the first one that is wrong
    """
    for problem in policy_text.problems(text or ""):
        raise ValidationError(problem_words(env, problem))


def problem_words(env, problem):
    """Return what is wrong with a text, as a sentence.

    :param Problem problem: see ``core/policy/policy_text.py``
    """
    if problem.kind == "brace":
        return env._("A brace stands alone: a placeholder is written {like.this}.")
    if problem.kind == "apart":
        return env._("The placeholder {%s} stands alone, between empty lines.", problem.name)
    return env._(
        "Nothing is known that could be put in place of {%(name)s}. Within a sentence there are: "
        "%(words)s; alone between empty lines: %(inserts)s.", name=problem.name,
        words=_listed(policy_text.WORDS), inserts=_listed(policy_text.INSERTS))


def _listed(names):
    return ", ".join(f"{{{name}}}" for name in names)

"""What the public pages show: the policy in force, a version of a number, and their languages."""

from collections import Counter

from ..controller import Controller
from ..days import long_day
from .languages import LANGUAGES
from .versions import Versions


class Pages:
    """The pages of one company's policy, in the language of the environment.

    :param env: environment of the visitor
    :param res.company company: whose policy it is
    """

    def __init__(self, env, company):
        self.env, self._company = env, company.sudo()
        self._versions = Versions(env, company)

    @classmethod
    def company_of(cls, env, number):
        """Return the company that a page is of: one that has published a policy, else the site's.

        :param int number: its id, as the link says, or 0
        """
        published = env["privacy.policy.version"].sudo().search_count(
            [("company_id", "=", number), ("state", "=", "published")], limit=1) if number else 0
        return env["res.company"].sudo().browse(number) if published else env.company

    def entry(self):
        """Return the values of the entry."""
        return {"version": bool(self._versions.in_force()), **self._common()}

    def current(self):
        """Return the values of the page in force: the facts of this moment; None where no policy
        is published.
        """
        version = self._versions.in_force()
        if not version:
            return None
        lang, html = self._versions.live(version)
        return {**self._of(version, lang, html), "since": self._versions.since_words(version),
                "coming": self._listed(self._versions.coming())}

    def numbered(self, number):
        """Return the values of a version as it was published; None where there is none."""
        version = self._versions.numbered(number)
        if not version:
            return None
        lang, html = self._versions.frozen(version)
        return {**self._of(version, lang, html), "since": [], "coming": []}

    # === PARTS === #

    def _common(self):
        query = "" if self._company == self.env.company else f"?company={self._company.id}"
        return {"controller": Controller(self.env(su=True), self._company),
                "links": {"policy": f"/privacy/policy{query}"}}

    def _of(self, version, lang, html):
        return {
            **self._common(), "version": version, "html_lang": lang, "html": html,
            "day": long_day(self.env, version.effective_date),
            "standing": self._versions.standing(version),
            "versions": self._listed(self._versions.published())}

    def _listed(self, versions):
        query = "" if self._company == self.env.company else f"?company={self._company.id}"
        return [{
            "number": each.number, "day": long_day(self.env, each.effective_date),
            "summary": each.with_env(self.env(su=True)).summary,
            "href": f"/privacy/policy/{each.number}{query}",
            "changes": self._versions.since_before(each).words()} for each in versions]


def alternates(langs, current, localized, base):
    """Return the languages that a page is offered in.

    :param langs: data of the site's languages, as Odoo has them
    :param str current: code of the one that is shown
    :param localized: function of a code, to the path in that language
    :param str base: of absolute addresses
    :return: list of {name, hreflang, href, current}
    """
    langs = [lang for lang in langs if lang.code[:2] in LANGUAGES]
    shorts = Counter(lang.code[:2] for lang in langs)
    return [{"name": lang.name.split("/")[-1].split(" (")[0].strip(), "href": localized(lang.code),
             "hreflang": lang.code[:2] if shorts[lang.code[:2]] == 1
             else lang.code.replace("_", "-").lower(),
             "absolute": base.rstrip("/") + localized(lang.code), "current": lang.code == current}
            for lang in langs]

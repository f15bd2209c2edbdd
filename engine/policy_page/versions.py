"""Versions of one company's policy: which is in force, and how it differs from others and from what
the records say now.

The page shows the words of the version in force with the facts of this moment: it cannot say
another period than the clocks count. What the facts have become since it was published is said
on it, and an officer finds a draft to publish.
"""

from markupsafe import Markup

from ...const import OFFICER
from ..access.language import in_lang
from .comparison import Comparison
from .facts import PolicyFacts
from .languages import languages, nearest
from .prose import Prose
from .rendering import Rendering
from .words import Differences

TODO = "cloudpepper_privacy.mail_activity_type_policy"


class Versions:
    """The versions of one company.

    :param env: environment; versions are read as superuser, words are in its language
    :param res.company company: the controller
    """

    def __init__(self, env, company):
        self.env = env
        self._company = company.with_env(env(su=True))
        self._model = env(su=True)["privacy.policy.version"]

    # === WHICH === #

    def published(self):
        """Return the published versions, the newest first."""
        return self._model.search([
            ("company_id", "=", self._company.id), ("state", "=", "published")],
            order="number desc")

    def in_force(self):
        """Return the version that the page shows today; none where none is published."""
        today = self._today()
        return self.published().filtered(lambda version: version.effective_date <= today)[:1]

    def coming(self):
        """Return the versions whose day has not come yet, the next one first."""
        today = self._today()
        return self.published().filtered(lambda version: version.effective_date > today)[::-1]

    def numbered(self, number):
        """Return the published version of a number, or none."""
        return self.published().filtered(lambda version: version.number == number)

    def before(self, version):
        """Return the version that was published before this one, or none."""
        published = self.published()
        return (published.filtered(lambda each: each.number < version.number)
                if version.state == "published" else published)[:1]

    def standing(self, version):
        """Return draft, coming, force or past."""
        if version.state == "draft" or not version.effective_date:
            return "draft"
        if version.effective_date > self._today():
            return "coming"
        return "force" if version.sudo() == self.in_force() else "past"

    def path(self, version):
        """Return the path of a version's permanent link; of a draft that of the page."""
        query = f"?company={self._company.id}"
        return (f"/privacy/policy/{version.number}{query}" if version.number
                else f"/privacy/policy{query}")

    def _today(self):
        # visitors of one company's site read the policy of another by its link
        return self._model.env["privacy.timer"].with_company(self._company)._today()

    # === DIFFERENCES === #

    def since_before(self, version):
        """Return the differences between a version and the one before it, words included."""
        before = self.before(version)
        if version.state == "published":
            return self._differences(_said(before), _said(version))
        return self._differences(_said(before), self._now(words=True))

    def since(self, version):
        """Return how the records of this moment differ from what a version said."""
        return self._differences(version.facts, self._now())

    def since_words(self, version):
        """Return these differences as sentences; of a text from before, the sentences that the
        records do not say any more.
        """
        if version.plain_text:
            return Comparison(self.env, version).differing()
        return self.since(version).words()

    def _differences(self, old, new):
        short = nearest(self.env.lang, [each for each in old or () if each in (new or ())])
        env = in_lang(self.env, languages(self.env).get(short, "en_US"))
        return Differences(env, (old or {}).get(short), (new or {}).get(short))

    def _now(self, words=False):
        """Return {language: facts of this moment}, with the words of the sections if asked."""
        facts = PolicyFacts.in_languages(self.env, self._company)
        if not words:
            return facts
        prose = Prose(self.env, self._company).in_languages()
        return {short: {**each, "texts": prose[short]} for short, each in facts.items()}

    # === HTML === #

    def preview(self, version):
        """Return a version as HTML in the reader's language; a draft as it would be published."""
        if version.plain_text:
            return Markup("<div style='white-space: pre-wrap'>%s</div>") % version.plain_text
        if version.pages:
            return Markup(version.pages[nearest(self.env.lang, version.pages)])
        code = languages(self.env).get(nearest(self.env.lang, languages(self.env)), "en_US")
        number = self.published()[:1].number + 1
        return Rendering(self.env, self._company, code).html(
            Prose(self.env, self._company).sections(code), number,
            version.effective_date or self._today())

    def frozen(self, version):
        """Return a published version as it was: (ISO code of the language, HTML)."""
        lang = "en" if version.plain_text else nearest(self.env.lang, version.pages)
        return lang, self.preview(version)

    def live(self, version):
        """Return the page of the version in force: its words, and the facts of this moment.

        :return: (ISO code of the language, HTML)
        """
        if version.plain_text:
            return "en", self.preview(version)
        short = nearest(self.env.lang, version.prose)
        code = languages(self.env).get(short, "en_US")
        return short, Rendering(self.env, self._company, code).html(
            version.prose[short], version.number, version.effective_date)

    # === FOLLOW === #

    @classmethod
    def follow_all(cls, env):
        """Compare each company that has published a version."""
        companies = env["privacy.policy.version"].sudo().search(
            [("state", "=", "published")]).company_id
        for company in companies:
            cls(env, company).follow()

    def follow(self):
        """Where records differ from the newest version, make a draft and tell an officer; where
        they do not any more, take that back.
        """
        newest, partner = self.published()[:1], self._company.partner_id
        if not self.since_words(newest):
            partner.activity_unlink([TODO])
            return
        draft = self._model.search(
            [("company_id", "=", self._company.id), ("state", "=", "draft")], limit=1)
        if not draft:
            draft = self._model.create({"company_id": self._company.id})
            draft.material = draft.suggested
        if not partner.activity_search([TODO]):
            partner.activity_schedule(
                TODO, summary=self.env._("Records differ from the published policy"),
                note=self.env._("See Privacy > Policy: a draft says what has changed."),
                user_id=self._officer().id)

    def _officer(self):
        officers = self.env.ref(OFFICER).sudo().all_user_ids.filtered(
            lambda user: self._company in user.company_ids and user.active and not user.share)
        own = officers - self.env.ref("base.user_root")
        return own[:1] or officers[:1] or self.env.user


def _said(version):
    """Return {language: facts and words} of a published version; None of one that has none."""
    if not version or not version.facts:
        return None
    return {short: {**facts, "texts": (version.prose or {}).get(short, [])}
            for short, facts in version.facts.items()}

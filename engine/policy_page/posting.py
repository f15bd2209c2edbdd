"""Announcements that no mail brings: letters for the post, and what came back of the mails."""

from odoo import fields
from odoo.exceptions import UserError

from ..access.language import in_lang
from ..breaches.letters import postal_lines
from ..requests.paper import Paper

NOTICE = "privacy.policy.notice"
TEMPLATE = "cloudpepper_privacy.mail_template_policy"


class Bounces:
    """Files on the notices which mails came back."""

    def __init__(self, env):
        self.env = env(su=True)

    def note(self, message):
        """A mail came back: its notice says so, and a letter waits for the post.

        :param mail.message message: of the mail
        """
        if message.model != NOTICE:
            return
        by_post(self.env[NOTICE].browse(message.res_id).exists().filtered(
            lambda each: each.state == "sent"))


def by_post(notices):
    """Say of people whose mail did not arrive how they are told: by a letter, where there is a
    postal address; else an officer sees that they could not be reached.
    """
    letters = notices.filtered(lambda each: postal_lines(each.partner_id))
    letters.write({"state": "letter", "reason": "bounced", "told_at": False})
    (notices - letters).write({"state": "failed", "reason": "bounced", "told_at": False})


class Post:
    """The letters of one version of the policy.

    :param env: environment; who may is asked by whoever calls
    """

    def __init__(self, env, version):
        self.env, self._version = env(su=True), version

    def waiting(self):
        """Return the notices whose letters wait for the post."""
        found = self.env[NOTICE].search(
            [("version_id", "=", self._version.id), ("state", "=", "letter")], order="id")
        erased = found.filtered("partner_id.privacy_anonymised_on")
        erased.write({"state": "skipped", "reason": "erased"})
        return found - erased

    def pages(self):
        """Return what the letters say on paper, each in its reader's language.

        :return: [{"head": see :meth:`..requests.paper.Paper.head`, "text": HTML, "lang": code}]
        """
        template = self.env.ref(TEMPLATE)
        return [self._page(template, notice) for notice in self.waiting()]

    def _page(self, template, notice):
        lang = notice.lang or "en_US"
        title = template._render_field("subject", notice.ids, set_lang=lang)[notice.id]
        text = template._render_field(
            "body_html", notice.ids, set_lang=lang, options={"post_process": True})[notice.id]
        head = Paper(in_lang(self.env, lang), notice).head(title, nameless=True)
        return {"head": {**head, "addressee": postal_lines(notice.partner_id)}, "text": text,
                "lang": lang, "enclosed": []}

    def posted(self):
        """Record that the letters were posted.

        :raise UserError: where none waits
        """
        notices = self.waiting()
        if not notices:
            raise UserError(self.env._("No letter waits for the post."))
        notices.write({"state": "posted", "told_at": fields.Datetime.now()})

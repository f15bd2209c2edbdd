"""What people are told, in their language: clear and plain, with all of Art. 34(2); as a mail, and
on paper for whom no mail reaches.
"""

from odoo.exceptions import UserError
from odoo.tools import SQL, formataddr

from ..access.language import in_lang
from ..requests.paper import LAYOUT, Paper

TEMPLATE = "cloudpepper_privacy.mail_template_breach_people"
CUSTOMERS = "cloudpepper_privacy.mail_template_breach_customer"
#: what the letters say in the officer's own words, which have to be there in each language
WORDS = ("nature", "consequences", "measures", "advice")


class BreachLetters:
    """The letters of one breach: the same for everybody who reads a language."""

    def __init__(self, env, breach):
        self.env, self.breach = env(su=True), breach.sudo()

    def language(self, wanted):
        """Return the language that somebody is written to in: theirs where it is installed, else
        the company's.
        """
        installed = self.installed()
        own = self.breach.company_id.partner_id.lang
        return next((lang for lang in (wanted, own, "en_US") if lang in installed), installed[0])

    def installed(self):
        """Return the codes of the installed languages."""
        return [code for code, _name in self.env["res.lang"].get_installed()]

    def missing_languages(self, langs):
        """Return those of the languages in which an officer's words are missing; what was never
        translated is in the language that it was written in alone.
        """
        self.breach.flush_recordset(WORDS)
        (row,) = self.env.execute_query_dict(SQL(
            "SELECT nature, consequences, measures, advice FROM privacy_breach WHERE id = %s",
            self.breach.id))
        written = [row[name] for name in WORDS if row[name]]
        return sorted(lang for lang in langs if any(lang not in each for each in written))

    def check(self, langs):
        """See that everything is there that the letters say.

        :raise UserError: where something is missing
        """
        breach = self.breach
        empty = [breach._fields[name]._description_string(self.env) for name in (
            "nature", "consequences", "measures", "contact_point") if not (
                breach[name] or "").strip()]
        if empty:
            raise UserError(self.env._(
                "People are told in clear and plain language (Art. 34(2)). Missing: %s",
                ", ".join(empty)))
        if missing := self.missing_languages(langs):
            names = dict(self.env["res.lang"].get_installed())
            raise UserError(self.env._(
                "People read what they are told in their language. What happened, consequences, "
                "measures and advice are not written in: %s",
                ", ".join(names[lang] for lang in missing)))

    def text(self, lang, template=TEMPLATE):
        """Return (subject, text) of the letter in a language."""
        found = self.env.ref(template)
        subject = found._render_field("subject", self.breach.ids, set_lang=lang)
        body = found._render_field(
            "body_html", self.breach.ids, set_lang=lang, options={"post_process": True})
        return subject[self.breach.id], body[self.breach.id]

    def mail(self, lang, template=TEMPLATE):
        """Return (subject, page) of the mail in a language."""
        subject, text = self.text(lang, template)
        return subject, Paper(in_lang(self.env, lang), self.breach).wrap(
            subject, text, nameless=True)

    def mail_values(self, lang, template=TEMPLATE):
        """Return the values of a mail that do not depend on whom it is for. It goes once it has
        left, so that the address is kept nowhere; its message stays, empty, for a bounce to be
        known by.
        """
        subject, page = self.mail(lang, template)
        company = self.breach.company_id
        address = company.privacy_email or company.email
        return {
            "subject": subject, "body_html": page, "body": "", "auto_delete": True,
            "is_notification": True, "email_layout_xmlid": LAYOUT, "is_internal": True,
            "author_id": company.partner_id.id, "message_type": "email_outgoing",
            **({"email_from": formataddr((company.name, address))} if address else {})}

    # === PAPER === #

    def pages(self, subjects):
        """Return what the letters of these people say on paper, each in its language.

        :return: [{"head": see :meth:`..requests.paper.Paper.head`, "text": HTML, "lang": code}]
        """
        texts, pages = {}, []
        for subject in subjects.sudo():
            lang = subject.lang or self.language(subject.partner_id.lang)
            if lang not in texts:
                texts[lang] = self.text(lang)
            title, text = texts[lang]
            head = Paper(in_lang(self.env, lang), self.breach).head(title, nameless=True)
            pages.append({"head": {**head, "addressee": postal_lines(subject.partner_id)},
                          "text": text, "lang": lang, "enclosed": []})
        return pages


def postal_lines(partner):
    """Return name and postal address of a contact, as lines; empty where there is no address."""
    if not (partner.street and partner.city):
        return []
    form, values = partner._prepare_display_address(without_company=True)
    return [partner.name or "", *(
        line.strip() for line in (form % values).splitlines() if line.strip())]

"""The public pages: what is in force, with the facts of this moment; versions as they were."""

import re

from odoo.tests import HttpCase, freeze_time, tagged

from ..builders.policies import PolicyCommon
from ..common import TODAY


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestPages(PolicyCommon, HttpCase):
    def _page(self, path="/privacy/policy", lang="en_US"):
        self.env.flush_all()
        mark = "&" if "?" in path else "?"
        found = self.url_open(f"{path}{mark}company={self.company.id}",
                              cookies={"frontend_lang": lang})
        self.env.invalidate_all()
        return found

    def test_no_policy_no_page(self):
        self.assertEqual(self._page("/privacy/policy/99").status_code, 404)

    def test_the_entry_leads_to_policy_form_and_preferences(self):
        self._published()
        text = self._page("/privacy").text
        for link in ("/privacy/policy", "/privacy/request", "/privacy/preferences"):
            self.assertIn(f'href="{link}', text)
        self.assertIn("The Authority of the Tests", text)

    def test_the_page_shows_the_facts_of_this_moment_and_what_has_changed(self):
        self._published()
        text = self._page().text
        self.assertIn("Until 3 years after the last interaction", text)
        self.assertNotIn('id="since"', text)
        self.rule.period_count = 4
        text = self._page().text
        self.assertIn("Until 4 years after the last interaction", text)
        self.assertIn('id="since"', text)
        article = re.search(r'<article id="policy".*?</article>', text, re.S).group()
        self.assertNotIn("3 years", article)
        frozen = self._page("/privacy/policy/1").text
        self.assertIn("Until 3 years after the last interaction", frozen)
        self.assertNotIn("4 years", frozen)

    def test_words_that_are_not_published_are_not_shown(self):
        self._published()
        self.env.ref("cloudpepper_privacy.policy_text_intro").body = "Other words. {last_updated}"
        self.assertNotIn("Other words", self._page().text)
        self._published()
        self.assertIn("Other words", self._page().text)
        self.assertNotIn("Other words", self._page("/privacy/policy/1").text)

    def test_what_records_say_is_text_and_no_markup(self):
        self.env.ref("cloudpepper_privacy.recipient_stripe").name = "<script>alert(1)</script>"
        self._published()
        self.assertNotIn("<script>alert", self._page().text)

    def test_a_link_of_another_company_shows_its_own(self):
        self._published()
        other = self.env["res.company"].create({"name": "Other"})
        found = self.url_open(f"/privacy/policy/1?company={other.id}")
        self.assertEqual(found.status_code, 200)
        self.assertNotIn("Own Controller BV", found.text)
        self.assertIn("Own Controller BV", self._page("/privacy/policy/1").text)

    def test_the_imported_text_stands_under_its_link(self):
        found = self.url_open("/privacy/policy/1")
        self.assertIn("Witte Patersstraat 4, 1040 Brussels", found.text)
        self.assertEqual(self.url_open("/privacy/policy/99").status_code, 404)

    def test_four_languages_are_offered_and_named(self):
        for lang in ("nl_NL", "fr_FR", "de_DE"):
            self.env["res.lang"]._activate_lang(lang)
        sites = self.env["website"].search([]) if "website" in self.env else None
        if sites:
            sites.write({"company_id": self.company.id,
                         "language_ids": [(6, 0, self.env["res.lang"].search([]).ids)]})
        self._published()
        self.env.flush_all()
        # the head of a website names the other languages of addresses without a query alone
        text = self.url_open("/privacy/policy").text if sites else self._page().text
        for lang in ("nl", "fr", "de"):
            self.assertRegex(text, rf'rel="alternate" hreflang="{lang}" href="http[^"]+/{lang}/')
        dutch = self._page("/nl/privacy/policy").text
        self.assertRegex(dutch, r'<html[^>]* lang="nl-NL"')
        self.assertRegex(dutch, r'<article id="policy" lang="nl"')

"""What people write, in four languages: the rights that they ask for (tables)."""

from odoo.addons.cloudpepper_privacy.core.requests.detect_rights import (
    PHRASES,
    language_of,
    own_words,
    rights_in,
)
from odoo.addons.cloudpepper_privacy.core.requests.rights import RIGHTS
from odoo.addons.cloudpepper_privacy.tests.cases import CoreCase, each_row, each_value
from odoo.addons.cloudpepper_privacy.tests.properties import given, st

SAID = [
    ("Please delete all my data and send me a copy of my data first.", "en", {"access", "erasure"}),
    ("I object to your marketing, unsubscribe me please.", "en", {"objection"}),
    ("Under Article 15 I would like to know which data you have.", "en", {"access"}),
    ("I withdraw my consent to the newsletter.", "en", {"withdrawal"}),
    ("Graag verwijderen jullie al mijn gegevens.", "nl", {"erasure"}),
    ("Ik wil inzage in mijn gegevens, en mijn adres is verkeerd.", "nl",
     {"access", "rectification"}),
    ("Ik maak bezwaar en trek mijn toestemming in.", "nl", {"objection", "withdrawal"}),
    ("Veuillez effacer toutes mes données.", "fr", {"erasure"}),
    ("Je souhaite accéder à mes données et je m'oppose à la publicité.", "fr",
     {"access", "objection"}),
    ("Bitte löschen Sie alle meine Daten.", "de", {"erasure"}),
    ("Ich verlange Auskunft und Datenübertragbarkeit.", "de", {"access", "portability"}),
    ("Ich widerspreche der Verarbeitung zu Werbezwecken.", "de", {"objection"}),
    ("Ik vraag de beperking van de verwerking.", "nl", {"restriction"}),
    ("Je demande la limitation du traitement de mes données.", "fr", {"restriction"}),
    ("Send me a copy of the safeguards for your transfers, please.", "en", {"safeguards"}),
    ("No automated decision and no profiling for me, please.", "en", {"automated"}),
]


class TestDetectRights(CoreCase):
    def test_every_right_has_words_of_four_languages(self):
        assert PHRASES.keys() == RIGHTS.keys()
        assert all(len(patterns) == 4 for patterns in PHRASES.values())

    @each_row(SAID)
    def test_what_people_write(self, text, language, rights):
        assert set(rights_in(text)) == rights
        assert language_of(text) == language

    @each_value(["", None, "Hello", "12345", "What about this?"])
    def test_who_names_no_right_asks_what_is_held(self, text):
        assert rights_in(text) == ("access",)

    def test_words_of_the_mail_below_are_not_the_persons(self):
        text = "Graag inzage in mijn gegevens.\n\n> You may delete your account at any time."
        assert rights_in(text) == ("access",)
        assert own_words("> only quoted") == "> only quoted"

    @given(st.text(max_size=300))
    def test_any_text_asks_for_something_and_never_for_what_is_no_right(self, text):
        assert rights_in(text) and set(rights_in(text)) <= RIGHTS.keys()

"""What people write, in four languages: the rights that they ask for.

Tables of ``tests/requests/sentences``: a line is the rights ("unclear" for none), a tab
and the words, with ``\\n`` for a new line. ``held_out.tsv`` begins with the language; it stood
there before anybody saw what was made of it.
"""

import itertools
from pathlib import Path

from odoo.addons.cloudpepper_privacy.core.requests.clauses import sentences
from odoo.addons.cloudpepper_privacy.core.requests.detect_rights import (
    LANGUAGES,
    READERS,
    language_of,
    named_in,
    rights_in,
)
from odoo.addons.cloudpepper_privacy.core.requests.own_words import own_words
from odoo.addons.cloudpepper_privacy.core.requests.rights import RIGHTS
from odoo.addons.cloudpepper_privacy.tests.cases import CoreCase, each_row, each_value
from odoo.addons.cloudpepper_privacy.tests.properties import given, st

TABLES = Path(__file__).resolve().parents[1] / "requests" / "sentences"
#: the least share that is read right: of all, and of each language
ALL, EACH = 0.95, 0.93


def table(name):
    """Return [(language, set of rights, text)] of a file."""
    rows = []
    for line in (TABLES / f"{name}.tsv").read_text(encoding="utf-8").splitlines():
        *before, rights, text = line.split("\t")
        rows.append((before[0] if before else name,
                     set() if rights == "unclear" else set(rights.split(",")),
                     text.replace("\\n", "\n")))
    return rows


def wrong(rows):
    """Return the rows of which something else is read."""
    return [(text, found) for _language, rights, text in rows
            if (found := set(named_in(text))) != rights]


#: {language: (verbs, what they are done to)} of the frames of ``frames.tsv``
FILLINGS = {
    "en": (("delete", "erase", "destroy", "wipe"),
           ("my data", "my account", "everything about me", "all my personal information")),
    "nl": (("wissen", "verwijderen", "vernietigen"),
           ("mijn gegevens", "mijn account", "alles over mij", "al mijn persoonsgegevens")),
    "fr": (("supprimer", "effacer", "détruire"),
           ("mes données", "mon compte", "tout mon dossier", "mes informations personnelles")),
    "de": (("löschen", "vernichten"),
           ("meine Daten", "mein Konto", "alles über mich", "sämtliche personenbezogenen Daten")),
}
SENTENCES = {language: table(language) for language in LANGUAGES}
EVERY = [row for rows in SENTENCES.values() for row in rows]
HELD_OUT = table("held_out")

#: how the product must read what it once read wrongly
ONCE_WRONG = [
    ("Ik wil dat u al mijn gegevens wist", "nl", ("erasure",)),
    ("wist u mijn gegevens", "nl", ("erasure",)),
    ("Gelieve mij uit te schrijven van de nieuwsbrief", "nl", ("objection",)),
    ("Mijn adres is fout", "nl", ("rectification",)),
    ("I do not want you to delete anything", "en", ("access",)),
    ("ne supprimez pas", "fr", ("access",)),
    ("Löschen Sie meine Daten bitte nicht", "de", ("access",)),
]
#: a denial, a question, a report, a condition, another's words: nobody asks to erase
NO_ERASURE = [
    "Please do not delete my data.", "You need not erase my account.",
    "Instead of deleting my data, restrict their use.", "What if you delete my data?",
    "Delete this message if it was not meant for you.", "I saw that you deleted my data.",
    "I was told that customers can ask you to erase their data.",
    "You have the right to request the erasure of your personal data.",
    "Your site says \"delete all my data\", what is that?",
    "I asked you to delete my data. I changed my mind.",
    "My request to delete my data was a mistake: please ignore my request for erasure.",
    "Wis mijn gegevens niet.", "Wist u dat mijn gegevens fout zijn?",
    "Moet ik mijn account verwijderen?", "Ik ben tegen de verwijdering van mijn dossier.",
    "Jullie hebben mijn gegevens gewist.", "Verwijder het bericht dat ik u gisteren stuurde.",
    "Ne supprimez surtout pas mes données.", "Vous avez effacé mes données.",
    "Dois-je supprimer mon compte ?", "Il ne faut pas effacer mon dossier.",
    "Supprimez le message que je vous ai envoyé.", "Bitte meine Daten nicht löschen.",
    "Muss ich mein Konto löschen?", "Sie haben meine Daten gelöscht.",
    "Löschen Sie bitte die Nachricht von gestern.", "Keine Löschung meiner Daten, bitte.",
]
BELOW = [
    "> You may delete your account at any time.",
    "-----Original Message-----\nPlease delete my data.",
    "On Mon, 2 Mar 2026 at 10:00, Firm <info@firm.example>\nwrote:\nDelete my data.",
    "Op ma 2 maart 2026 om 10:00 schreef Firma <info@firma.example>:\nWis mijn gegevens.",
    "Le lun. 2 mars 2026 à 10:00, Firme a écrit :\nSupprimez mes données.",
    "Am Mo., 2. März 2026 schrieb Firma:\nLöschen Sie meine Daten.",
    "From: Firm\nSent: Monday\nTo: Zoë\nSubject: Privacy\n\nDelete my data.",
    "Kind regards\nZoë\nPlease delete my data if you are not the intended recipient.",
    "Met vriendelijke groeten,\nZoë\nGelieve deze gegevens te wissen als ze niet voor u zijn.",
    "-- \nPlease delete my data.",
]


class TestTables(CoreCase):
    def test_there_are_sentences_enough_of_each_language_and_right(self):
        assert len(EVERY) >= 240 and len(HELD_OUT) >= 80
        assert all(len(rows) >= 60 for rows in SENTENCES.values())
        for language, rows in SENTENCES.items():
            assert set().union(*(rights for _language, rights, _text in rows)) >= RIGHTS.keys() - {
                "safeguards"}, language

    @each_value(LANGUAGES)
    def test_sentences_of_a_language_are_read_right(self, language):
        rows = SENTENCES[language]
        assert len(wrong(rows)) <= (1 - EACH) * len(rows), wrong(rows)

    def test_all_sentences_are_read_right(self):
        for rows in (EVERY, HELD_OUT):
            assert len(wrong(rows)) <= (1 - ALL) * len(rows), wrong(rows)

    def test_erasure_is_never_read_where_nobody_asks_for_it(self):
        for _language, rights, text in EVERY + HELD_OUT:
            assert "erasure" in rights or "erasure" not in rights_in(text), text

    def test_who_speaks_of_erasing_does_not_yet_ask_for_it(self):
        for text in (TABLES / "no_erasure.txt").read_text(encoding="utf-8").splitlines():
            assert "erasure" not in rights_in(text), text

    @each_value(LANGUAGES)
    def test_a_sentence_asks_to_erase_or_not_whatever_its_verb_and_object(self, language):
        verbs, objects = FILLINGS[language]
        for line in (TABLES / "frames.tsv").read_text(encoding="utf-8").splitlines():
            code, asks, frame = line.split("\t")
            for verb, what in itertools.product(verbs, objects if code == language else ()):
                text = frame.format(v=verb, o=what)
                assert ("erasure" in rights_in(text)) == (asks == "yes"), text

    def test_no_sentence_is_read_in_capitals_or_without_accents_in_another_way(self):
        for _language, rights, text in EVERY:
            if "\n" not in text:
                assert "erasure" in rights or "erasure" not in rights_in(text.upper()), text

    def test_two_mails_in_one_ask_for_what_each_asks_and_for_no_erasure_more(self):
        for rows in SENTENCES.values():
            plain = [(rights, text) for _language, rights, text in rows if "\n" not in text]
            for (first, one), (second, other) in zip(plain, plain[1:], strict=False):
                found = rights_in(f"{one}\n\n{other}")
                assert "erasure" in first | second or "erasure" not in found, (one, other)


class TestDetectRights(CoreCase):
    def test_every_right_has_a_reader(self):
        assert {*READERS, "erasure"} == RIGHTS.keys()

    @each_row(ONCE_WRONG)
    def test_what_was_read_wrongly(self, text, language, rights):
        assert rights_in(text) == rights
        assert language_of(text) == language

    @each_value(NO_ERASURE)
    def test_nobody_asks_to_erase(self, text):
        assert "erasure" not in rights_in(text)

    @each_value(["", None, "Hello", "12345", "What about this?"])
    def test_who_names_no_right_asks_what_is_held(self, text):
        assert rights_in(text) == ("access",)
        assert named_in(text) == ()

    @each_value(BELOW)
    def test_words_below_ones_own_are_not_the_persons(self, below):
        text = f"Graag inzage in mijn gegevens.\n\n{below}"
        assert rights_in(text) == ("access",) and named_in(text) == ("access",)

    def test_where_all_is_quoted_all_is_read(self):
        assert own_words("> only quoted") == "> only quoted"

    def test_a_greeting_ends_nothing(self):
        text = "Request\n\nBeste,\n\nWis mijn gegevens.\n\nBest regards\n\nP.S. En schrijf mij uit."
        assert rights_in(text) == ("erasure", "objection")

    def test_a_line_that_the_mail_program_broke_is_one_sentence(self):
        text = ("I would like to ask you, as soon as you have the time, not\nto delete any of the "
                "data that you hold about me")
        assert len(sentences(text)) == 1 and "erasure" not in rights_in(text)

    def test_articles_are_read_one_by_one_and_only_of_the_regulation(self):
        assert rights_in("Under articles 15 and 17 GDPR I make this request.") == (
            "access", "erasure")
        assert named_in("I rely on articles 15 to 22 GDPR.") == ()
        assert named_in("See article 17 of the lease.") == ()
        assert named_in("Does article 17 GDPR apply to you?") == ()

    @given(st.text(max_size=300))
    def test_any_text_asks_for_something_and_never_for_what_is_no_right(self, text):
        assert rights_in(text) and set(rights_in(text)) <= RIGHTS.keys()

"""Names as people have them and write them: Faker's, of every locale that it has names of.

``planted()`` spells each in the ways in which people do, in sentences of its script;
``near_misses()`` gives texts that name somebody else. Fixed by a seed. What Faker calls a prefix
or suffix is a title here.
"""

import html
import importlib
import json
import random
import re
import unicodedata
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from faker import Faker
from faker.config import AVAILABLE_LOCALES

#: deprecated, or of no names that people have
LEFT_OUT = {"fr_QC", "ar_AA", "de", "en", "es", "th"}
SCRIPTS = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "GEORGIAN", "HEBREW", "ARABIC", "DEVANAGARI",
           "BENGALI", "GUJARATI", "ORIYA", "TAMIL", "SINHALA", "THAI", "HANGUL", "HIRAGANA",
           "KATAKANA", "CJK", "ETHIOPIC")
#: sentences around a name, by script
SENTENCES: dict[str, list[str]] = {}
for _line in Path(__file__).with_name("names_sentences.txt").read_text("utf-8").splitlines():
    if _line.startswith("["):
        _sentences = SENTENCES.setdefault(_line.strip("[]"), [])
    elif "{n}" in _line and not _line.startswith("#"):
        _sentences.append(_line.replace("\\t", "\t"))
PARTICLES = {"van", "von", "de", "den", "der", "du", "la", "le", "del", "da", "do", "ten", "ter",
             "te", "het", "Van", "De", "Den", "Der", "Le", "La", "Du", "Mac", "Mc", "Ó", "Ní",
             "Nic", "ال", "آل", "بن", "بو", "عبد", "أبو"}
HONORIFICS = {"nl_NL": "mevr.", "nl_BE": "Mevr.", "fr_FR": "Mme", "fr_BE": "Madame", "fr_CH": "M.",
              "fr_CA": "M.", "de_DE": "Herr Dr.", "hu_HU": "Dr.", "ro_RO": "Dl.", "fi_FI": "Rouva",
              "he_IL": "מר", "hy_AM": "պարոն", "ka_GE": "ბატონი", "el_GR": "κ.", "ta_IN": "திரு"}


class Planted(NamedTuple):
    """A text that names somebody, or merely looks like it.

    :ivar str way: how the name is spelled, or what is wrong with it
    :ivar str script: of the name
    :ivar str stored: the contact's name
    :ivar str before, said, after: the text: around what was said, and that
    """

    way: str
    script: str
    stored: str
    before: str
    said: str
    after: str

    @property
    def text(self) -> str:
        """The whole text."""
        return self.before + self.said + self.after


class Person(NamedTuple):
    """A name as Faker gives it; its words without titles; its locale, script, and titles there:
    those before a name, and those behind one.
    """

    stored: str
    words: tuple[str, ...]
    locale: str
    script: str
    titles: tuple[str, ...]
    behind: tuple[str, ...]


def script_of(name: str) -> str:
    """Return the script that most letters of a name are of."""
    kinds = [unicodedata.name(char, "LATIN").split()[0].rstrip("-") for char in name
             if char.isalpha()]
    return max(set(kinds), key=kinds.count) if kinds else "LATIN"


def people(each: int, seed: int) -> list[Person]:
    """Return so many people of each locale that has names of its own."""
    found = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for locale in sorted(set(AVAILABLE_LOCALES) - LEFT_OUT):
            try:
                module = importlib.import_module(f"faker.providers.person.{locale}")
            except ImportError:
                continue
            titles = _titles(module.Provider, "prefix"), _titles(module.Provider, "suffix")
            fake = Faker(locale)
            fake.seed_instance(seed)
            names = dict.fromkeys(fake.name() for _ in range(each))
            found += [person for name in names if (person := _person(name, locale, *titles))]
    return found


def _titles(provider, kind: str) -> tuple[str, ...]:
    found = []
    for name in dir(provider):
        # of these "prefixes" are particles, or stems
        if name.startswith(kind) and provider.__module__[-5:] not in (
                "is_IS", "fr_FR", "pt_PT", "es_CA", "es_ES"):
            values = getattr(provider, name)
            found += list(values) if not callable(values) else []
    return tuple(sorted({title for title in found if len(title) > 1 and not title.startswith("ณ ")},
                        key=lambda title: (-len(title), title)))


def _person(name: str, locale: str, titles: tuple[str, ...], behind: tuple[str, ...],
            ) -> Person | None:
    words = name
    for _round in range(3):
        for title in titles:
            words = re.sub(rf"^{re.escape(title)}\s+", "", words)
        for title in behind:
            words = re.sub(rf",?\s+{re.escape(title)}$", "", words)
    if "," in words:
        family, _comma, given = words.partition(",")
        words = f"{given} {family}"
    parts = tuple(words.split())
    script = script_of(words)
    long = [word for word in parts if len(re.sub(r"\W", "", word)) > 1]
    alone = script in ("CJK", "HANGUL")
    if len(long) < 2 and not alone and script != "JAPANESE" and locale != "ja_JP":
        # one word and an initial identify nobody
        return None
    return Person(name, parts, locale, "JAPANESE" if locale == "ja_JP" else script, titles,
                  behind)


# === SPELLINGS === #

def spellings(person: Person, dice: random.Random) -> Iterator[tuple[str, str, str]]:
    """Yield (way, stored, what is written) of a person."""
    plain = " ".join(person.words)
    yield "as it is stored", person.stored, person.stored
    if plain != person.stored:
        yield "without title", person.stored, plain
    yield "decomposed", person.stored, unicodedata.normalize("NFD", plain)
    yield "hard blanks", person.stored, plain.replace(" ", dice.choice("\xa0\u202f\u3000"))
    yield "behind a dash", f"{person.stored} - Boekhouding 2", plain
    yield "before a bracket", f"{person.stored} (Gent)", plain
    yield "half bold", person.stored, _half_bold(plain, dice)
    yield "entities", person.stored, "".join(
        f"&#{ord(char)};" if ord(char) > 126 else html.escape(char) for char in plain)
    yield "JSON", person.stored, json.dumps(plain)[1:-1]
    if person.script not in ("CJK", "HANGUL", "JAPANESE"):
        yield from _of_words(person, plain, dice)
    if person.script in ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "GEORGIAN"):
        yield from _of_letters(person, plain)
    yield from _of_signs(person, plain, dice)
    yield from _of_script(person, plain, dice)


def _half_bold(plain: str, dice: random.Random) -> str:
    places = [at for at, char in enumerate(plain) if at and unicodedata.combining(char) == 0
              and unicodedata.category(char)[0] != "M" and plain[at - 1] not in "\u200c\u200d"]
    at = dice.choice(places) if places else 1
    return f"{html.escape(plain[:at], False)}<b>{html.escape(plain[at:], False)}</b>"


def _of_words(person: Person, plain: str, dice: random.Random) -> Iterator[tuple[str, str, str]]:
    words = list(person.words)
    family = len(words) - 1
    while family > 1 and words[family - 1] in PARTICLES:
        family -= 1
    given, name = " ".join(words[:family]), " ".join(words[family:])
    yield "turned", person.stored, f"{name} {given}"
    yield "turned with a comma", person.stored, f"{name}, {given}"
    yield "stored turned", f"{name}, {given}", plain
    titles = [title for title in person.titles if title[-1:] not in ")"]
    title = HONORIFICS.get(person.locale) or (dice.choice(titles) if titles else None)
    if title:
        yield "titled in text", plain, f"{title} {plain}"
        yield "titled as stored", f"{title} {plain}", plain
    if person.behind:
        yield "a degree as stored", f"{plain} {dice.choice(person.behind)}", plain
    other = dice.choice(("Koen", "Lien", "Maria")) if person.script == "LATIN" else given
    sign = dice.choice((" & ", " + ", " en ", " und ", " et ", " and "))
    if len(given.split()) == 1 and len(name.split()) == 1:
        yield "one of a couple", f"{other}{sign}{plain}", plain
        yield "the other of a couple", f"{other}{sign}{plain}", f"{other} {name}"
        yield "a couple", f"{other} & {plain}", f"{other}{sign}{plain}"


def _of_letters(person: Person, plain: str) -> Iterator[tuple[str, str, str]]:
    yield "capitals", person.stored, plain.upper()
    yield "small letters", person.stored, plain.lower()
    yield "stored in capitals", person.stored.upper(), plain
    without = "".join(char for char in unicodedata.normalize("NFD", plain)
                      if not unicodedata.combining(char))
    if without != plain:
        yield "without accents", person.stored, without
        yield "stored without accents", without, plain


def _of_signs(person: Person, plain: str, dice: random.Random) -> Iterator[tuple[str, str, str]]:
    if re.search(r"\w-\w", plain):
        yield "another hyphen", person.stored, re.sub(
            r"(?<=\w)-(?=\w)", dice.choice("\u2010\u2011\u2012\u2013\u2212\xad "), plain)
        yield "a hyphen less", person.stored, plain.replace("-", "")
        yield "a hyphen more", plain.replace("-", " "), plain
    if re.search(r"\w['’]\w", plain):
        yield "another apostrophe", person.stored, re.sub(
            "['’]", dice.choice("'’‘ʼ´`′＇"), plain)
        yield "without apostrophe", person.stored, re.sub("['’]", "", plain)
    parts = [word for word in person.words[:-1] if word in PARTICLES]
    if parts and person.script in ("LATIN", "ARABIC"):
        joined = plain
        for part in parts:
            joined = re.sub(rf"(?<!\S){part} ", part, joined)
        yield "particles joined", person.stored, joined
        yield "particles apart", joined, plain
    if "\u200c" in plain:
        yield "apart at a joiner", person.stored, plain.replace("\u200c", " ")
        yield "joined at a joiner", person.stored, plain.replace("\u200c", "")


def _of_script(person: Person, plain: str, dice: random.Random) -> Iterator[tuple[str, str, str]]:
    if person.script == "JAPANESE":
        yield "without a blank", person.stored, plain.replace(" ", "")
        yield "stored without a blank", plain.replace(" ", ""), plain
        yield "a wide blank", person.stored, plain.replace(" ", "\u3000")
    if person.script in ("CJK", "HANGUL"):
        family = 2 if plain[:2] in ("欧阳", "歐陽", "司马", "司馬", "张简", "張簡", "范姜") else 1
        yield "with a blank", person.stored, f"{plain[:family]} {plain[family:]}"
        yield "stored with a blank", f"{plain[:family]} {plain[family:]}", plain
    if person.script == "THAI":
        yield "a glued title", f"{dice.choice(('นาย', 'นาง', 'นางสาว'))}{plain}", plain
    if person.script == "ARABIC":
        yield "another keyboard", person.stored, plain.translate(str.maketrans("يكى", "یکي"))
        yield "drawn out", person.stored, plain[:1] + "\u0640" + plain[1:]
    if person.script == "LATIN":
        yield "wide letters", person.stored, "".join(
            chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in plain)


def planted(each: int, seed: int) -> list[Planted]:
    """Return every spelling of so many people of each locale."""
    dice, found = random.Random(seed), []
    for person in people(each, seed):
        for way, stored, said in spellings(person, dice):
            before, after = _around(person.script, dice)
            found.append(Planted(way, person.script, stored, before, said, after))
    return found


def _around(script: str, dice: random.Random) -> tuple[str, str]:
    before, _name, after = dice.choice(SENTENCES[script]).partition("{n}")
    return before, after


# === NEAR MISSES === #

def near_misses(each: int, seed: int) -> list[Planted]:
    """Return texts that name others than those whose they look like."""
    dice, found = random.Random(seed + 1), []
    by_locale: dict[str, list[Person]] = {}
    for person in people(each, seed):
        by_locale.setdefault(person.locale, []).append(person)
    for others in by_locale.values():
        letters = sorted({char for person in others for word in person.words for char in word
                          if char.isalpha() and char.islower() or script_of(char) != "LATIN"
                          and char.isalpha()})
        for person in others:
            other = dice.choice(others)
            for way, said in _misses(person, other, letters, dice):
                before, after = _around(person.script, dice)
                found.append(Planted(way, person.script, person.stored, before, said, after))
    return found


def _misses(person: Person, other: Person, letters: list[str], dice: random.Random,
            ) -> Iterator[tuple[str, str]]:
    plain, words = " ".join(person.words), person.words
    yield "one letter changed", _changed(plain, letters, dice)
    if person.script in ("CJK", "HANGUL", "JAPANESE"):
        yield from _misses_of_signs(person, other, letters, dice)
        return
    first, last = words[0], words[-1]
    yield "the given name alone", first
    yield "the family name alone", last
    if person.script != "THAI" and len(re.sub(r"\W", "", first)) > 1:
        yield "a longer family name", plain + dice.choice(letters)
        yield "a longer given name", _longer(person.script, letters, dice) + plain
    strange = len(words) == 2 == len(other.words) and not set(words) & set(other.words)
    if "-" not in plain and strange:
        yield "a double given name", f"{other.words[0]}-{plain}"
        yield "a double family name", f"{plain}-{other.words[-1]}"
        yield "a double family name, with another dash", f"{plain}\u2011{other.words[-1]}"
    end = {"DEVANAGARI": "।", "BENGALI": "।", "ARMENIAN": "։"}.get(person.script, ".")
    yield "the end of a sentence between", f"{last}{end} {' '.join(words[:-1])}"
    if len(re.sub(r"\W", "", first)) < 2:
        return
    yield "the end of a sentence between, as stored", f"{words[0]}{end} {' '.join(words[1:])}"
    yield "a question between", f"{words[0]}? {' '.join(words[1:])}"
    if first != last:
        yield "two of a list", f"{words[0]}, {' '.join(words[1:])}"
    if strange:
        yield "given name of one, family name of the other", f"{first} {other.words[-1]}"
        yield "family name of one, given name of the other", f"{other.words[0]} {last}"
        if person.script in ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN") and (
                f"{plain} {other.stored}".istitle()):
            yield "a list of two", f"{other.words[0]} {last}, {first} {other.words[-1]}"


def _misses_of_signs(person: Person, other: Person, letters: list[str], dice: random.Random,
                     ) -> Iterator[tuple[str, str]]:
    plain = " ".join(person.words)
    changed = dice.choice([char for char in letters if char != plain[-1]])
    yield "another last sign", plain[:-1] + changed
    yield "the given name alone", plain[1:].strip() if " " not in plain else person.words[-1]
    glued = plain.replace(" ", "")
    given = other.words[-1] if person.script == "JAPANESE" else other.stored[1:]
    if person.script == "HANGUL" or person.script == "CJK" and len(glued) == 2:
        longer = [char for char in given if char != glued[-1]]
        if longer and person.script == "CJK":
            yield "inside a longer name", glued + longer[0]
    if person.script == "HANGUL":
        yield "a longer word", glued + dice.choice("민준서훈")


def _longer(script: str, letters: list[str], dice: random.Random) -> str:
    """Return a letter that is no word of its own before another one."""
    prefixes = {"HEBREW": "ושהכלבמ", "ARABIC": "وفبلكکؤ"}.get(script, "")
    return dice.choice([char for char in letters if char not in prefixes])


def _changed(plain: str, letters: list[str], dice: random.Random) -> str:
    """Return a name with one letter changed, to one that is not another form of the same."""
    # an initial comes and goes
    places = [found.start() + at for found in re.finditer(r"\S+", plain)
              for at, char in enumerate(found[0]) if char.isalpha() and (
                  len(found[0].strip(".")) > 1 or char.upper() == char.lower())]
    for _try in range(200):
        at, char = dice.choice(places), dice.choice(letters)
        changed = plain[:at] + char + plain[at + 1:]
        if base(changed) != base(plain):
            return changed
    raise ValueError(plain)


def base(text: str) -> str:
    """Return a text as careless people compare it."""
    plain = "".join(char for char in unicodedata.normalize("NFKD", text.casefold())
                    if unicodedata.category(char) != "Mn" or char in "\u3099\u309a"
                    or 0x900 <= ord(char) < 0x1100)
    for one, others in {"ي": "یىې", "ه": "ةہھ", "ك": "ک", "l": "ł", "o": "ø", "d": "đð", "i": "ı",
                        "": "\u093c\u0a3c\u0abc"}.items():
        for each in others:
            plain = plain.replace(each, one)
    return re.sub(r"\W", "", plain) if plain.isascii() else plain

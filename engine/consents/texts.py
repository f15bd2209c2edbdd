"""The words of consents: which they are, and the hash of them in each language."""

import hashlib


def digest_of(words):
    """Return the SHA-256 of words, as 64 hexadecimal digits of their UTF-8."""
    return hashlib.sha256((words or "").encode()).hexdigest()


def digests_of(text):
    """Return the hash of a text in each language that is installed.

    :param privacy.consent.text text: one record
    :rtype: dict[str, str]
    """
    languages = [code for code, _name in text.env["res.lang"].get_installed()]
    return {code: digest_of(text.with_context(lang=code).body) for code in languages}


def words_of(consent):
    """Return the words that somebody agreed to, in the language in which they did.

    :param privacy.consent.record consent: one
    :rtype: str or bool
    """
    return consent.statement or body_of(consent.text_id, consent.lang)


def body_of(text, lang):
    """Return the words of a text in a language, False where there is no text.

    :param privacy.consent.text text: one or none
    :param lang: the code of an installed language, or nothing
    """
    text = text.sudo()
    return (text.with_context(lang=lang) if lang else text).body


def current_text(env, purpose):
    """Return the words that people agree to today; an empty record where nobody has written any.

    :param privacy.purpose purpose: one
    :rtype: privacy.consent.text
    """
    return env["privacy.consent.text"].sudo().search(
        [("purpose_id", "=", purpose.id)], order="version desc", limit=1)


def known_lang(env, code):
    """Return the installed language that a page calls by a code, or None.

    :param str code: like ``nl_BE``, ``nl-BE`` or ``nl``
    """
    installed = [lang for lang, _name in env["res.lang"].get_installed()]
    wanted = (code or "").replace("-", "_")
    return next((lang for lang in installed if lang == wanted), None) or next(
        (lang for lang in installed if wanted and lang.split("_")[0] == wanted.split("_")[0]),
        None)

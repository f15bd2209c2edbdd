"""The languages of the policy: English, Dutch, French and German, as far as they are installed."""

#: ISO codes of the languages that the module's own words are in
LANGUAGES = ("en", "nl", "fr", "de")


def languages(env):
    """Return {ISO code: code of the installed language that stands for it}, in order.

    Where several are installed (nl_NL, nl_BE) the first one stands for all of them.
    """
    installed = [code for code, _name in env["res.lang"].get_installed()]
    found = {short: next((code for code in installed if code.startswith(short)), None)
             for short in LANGUAGES}
    return {short: code for short, code in found.items() if code}


def nearest(lang, there):
    """Return which of some languages a reader gets.

    :param str lang: code of the reader's, or nothing
    :param there: ISO codes, in order
    """
    short = (lang or "en")[:2]
    return short if short in there else next(iter(there), "en")

"""Languages with all their texts, as somebody installs them."""


def install_languages(env, codes):
    """Install languages, with the translations of every module.

    :param codes: of res.lang
    :rtype: res.lang
    """
    langs = env["res.lang"].with_context(active_test=False).search([("code", "in", list(codes))])
    env["base.language.install"].create({
        "lang_ids": [(6, 0, langs.ids)], "overwrite": True}).lang_install()
    return langs

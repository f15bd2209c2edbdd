"""The language that a person is answered in (Art. 12(1): intelligible to the person)."""


def answer_lang(request):
    """Return the code of an installed language: the one that the request names, else that of the
    person's contacts, else the controller's.

    :param privacy.request request: one
    :rtype: str
    """
    request = request.sudo()
    installed = [code for code, _name in request.env["res.lang"].get_installed()]
    wanted = (request.lang, *request.partner_ids.mapped("lang"),
              request.company_id.partner_id.lang, "en_US")
    return next((lang for lang in wanted if lang in installed), installed[0])


def in_lang(env, lang):
    """Return the environment in a language."""
    return env(context={**env.context, "lang": lang})

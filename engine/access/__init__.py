"""Access and portability (Art. 15 and 20): what is held of one person, and the package of it.

In the order of a request::

    packaging.Packaging(env, request)      gather, build, release, hand over: what the models call
    collect.Collector(env, request)        the order of collecting:
        locate.Locator(env, plan)          every record of the person, by the data map
        reader.Reader(env, lang)           what the records say
        people.People(plan, ...)           who is who in and around them
        document.Document(env, ...)        names in place of ids
        cleaner.Cleaner(people, ...)       other people out of every text
        files.Files(plan)                  which files go along
        document.Document                  the document of ``core/requests/package.py``
    recipients.Recipients(env, request)    who has received data of this person, by what shows it
    facts.Facts(env, request)              what Art. 15(1) and (2) want to be said beside the copy
    letter.Letter(env, request, document)  what of it is printed, and what is left out
    build.Builder(env, request)            the zip
    delivery.Delivery(env, package)        by the link and the login, or by the link and a code
"""

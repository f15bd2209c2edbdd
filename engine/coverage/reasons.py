"""Why the fields that are declared free in ``data/coverage.csv`` hold nobody's data."""


def reasons(env):
    """Return {code of a shipped reason: the reason in the reader's language}."""
    return {
        "config": env._(
            "Configuration: how the system or a module works, entered by administrators"),
        "catalogue": env._(
            "Catalogue: what is sold, held or offered, the same for everybody"),
        "content": env._("Published content: written for the public by the company"),
        "books": env._("Charts and settings of the books: no document, no person"),
        "number": env._("A number, code or key that the system gives itself"),
        "state": env._("A technical state or format, no words of people"),
        "staff": env._(
            "About staff at work: internal users are protected from erasure, and their file "
            "is no subject of a run"),
        "company": env._("The company's own particulars"),
        "link": env._(
            "A link alone: the contact that it leads to is anonymised, and the record says "
            "nothing else of the person"),
        "method": env._(
            "Emptied together with the other fields by a method that the module has for "
            "this model"),
        "file": env._(
            "The content of a file: it goes with the file, and where that is kept, it is kept "
            "with its ground and end"),
        "own": env._("The privacy module's own record, with a period of its own"),
    }

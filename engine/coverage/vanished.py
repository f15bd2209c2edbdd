"""What the data map names and this database does not have any more."""


def vanished(env):
    """Return [(model, names)] of the rows of the map whose fields, way or model have gone without
    their module: a field made by hand, a model that a new version dropped.
    """
    rows = env["privacy.map"].sudo().search([("id", ">", 0)])
    gone = [(row.model_name, row.gone) for row in rows if row.gone]
    return sorted(set(gone))


def note_vanished(env, run):
    """Say on a run what it cannot look for any more."""
    if gone := vanished(env):
        run._add_note(env._(
            "The data map names what is not here any more, and what cannot be found by it: "
            "%s. An officer changes or archives these rows.",
            "; ".join(f"{model}: {names}" for model, names in gone)))

"""Names of rights, states and selections, in the reader's language."""

from ...core.requests import rights as rules


def label(record, name):
    """Return the label of what a selection field of a record says; False where it is empty."""
    labels = dict(record._fields[name]._description_selection(record.env))
    return labels.get(record[name], False)


def right_names(env):
    """Return {kind of right: its name}."""
    return dict(env["privacy.request.right"]._fields["kind"]._description_selection(env))


def right_choices(env):
    """Return [(kind, name, article, what it means)] of all rights, as forms offer them."""
    names, meaning = right_names(env), right_meanings(env)
    return [(kind, names[kind], article, meaning[kind])
            for kind, article in rules.RIGHTS.items()]


def right_meanings(env):
    """Return {kind: what it means}, in the words of somebody who never read the law."""
    return {
        "access": env._("What data you hold about me, why, and a copy of them."),
        "rectification": env._("Correct what is wrong, complete what is missing."),
        "erasure": env._("Delete my data; what the law makes you keep stays until then."),
        "restriction": env._("Store my data and do nothing else with them."),
        "portability": env._(
            "Give me the data that I gave you in a form that other services can read."),
        "objection": env._("Stop a use of my data, for instance for advertising."),
        "withdrawal": env._("I take back a consent that I gave."),
        "automated": env._("Have a person look at a decision that a machine took."),
        "safeguards": env._("A copy of the safeguards for data that go outside Europe."),
    }

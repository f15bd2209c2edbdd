"""What a task needs to be done: whose environment, under which name and number. It is kept apart
from the contact, sealed with a key that no database holds, and gone once the task is over.
"""

from ..notices.secrets import seal, unseal

#: fields of a contact that a task needs where its rule names none
FIELDS = ("name", "ref")


def sealed(task_key, text):
    """Return a text as it is stored; False where there is none, or no key to seal it with.

    :param str task_key: the task that it belongs to
    """
    return bool(text) and seal(text, _bound(task_key))


def opened(task):
    """Return what a task needs, in words; False where it is gone, or no known key opens it."""
    return unseal(task.sealed, _bound(task.key)) or False


def names_of(rule):
    """Return the names of fields of a contact that a rule's tasks need."""
    return [name for name in map(str.strip, (rule.task_fields or "").split(",")) if name]


def of_contacts(rule, partners):
    """Return ``{contact id: what the tasks of a rule need of it}``, a line for each field.

    :param privacy.rule rule: one
    """
    names = names_of(rule) or list(FIELDS)
    # a field of a module that is gone says nothing
    names = [name for name in names if name in partners._fields]
    labels = {name: partners._fields[name]._description_string(rule.env) for name in names}
    return {partner.id: "\n".join(
        f"{labels[name]}: {value}" for name in names
        if (value := _shown(partner[name]))) for partner in partners}


def _shown(value):
    """Return a field's value as people read it."""
    if hasattr(value, "mapped"):
        value = ", ".join(value.mapped("display_name"))
    return " ".join(str(value).split()) if value else ""


def _bound(task_key):
    return f"exit task {task_key}"

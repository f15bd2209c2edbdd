"""Which field of a model holds the name of whoever its records are about: declared of the models
that were read, and by rule of others. What a document is called (a ticket, an order, a task) is
nobody's name.
"""

import re

#: {model: the field, or None where its records name nobody}
FIELDS = {
    "crm.lead": "contact_name", "event.booth": "contact_name", "event.registration": "name",
    "event.track": "partner_name", "hr.applicant": "partner_name", "mail.guest": "name",
    "mail.group.member": None, "mailing.contact": "name", "pos.order": None,
    "project.task": "partner_name", "survey.user_input": "nickname",
}
#: fields of other models that say by their name whose name it is, the most telling first
TELLING = ("contact_name", "partner_name", "attendee_name", "customer_name", "participant_name",
           "applicant_name", "guest_name", "visitor_name", "full_name", "person_name", "nickname")
WHO = (r"attendee|participant|subscriber|applicant|candidate|guest|visitor|contact|person|people"
       r"|customer|client|volunteer|donor|student|patient|speaker|signer|registrant|member")
#: models whose records are people, and labels of a ``name`` that is a person's
PEOPLE = re.compile(rf"(^|[._])({WHO})s?$")
LABEL = re.compile(rf"^(your |full |first and last )name$|\b({WHO})('s)? name$", re.IGNORECASE)


def name_field(model):
    """Return the field that holds the person's name on a model's records, or None.

    Of ``name``, what a record is mostly called by, a model that nobody has read must say that it is
    a person's: by its label, or by what its records are.
    """
    if model._name in FIELDS:
        names = [FIELDS[model._name]]
    else:
        names = [*TELLING, *(["name"] if _names_people(model) else ())]
    return next((name for name in names if name in model._fields
                 and model._fields[name].store and model._fields[name].type == "char"
                 and not model._fields[name].translate), None)


def _names_people(model):
    field = model._fields.get("name")
    return field is not None and bool(
        PEOPLE.search(model._name) or LABEL.search(field.string or ""))

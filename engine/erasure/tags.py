"""What describes a contact, and what is another record's list of its people."""


def tags(env):
    """Return the many2many fields of contacts that describe the contact: what they lead to is
    made for contacts, or has no such list of its own.
    """
    of_others = {
        field.relation for name, model in env.items() if name != "res.partner"
        for field in model._fields.values()
        if field.type == "many2many" and field.store and field.model_name == name}
    return [
        field for name, field in env["res.partner"]._fields.items()
        if field.type == "many2many" and field.store and not name.startswith("privacy_")
        and (field.relation not in of_others
             or (field.comodel_name or "").startswith("res.partner."))]

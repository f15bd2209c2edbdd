"""Colleagues whom the conditions of signals mean: named one by one where they are few."""

#: colleagues whom a query names one by one; more of them are searched for
STAFF = 1000


def staff_of(signals):
    """Return {colleagues: ids of their contacts, or None where they are many}: whom the
    conditions of these signals mean, each kind of them asked for once.
    """
    conditions = {colleagues_of(condition): condition for signal in signals
                  for condition in staff_conditions(signal)}
    return {who: _contact_ids(signals.env, condition) for who, condition in conditions.items()}


def staff_conditions(signal):
    """Return the conditions of a signal that ask for users of a contact."""
    return [condition for condition in signal._domain().iter_conditions()
            if condition.operator == "any"
            and condition.field_expr.rpartition(".")[2] == "user_ids"]


def colleagues_of(condition):
    """Return the colleagues that a condition means, whatever leads to them."""
    return repr(condition.value)


def _contact_ids(env, condition):
    partners = env["res.partner"].sudo().with_context(active_test=False)
    query = partners._search([("user_ids", "any", condition.value)], bypass_access=True)
    query.limit = STAFF + 1
    ids = [partner for (partner,) in env.execute_query(query.select())]
    return tuple(ids) if len(ids) <= STAFF else None

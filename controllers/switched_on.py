"""The companies that somebody has switched on in the web client: a jsonrpc route is not told."""

from odoo.exceptions import AccessError
from odoo.http import request


def work_in(company_ids):
    """Let the request be about the companies that are switched on.

    :param company_ids: list of ids, the first is the company; empty: the user's default
    :raise AccessError: for what is no list of ids, and for a company that is not the user's
    """
    if not isinstance(company_ids, list | tuple) or any(type(each) is not int
                                                        for each in company_ids):
        raise AccessError(request.env._("You do not act for this company."))
    request.update_context(allowed_company_ids=[*company_ids])
    # Odoo looks at whose they are when it is asked for them
    request.env.companies.check_access("read")

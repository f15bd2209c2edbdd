"""What a system that reports consents is answered: JSON, whatever it sent."""

import json

from odoo.http import Response
from werkzeug.exceptions import abort

from .door import PATH, Refusal, check_envelope

#: pages of signed calls
SIGNED = (PATH, "/privacy/leaving/receipts")


def answer(status, content):
    """Return an answer in JSON, which nobody keeps."""
    return Response(
        json.dumps(content), status=status, content_type="application/json; charset=utf-8",
        headers={"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"})


def check_events(call):
    """Refuse a signed call that is wrong on its outside, before anybody reads its body.

    :param odoo.http.Request call: what came in, for any page
    :raise werkzeug.exceptions.HTTPException: with the answer
    """
    sent = call.httprequest
    if sent.path not in SIGNED:
        return
    try:
        check_envelope(sent.mimetype, sent.mimetype_params.get("charset", ""),
                       sent.content_length, not sent.query_string)
    except Refusal as refusal:
        abort(answer(refusal.status, refusal.content))

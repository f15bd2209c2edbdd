"""Lines of the register became a decision table: who is in the situation of a line is tagged with
its basis, for its categories of data. Seeded lines follow where nobody has changed them; tags do
at the full refresh.
"""

from odoo import SUPERUSER_ID, api

#: {seeded line: (its situation until now, from now on, category that it speaks of)}
LINES = {
    "services_contract_running": ("running", "customer", None),
    "security_legitimate_interests_register": (False, "held", "category_technical"),
    "enquiries_contract_register": (False, "customer_talked", None),
    "news_legitimate_interests_register": (False, "mailed", None),
    "improvement_legitimate_interests_register": (False, "held", None),
    "legal_legal_obligation_former": ("former", "former", "category_account"),
}
#: {what a seeded signal of something under way says of a contract: its codes}
CONTRACTS = {
    "trade": (
        "draft_document", "draft_payment", "online_payment", "sale_quotation", "pos_draft",
        "purchase_rfq", "purchase_open", "purchase_receipt", "purchase_agreement", "expense",
        "transfer", "subcontracting", "vehicle_contract", "vehicle_service", "lunch",
        "signature",
    ),
    "customer": ("sale_open", "sale_delivery", "subscription_running", "rental_out", "repair"),
}


def migrate(cr, version):
    env = api.Environment(cr, SUPERUSER_ID, {})
    for contract, codes in CONTRACTS.items():
        cr.execute(
            """UPDATE privacy_signal SET contract = %s WHERE contract IS NULL
                  AND kind = 'under_way' AND id IN (
                      SELECT res_id FROM ir_model_data
                       WHERE module = 'cloudpepper_privacy' AND model = 'privacy.signal'
                         AND name = ANY(%s))""",
            [contract, [f"signal_{code}" for code in codes]])
    seeded = env["privacy.purpose.line"].browse(env["ir.model.data"].search([
        ("module", "=", "cloudpepper_privacy"), ("model", "=", "privacy.purpose.line"),
    ]).mapped("res_id"))
    for name, (before, after, category) in LINES.items():
        line = env.ref(f"cloudpepper_privacy.purpose_line_{name}", raise_if_not_found=False)
        if line and line.situation == before:
            line.situation = after
            known = category and env.ref(f"cloudpepper_privacy.{category}")
            if known and known in line.purpose_id.category_ids:
                line.category_ids = known
    # a purpose that tagged nobody was told to whoever had data of its categories: it still is
    for purpose in env["privacy.purpose"].with_context(active_test=False).search([]):
        lines = purpose.line_ids - seeded
        if not any(purpose.line_ids.mapped("situation")):
            lines.situation = "held"
    env.ref("cloudpepper_privacy.ir_cron_refresh_full")._trigger()

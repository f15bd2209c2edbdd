"""Which stored fields a person is shown: all that say something, but secrets and machinery.

A secret would open an account or a link to whoever reads the package; machinery says how Odoo
keeps a record and nothing about anybody. What is left out is named here, so that it can be
questioned; everything else is read (GDPR Art. 15(1) and (3)).
"""

import re

#: parts of a name, between underscores, that tell a secret
SECRETS = frozenset((
    "password", "passwd", "passphrase", "secret", "token", "rtoken", "apikey", "totp", "otp",
    "nonce", "salt", "credential", "credentials", "keys", "hash", "pin", "cvc", "sid"))
#: whole names of secrets
SECRET_NAMES = frozenset((
    "key", "api_key", "private_key", "public_key", "session_identifier", "endpoint", "pin_code",
    "access_url", "oauth_uid", "sfu_channel_uuid", "sfu_server_url", "credential_identifier"))
#: names of what keeps a record in order
MACHINERY = frozenset((
    "id", "create_uid", "write_uid", "write_date", "parent_path", "uuid", "sequence", "color",
    "store_fname", "checksum", "db_datas", "index_content", "res_field", "public",
    "message_id", "message_main_attachment_id", "attachment_ids", "mail_server_id",
    "email_layout_xmlid", "email_add_signature", "reply_to_force_new", "inalterable_hash",
    "first_line_index", "internal_index", "sequence_prefix", "sequence_number", "display_name",
    "website_form_key", "invite_token", "properties_definition", "cover_properties",
    "duration_tracking", "analytic_distribution", "analytic_precision", "matching_number",
    "secure_sequence_number", "field_id", "send_context", "source_lang", "target_lang", "sms_uuid",
    "parent_res_model", "parent_res_id", "message_bounce", "is_internal", "co2_standard",
    "kanban_state_label", "card_requirement_viewed", "push_domain", "field_info"))
#: models whose records only organise others
ORGANISING = frozenset((
    "ir.model", "ir.model.fields", "ir.ui.view", "ir.mail_server", "ir.cron", "ir.filters",
    "mail.message.subtype", "ir.sequence", "ir.actions.act_window", "ir.actions.actions",
    "ir.attachment", "ir.module.module", "res.groups", "uom.category"))
#: copies of the same picture in smaller sizes
COPIES = re.compile(r"_(1024|512|256|128)$")
#: columns of mail that hold other people's addresses as well
HEADERS = frozenset((
    "email_from", "reply_to", "incoming_email_to", "incoming_email_cc", "outgoing_email_to",
    "email_to", "email_cc"))


def is_secret(name: str) -> bool:
    """Whether a field's name tells a secret: a password, a token, a key, a hash."""
    return name in SECRET_NAMES or bool(SECRETS.intersection(name.split("_")))


def is_shown(name: str, kind: str, comodel: str = "", hidden: bool = False) -> bool:
    """Whether a stored field is read for the person.

    :param name: the field's name
    :param kind: Odoo's type
    :param comodel: where a link leads
    :param hidden: whether nobody may read it on a screen
    """
    if hidden or name in MACHINERY or is_secret(name):
        return False
    if kind in ("properties_definition", "serialized") or comodel in ORGANISING:
        return False
    return not (kind == "binary" and COPIES.search(name))

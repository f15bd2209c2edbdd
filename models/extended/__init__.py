"""What is added to Odoo's own models, one file each."""

from . import (
    base,
    res_company,
    res_config_settings,
    res_partner,
    res_partner_screen,
    res_users,
    account_move,
    account_payment,
    discuss_channel,
    ir_attachment,
    ir_config_parameter,
    ir_mail_server,
    mail_blacklist,
    mail_followers,
    mail_mail,
    mail_message,
    mail_thread,
    phone_blacklist,
    res_partner_bank,
    res_users_deletion,
)

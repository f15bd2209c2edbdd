from . import base_partner_merge, mail_compose_message, privacy_replay, privacy_stop

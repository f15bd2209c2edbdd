from . import library_card, privacy_gateway

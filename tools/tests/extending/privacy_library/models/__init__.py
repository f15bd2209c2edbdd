from . import library_card, library_loan, privacy_gateway, privacy_gateway_loan, privacy_map, quiet

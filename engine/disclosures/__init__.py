"""Disclosures: what went to whom, as facts (GDPR Art. 15(1)(c), 19; C-154/21).

``reading``    what one rule (``privacy.disclosure.rule``) finds, in SQL
``refresh``    Disclosures(env): brings ``privacy_disclosure`` up to date, in sets
``servers``    which recipient a mail left through, noted on its message as it is sent
``merging``    what is on record of merged contacts is on record of the one that stays
``of_run``     who has received the data of the people of a batch, before it takes what shows it
"""

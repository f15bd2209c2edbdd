"""The policy as people read it: rendered from records, frozen when published, compared, announced.
"""

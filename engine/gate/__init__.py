"""The one gate that every mailing to many asks: who may be written to, and why not.

``recipients`` takes down for whom a mailing is, ``decision`` is the statement that says who is
left out, ``gate`` asks it; ``mails``, ``texts`` and ``invitations`` ask for their channel,
``hooks`` puts them where optional modules send, ``screen`` shows the counts beforehand.
"""

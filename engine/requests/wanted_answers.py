"""Where the writer of a mail wants answers (Reply-To), as far as that is safe.

A From that anybody may have written does not say where letters go. Only where the domain of the
From stands for the mail is it the sender's own word where to answer; and once an officer has said
who it is, what was fixed then counts, and nothing else.
"""


class WantedAnswers:
    """Where answers to one request are wanted."""

    def __init__(self, env, request):
        self.env, self.request = env, request

    def address(self):
        """Return the mail address for receipt and questions before identity holds, or False."""
        request = self.request.sudo()
        if request.identity_on or request.channel != "mail" or request.by_agent:
            return False
        mail = request.mail_ids.sorted("id")[:1]
        unchanged = mail.sender_email and mail.sender_email == request.person_email
        return mail.sender_check == "confirmed" and unchanged and mail.reply_email or False

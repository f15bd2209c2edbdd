"""A mail server that keeps what it is sent: the mailboxes of everybody who is written to."""
import socketserver
import threading
from email import message_from_bytes, policy


class _Session(socketserver.StreamRequestHandler):
    """One SMTP conversation, as far as Odoo has one (RFC 5321)."""

    def handle(self):
        self._say("220 here")
        recipients = []
        for line in iter(self.rfile.readline, b""):
            word = line.strip().upper()
            if word.startswith(b"RCPT TO:"):
                recipients.append(line.decode().partition("<")[2].partition(">")[0].lower())
            elif word == b"DATA":
                self._say("354 go on")
                self.server.keep(recipients, self._data())
                recipients = []
            elif word == b"QUIT":
                self._say("221 bye")
                return
            self._say("250 done")

    def _say(self, text):
        self.wfile.write(f"{text}\r\n".encode())

    def _data(self):
        lines = []
        for line in iter(self.rfile.readline, b""):
            if line.strip() == b"." and len(line) <= 3:
                break
            lines.append(line[1:] if line.startswith(b"..") else line)
        return b"".join(lines)


class Mailbox(socketserver.ThreadingTCPServer):
    """Serves on a free port of 127.0.0.1 until it is closed."""

    allow_reuse_address = daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Session)
        self.port = self.server_address[1]
        self._mails, self._changed = [], threading.Condition()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def keep(self, recipients, content):
        """Take a mail in."""
        with self._changed:
            self._mails.append((recipients, message_from_bytes(content, policy=policy.default)))
            self._changed.notify_all()

    def of(self, address):
        """Return the texts of the mails to an address, the last one last."""
        with self._changed:
            return [_text(mail) for recipients, mail in self._mails if address in recipients]

    def recipients(self):
        """Return everybody who was written to."""
        with self._changed:
            return {each for recipients, _mail in self._mails for each in recipients}


def _text(mail):
    part = mail.get_body(("html", "plain"))
    return f"{mail['Subject']}\n{part.get_content() if part else ''}"

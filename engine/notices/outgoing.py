"""Requests to machines of others: to public addresses over TLS, bounded in time and size.

The name is looked up once, every address that it has is checked, and the connection goes to one
that was checked: a name that means something else a moment later leads nowhere (DNS rebinding).
Nothing of the machine's own configuration takes part: no proxy, no netrc, no cookies. Redirects
are answers, and not followed.
"""

import logging
import socket
import threading
from contextlib import suppress
from contextvars import ContextVar
from dataclasses import dataclass
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, PoolManager
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, HTTPError, NewConnectionError
from urllib3.util.connection import create_connection

from ...core.notices import reach
from ..settings import Settings

#: seconds to connect, between two parts of an answer, and in all; bytes of an answer
CONNECT, READ, TOTAL = 5, 15, 30
SIZE = 64 * 1024

#: whether this thread's requests stay out of urllib3's log: paths may name a person
_UNLOGGED = ContextVar("privacy_unlogged", default=False)
logging.getLogger("urllib3.connectionpool").addFilter(lambda _record: not _UNLOGGED.get())


class NotReached(Exception):
    """No answer came, or none was asked for.

    :ivar str code: why; no personal data
    """

    def __init__(self, code):
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Answer:
    """What a machine answered.

    :ivar int status: of HTTP
    :ivar headers: case-insensitive
    :ivar bytes body: all of it
    """

    status: int
    headers: dict
    body: bytes

    @property
    def after(self):
        """Seconds that it asks us to wait (``Retry-After``), or None."""
        text = self.headers.get("Retry-After", "")
        return int(text) if text.isdecimal() and len(text) < 9 else None


class Outgoing:
    """Sends one request at a time; what may be reached is a setting."""

    def __init__(self, env):
        env["ir.config_parameter"].flush_model()
        settings = Settings(env)
        self._allowed = reach.networks(settings.text("notice_networks", ""))
        self._may_be_plain = bool(settings.text("notice_plain_http"))

    def call(self, method, url, headers=None, body=None):
        """Send a request.

        :param str url: https, or http where the setting allows it
        :param bytes body: what is sent
        :raise NotReached: with one of the codes url, plain_http, unresolved, private_address,
            unreachable, timeout, tls, broken, too_large
        :rtype: Answer
        """
        try:
            prepared = requests.Request(method, url, headers=headers, data=body).prepare()
        except requests.exceptions.RequestException as error:
            raise NotReached("url") from error
        # the address as it will be called, not as it was written
        address = self._address(self._checked(prepared.url))
        token = _UNLOGGED.set(True)
        try:
            return self._send(prepared, address)
        finally:
            _UNLOGGED.reset(token)

    def _checked(self, url):
        """Return the parts of an address, where it is one that may be called."""
        try:
            parts = urlsplit(url)
            _port = parts.port  # a number out of range is refused here
        except ValueError as error:
            raise NotReached("url") from error
        if parts.scheme not in ("https", "http") or not parts.hostname or parts.username:
            raise NotReached("url")
        if parts.scheme == "http" and not self._may_be_plain:
            raise NotReached("plain_http")
        return parts

    def _address(self, parts):
        """Return an address of the machine, where all that its name has may be reached."""
        port = parts.port or {"https": 443, "http": 80}[parts.scheme]
        try:
            found = socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise NotReached("unresolved") from error
        addresses = [entry[4][0] for entry in found]
        if not addresses:
            raise NotReached("unresolved")
        if not all(reach.is_allowed(address, self._allowed) for address in addresses):
            raise NotReached("private_address")
        return addresses[0]

    def _send(self, prepared, address):
        with _Deadline(TOTAL) as deadline:
            adapter = _Pinned(address, deadline)
            try:
                response = adapter.send(
                    prepared, stream=True, timeout=(CONNECT, READ), verify=True)
                answer = Answer(response.status_code, response.headers, self._body(response))
            except (requests.exceptions.RequestException, HTTPError) as error:
                raise NotReached("timeout" if deadline.is_over else _why(error)) from error
            finally:
                adapter.close()
        if deadline.is_over:
            # what was cut off looks like an answer that ends there
            raise NotReached("timeout")
        return answer

    def _body(self, response):
        """Return the body: what it is packed as counts unpacked."""
        body = b""
        for part in response.iter_content(8192):
            body += part
            if len(body) > SIZE:
                raise NotReached("too_large")
        return body


def _why(error):
    """Return the code of what went wrong: the first that fits."""
    for kind, code in ((requests.exceptions.SSLError, "tls"),
                       (requests.exceptions.Timeout, "timeout"),
                       (requests.exceptions.ConnectionError, "unreachable")):
        if isinstance(error, kind):
            return code
    return "broken"


class _Deadline:
    """Ends a connection whose time is over, whatever is waited for: whoever sends a byte now and
    then meets no time-out between two of them.
    """

    def __init__(self, seconds):
        self._timer = threading.Timer(seconds, self._end)
        self._timer.daemon = True
        self._watched = []
        self.is_over = False

    def __enter__(self):
        self._timer.start()
        return self

    def __exit__(self, *_error):
        self._timer.cancel()
        for each in self._watched:
            each.close()

    def watch(self, connection):
        """Return a connection whose end is watched: what TLS makes of it shares its socket."""
        self._watched.append(connection.dup())
        if self.is_over:
            self._end()
        return connection

    def _end(self):
        self.is_over = True
        for each in self._watched:
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)


class _Pinned(HTTPAdapter):
    """Connects to one address, whatever the name; the certificate is still the name's."""

    def __init__(self, address, deadline):
        self._address, self._deadline = address, deadline
        super().__init__(max_retries=0)

    def init_poolmanager(self, connections, maxsize, block=False, **given):
        """Make the pools: requests calls it."""
        self.poolmanager = PoolManager(
            num_pools=connections, maxsize=maxsize, block=block, **given)
        self.poolmanager.pool_classes_by_scheme = _pools(self._address, self._deadline)


def _pools(address, deadline):
    """Return the classes of pools whose connections go to an address until a deadline."""
    def connected(connection):
        try:
            return deadline.watch(create_connection(
                (address, connection.port), connection.timeout,
                source_address=connection.source_address,
                socket_options=connection.socket_options))
        except TimeoutError as error:
            raise ConnectTimeoutError(connection, "timeout") from error
        except OSError as error:
            raise NewConnectionError(connection, "unreachable") from error

    plain = type("Plain", (HTTPConnection,), {"_new_conn": connected})
    secure = type("Secure", (HTTPSConnection,), {"_new_conn": connected})
    return {
        "http": type("PlainPool", (HTTPConnectionPool,), {"ConnectionCls": plain}),
        "https": type("SecurePool", (HTTPSConnectionPool,), {"ConnectionCls": secure})}

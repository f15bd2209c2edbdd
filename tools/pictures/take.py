"""Takes the pictures that ``bin/pictures`` asked for; run by the environment's own Python."""
import json
import sys
from pathlib import Path

from ..attack.client import Client
from ..environment.console import Failure
from ..environment.paths import ADDON
from .chromium import chromium
from .screens import SCREENS


class Photographer:
    """Goes from screen to screen."""

    def __init__(self, tab, url, database, folder, languages, sizes):
        self.tab, self.url, self.database = tab, url, database
        self.folder, self.languages, self.sizes = Path(folder), languages, sizes
        self.admin = Client(url, database).login("admin")
        self._clients = {"": None}
        portal = self.admin.call("res.users", "search_read", [["share", "=", True],
                                                              ["active", "=", True],
                                                              ["login", "=like", "maud.%"]],
                                 ["login"], limit=1)
        self._portal = portal[0]["login"] if portal else None

    def client(self, login):
        """Somebody's session; a stranger has none."""
        if login not in self._clients:
            name = self._portal if login == "portal" else login
            password = name.split(".")[0] if login == "portal" else None
            self._clients[login] = Client(self.url, self.database).login(name, password)
        return self._clients[login]

    def speak(self, login, lang):
        """Give a person a language."""
        name = self._portal if login == "portal" else login
        users = self.admin.call("res.users", "search", [["login", "=", name]])
        self.admin.call("res.users", "write", users, {"lang": lang})

    def address(self, screen, lang):
        """Where a screen is."""
        found = ()
        if screen.model:
            found = self.client(screen.login).call(
                screen.model, "search", [list(each) for each in screen.domain], limit=1)
        record = found[0] if found else ""
        if screen.action.startswith("/"):
            path = screen.action.format(id=record)
            return f"{self.url}{path}" + ("" if screen.login else f"?lang={lang}")
        return f"{self.url}/odoo/action-{ADDON}.{screen.action}/{record}".rstrip("/")

    def take(self, screen, lang, size):
        """Take one picture; return its path."""
        if screen.login:
            self.speak(screen.login, self.languages[lang])
        client = self.client(screen.login)
        self.tab.size(*self.sizes[size])
        self.tab.session(self.url, client and client.session())
        self.tab.go(self.address(screen, self.languages[lang]))
        path = self.folder / f"{screen.name}-{lang}-{size}.png"
        self.tab.picture(path, whole=not screen.login)
        return path


def main(url, database, folder, words, languages, sizes):
    """Go through all screens, languages and sizes; return how many could not be seen."""
    chosen = [screen for screen in SCREENS
              if not words or any(word in screen.name for word in words)]
    missed = 0
    with chromium() as tab:
        photographer = Photographer(tab, url, database, folder, languages, sizes)
        for lang in languages:
            for size in sizes:
                for screen in chosen:
                    try:
                        print(photographer.take(screen, lang, size), flush=True)
                    except Failure as failure:
                        missed += 1
                        print(f"{screen.name}, {lang}, {size}: {failure}", flush=True)
    return missed


if __name__ == "__main__":
    sys.exit(bool(main(**json.loads(sys.argv[1]))))

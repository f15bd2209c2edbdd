"""bin/pictures: the screens of a served copy of the demo, as PNG files, for whoever reads them."""
import argparse
import json
import subprocess

from ..attack.mailbox import Mailbox
from ..environment import browser, paths, setup, venv
from ..environment.console import Failure, step
from . import attack, demo

FOLDER = paths.LOCAL / "pictures"
#: pixels
SIZES = {"desktop": (1440, 900), "phone": (375, 800)}
LANGUAGES = {"en": "en_US", "nl": "nl_NL", "fr": "fr_FR", "de": "de_DE"}


def parse(arguments):
    """The options."""
    parser = argparse.ArgumentParser(prog="bin/pictures", description="Take pictures of screens.")
    parser.add_argument("words", nargs="*", help="only screens whose name holds one of these")
    parser.add_argument("--lang", choices=LANGUAGES, action="append", help="all four if not given")
    parser.add_argument("--size", choices=SIZES, action="append", help="both if not given")
    parser.add_argument("--keep", action="store_true", help="take the demo as it was left")
    return parser.parse_args(arguments)


def run(arguments):
    """Serve, look, keep."""
    options = parse(arguments)
    environment = setup.everything()
    browser.need_browser()
    if not options.keep:
        with paths.lock("demo"), step("the demo"):
            demo.prepare(environment, False)
            demo.play(environment, 8069)
    FOLDER.mkdir(exist_ok=True)
    with attack.served(environment, Mailbox()) as (url, *_others):
        asked = {"url": url, "database": attack.DATABASE, "folder": str(FOLDER),
                 "words": options.words,
                 "languages": {lang: LANGUAGES[lang] for lang in options.lang or LANGUAGES},
                 "sizes": {size: SIZES[size] for size in options.size or SIZES}}
        # the browser's protocol needs a package that only the environment has
        done = subprocess.run([venv.PYTHON, "-m", "tools.pictures.take", json.dumps(asked)],
                              cwd=paths.REPO, check=False)
    if done.returncode:
        raise Failure("not all screens could be seen")

"""The screens that pictures are taken of are there."""
import re

import pytest

from tools.environment.paths import REPO
from tools.pictures.screens import SCREENS

VIEWS = "\n".join(path.read_text() for path in (REPO / "views").glob("*.xml"))
ROUTES = "\n".join(path.read_text() for path in (REPO / "controllers").glob("*.py"))


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.name)
def test_a_screen_opens_an_action_or_a_page_that_exists(screen):
    if screen.action.startswith("/odoo/"):
        assert screen.model and "{id}" in screen.action
    elif screen.action.startswith("/"):
        assert f'"{screen.action}"' in ROUTES
    else:
        assert re.search(rf'id="{screen.action}"', VIEWS)


def test_pictures_have_names_of_their_own():
    names = [screen.name for screen in SCREENS]
    assert len(set(names)) == len(names)

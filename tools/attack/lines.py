"""All attacks, in order: each with its case and what is tried."""
from collections.abc import Callable
from typing import NamedTuple

from . import identity, limits


class Line(NamedTuple):
    """One attack.

    :ivar str case: what it is about
    :ivar Callable attack: function of the world
    """

    case: str
    attack: Callable

    @property
    def what(self):
        """What is tried, in words."""
        return self.attack.__doc__.splitlines()[0].rstrip(".")


LINES = (
    Line("D1", identity.sign_up_and_ask),
    Line("D1", identity.lift_an_opt_out),
    Line("D1", identity.guess_the_code),
    Line("D1", identity.type_a_further_address),
    Line("D2", identity.confirm_mail_without_a_click),
    Line("D2", identity.edit_the_contact_afterwards),
    Line("D2", identity.write_what_buttons_set),
    Line("D3", limits.flood_from_one_source),
    Line("D3", limits.flood_one_address),
    Line("D3", limits.press_twice_in_the_portal),
)


def chosen(words):
    """Return the lines whose case or words hold one of some words; all where there are none."""
    return [line for line in LINES if not words or any(
        word.lower() in f"{line.case} {line.what}".lower() for word in words)]

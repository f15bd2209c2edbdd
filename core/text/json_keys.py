"""Keys of JSON objects that are changed as texts are: somebody's name may be one."""

from collections.abc import Callable, Iterable


def changed(keys: Iterable[str], change: Callable[[str], str]) -> dict[str, str]:
    """Return ``{key: what it becomes}``; no two become the same.

    :param keys: of one object
    :param change: function of a text
    """
    found: dict[str, str] = {}
    names = list(keys)
    taken = set(names)
    for key in names:
        told, number = change(key), 2
        name = told
        while name != key and name in taken:
            name, number = f"{told} {number}", number + 1
        taken.add(name)
        found[key] = name
    return found

"""What columns of bytes stand for, and which files lie below a folder."""

import base64
import binascii
import os


def decoded(data):
    """Return what base64 stands for, or the bytes as they are."""
    try:
        return base64.b64decode(data, validate=True)
    except binascii.Error:
        return data


def names_below(folder):
    """Yield the names of the files of a filestore; the lists of what is to be deleted are none."""
    for where, folders, names in os.walk(folder):
        if where == folder:
            folders[:] = [name for name in folders if name != "checklist"]
        inside = "" if where == folder else f"{os.path.relpath(where, folder)}/"
        yield from (f"{inside}{name}" for name in names)

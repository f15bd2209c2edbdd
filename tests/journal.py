"""An exported journal, verified as anybody can: with JSON and SHA-256 and nothing of ours."""

import hashlib
import json


def verified(lines):
    """Return the number of rows that the seals of a journal close, or None where one is wrong.

    :param lines: bytes of each line, without its end
    """
    header = json.loads(lines[0])
    running, rows, sealed, seals = header["start"], 0, 0, 0
    for line in lines[1:]:
        seal = json.loads(line).get("seal")
        if seal is None:
            running = hashlib.sha256(bytes.fromhex(running) + line).hexdigest()
            rows += 1
        elif seal["previous"] and seal["gone"]:
            running, seals = seal["digest"], seals + 1
        elif seal["digest"] == running:
            sealed, seals = rows, seals + 1
        else:
            return None
    return rows if rows == sealed and seals == header["seals"] else None

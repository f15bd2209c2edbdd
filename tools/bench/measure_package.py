"""CPU of a package of a thousand records, its PDF and everything else included."""

import io
import os
import zipfile

from . import inside

RECORDS = 1000
BODY = "<p>Dear all, about order %s: the roof is done, please see the drawings.</p>"


def measure(env, parameters):
    """Return the least CPU seconds of this process and its children, and what was made."""
    (person,) = inside.oldest(env, 1)
    _write(env, person)
    request = env["privacy.request"].intake({
        "rights": ["access"], "name": person.name, "email": person.email})
    request._confirm_identity(person, "known")
    env.cr.commit()
    taken, package = [], None
    for _round in range(parameters["rounds"]):
        env.invalidate_all()
        before = _cpu()
        attachment = request.build_package()
        env.cr.commit()
        taken.append(_cpu() - before)
        package = request.package_ids[:1]
        with zipfile.ZipFile(io.BytesIO(attachment.raw)) as opened:
            if "answer.pdf" not in opened.namelist():
                raise RuntimeError("nothing prints here: apt-get install wkhtmltopdf")
    if package.records < RECORDS:
        raise RuntimeError(f"a package of {package.records} records only")
    return {"seconds": min(taken), "records": package.records, "size": package.size}


def _write(env, person):
    """Have the person and staff write until there are as many records."""
    staff = env.ref("base.partner_admin")
    env["mail.message"].create([{
        "model": "res.partner", "res_id": person.id, "message_type": "email",
        "author_id": (person if number % 2 else staff).id, "body": BODY % number,
        "date": "2026-01-05 09:00:00"} for number in range(RECORDS)])


def _cpu():
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system

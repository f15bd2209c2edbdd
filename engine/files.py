"""Files that have served."""

from .acting import acting_env


def remove_files(env, attachments):
    """Remove files from the database, and from the disk once that is committed.

    :param ir.attachment attachments: which
    :return: how many there were
    """
    files = acting_env(env)["ir.attachment"].browse(attachments.ids).exists()
    count = len(files)
    files.unlink()
    return count

"""Privacy roles given and taken are evidence, however somebody's membership was written."""

from contextlib import contextmanager

from odoo.tools import SQL

from ...const import ARCHIVE, AUDITOR, OFFICER, USER

#: what of users and of groups says who has a role
OF_USERS = frozenset(("group_ids", "active"))
OF_GROUPS = frozenset(("user_ids", "implied_ids", "implied_by_ids"))


class Roles:
    """Who has which role, directly or through any group that implies it; a user who is archived
    has none.
    """

    def __init__(self, env):
        self.env = env(su=True)

    @contextmanager
    def watched(self, users=None):
        """File what a block gives and takes.

        :param users: these alone; None: everybody
        """
        before = self.holders(users)
        yield
        self._record(before, self.holders(users))

    def note_new(self, users):
        """File what new users begin with."""
        self._record({}, self.holders(users))

    def holders(self, users=None):
        """Return {(id of a user, role): id of their contact}."""
        roles = self._groups()
        if not roles or users is not None and not users.ids:
            return {}
        self.env["res.users"].flush_model(["group_ids", "active", "partner_id"])
        self.env["res.groups"].flush_model(["user_ids", "implied_ids"])
        rows = self.env.execute_query(SQL(
            """WITH RECURSIVE gives AS (
                   SELECT id AS role, id AS gid FROM res_groups WHERE id = ANY(%s)
                    UNION
                   SELECT gives.role, implied.gid FROM gives
                     JOIN res_groups_implied_rel implied ON implied.hid = gives.gid)
               SELECT DISTINCT users.id, gives.role, users.partner_id FROM gives
                 JOIN res_groups_users_rel member ON member.gid = gives.gid
                 JOIN res_users users ON users.id = member.uid AND users.active
                WHERE %s""",
            list(roles), SQL("TRUE") if users is None else SQL("users.id = ANY(%s)", users.ids)))
        return {(user, roles[role]): partner for user, role, partner in rows}

    def _groups(self):
        """Return {id of the group: role}."""
        groups = {}
        for name in (USER, OFFICER, AUDITOR, ARCHIVE):
            if group := self.env.ref(name, raise_if_not_found=False):
                groups[group.id] = name.rpartition("_")[2]
        return groups

    def _record(self, before, after):
        rows = []
        for act, one, other in (("role_taken", before, after), ("role_given", after, before)):
            rows += [{"act": act, "partner": one[user, role],
                      "counts": {"user": user, "role": role, "uid": self.env.uid}}
                     for user, role in sorted(one.keys() - other.keys())]
        if rows:
            self.env["privacy.evidence"]._record(rows)

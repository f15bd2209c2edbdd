"""What others write and send because of an erasure: looked through before the batch goes on.

A record is emptied before anybody is told (:mod:`~.tell`); this is the second net, for whatever
found out all the same: logs and copies that were made while the plan was carried out, by modules,
automations or triggers of the database, and what was put into a queue to be sent.
"""

from contextlib import contextmanager

from odoo.tools import SQL

from ..acting import quiet
from .redact import without, write_texts

#: models whose records are sent, or tell somebody: none is made because somebody is erased. What
#: others hang on comes last
SENT = ("mail.push", "mail.message.schedule", "mail.scheduled.message", "sms.sms",
        "snailmail.letter", "mail.mail", "mail.notification", "bus.bus", "mail.message")
#: modules whose steps after the commit tell nobody
OURS = ("odoo.addons.cloudpepper_privacy.engine.", "odoo.addons.cloudpepper_privacy.models.",
        "odoo.addons.base.models.ir_cron")
#: types whose columns PostgreSQL writes as text
STRUCTURED = ("json", "jsonb", "xml", "hstore")


class Listeners:
    """Watches a cursor while a plan is carried out, and clears up after those who listen."""

    def __init__(self, env, plan):
        """:param env: the engine's own environment"""
        self.env, self.plan = env, plan

    @contextmanager
    def watched(self):
        """Watch a block in which records of others are written and deleted."""
        steps, counted = self._steps_after_commit(), self._counted()
        try:
            with quiet(self.env.cr):
                yield
                self.env.flush_all()
                # what waits for the end of the transaction is written now, in sight
                self.env.cr.flush()
        finally:
            self._drop_steps(*steps)
        self._clear(counted)

    # === AFTER THE COMMIT === #

    def _steps_after_commit(self):
        queue = self.env.cr.postcommit
        return list(queue._funcs), set(queue.data)

    def _drop_steps(self, steps, keys):
        """Take away what somebody meant to do after the commit: webhooks, mails, notifications."""
        queue = self.env.cr.postcommit
        kept = [step for step in queue._funcs if step in steps or _is_ours(step)]
        queue._funcs.clear()
        queue._funcs.extend(kept)
        for key in set(queue.data) - keys:
            del queue.data[key]

    # === ROWS === #

    def _counted(self):
        """Return {oid of a table: rows that this transaction has added}; None where PostgreSQL
        does not count.
        """
        ((counts,),) = self.env.execute_query(SQL("SELECT current_setting('track_counts')"))
        if counts != "on":
            return None
        return dict(self.env.execute_query(SQL(
            """SELECT relid::bigint, n_tup_ins FROM pg_stat_xact_user_tables
                WHERE n_tup_ins > 0 AND schemaname !~ '^pg_'""")))

    def _clear(self, before):
        """Delete what would be sent, and copies in tables that no model has; take the mentions of
        those who go out of everything else that was added.
        """
        after = self._counted()
        added = None if after is None else {
            table: count - before.get(table, 0) for table, count in after.items()
            if count > before.get(table, 0)}
        ((mark,),) = self.env.execute_query(SQL(
            "SELECT (array_agg(xmin ORDER BY age(xmin) DESC))[1]::text FROM privacy_plan"))
        if mark is None or added == {}:
            return
        models_of = {model._table: name for name, model in self.env.registry.items()
                     if model._auto and not model._abstract}
        tables = sorted(self._tables(added), key=lambda table: _rank(models_of.get(table.name)))
        for table in tables:
            model = models_of.get(table.name) if table.here else None
            if model in SENT or model is None:
                self._delete(table, mark)
            elif table.has_id:
                self._redact(table, mark)
        self.env.invalidate_all(flush=False)

    def _tables(self, added):
        """Return the tables that rows were added to and that hold text, but the module's own.

        :param added: {oid: number of rows}, or None for all tables
        """
        rows = self.env.execute_query(SQL(
            """SELECT class.oid::bigint, ns.nspname, class.relname,
                      ns.nspname = current_schema(),
                      bool_or(att.attname = 'id' AND type.typname IN ('int4', 'int8')),
                      array_agg(att.attname::text) FILTER (WHERE %(text)s),
                      array_agg(type.typname::text) FILTER (WHERE %(text)s)
                 FROM pg_class class
                 JOIN pg_namespace ns ON ns.oid = class.relnamespace
                 JOIN pg_attribute att ON att.attrelid = class.oid
                      AND att.attnum > 0 AND NOT att.attisdropped
                 JOIN pg_type type ON type.oid = att.atttypid
                WHERE class.relkind = 'r' AND ns.nspname !~ '^pg_'
                  AND ns.nspname != 'information_schema'
                  AND NOT starts_with(class.relname, 'privacy_') AND %(added)s
                GROUP BY class.oid, ns.nspname, class.relname HAVING bool_or(%(text)s)""",
            text=SQL("(type.typcategory = 'S' OR type.typname = ANY(%s))", list(STRUCTURED)),
            added=SQL("TRUE") if added is None else SQL("class.oid = ANY(%s)", list(added))))
        return [_Table(*row, None if added is None else added[row[0]]) for row in rows]

    def _delete(self, table, mark):
        """Delete the rows that were added, with the files of messages."""
        ours = table.added_sql(mark)
        if table.name == "mail_message" and table.here:
            rows = self.env.execute_query(SQL("SELECT id FROM %s added", ours))
            self.env["ir.attachment"].search([
                ("res_model", "=", "mail.message"),
                ("res_id", "in", [row for (row,) in rows])]).unlink()
        if table.has_id:
            where = SQL("id IN (SELECT id FROM %s added)", ours)
        else:
            where = SQL("age(xmin) <= age(%s::xid)", mark)
        self.env.cr.execute(SQL("DELETE FROM %s WHERE %s", table.sql, where))

    def _redact(self, table, mark):
        """Take the mentions of contacts that go as a whole out of the rows that were added."""
        going = {subject for (subject,) in self.env.execute_query(
            SQL("SELECT partner_id FROM privacy_subject WHERE whole"))}
        rows = self.env.execute_query(SQL(
            "SELECT id, %s FROM %s added",
            SQL(", ").join(SQL("%s::text", SQL.identifier(name)) for name in table.columns),
            table.added_sql(mark))) if going and table.columns else []
        texts = {row: values for row, *values in rows}
        met = self.plan.mentions.named([
            ((row, column), text) for row, values in texts.items()
            for column, text in enumerate(values)])
        columns, changed = list(table.columns.items()), set()
        for (row, column), subject in met:
            if subject in going:
                texts[row][column] = without(
                    self.plan.mentions, subject, texts[row][column], columns[column][1])
                changed.add(row)
        if changed:
            write_texts(self.env.cr, table.sql, columns, {row: texts[row] for row in changed})


class _Table:
    """A table that rows were added to."""

    def __init__(self, oid, schema, name, here, has_id, columns, types, count):
        self.oid, self.name, self.here, self.has_id = oid, name, here, has_id
        self.count = count
        # of the other types no model of Odoo has a column
        self.columns = {name: kind in ("json", "jsonb")
                        for name, kind in zip(columns, types, strict=True)
                        if kind not in ("xml", "hstore")}
        self.sql = SQL.identifier(schema, name)

    def added_sql(self, mark):
        """Return the rows that were added as a subquery: by their ids the newest, and written
        since the plan was.

        :param str mark: id of the transaction that wrote the plan
        """
        newest = self.sql
        if self.has_id and self.count is not None:
            newest = SQL("(SELECT xmin, * FROM %s ORDER BY id DESC LIMIT %s)", self.sql, self.count)
        return SQL("(SELECT * FROM %s newest WHERE age(newest.xmin) <= age(%s::xid))", newest, mark)


def _rank(model):
    return SENT.index(model) if model in SENT else len(SENT)


def _is_ours(step):
    """Whether a step after the commit was put there by this module, or wakes the scheduler."""
    step = getattr(step, "func", step)
    return (getattr(step, "__module__", None) or "").startswith(OURS)

"""Tables of evidence that PostgreSQL itself lets nobody change."""

from odoo import tools
from odoo.tools import SQL

from ..housekeeping import PERIODS

#: tables that only grow: PostgreSQL refuses everything else
APPEND_ONLY = ("privacy_evidence", "privacy_seal")
#: evidence younger than this is never deleted, whatever a setting or a person says
LEAST_MONTHS = PERIODS["keep_evidence_months"][2]


def install(cr):
    """Refuse in PostgreSQL what the ORM refuses.

    Rows are deleted inside one function alone, which checks for itself. Whoever owns the tables
    can take the trigger away; that rows are missing then shows.
    """
    _install_refusal(cr)
    _install_cut(cr)


def _install_refusal(cr):
    """Let rows be added, and nothing else."""
    cr.execute(
        """CREATE OR REPLACE FUNCTION privacy_append_only() RETURNS trigger AS $$
           BEGIN
             IF TG_OP = 'DELETE' AND TG_TABLE_NAME = 'privacy_evidence'
                AND current_setting('privacy.cut', true) = 'on' THEN
               RETURN NULL;
             END IF;
             RAISE EXCEPTION 'privacy: evidence is only added to';
           END $$ LANGUAGE plpgsql"""
    )
    for table in APPEND_ONLY:
        if tools.sql.table_exists(cr, table):
            cr.execute(SQL(
                """CREATE OR REPLACE TRIGGER privacy_append_only
                   BEFORE UPDATE OR DELETE OR TRUNCATE ON %s
                   FOR EACH STATEMENT EXECUTE FUNCTION privacy_append_only()""",
                SQL.identifier(table)))


def _install_cut(cr):
    """Let one function delete, up to a seal whose deletion was announced and sealed."""
    cr.execute(SQL(
        """CREATE OR REPLACE FUNCTION privacy_evidence_cut(checkpoint integer)
           RETURNS integer AS $$
           DECLARE deleted integer;
           BEGIN
             IF NOT EXISTS (
                 SELECT FROM privacy_seal seal
                   JOIN privacy_evidence announced ON announced.act = 'cut'
                    AND announced.counts->>'until' = seal.last_ref::text
                    AND announced.counts->>'seal' = seal.digest
                  WHERE seal.last_ref = checkpoint AND announced.id > checkpoint
                    AND announced.id <= (SELECT max(last_ref) FROM privacy_seal)
                    AND NOT EXISTS (
                        SELECT FROM privacy_seal young WHERE young.last_ref <= checkpoint
                           AND young.sealed_on
                               >= now() AT TIME ZONE 'UTC' - make_interval(months => %s))
             ) THEN
               RAISE EXCEPTION 'privacy: no sealed announcement of this deletion';
             END IF;
             PERFORM set_config('privacy.cut', 'on', true);
             DELETE FROM privacy_evidence WHERE id <= checkpoint;
             GET DIAGNOSTICS deleted = ROW_COUNT;
             PERFORM set_config('privacy.cut', '', true);
             RETURN deleted;
           END $$ LANGUAGE plpgsql""",
        LEAST_MONTHS,
    ))


def remove(cr):
    """Take the functions away, and the triggers with them."""
    cr.execute("DROP FUNCTION IF EXISTS privacy_append_only() CASCADE")
    cr.execute("DROP FUNCTION IF EXISTS privacy_evidence_cut(integer)")

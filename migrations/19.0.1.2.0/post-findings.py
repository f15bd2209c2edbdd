"""Places where an earlier proof still met somebody become findings.

What identified the person was forgotten then, so nothing can search there again: an officer looks
and says what it is, and the contact is unproven after that, never complete. Nobody who was still
met, or not searched for, is called anonymised.
"""


def migrate(cr, version):
    findings_of_places(cr)
    verdicts(cr)
    histories(cr)


def findings_of_places(cr):
    """Make a finding of each place; a count above the ids that were kept is the first one's."""
    cr.execute(
        """WITH line AS (
               SELECT item.id, item.run_id, item.partner_ref, line ->> 'model' AS model,
                      line ->> 'field' AS field, line -> 'ids' AS ids
                 FROM privacy_run_item item, jsonb_array_elements(item.residue) line
                WHERE item.state = 'incomplete' AND jsonb_typeof(item.residue) = 'array'
                  AND NOT EXISTS (SELECT FROM privacy_finding known WHERE known.item_id = item.id)
           )
           INSERT INTO privacy_finding (run_id, item_id, partner_ref, model, table_name,
                  column_name, res_id, kinds, why, state)
           SELECT line.run_id, line.id, line.partner_ref, line.model,
                  replace(line.model, '.', '_'), line.field, place.record::int, '', 'blind', 'open'
             FROM line
             LEFT JOIN LATERAL jsonb_array_elements_text(line.ids) AS place (record) ON TRUE""")
    cr.execute(
        """UPDATE privacy_run_item item SET unsearched = 'identifiers_lost'
            WHERE EXISTS (SELECT FROM privacy_finding finding
                           WHERE finding.item_id = item.id AND finding.why = 'blind')
               OR item.reason = 'identifiers_lost'""")
    # the lines that a proof added are its findings' now
    cr.execute(
        """UPDATE privacy_run_item item SET detail = (
                  SELECT jsonb_agg(CASE WHEN line ->> 'ground' = 'found'
                                        THEN line || '{"finding": true}' ELSE line END)
                    FROM jsonb_array_elements(item.detail) line)
            WHERE EXISTS (SELECT FROM privacy_finding finding
                           WHERE finding.item_id = item.id AND finding.why = 'blind')
              AND jsonb_typeof(item.detail) = 'array'""")


def verdicts(cr):
    """Who was still met, or not searched for, is pseudonymous at most."""
    cr.execute(
        """UPDATE privacy_run_item
              SET verdict = 'pseudonymous', verdict_reasons = COALESCE(verdict_reasons, '{}') ||
                  CASE state WHEN 'unproven' THEN '{"unproven": 1}'::jsonb
                             ELSE '{"met": 1}'::jsonb END
            WHERE verdict IS NOT NULL AND state IN ('incomplete', 'unproven')""")


def histories(cr):
    """Earlier versions of a task that others share are emptied as well, as shipped rows say."""
    cr.execute(
        """UPDATE privacy_map SET shared_act = 'redact', shared_field_names = 'html_field_history'
            WHERE model_name = 'project.task' AND field_names = 'html_field_history'
              AND act = 'mask' AND shared_act = 'keep' AND shared_field_names IS NULL
              AND id IN (SELECT res_id FROM ir_model_data WHERE model = 'privacy.map'
                            AND module = 'cloudpepper_privacy' AND name = 'map_task_history')""")

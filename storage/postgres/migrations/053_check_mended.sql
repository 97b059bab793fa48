-- The check page also tells of the letters that changed, took back or mended this one: numbers and days, nothing of the case.
-- +goose Up
DROP FUNCTION checked_letter(text);
-- +goose StatementBegin
CREATE FUNCTION checked_letter(given text)
    RETURNS TABLE (kind text, state text, office text, number text, made_on date, sha256 text, size bigint, signature jsonb, voided_at timestamptz, mended jsonb)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT l.kind, l.state, n.office, l.number, l.made_on, l.object_sha256, l.object_size, l.signature, l.voided_at,
           COALESCE((SELECT jsonb_agg(jsonb_build_object('Kind', m.kind, 'Act', COALESCE(m.inputs ->> 'Act', ''), 'Number', m.number, 'MadeOn', m.made_on) ORDER BY m.made_on, m.number)
                     FROM letter m
                     WHERE m.tenant = l.tenant AND m.case_id = l.case_id AND m.id <> l.id AND m.state = 'issued' AND m.kind IN ('changed_decision', 'correction_notice')
                       AND m.inputs ->> 'Letter' = l.number), '[]')
    FROM letter l
    JOIN document_number n ON n.tenant = l.tenant AND n.letter_id = l.id
    WHERE l.check_token = given
$$;
-- +goose StatementEnd
REVOKE ALL ON FUNCTION checked_letter(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION checked_letter(text) TO liaison_app;

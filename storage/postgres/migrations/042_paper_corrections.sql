-- Whatever was wrongly entered of a paper can be corrected as its day could: each correction keeps both readings of each thing it changed. A number that is
-- corrected is held to what a number is held to when a paper is recorded.
-- +goose Up
ALTER TABLE paper_correction
    ADD COLUMN fields jsonb NOT NULL DEFAULT '[]', -- [{"field": "details.charge", "old": "…", "new": "…"}]
    DROP CONSTRAINT paper_correction_changes_the_day,
    ADD CONSTRAINT paper_correction_changes_something CHECK (old_on <> new_on OR jsonb_array_length(fields) > 0),
    ADD CONSTRAINT paper_correction_fields_are_readings CHECK (jsonb_typeof(fields) = 'array' AND NOT jsonb_path_exists(fields, 'strict $[*] ? (@.old == @.new)'));
GRANT UPDATE (minute, made_on, number, by_authority, maker_confirmed, court_case_number, method, due_on, amount_fen, remedies_told, account, extended, urgent, reason,
    details) ON paper TO liaison_app;
CREATE TRIGGER paper_corrected_letter_is_not_voided BEFORE UPDATE OF number ON paper FOR EACH ROW
    WHEN (NEW.number IS NOT NULL AND NEW.number IS DISTINCT FROM OLD.number) EXECUTE FUNCTION refuse_serving_voided_letter();

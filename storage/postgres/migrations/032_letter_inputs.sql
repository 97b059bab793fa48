-- What the drafter of a letter entered, and the paragraphs he put otherwise. An issued letter keeps both.
-- +goose Up
ALTER TABLE letter
    ADD COLUMN inputs jsonb NOT NULL DEFAULT '{}' CONSTRAINT letter_inputs_is_object CHECK (jsonb_typeof(inputs) = 'object'),
    ADD COLUMN edits jsonb NOT NULL DEFAULT '[]' CONSTRAINT letter_edits_is_list CHECK (jsonb_typeof(edits) = 'array');
GRANT UPDATE (inputs, edits) ON letter TO liaison_app;

-- +goose StatementBegin
CREATE FUNCTION guard_letter_inputs() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state <> 'draft' AND NEW.state <> 'draft' AND (OLD.inputs, OLD.edits) IS DISTINCT FROM (NEW.inputs, NEW.edits) THEN
        RAISE EXCEPTION 'letter % is no draft', OLD.id USING ERRCODE = 'check_violation', CONSTRAINT = 'letter_inputs_of_drafts_change', TABLE = 'letter';
    END IF;
    RETURN NEW;
END
$$;
-- +goose StatementEnd
CREATE TRIGGER letter_inputs_of_drafts_change BEFORE UPDATE ON letter FOR EACH ROW EXECUTE FUNCTION guard_letter_inputs();

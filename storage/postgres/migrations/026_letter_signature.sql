-- Letters may bear the office's electronic signature: as of the instant the number was reserved, kept with the certificate and the
-- digest of the file before it was signed. What was issued keeps its signature.
-- +goose Up
ALTER TABLE letter
    ADD COLUMN reserved_at timestamptz,
    ADD COLUMN signature jsonb,
    ADD CONSTRAINT letter_signature_is_object CHECK (jsonb_typeof(signature) = 'object'),
    ADD CONSTRAINT letter_signs_when_issued CHECK (signature IS NULL OR state IN ('issued', 'voided'));
GRANT UPDATE (reserved_at, signature) ON letter TO liaison_app;

-- +goose StatementBegin
CREATE FUNCTION guard_letter_signature() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state = 'issued' AND OLD.signature IS DISTINCT FROM NEW.signature OR OLD.reserved_at IS NOT NULL AND OLD.reserved_at IS DISTINCT FROM NEW.reserved_at THEN
        RAISE EXCEPTION 'letter % keeps its signature', OLD.id USING ERRCODE = 'check_violation', CONSTRAINT = 'letter_keeps_its_signature', TABLE = 'letter';
    END IF;
    RETURN NEW;
END
$$;
-- +goose StatementEnd
CREATE TRIGGER letter_keeps_its_signature BEFORE UPDATE ON letter FOR EACH ROW EXECUTE FUNCTION guard_letter_signature();

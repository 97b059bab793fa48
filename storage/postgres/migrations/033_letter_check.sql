-- An issued letter may carry a QR code that leads to a page where anybody can check it. The token on the paper is random and the letter's own:
-- given with its number, kept for good. Who has it learns of this one letter whether it was issued or voided and the digest of its file, and
-- nothing of a person; the function is called before there is an actor.
-- +goose Up
ALTER TABLE letter
    ADD COLUMN check_token text,
    ADD CONSTRAINT letter_check_token_is_random CHECK (check_token ~ '^[A-Za-z0-9_-]{22}$'),
    ADD CONSTRAINT letter_check_token_comes_with_number CHECK (check_token IS NULL OR number IS NOT NULL);
CREATE INDEX letter_check_token_idx ON letter (check_token); -- looked up before the tenant is known
GRANT UPDATE (check_token) ON letter TO liaison_app;

-- +goose StatementBegin
CREATE FUNCTION guard_letter_check_token() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.number IS NOT NULL AND OLD.check_token IS DISTINCT FROM NEW.check_token THEN
        RAISE EXCEPTION 'letter % keeps its check token', OLD.id USING ERRCODE = 'check_violation', CONSTRAINT = 'letter_keeps_its_check_token', TABLE = 'letter';
    END IF;
    RETURN NEW;
END
$$;
-- +goose StatementEnd
CREATE TRIGGER letter_keeps_its_check_token BEFORE UPDATE ON letter FOR EACH ROW EXECUTE FUNCTION guard_letter_check_token();

-- +goose StatementBegin
CREATE FUNCTION checked_letter(given text)
    RETURNS TABLE (kind text, state text, office text, number text, made_on date, sha256 text, size bigint, signature jsonb, voided_at timestamptz)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT l.kind, l.state, n.office, l.number, l.made_on, l.object_sha256, l.object_size, l.signature, l.voided_at
    FROM letter l
    JOIN document_number n ON n.tenant = l.tenant AND n.letter_id = l.id
    WHERE l.check_token = given
$$;
-- +goose StatementEnd
REVOKE ALL ON FUNCTION checked_letter(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION checked_letter(text) TO liaison_app;

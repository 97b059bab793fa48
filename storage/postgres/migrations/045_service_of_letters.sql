-- A paper that tells of the service of a letter we issued names it. Proof often comes later than the record (回证、邮件回执、公告), and there may be more than one.
-- +goose Up
ALTER TABLE paper
    ADD COLUMN letter_id uuid,
    ADD CONSTRAINT paper_letter_fkey FOREIGN KEY (tenant, letter_id) REFERENCES letter (tenant, id);
CREATE INDEX paper_letter_idx ON paper (tenant, letter_id) WHERE letter_id IS NOT NULL;
GRANT UPDATE (exhibit_file) ON paper TO liaison_app;

-- +goose StatementBegin
CREATE FUNCTION guard_paper_letter() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM letter l WHERE l.tenant = NEW.tenant AND l.id = NEW.letter_id AND l.case_id = NEW.case_id AND l.state = 'issued' AND l.number = NEW.number) THEN
        RAISE EXCEPTION 'paper % is not of the issued letter %', NEW.id, NEW.letter_id USING ERRCODE = 'check_violation', CONSTRAINT = 'paper_letter_is_issued', TABLE = 'paper';
    END IF;
    RETURN NEW;
END
$$;
-- +goose StatementEnd
CREATE TRIGGER paper_letter_is_issued BEFORE INSERT ON paper FOR EACH ROW WHEN (NEW.letter_id IS NOT NULL) EXECUTE FUNCTION guard_paper_letter();

-- +goose StatementBegin
CREATE FUNCTION guard_paper_scan() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'paper % keeps its scan', OLD.id USING ERRCODE = 'check_violation', CONSTRAINT = 'paper_keeps_its_scan', TABLE = 'paper';
END
$$;
-- +goose StatementEnd
CREATE TRIGGER paper_keeps_its_scan BEFORE UPDATE OF exhibit_file ON paper FOR EACH ROW
    WHEN (OLD.exhibit_file IS NOT NULL AND OLD.exhibit_file IS DISTINCT FROM NEW.exhibit_file) EXECUTE FUNCTION guard_paper_scan();

CREATE TABLE paper_proof (
    tenant       text NOT NULL,
    case_id      uuid NOT NULL,
    paper_id     uuid NOT NULL,
    ordinal      integer NOT NULL,
    exhibit_file text NOT NULL,
    added_by     text NOT NULL,
    added_at     timestamptz NOT NULL,
    CONSTRAINT paper_proof_pkey PRIMARY KEY (tenant, paper_id, ordinal),
    CONSTRAINT paper_proof_once UNIQUE (tenant, paper_id, exhibit_file),
    CONSTRAINT paper_proof_paper_fkey FOREIGN KEY (tenant, case_id, paper_id) REFERENCES paper (tenant, case_id, id),
    CONSTRAINT paper_proof_exhibit_fkey FOREIGN KEY (tenant, case_id, exhibit_file) REFERENCES exhibit (tenant, case_id, file_name)
);
CREATE INDEX paper_proof_case_idx ON paper_proof (tenant, case_id);
ALTER TABLE paper_proof ENABLE ROW LEVEL SECURITY;
CREATE POLICY pooling_area ON paper_proof AS RESTRICTIVE USING (tenant = acting_tenant()) WITH CHECK (tenant = acting_tenant());
CREATE POLICY insiders ON paper_proof USING (acting_insider()) WITH CHECK (acting_insider());
CREATE POLICY granted ON paper_proof FOR SELECT USING (EXISTS (SELECT FROM case_grant g
    WHERE g.tenant = acting_tenant() AND g.user_id = acting_user() AND g.case_id = paper_proof.case_id
    AND g.from_on <= acting_today() AND (g.until_on IS NULL OR g.until_on >= acting_today())));
GRANT SELECT, INSERT ON paper_proof TO liaison_app;

-- The scan of a letter as it was signed, sealed and handed out (签章扫描件). It is an exhibit, under lock like every other, and bound to the number and
-- the file of the letter that was printed: the newest is what was served. Rows are only added.
-- +goose Up
CREATE TABLE letter_scan (
    tenant        text NOT NULL,
    case_id       uuid NOT NULL,
    letter_id     uuid NOT NULL,
    ordinal       integer NOT NULL,
    exhibit_id    uuid NOT NULL,
    letter_sha256 text NOT NULL,
    number        text NOT NULL,
    pages         integer NOT NULL,
    reason        text NOT NULL,
    kept_by       text NOT NULL,
    kept_at       timestamptz NOT NULL,
    CONSTRAINT letter_scan_pkey PRIMARY KEY (tenant, letter_id, ordinal),
    CONSTRAINT letter_scan_letter_fkey FOREIGN KEY (tenant, letter_id) REFERENCES letter (tenant, id),
    CONSTRAINT letter_scan_exhibit_fkey FOREIGN KEY (tenant, exhibit_id) REFERENCES exhibit (tenant, id),
    CONSTRAINT letter_scan_case_fkey FOREIGN KEY (tenant, case_id) REFERENCES case_file (tenant, id),
    CONSTRAINT letter_scan_is_of_one_letter UNIQUE (tenant, exhibit_id),
    CONSTRAINT letter_scan_counts_from_one CHECK (ordinal >= 1),
    CONSTRAINT letter_scan_replaced_says_why CHECK (ordinal = 1 OR btrim(reason) <> '')
);
CREATE INDEX letter_scan_case_idx ON letter_scan (tenant, case_id);

-- +goose StatementBegin
CREATE FUNCTION guard_letter_scan() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM letter l WHERE l.tenant = NEW.tenant AND l.id = NEW.letter_id AND l.case_id = NEW.case_id AND l.state = 'issued'
                   AND l.number = NEW.number AND l.object_sha256 = NEW.letter_sha256 AND (NEW.pages = l.pages OR NEW.pages > l.pages AND btrim(NEW.reason) <> '')) THEN
        RAISE EXCEPTION 'scan is not of the issued letter %', NEW.letter_id USING ERRCODE = 'check_violation', CONSTRAINT = 'letter_scan_is_of_the_issued_file', TABLE = 'letter_scan';
    END IF;
    IF NOT EXISTS (SELECT FROM exhibit e WHERE e.tenant = NEW.tenant AND e.id = NEW.exhibit_id AND e.case_id = NEW.case_id AND e.pages = NEW.pages) THEN
        RAISE EXCEPTION 'scan % is no exhibit of the case', NEW.exhibit_id USING ERRCODE = 'check_violation', CONSTRAINT = 'letter_scan_is_an_exhibit_of_the_case', TABLE = 'letter_scan';
    END IF;
    RETURN NEW;
END
$$;
-- +goose StatementEnd
CREATE TRIGGER letter_scan_is_of_the_issued_file BEFORE INSERT ON letter_scan FOR EACH ROW EXECUTE FUNCTION guard_letter_scan();

ALTER TABLE letter_scan ENABLE ROW LEVEL SECURITY;
CREATE POLICY pooling_area ON letter_scan AS RESTRICTIVE USING (tenant = acting_tenant()) WITH CHECK (tenant = acting_tenant());
CREATE POLICY insiders ON letter_scan USING (acting_insider()) WITH CHECK (acting_insider());
CREATE POLICY granted ON letter_scan FOR SELECT USING (EXISTS (SELECT FROM case_grant g
    WHERE g.tenant = acting_tenant() AND g.user_id = acting_user() AND g.case_id = letter_scan.case_id
    AND g.from_on <= acting_today() AND (g.until_on IS NULL OR g.until_on >= acting_today())));
GRANT SELECT, INSERT ON letter_scan TO liaison_app;

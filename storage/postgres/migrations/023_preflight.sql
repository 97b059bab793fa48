-- The review before a filing leaves (报送前审核): what the head decided to file all the same, and the office's own questions with their answers.
-- Rows are added; a question is only ended. Outsiders see none of it.
-- +goose Up
CREATE TABLE letter_override (
    tenant       text NOT NULL,
    case_id      uuid NOT NULL,
    letter_id    uuid NOT NULL,
    ordinal      integer NOT NULL,
    code         text NOT NULL,
    message      text NOT NULL,
    reason       text NOT NULL,
    overruled_by text NOT NULL,
    overruled_at timestamptz NOT NULL,
    CONSTRAINT letter_override_pkey PRIMARY KEY (tenant, letter_id, ordinal),
    CONSTRAINT letter_override_case_fkey FOREIGN KEY (tenant, case_id) REFERENCES case_file (tenant, id),
    CONSTRAINT letter_override_letter_fkey FOREIGN KEY (tenant, letter_id) REFERENCES letter (tenant, id),
    CONSTRAINT letter_override_says_why CHECK (btrim(reason) <> '')
);
CREATE INDEX letter_override_case_idx ON letter_override (tenant, case_id);

CREATE TABLE office_check (
    tenant      text NOT NULL,
    id          uuid NOT NULL,
    kind        text NOT NULL,
    severity    text NOT NULL,
    question    text NOT NULL,
    reason_code text,
    made_by     text NOT NULL,
    made_at     timestamptz NOT NULL,
    retired_by  text,
    retired_at  timestamptz,
    CONSTRAINT office_check_pkey PRIMARY KEY (tenant, id),
    CONSTRAINT office_check_severity_exists CHECK (severity IN ('blocking', 'warning')),
    CONSTRAINT office_check_asks CHECK (btrim(question) <> ''),
    CONSTRAINT office_check_retired_says_by_whom CHECK ((retired_at IS NULL) = (retired_by IS NULL))
);

CREATE TABLE check_answer (
    tenant      text NOT NULL,
    case_id     uuid NOT NULL,
    letter_id   uuid NOT NULL,
    check_id    uuid NOT NULL,
    ordinal     integer NOT NULL,
    yes         boolean NOT NULL,
    answered_by text NOT NULL,
    answered_at timestamptz NOT NULL,
    CONSTRAINT check_answer_pkey PRIMARY KEY (tenant, letter_id, check_id, ordinal),
    CONSTRAINT check_answer_case_fkey FOREIGN KEY (tenant, case_id) REFERENCES case_file (tenant, id),
    CONSTRAINT check_answer_letter_fkey FOREIGN KEY (tenant, letter_id) REFERENCES letter (tenant, id),
    CONSTRAINT check_answer_check_fkey FOREIGN KEY (tenant, check_id) REFERENCES office_check (tenant, id)
);
CREATE INDEX check_answer_case_idx ON check_answer (tenant, case_id);
CREATE INDEX letter_open_idx ON letter (tenant, drafted_at) WHERE state IN ('draft', 'approved', 'reserved');

-- +goose StatementBegin
DO $$
DECLARE
    t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['letter_override', 'office_check', 'check_answer'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('CREATE POLICY pooling_area ON %I AS RESTRICTIVE USING (tenant = acting_tenant()) WITH CHECK (tenant = acting_tenant())', t);
        EXECUTE format('CREATE POLICY insiders ON %I USING (acting_insider()) WITH CHECK (acting_insider())', t);
    END LOOP;
END
$$;
-- +goose StatementEnd
GRANT SELECT, INSERT ON letter_override, office_check, check_answer TO liaison_app;
GRANT UPDATE (retired_by, retired_at) ON office_check TO liaison_app;

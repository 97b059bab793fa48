-- Letters (文书 we issue) and the register of their numbers. Numbers come from a locked counter row, never from a sequence;
-- every number of a series stands in the register as reserved, issued or voided, and is never reused.
-- +goose Up
CREATE TABLE letter (
    tenant              text NOT NULL,
    case_id             uuid NOT NULL,
    id                  uuid NOT NULL,
    kind                text NOT NULL,
    state               text NOT NULL,
    number              text,
    made_on             date,
    content_digest      text,
    approved_digest     text,
    missing             text[] NOT NULL,
    edition_id          uuid,
    pages               integer NOT NULL,
    fonts               jsonb NOT NULL,
    drafted_by          text NOT NULL,
    drafted_by_id       uuid,
    drafted_at          timestamptz NOT NULL,
    approved_by         text,
    approved_by_id      uuid,
    approved_at         timestamptz,
    opinion             text NOT NULL,
    issued_by           text,
    issued_at           timestamptz,
    voided_by           text,
    voided_at           timestamptz,
    void_reason         text,
    object_key          text,
    object_version      text,
    object_sha256       text,
    object_size         bigint,
    object_retain_until timestamptz,
    CONSTRAINT letter_pkey PRIMARY KEY (tenant, id),
    CONSTRAINT letter_case_fkey FOREIGN KEY (tenant, case_id) REFERENCES case_file (tenant, id),
    CONSTRAINT letter_edition_fkey FOREIGN KEY (tenant, case_id, edition_id) REFERENCES edition (tenant, case_id, id),
    CONSTRAINT letter_state_exists CHECK (state IN ('draft', 'approved', 'reserved', 'issued', 'voided')),
    CONSTRAINT letter_draft_has_no_number CHECK (state NOT IN ('draft', 'approved') OR number IS NULL),
    CONSTRAINT letter_reserved_has_number CHECK (state NOT IN ('reserved', 'issued') OR number IS NOT NULL),
    CONSTRAINT letter_leaves_only_approved CHECK (state NOT IN ('approved', 'reserved', 'issued') OR num_nulls(approved_by, approved_at, approved_digest) = 0),
    CONSTRAINT letter_two_persons CHECK (approved_by_id <> drafted_by_id),
    CONSTRAINT letter_issued_has_date CHECK (state <> 'issued' OR num_nulls(made_on, issued_by, issued_at) = 0),
    CONSTRAINT letter_issued_has_object CHECK (state <> 'issued' OR object_key IS NOT NULL AND pages > 0),
    CONSTRAINT letter_issued_misses_nothing CHECK (state <> 'issued' OR cardinality(missing) = 0),
    CONSTRAINT letter_issued_as_approved CHECK (state <> 'issued' OR content_digest = approved_digest),
    CONSTRAINT letter_voided_says_why CHECK ((state = 'voided') = (voided_at IS NOT NULL) AND (state <> 'voided' OR btrim(COALESCE(void_reason, '')) <> '' AND voided_by IS NOT NULL)),
    CONSTRAINT letter_object_is_whole CHECK (num_nulls(object_key, object_version, object_sha256, object_size) IN (0, 4)),
    CONSTRAINT letter_object_stored CHECK (object_key ~ '^[a-z0-9/-]+$' AND object_size > 0 AND object_sha256 ~ '^[0-9a-f]{64}$'),
    CONSTRAINT letter_digests_are_hex CHECK (content_digest ~ '^[0-9a-f]{64}$' AND approved_digest ~ '^[0-9a-f]{64}$')
);
CREATE INDEX letter_case_idx ON letter (tenant, case_id);

-- +goose StatementBegin
CREATE FUNCTION guard_letter() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state = 'voided' OR
       OLD.state = 'issued' AND NEW.state NOT IN ('issued', 'voided') OR
       OLD.state = 'reserved' AND NEW.state NOT IN ('reserved', 'issued', 'voided') THEN
        RAISE EXCEPTION 'letter % cannot go from % to %', OLD.id, OLD.state, NEW.state USING ERRCODE = 'check_violation', CONSTRAINT = 'letter_state_goes_forward', TABLE = 'letter';
    END IF;
    IF OLD.number IS DISTINCT FROM NEW.number AND OLD.number IS NOT NULL THEN
        RAISE EXCEPTION 'letter % keeps its number', OLD.id USING ERRCODE = 'check_violation', CONSTRAINT = 'letter_keeps_its_number', TABLE = 'letter';
    END IF;
    IF OLD.state = 'issued' AND (OLD.made_on, OLD.content_digest, OLD.object_key, OLD.object_version, OLD.object_sha256, OLD.edition_id, OLD.pages)
       IS DISTINCT FROM (NEW.made_on, NEW.content_digest, NEW.object_key, NEW.object_version, NEW.object_sha256, NEW.edition_id, NEW.pages) THEN
        RAISE EXCEPTION 'letter % is issued', OLD.id USING ERRCODE = 'check_violation', CONSTRAINT = 'letter_issued_stays', TABLE = 'letter';
    END IF;
    RETURN NEW;
END
$$;
-- +goose StatementEnd
CREATE TRIGGER letter_state_goes_forward BEFORE UPDATE ON letter FOR EACH ROW EXECUTE FUNCTION guard_letter();

CREATE TABLE number_series (
    tenant text NOT NULL,
    office text NOT NULL,
    prefix text NOT NULL, -- 机关代字 with the kind's word: 尧都人社移
    kind   text NOT NULL,
    year   integer NOT NULL,
    last   integer NOT NULL,
    CONSTRAINT number_series_pkey PRIMARY KEY (tenant, office, prefix, kind, year),
    CONSTRAINT number_series_tenant_fkey FOREIGN KEY (tenant) REFERENCES tenant (id),
    CONSTRAINT number_series_counts_up CHECK (last >= 0),
    CONSTRAINT number_series_year_has_four_digits CHECK (year BETWEEN 1949 AND 9999)
);

CREATE TABLE document_number (
    tenant    text NOT NULL,
    office    text NOT NULL,
    number    text NOT NULL, -- 尧都人社移〔2026〕7号
    prefix    text NOT NULL,
    kind      text NOT NULL,
    year      integer NOT NULL,
    n         integer, -- NULL: entered from the office's own register in a form of its own
    entered   boolean NOT NULL,
    state     text NOT NULL,
    letter_id uuid NOT NULL,
    CONSTRAINT document_number_pkey PRIMARY KEY (tenant, office, number),
    CONSTRAINT document_number_once_in_series UNIQUE (tenant, office, prefix, kind, year, n),
    CONSTRAINT document_number_once_a_letter UNIQUE (tenant, letter_id),
    CONSTRAINT document_number_letter_fkey FOREIGN KEY (tenant, letter_id) REFERENCES letter (tenant, id),
    CONSTRAINT document_number_series_fkey FOREIGN KEY (tenant, office, prefix, kind, year) REFERENCES number_series (tenant, office, prefix, kind, year),
    CONSTRAINT document_number_state_exists CHECK (state IN ('reserved', 'issued', 'voided')),
    CONSTRAINT document_number_not_empty CHECK (btrim(number) <> ''),
    CONSTRAINT document_number_counts_from_one CHECK (n >= 1),
    CONSTRAINT document_number_counted_has_n CHECK (entered OR n IS NOT NULL)
);

-- +goose StatementBegin
CREATE FUNCTION guard_document_number() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR (OLD.office, OLD.number, OLD.prefix, OLD.kind, OLD.year, OLD.n, OLD.letter_id)
       IS DISTINCT FROM (NEW.office, NEW.number, NEW.prefix, NEW.kind, NEW.year, NEW.n, NEW.letter_id) THEN
        RAISE EXCEPTION 'number % stays in the register', OLD.number USING ERRCODE = 'check_violation', CONSTRAINT = 'document_number_stays', TABLE = 'document_number';
    END IF;
    IF OLD.state = 'voided' AND NEW.state <> 'voided' OR OLD.state = 'issued' AND NEW.state = 'reserved' THEN
        RAISE EXCEPTION 'number % cannot go from % to %', OLD.number, OLD.state, NEW.state USING ERRCODE = 'check_violation', CONSTRAINT = 'document_number_goes_forward', TABLE = 'document_number';
    END IF;
    RETURN NEW;
END
$$;
-- +goose StatementEnd
CREATE TRIGGER document_number_stays BEFORE UPDATE OR DELETE ON document_number FOR EACH ROW EXECUTE FUNCTION guard_document_number();

-- Bundles, exhibits, sealed editions, and the table rows that amounts rest on. Sealed means sealed.
-- +goose Up
CREATE TABLE bundle (
    tenant    text NOT NULL,
    case_id   uuid NOT NULL,
    id        uuid NOT NULL,
    ordinal   integer NOT NULL,
    state     text NOT NULL,
    sealed_at timestamptz,
    sealed_by text,
    CONSTRAINT bundle_pkey PRIMARY KEY (tenant, id),
    CONSTRAINT bundle_in_case_key UNIQUE (tenant, case_id, id),
    CONSTRAINT bundle_ordinal_key UNIQUE (tenant, case_id, ordinal),
    CONSTRAINT bundle_case_fkey FOREIGN KEY (tenant, case_id) REFERENCES case_file (tenant, id),
    CONSTRAINT bundle_state_exists CHECK (state IN ('open', 'sealed')),
    CONSTRAINT bundle_sealed_says_when_and_by_whom CHECK ((state = 'sealed') = (sealed_at IS NOT NULL) AND (state = 'sealed') = (sealed_by IS NOT NULL)),
    CONSTRAINT bundle_counts_from_one CHECK (ordinal >= 1)
);

CREATE TABLE exhibit (
    tenant              text NOT NULL,
    case_id             uuid NOT NULL,
    bundle_id           uuid NOT NULL,
    id                  uuid NOT NULL,
    ordinal             integer NOT NULL,
    kind                text NOT NULL,
    file_name           text NOT NULL,
    title               text NOT NULL,
    source              text NOT NULL,
    obtained_on         date,
    is_copy             boolean NOT NULL,
    collected_by        text[] NOT NULL,
    proves              text NOT NULL,
    media_type          text NOT NULL,
    pages               integer NOT NULL,
    quarantine          text,
    rotation            integer NOT NULL,
    received_at         timestamptz NOT NULL,
    received_by         text NOT NULL,
    object_key          text NOT NULL,
    object_version      text NOT NULL,
    object_sha256       text NOT NULL,
    object_size         bigint NOT NULL,
    object_retain_until timestamptz,
    CONSTRAINT exhibit_pkey PRIMARY KEY (tenant, id),
    CONSTRAINT exhibit_ordinal_key UNIQUE (tenant, bundle_id, ordinal),
    CONSTRAINT exhibit_file_name_key UNIQUE (tenant, case_id, file_name),
    CONSTRAINT exhibit_object_is_its_own UNIQUE (tenant, object_key), -- never shared between exhibits or cases
    CONSTRAINT exhibit_bundle_fkey FOREIGN KEY (tenant, case_id, bundle_id) REFERENCES bundle (tenant, case_id, id),
    CONSTRAINT exhibit_counts_from_one CHECK (ordinal >= 1),
    CONSTRAINT exhibit_has_title CHECK (btrim(title) <> ''),
    CONSTRAINT exhibit_has_file_name CHECK (btrim(file_name) <> ''),
    CONSTRAINT exhibit_rotation_is_a_quarter_turn CHECK (rotation IN (0, 90, 180, 270)),
    CONSTRAINT exhibit_pages_counted CHECK (pages >= 0),
    CONSTRAINT exhibit_object_stored CHECK (object_key ~ '^[a-z0-9/-]+$' AND object_size >= 0),
    CONSTRAINT exhibit_sha256_is_hex CHECK (object_sha256 ~ '^[0-9a-f]{64}$')
);

CREATE TABLE edition (
    tenant              text NOT NULL,
    case_id             uuid NOT NULL,
    bundle_id           uuid NOT NULL,
    id                  uuid NOT NULL,
    ordinal             integer NOT NULL,
    pages               integer NOT NULL,
    body                integer NOT NULL,
    front_matter        integer NOT NULL,
    entries             jsonb NOT NULL,
    sealed_at           timestamptz NOT NULL,
    sealed_by           text NOT NULL,
    object_key          text NOT NULL,
    object_version      text NOT NULL,
    object_sha256       text NOT NULL,
    object_size         bigint NOT NULL,
    object_retain_until timestamptz,
    CONSTRAINT edition_pkey PRIMARY KEY (tenant, id),
    CONSTRAINT edition_in_case_key UNIQUE (tenant, case_id, id),
    CONSTRAINT edition_ordinal_key UNIQUE (tenant, case_id, ordinal),
    CONSTRAINT edition_bundle_fkey FOREIGN KEY (tenant, case_id, bundle_id) REFERENCES bundle (tenant, case_id, id),
    CONSTRAINT edition_counts_from_one CHECK (ordinal >= 1),
    CONSTRAINT edition_pages_hold_the_parts CHECK (front_matter >= 0 AND body >= 0 AND pages >= front_matter + body AND pages > 0),
    CONSTRAINT edition_entries_are_a_list CHECK (jsonb_typeof(entries) = 'array'),
    CONSTRAINT edition_object_stored CHECK (object_key ~ '^[a-z0-9/-]+$' AND object_size > 0),
    CONSTRAINT edition_sha256_is_hex CHECK (object_sha256 ~ '^[0-9a-f]{64}$')
);

-- Every row keeps its file, sheet and row: no fen without a payment row that says where it stands.
CREATE TABLE payment_row (
    tenant     text NOT NULL,
    case_id    uuid NOT NULL,
    ledger     text NOT NULL,
    ordinal    integer NOT NULL,
    file       text NOT NULL,
    sheet      text NOT NULL, -- empty for CSV
    row        integer NOT NULL,
    month      text NOT NULL, -- the month the money is for
    paid_on    date,
    name       text NOT NULL,
    id_number  text NOT NULL,
    amount_fen bigint NOT NULL,
    item       text NOT NULL,
    note       text NOT NULL,
    CONSTRAINT payment_row_pkey PRIMARY KEY (tenant, case_id, ledger, ordinal),
    CONSTRAINT payment_row_place_key UNIQUE (tenant, case_id, ledger, file, sheet, row),
    CONSTRAINT payment_row_case_fkey FOREIGN KEY (tenant, case_id) REFERENCES case_file (tenant, id),
    CONSTRAINT payment_row_ledger_exists CHECK (ledger IN ('payment_ledger', 'second_ledger')),
    CONSTRAINT payment_row_says_where CHECK (file <> '' AND row >= 1),
    CONSTRAINT payment_row_month_is_a_month CHECK (month ~ '^[0-9]{4}-(0[1-9]|1[0-2])$')
);

CREATE TABLE bank_row (
    tenant       text NOT NULL,
    case_id      uuid NOT NULL,
    ordinal      integer NOT NULL,
    file         text NOT NULL,
    sheet        text NOT NULL,
    row          integer NOT NULL,
    on_date      date NOT NULL,
    summary      text NOT NULL,
    credit_fen   bigint NOT NULL,
    debit_fen    bigint NOT NULL,
    balance_fen  bigint, -- NULL: the statement has none
    place        text NOT NULL,
    counterparty text NOT NULL,
    CONSTRAINT bank_row_pkey PRIMARY KEY (tenant, case_id, ordinal),
    CONSTRAINT bank_row_place_key UNIQUE (tenant, case_id, file, sheet, row),
    CONSTRAINT bank_row_case_fkey FOREIGN KEY (tenant, case_id) REFERENCES case_file (tenant, id),
    CONSTRAINT bank_row_says_where CHECK (file <> '' AND row >= 1)
);

-- Reading the bundle FOR SHARE makes a sealing that runs at the same time wait for this exhibit, or this exhibit for the sealing.
-- +goose StatementBegin
CREATE FUNCTION refuse_exhibit_in_sealed_bundle() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    touched uuid[] := ARRAY[]::uuid[];
    one uuid;
    bundle_state text;
BEGIN
    IF TG_OP <> 'INSERT' THEN touched := touched || OLD.bundle_id; END IF;
    IF TG_OP <> 'DELETE' THEN touched := touched || NEW.bundle_id; END IF;
    FOREACH one IN ARRAY touched LOOP
        SELECT b.state INTO bundle_state FROM bundle b WHERE b.tenant = COALESCE(NEW.tenant, OLD.tenant) AND b.id = one FOR SHARE;
        IF bundle_state = 'sealed' THEN
            RAISE EXCEPTION 'bundle % is sealed', one USING ERRCODE = 'check_violation', CONSTRAINT = 'exhibit_bundle_is_open', TABLE = 'exhibit';
        END IF;
    END LOOP;
    RETURN COALESCE(NEW, OLD);
END
$$;
-- +goose StatementEnd
CREATE TRIGGER exhibit_bundle_is_open BEFORE INSERT OR UPDATE OR DELETE ON exhibit FOR EACH ROW EXECUTE FUNCTION refuse_exhibit_in_sealed_bundle();

-- +goose StatementBegin
CREATE FUNCTION refuse_change_of_sealed_bundle() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'bundle % is sealed', OLD.id USING ERRCODE = 'check_violation', CONSTRAINT = 'bundle_sealed_stays', TABLE = 'bundle';
END
$$;
-- +goose StatementEnd
CREATE TRIGGER bundle_sealed_stays BEFORE UPDATE OR DELETE ON bundle FOR EACH ROW WHEN (OLD.state = 'sealed') EXECUTE FUNCTION refuse_change_of_sealed_bundle();

-- Cases with their people, facts and the folder they came from. A case is numbered for people and identified by UUIDv7.
-- +goose Up
CREATE TABLE case_counter (
    tenant text NOT NULL,
    year   integer NOT NULL,
    last   integer NOT NULL,
    CONSTRAINT case_counter_pkey PRIMARY KEY (tenant, year),
    CONSTRAINT case_counter_tenant_fkey FOREIGN KEY (tenant) REFERENCES tenant (id),
    CONSTRAINT case_counter_counts_from_one CHECK (last >= 1)
);

CREATE TABLE case_file (
    tenant           text NOT NULL,
    id               uuid NOT NULL,
    number           text NOT NULL,
    title            text NOT NULL,
    situation        text NOT NULL,
    benefits         text[] NOT NULL,
    division         text NOT NULL,
    office           jsonb NOT NULL,
    account          jsonb NOT NULL,
    has_adjustments  boolean NOT NULL,
    retained         text,
    decided_death_on date,
    deceit_suspected boolean NOT NULL,
    main_state       text,  -- NULL: the track has not begun
    crim_state       text,
    court_state      text,
    folder_key       text,
    opened_at        timestamptz NOT NULL,
    opened_by        text NOT NULL,
    search_text      text NOT NULL,           -- what a search looks in, lower case
    search_terms     text[] NOT NULL,         -- its pieces, for the index
    audit_count      integer NOT NULL DEFAULT 0,
    audit_head       text NOT NULL DEFAULT '', -- hash of the newest audit row: a row cut off the chain's end is missed
    CONSTRAINT case_file_pkey PRIMARY KEY (tenant, id),
    CONSTRAINT case_file_number_key UNIQUE (tenant, number),
    CONSTRAINT case_file_folder_key UNIQUE (tenant, folder_key),
    CONSTRAINT case_file_tenant_fkey FOREIGN KEY (tenant) REFERENCES tenant (id),
    CONSTRAINT case_file_number_has_year CHECK (number ~ '^[0-9]{4}-[0-9]{4,}$'),
    CONSTRAINT case_file_retained_is_a_ledger CHECK (retained IN ('payment_ledger', 'second_ledger')),
    CONSTRAINT case_file_states_are_words CHECK (main_state <> '' AND crim_state <> '' AND court_state <> ''),
    CONSTRAINT case_file_audit_head_matches_count CHECK ((audit_count = 0) = (audit_head = ''))
);
CREATE INDEX case_file_newest_idx ON case_file (tenant, opened_at DESC, id DESC);
CREATE INDEX case_file_search_idx ON case_file USING gin (search_terms);

CREATE TABLE party (
    tenant    text NOT NULL,
    case_id   uuid NOT NULL,
    ordinal   integer NOT NULL,
    role      text NOT NULL,
    name      text NOT NULL,
    id_number text,
    sex       text,
    address   text,
    phone     text,
    relation  text,
    CONSTRAINT party_pkey PRIMARY KEY (tenant, case_id, ordinal),
    CONSTRAINT party_case_fkey FOREIGN KEY (tenant, case_id) REFERENCES case_file (tenant, id),
    CONSTRAINT party_role_exists CHECK (role IN ('insured', 'recipient', 'heir', 'accomplice', 'agent')),
    CONSTRAINT party_has_name CHECK (btrim(name) <> '')
);

CREATE TABLE event (
    tenant  text NOT NULL,
    case_id uuid NOT NULL,
    ordinal integer NOT NULL,
    kind    text NOT NULL,
    on_date date NOT NULL,
    exhibit text NOT NULL,
    CONSTRAINT event_pkey PRIMARY KEY (tenant, case_id, ordinal),
    CONSTRAINT event_case_fkey FOREIGN KEY (tenant, case_id) REFERENCES case_file (tenant, id),
    CONSTRAINT event_has_kind CHECK (kind <> '')
);

CREATE TABLE adjustment (
    tenant      text NOT NULL,
    case_id     uuid NOT NULL,
    ordinal     integer NOT NULL,
    effective   text NOT NULL, -- 2023-07
    monthly_fen bigint NOT NULL,
    CONSTRAINT adjustment_pkey PRIMARY KEY (tenant, case_id, ordinal),
    CONSTRAINT adjustment_case_fkey FOREIGN KEY (tenant, case_id) REFERENCES case_file (tenant, id),
    CONSTRAINT adjustment_effective_is_a_month CHECK (effective ~ '^[0-9]{4}-(0[1-9]|1[0-2])$')
);

-- Objects are named the same way wherever they stand: key, version, digest, size, and until when the store holds them.
CREATE TABLE source_file (
    tenant              text NOT NULL,
    case_id             uuid NOT NULL,
    path                text NOT NULL,
    sha256              text NOT NULL,
    size                bigint NOT NULL,
    object_key          text,
    object_version      text,
    object_sha256       text,
    object_size         bigint,
    object_retain_until timestamptz,
    CONSTRAINT source_file_pkey PRIMARY KEY (tenant, case_id, path),
    CONSTRAINT source_file_case_fkey FOREIGN KEY (tenant, case_id) REFERENCES case_file (tenant, id),
    CONSTRAINT source_file_sha256_is_hex CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    CONSTRAINT source_file_size_counted CHECK (size >= 0),
    CONSTRAINT source_file_object_is_whole CHECK (num_nulls(object_key, object_version, object_sha256, object_size) IN (0, 4)),
    CONSTRAINT source_file_object_is_the_file CHECK (object_sha256 = sha256 AND object_size = size)
);

CREATE TABLE remark (
    tenant  text NOT NULL,
    case_id uuid NOT NULL,
    ordinal integer NOT NULL,
    file    text NOT NULL,
    line    integer NOT NULL, -- 0: not tied to a line
    message text NOT NULL,
    CONSTRAINT remark_pkey PRIMARY KEY (tenant, case_id, ordinal),
    CONSTRAINT remark_case_fkey FOREIGN KEY (tenant, case_id) REFERENCES case_file (tenant, id)
);

-- Numbers of the office's own register that were set aside for this office's letters (预留文号), such as 〔2026〕31–40号. One row a number, so that no
-- number is set aside twice. A number is used once it stands in the register of numbers; the next is taken under the range's lock.
-- +goose Up
CREATE TABLE number_range (
    tenant   text NOT NULL,
    id       uuid NOT NULL,
    office   text NOT NULL,
    prefix   text NOT NULL,
    year     integer NOT NULL,
    first_n  integer NOT NULL,
    last_n   integer NOT NULL,
    given_by text NOT NULL,
    kept_by  text NOT NULL,
    kept_at  timestamptz NOT NULL,
    ended_by text,
    ended_at timestamptz,
    CONSTRAINT number_range_pkey PRIMARY KEY (tenant, id),
    CONSTRAINT number_range_tenant_fkey FOREIGN KEY (tenant) REFERENCES tenant (id),
    CONSTRAINT number_range_runs_upwards CHECK (first_n >= 1 AND last_n >= first_n AND last_n - first_n < 500),
    CONSTRAINT number_range_has_names CHECK (btrim(office) <> '' AND btrim(prefix) <> '' AND btrim(given_by) <> ''),
    CONSTRAINT number_range_year_has_four_digits CHECK (year BETWEEN 1949 AND 9999),
    CONSTRAINT number_range_ended_says_by_whom CHECK ((ended_at IS NULL) = (ended_by IS NULL))
);

CREATE TABLE reserved_number (
    tenant   text NOT NULL,
    office   text NOT NULL,
    number   text NOT NULL,
    n        integer NOT NULL,
    range_id uuid NOT NULL,
    CONSTRAINT reserved_number_pkey PRIMARY KEY (tenant, office, number),
    CONSTRAINT reserved_number_range_fkey FOREIGN KEY (tenant, range_id) REFERENCES number_range (tenant, id)
);
CREATE INDEX reserved_number_range_idx ON reserved_number (tenant, range_id, n);

ALTER TABLE number_range ENABLE ROW LEVEL SECURITY;
CREATE POLICY pooling_area ON number_range AS RESTRICTIVE USING (tenant = acting_tenant()) WITH CHECK (tenant = acting_tenant());
CREATE POLICY insiders ON number_range USING (acting_insider()) WITH CHECK (acting_insider());
ALTER TABLE reserved_number ENABLE ROW LEVEL SECURITY;
CREATE POLICY pooling_area ON reserved_number AS RESTRICTIVE USING (tenant = acting_tenant()) WITH CHECK (tenant = acting_tenant());
CREATE POLICY insiders ON reserved_number USING (acting_insider()) WITH CHECK (acting_insider());
GRANT SELECT, INSERT ON number_range, reserved_number TO liaison_app;
GRANT UPDATE (ended_by, ended_at) ON number_range TO liaison_app;

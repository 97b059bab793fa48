-- The organisations that letters go to (机构名录), as a pooling area keeps them over those the program carries. Rows are only added: the newest
-- version of an organisation is how it stands, the earlier ones are its history, each with who changed it, when and why.
-- +goose Up
CREATE TABLE organisation (
    tenant        text NOT NULL,
    id            uuid NOT NULL,
    version       integer NOT NULL,
    kind          text NOT NULL,
    name          text NOT NULL,
    full_name     text,
    division      text NOT NULL,
    level         text NOT NULL,
    superior      text,
    covers        text[] NOT NULL DEFAULT '{}', -- codes and names of development zones beside its own place
    seat          text,
    address       text,
    post_code     text,
    phone         text,
    contact       text,
    account       jsonb NOT NULL,
    source        text,
    from_on       date,
    until_on      date,
    changed_at    timestamptz NOT NULL,
    changed_by    text NOT NULL,
    changed_by_id uuid, -- NULL: the operator at the machine
    reason        text,
    CONSTRAINT organisation_pkey PRIMARY KEY (tenant, id, version),
    CONSTRAINT organisation_tenant_fkey FOREIGN KEY (tenant) REFERENCES tenant (id),
    CONSTRAINT organisation_counts_from_one CHECK (version >= 1),
    CONSTRAINT organisation_has_name CHECK (btrim(name) <> ''),
    CONSTRAINT organisation_division_is_a_code CHECK (division ~ '^[1-8][0-9]{5}$'),
    CONSTRAINT organisation_ends_after_it_begins CHECK (until_on >= from_on)
);
ALTER TABLE organisation ENABLE ROW LEVEL SECURITY;
CREATE POLICY pooling_area ON organisation AS RESTRICTIVE USING (tenant = acting_tenant()) WITH CHECK (tenant = acting_tenant());
CREATE POLICY insiders ON organisation USING (acting_insider()) WITH CHECK (acting_insider()); -- telephone numbers and accounts are the house's own
GRANT SELECT, INSERT ON organisation TO liaison_app;

-- The picture of an office's seal (印章图样), which is printed on the letters issued in its name while it is in use. Rows are added and ended,
-- never changed: a letter bears the seal that was in use when its number was taken.
-- +goose Up
CREATE TABLE office_seal (
    tenant              text NOT NULL,
    id                  uuid NOT NULL,
    office              text NOT NULL,
    width_mm            integer NOT NULL,
    object_key          text NOT NULL,
    object_version      text NOT NULL,
    object_sha256       text NOT NULL,
    object_size         bigint NOT NULL,
    object_retain_until timestamptz,
    kept_by             text NOT NULL,
    kept_at             timestamptz NOT NULL,
    ended_by            text,
    ended_at            timestamptz,
    CONSTRAINT office_seal_pkey PRIMARY KEY (tenant, id),
    CONSTRAINT office_seal_is_somebodys CHECK (btrim(office) <> ''),
    CONSTRAINT office_seal_has_the_size_of_a_seal CHECK (width_mm BETWEEN 30 AND 60),
    CONSTRAINT office_seal_ended_says_by_whom CHECK ((ended_at IS NULL) = (ended_by IS NULL)),
    CONSTRAINT office_seal_ends_after_it_begins CHECK (ended_at >= kept_at)
);
CREATE UNIQUE INDEX office_seal_one_in_use ON office_seal (tenant, office) WHERE ended_at IS NULL;
ALTER TABLE office_seal ENABLE ROW LEVEL SECURITY;
CREATE POLICY pooling_area ON office_seal AS RESTRICTIVE USING (tenant = acting_tenant()) WITH CHECK (tenant = acting_tenant());
CREATE POLICY insiders ON office_seal USING (acting_insider()) WITH CHECK (acting_insider());
GRANT SELECT, INSERT ON office_seal TO liaison_app;
GRANT UPDATE (ended_by, ended_at) ON office_seal TO liaison_app;

ALTER TABLE office_event DROP CONSTRAINT office_event_act_exists;
ALTER TABLE office_event ADD CONSTRAINT office_event_act_exists CHECK (act IN ('disable', 'enable', 'password', 'end_cover', 'give_role', 'end_role', 'keep_seal', 'end_seal'));

-- The yearly notices of days off that an office loads (节假日安排). Rows are only added; the newest of a year is in force. Who computes a clock
-- holds the row of the pooling area, who adds a notice locks it: so no clock is computed by a notice that has just been replaced.
-- +goose Up
ALTER TABLE tenant ADD COLUMN calendar_version integer NOT NULL DEFAULT 0;

CREATE TABLE holiday_notice (
    tenant       text NOT NULL,
    version      integer NOT NULL, -- counts the notices of the pooling area
    year         integer NOT NULL,
    number       text NOT NULL,
    name         text NOT NULL,
    days         jsonb NOT NULL,   -- {"off": [{"name", "from", "to"}], "work": [day]}
    loaded_at    timestamptz NOT NULL,
    loaded_by    text NOT NULL,
    loaded_by_id uuid,             -- NULL: the operator at the machine
    applied_at   timestamptz,      -- NULL: moving the clocks was interrupted
    moved        integer NOT NULL DEFAULT 0,
    CONSTRAINT holiday_notice_pkey PRIMARY KEY (tenant, version),
    CONSTRAINT holiday_notice_tenant_fkey FOREIGN KEY (tenant) REFERENCES tenant (id),
    CONSTRAINT holiday_notice_counts_from_one CHECK (version >= 1),
    CONSTRAINT holiday_notice_has_number CHECK (btrim(number) <> ''),
    CONSTRAINT holiday_notice_has_days CHECK (jsonb_typeof(days -> 'off') = 'array' AND jsonb_array_length(days -> 'off') > 0)
);
ALTER TABLE holiday_notice ENABLE ROW LEVEL SECURITY;
CREATE POLICY pooling_area ON holiday_notice AS RESTRICTIVE USING (tenant = acting_tenant()) WITH CHECK (tenant = acting_tenant());
CREATE POLICY insiders ON holiday_notice USING (acting_insider()) WITH CHECK (acting_insider());
CREATE POLICY everyone ON holiday_notice FOR SELECT USING (true); -- outsiders read clocks too, and the notices are public
GRANT SELECT, INSERT ON holiday_notice TO liaison_app;
GRANT UPDATE (applied_at, moved) ON holiday_notice TO liaison_app;
GRANT UPDATE (calendar_version) ON tenant TO liaison_app;

-- What a notice moves is found by rule, start and ends, without reading the working.
ALTER TABLE deadline
    ADD COLUMN start_on date GENERATED ALWAYS AS (make_date(NULLIF(substr(result ->> 'start', 1, 4), '')::int, NULLIF(substr(result ->> 'start', 6, 2), '')::int,
                                                            NULLIF(substr(result ->> 'start', 9, 2), '')::int)) STORED,
    ADD COLUMN provisional boolean GENERATED ALWAYS AS (coalesce((result ->> 'provisional')::boolean, false)) STORED;
CREATE INDEX deadline_group_idx ON deadline (tenant, lenient_on, rule, start_on, strict_on, provisional) WHERE state = 'open';

-- Every act changes the head of its case's audit chain: room on the page keeps that from touching the indexes.
ALTER TABLE case_file SET (fillfactor = 80);

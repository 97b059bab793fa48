-- Who is in charge of a case (承办人), the handing over of cases (案件交接单) and leave with its cover. A case belongs to whoever takes it in.
-- +goose Up
ALTER TABLE case_file ADD COLUMN owner_id uuid DEFAULT acting_user(); -- no key to app_user: the operator at the machine is no user
UPDATE case_file c SET owner_id = u.id FROM app_user u
    WHERE u.tenant = c.tenant AND u.name = c.opened_by
      AND NOT EXISTS (SELECT FROM app_user o WHERE o.tenant = u.tenant AND o.name = u.name AND o.id <> u.id);
UPDATE case_file SET owner_id = '00000000-0000-0000-0000-000000000000' WHERE owner_id IS NULL; -- as for what the operator takes in: not assigned
CREATE INDEX case_file_owner_idx ON case_file (tenant, owner_id);
GRANT UPDATE (owner_id) ON case_file TO liaison_app;

CREATE TABLE handover (
    tenant  text NOT NULL,
    id      uuid NOT NULL,
    at      timestamptz NOT NULL,
    by_name text NOT NULL,
    from_id uuid NOT NULL, -- zero: not assigned before
    to_id   uuid NOT NULL,
    reason  text NOT NULL,
    slip    jsonb NOT NULL, -- what was handed over as it stood then: the cases and their open clocks
    CONSTRAINT handover_pkey PRIMARY KEY (tenant, id),
    CONSTRAINT handover_to_fkey FOREIGN KEY (tenant, to_id) REFERENCES app_user (tenant, id),
    CONSTRAINT handover_is_to_another CHECK (from_id <> to_id),
    CONSTRAINT handover_says_why CHECK (btrim(reason) <> ''),
    CONSTRAINT handover_slip_is_an_object CHECK (jsonb_typeof(slip) = 'object')
);

CREATE TABLE leave_cover (
    tenant   text NOT NULL,
    id       uuid NOT NULL,
    user_id  uuid NOT NULL,
    cover_id uuid NOT NULL,
    from_on  date NOT NULL,
    until_on date NOT NULL,
    made_by  text NOT NULL,
    CONSTRAINT leave_cover_pkey PRIMARY KEY (tenant, id),
    CONSTRAINT leave_cover_user_fkey FOREIGN KEY (tenant, user_id) REFERENCES app_user (tenant, id),
    CONSTRAINT leave_cover_cover_fkey FOREIGN KEY (tenant, cover_id) REFERENCES app_user (tenant, id),
    CONSTRAINT leave_cover_is_another CHECK (user_id <> cover_id),
    CONSTRAINT leave_cover_ends_after_it_begins CHECK (until_on >= from_on)
);
CREATE INDEX leave_cover_cover_idx ON leave_cover (tenant, cover_id);

ALTER TABLE handover ENABLE ROW LEVEL SECURITY;
ALTER TABLE leave_cover ENABLE ROW LEVEL SECURITY;
CREATE POLICY pooling_area ON handover AS RESTRICTIVE USING (tenant = acting_tenant()) WITH CHECK (tenant = acting_tenant());
CREATE POLICY insiders ON handover USING (acting_insider()) WITH CHECK (acting_insider());
CREATE POLICY pooling_area ON leave_cover AS RESTRICTIVE USING (tenant = acting_tenant()) WITH CHECK (tenant = acting_tenant());
CREATE POLICY insiders ON leave_cover USING (acting_insider()) WITH CHECK (acting_insider());
GRANT SELECT, INSERT ON handover, leave_cover TO liaison_app;
GRANT UPDATE (until_on) ON leave_cover TO liaison_app;

-- Reminders (提醒) of clocks that are coming due, one a user, subject and lead, however often they are computed; and the daily digests (每日摘要) as
-- they stood in the morning. Whether a reminder still holds is never stored: it is shown while its clock is open and its user in charge.
-- +goose Up
CREATE TABLE reminder (
    tenant      text NOT NULL,
    user_id     uuid NOT NULL,
    subject     text NOT NULL, -- the clock's identifier, or notice/2027
    lead        text NOT NULL,
    case_id     uuid,          -- NULL: of a missing holiday notice
    deadline_id uuid,
    show_at     timestamptz NOT NULL,
    read_at     timestamptz,
    CONSTRAINT reminder_pkey PRIMARY KEY (tenant, user_id, subject, lead),
    CONSTRAINT reminder_user_fkey FOREIGN KEY (tenant, user_id) REFERENCES app_user (tenant, id),
    CONSTRAINT reminder_case_fkey FOREIGN KEY (tenant, case_id) REFERENCES case_file (tenant, id),
    CONSTRAINT reminder_deadline_fkey FOREIGN KEY (tenant, deadline_id) REFERENCES deadline (tenant, id),
    CONSTRAINT reminder_is_of_a_clock_or_a_notice CHECK (num_nulls(case_id, deadline_id) = 0 AND subject = deadline_id::text
                                                         OR num_nulls(case_id, deadline_id) = 2 AND subject ~ '^notice/[0-9]{4}$'),
    CONSTRAINT reminder_has_lead CHECK (lead <> '')
);
CREATE INDEX reminder_newest_idx ON reminder (tenant, user_id, show_at DESC);

CREATE TABLE digest (
    tenant  text NOT NULL,
    user_id uuid NOT NULL,
    on_date date NOT NULL,
    made_at timestamptz NOT NULL,
    content jsonb NOT NULL,
    CONSTRAINT digest_pkey PRIMARY KEY (tenant, user_id, on_date),
    CONSTRAINT digest_user_fkey FOREIGN KEY (tenant, user_id) REFERENCES app_user (tenant, id),
    CONSTRAINT digest_content_is_an_object CHECK (jsonb_typeof(content) = 'object')
);

-- Each reads only what is their own; what is written for others is written by jobs, as insiders of the pooling area. The application's role may
-- not delete, and of what is written change only when it was read.
ALTER TABLE reminder ENABLE ROW LEVEL SECURITY;
ALTER TABLE digest ENABLE ROW LEVEL SECURITY;
CREATE POLICY pooling_area ON reminder AS RESTRICTIVE USING (tenant = acting_tenant()) WITH CHECK (tenant = acting_tenant());
CREATE POLICY own ON reminder FOR SELECT USING (user_id = acting_user());
CREATE POLICY own_read ON reminder FOR UPDATE USING (user_id = acting_user()) WITH CHECK (user_id = acting_user());
CREATE POLICY jobs_add ON reminder FOR INSERT WITH CHECK (acting_insider());
CREATE POLICY pooling_area ON digest AS RESTRICTIVE USING (tenant = acting_tenant()) WITH CHECK (tenant = acting_tenant());
CREATE POLICY own ON digest FOR SELECT USING (user_id = acting_user());
CREATE POLICY jobs_add ON digest FOR INSERT WITH CHECK (acting_insider() OR user_id = acting_user()); -- a prosecutor's is written as the prosecutor
GRANT SELECT, INSERT ON reminder, digest TO liaison_app;
GRANT UPDATE (read_at) ON reminder TO liaison_app;

-- Who looks after a case: its officer in charge, who covers the officer's leave, and the head where the officer is gone.
-- +goose StatementBegin
CREATE FUNCTION looks_after(owner uuid, head boolean) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT owner = acting_user()
        OR EXISTS (SELECT FROM leave_cover l WHERE l.tenant = acting_tenant() AND l.user_id = owner AND l.cover_id = acting_user()
                                               AND acting_today() BETWEEN l.from_on AND l.until_on)
        OR head AND NOT EXISTS (SELECT FROM app_user u JOIN user_role r ON r.tenant = u.tenant AND r.user_id = u.id
                                WHERE u.tenant = acting_tenant() AND u.id = owner AND u.disabled_at IS NULL
                                  AND r.from_on <= acting_today() AND (r.until_on IS NULL OR r.until_on >= acting_today()))
$$;
-- +goose StatementEnd

-- What arrived on a day is found by these.
CREATE INDEX paper_recorded_idx ON paper (tenant, recorded_at);
CREATE INDEX receipt_recorded_idx ON receipt (tenant, recorded_at);
CREATE INDEX handover_at_idx ON handover (tenant, at);

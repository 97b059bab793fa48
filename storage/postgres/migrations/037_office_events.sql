-- What is done about the office's own people (停用、恢复用户，提前结束代办) is kept; rows are only added. Who was disabled comes back without the
-- sessions, tokens and feeds of before. A leave may be ended early, on the day before it begins at the earliest.
-- +goose Up
CREATE TABLE office_event (
    tenant  text NOT NULL,
    id      uuid NOT NULL,
    at      timestamptz NOT NULL,
    by_name text NOT NULL,
    act     text NOT NULL,
    of_name text NOT NULL,
    detail  text,
    CONSTRAINT office_event_pkey PRIMARY KEY (tenant, id),
    CONSTRAINT office_event_act_exists CHECK (act IN ('disable', 'enable', 'password', 'end_cover'))
);
CREATE INDEX office_event_at_idx ON office_event (tenant, at DESC);
ALTER TABLE office_event ENABLE ROW LEVEL SECURITY;
CREATE POLICY pooling_area ON office_event AS RESTRICTIVE USING (tenant = acting_tenant()) WITH CHECK (tenant = acting_tenant());
CREATE POLICY insiders ON office_event USING (acting_insider()) WITH CHECK (acting_insider());
GRANT SELECT, INSERT ON office_event TO liaison_app;

ALTER TABLE leave_cover DROP CONSTRAINT leave_cover_ends_after_it_begins;
ALTER TABLE leave_cover ADD CONSTRAINT leave_cover_ends_after_it_begins CHECK (until_on >= from_on - 1); -- a day before: it never began

-- +goose StatementBegin
CREATE FUNCTION end_access()
    RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    DELETE FROM session s WHERE s.tenant = NEW.tenant AND s.user_id = NEW.id;
    DELETE FROM feed_token f WHERE f.tenant = NEW.tenant AND f.user_id = NEW.id;
    UPDATE api_token a SET revoked_at = COALESCE(NEW.disabled_at, OLD.disabled_at) WHERE a.tenant = NEW.tenant AND a.user_id = NEW.id AND a.revoked_at IS NULL;
    RETURN NULL;
END
$$;
-- +goose StatementEnd
CREATE TRIGGER app_user_disabling_ends_access AFTER UPDATE OF disabled_at ON app_user
    FOR EACH ROW WHEN (OLD.disabled_at IS DISTINCT FROM NEW.disabled_at) EXECUTE FUNCTION end_access();

-- The API: tokens of users' own programs, reached only through these functions as sessions are, and the keys of requests that may be sent again.
-- +goose Up
CREATE TABLE api_token (
    tenant       text NOT NULL,
    id           uuid NOT NULL,
    user_id      uuid NOT NULL,
    name         text NOT NULL,
    token_hash   bytea NOT NULL,
    made_at      timestamptz NOT NULL,
    until_on     date NOT NULL,
    last_used_at timestamptz,
    revoked_at   timestamptz,
    CONSTRAINT api_token_pkey PRIMARY KEY (tenant, id),
    CONSTRAINT api_token_user_fkey FOREIGN KEY (tenant, user_id) REFERENCES app_user (tenant, id),
    CONSTRAINT api_token_hash_is_sha256 CHECK (octet_length(token_hash) = 32),
    CONSTRAINT api_token_is_named CHECK (name <> '')
);
CREATE INDEX api_token_hash_idx ON api_token (token_hash); -- looked up before the tenant is known
CREATE INDEX api_token_user_idx ON api_token (tenant, user_id, made_at DESC);
ALTER TABLE api_token ENABLE ROW LEVEL SECURITY;
CREATE POLICY pooling_area ON api_token AS RESTRICTIVE USING (tenant = acting_tenant()) WITH CHECK (tenant = acting_tenant());

-- +goose StatementBegin
CREATE FUNCTION make_api_token(given_id uuid, given_name text, given_hash bytea, given_until date, now_at timestamptz)
    RETURNS void
    LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    INSERT INTO api_token (tenant, id, user_id, name, token_hash, made_at, until_on)
    VALUES (acting_tenant(), given_id, acting_user(), given_name, given_hash, now_at, given_until)
$$;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE FUNCTION api_tokens()
    RETURNS TABLE (id uuid, name text, made_at timestamptz, until_on date, last_used_at timestamptz)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT t.id, t.name, t.made_at, t.until_on, t.last_used_at
    FROM api_token t
    WHERE t.tenant = acting_tenant() AND t.user_id = acting_user() AND t.revoked_at IS NULL
    ORDER BY t.made_at DESC, t.id DESC
$$;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE FUNCTION revoke_api_token(given_id uuid, now_at timestamptz)
    RETURNS boolean
    LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    WITH ended AS (UPDATE api_token t SET revoked_at = now_at
                   WHERE t.tenant = acting_tenant() AND t.user_id = acting_user() AND t.id = given_id AND t.revoked_at IS NULL
                   RETURNING 1)
    SELECT EXISTS (SELECT FROM ended)
$$;
-- +goose StatementEnd
-- Last use is kept to the minute: a program that asks often does not write each time.
-- +goose StatementBegin
CREATE FUNCTION api_token_actor(given_hash bytea, now_at timestamptz, today date)
    RETURNS TABLE (tenant text, user_id uuid, name text, roles text[])
    LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    UPDATE api_token t SET last_used_at = now_at
    WHERE t.token_hash = given_hash AND t.revoked_at IS NULL AND t.until_on >= today
      AND (t.last_used_at IS NULL OR t.last_used_at < now_at - interval '1 minute');
    SELECT u.tenant, u.id, u.name,
           ARRAY(SELECT DISTINCT r.role FROM user_role r
                 WHERE r.tenant = u.tenant AND r.user_id = u.id AND r.from_on <= today AND (r.until_on IS NULL OR r.until_on >= today)
                 ORDER BY r.role)
    FROM api_token t
    JOIN app_user u ON u.tenant = t.tenant AND u.id = t.user_id
    WHERE t.token_hash = given_hash AND t.revoked_at IS NULL AND t.until_on >= today AND u.disabled_at IS NULL
$$;
-- +goose StatementEnd
REVOKE ALL ON FUNCTION make_api_token(uuid, text, bytea, date, timestamptz), api_tokens(), revoke_api_token(uuid, timestamptz),
    api_token_actor(bytea, timestamptz, date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION make_api_token(uuid, text, bytea, date, timestamptz), api_tokens(), revoke_api_token(uuid, timestamptz),
    api_token_actor(bytea, timestamptz, date) TO liaison_app;

-- A new password ends the tokens too: who knew the old one may have made them.
-- +goose StatementBegin
CREATE FUNCTION end_api_tokens()
    RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    UPDATE api_token t SET revoked_at = now() WHERE t.tenant = NEW.tenant AND t.user_id = NEW.id AND t.revoked_at IS NULL;
    RETURN NULL;
END
$$;
-- +goose StatementEnd
CREATE TRIGGER app_user_password_ends_tokens AFTER UPDATE OF password_hash ON app_user
    FOR EACH ROW WHEN (OLD.password_hash IS DISTINCT FROM NEW.password_hash) EXECUTE FUNCTION end_api_tokens();

-- A key is its user's for good. The row is written by the transaction of the act itself.
CREATE TABLE request_key (
    tenant  text NOT NULL,
    user_id uuid NOT NULL,
    key     text NOT NULL,
    digest  bytea NOT NULL,
    case_id uuid NOT NULL,
    made_id uuid,
    at      timestamptz NOT NULL,
    CONSTRAINT request_key_pkey PRIMARY KEY (tenant, user_id, key),
    CONSTRAINT request_key_user_fkey FOREIGN KEY (tenant, user_id) REFERENCES app_user (tenant, id),
    CONSTRAINT request_key_case_fkey FOREIGN KEY (tenant, case_id) REFERENCES case_file (tenant, id),
    CONSTRAINT request_key_digest_is_sha256 CHECK (octet_length(digest) = 32),
    CONSTRAINT request_key_is_short CHECK (length(key) BETWEEN 1 AND 200)
);
ALTER TABLE request_key ENABLE ROW LEVEL SECURITY;
CREATE POLICY pooling_area ON request_key AS RESTRICTIVE USING (tenant = acting_tenant()) WITH CHECK (tenant = acting_tenant());
CREATE POLICY own ON request_key USING (user_id = acting_user()) WITH CHECK (user_id = acting_user());
GRANT SELECT, INSERT ON request_key TO liaison_app;

-- A calendar program reads a user's clocks by a token of its own, without a session. The table is reached only through these functions, as
-- sessions are: one token a user, kept as its SHA-256; a new one takes the place of the old.
-- +goose Up
CREATE TABLE feed_token (
    tenant     text NOT NULL,
    user_id    uuid NOT NULL,
    token_hash bytea NOT NULL,
    made_at    timestamptz NOT NULL,
    CONSTRAINT feed_token_pkey PRIMARY KEY (tenant, user_id),
    CONSTRAINT feed_token_user_fkey FOREIGN KEY (tenant, user_id) REFERENCES app_user (tenant, id),
    CONSTRAINT feed_token_hash_is_sha256 CHECK (octet_length(token_hash) = 32)
);
CREATE INDEX feed_token_hash_idx ON feed_token (token_hash); -- looked up before the tenant is known
ALTER TABLE feed_token ENABLE ROW LEVEL SECURITY;
CREATE POLICY pooling_area ON feed_token AS RESTRICTIVE USING (tenant = acting_tenant()) WITH CHECK (tenant = acting_tenant());

-- +goose StatementBegin
CREATE FUNCTION make_feed(given_hash bytea, now_at timestamptz)
    RETURNS void
    LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    INSERT INTO feed_token (tenant, user_id, token_hash, made_at) VALUES (acting_tenant(), acting_user(), given_hash, now_at)
    ON CONFLICT (tenant, user_id) DO UPDATE SET token_hash = given_hash, made_at = now_at
$$;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE FUNCTION revoke_feed()
    RETURNS void
    LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    DELETE FROM feed_token f WHERE f.tenant = acting_tenant() AND f.user_id = acting_user()
$$;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE FUNCTION feed_made_at()
    RETURNS timestamptz
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT f.made_at FROM feed_token f WHERE f.tenant = acting_tenant() AND f.user_id = acting_user()
$$;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE FUNCTION feed_actor(given_hash bytea, today date)
    RETURNS TABLE (tenant text, user_id uuid, name text, roles text[])
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT u.tenant, u.id, u.name,
           ARRAY(SELECT DISTINCT r.role FROM user_role r
                 WHERE r.tenant = u.tenant AND r.user_id = u.id AND r.from_on <= today AND (r.until_on IS NULL OR r.until_on >= today)
                 ORDER BY r.role)
    FROM feed_token f
    JOIN app_user u ON u.tenant = f.tenant AND u.id = f.user_id
    WHERE f.token_hash = given_hash AND u.disabled_at IS NULL
$$;
-- +goose StatementEnd
REVOKE ALL ON FUNCTION make_feed(bytea, timestamptz), revoke_feed(), feed_made_at(), feed_actor(bytea, date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION make_feed(bytea, timestamptz), revoke_feed(), feed_made_at(), feed_actor(bytea, date) TO liaison_app;

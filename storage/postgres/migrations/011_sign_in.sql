-- Signing in happens before there is an actor, so no policy can let it through. These four functions run as the owner and do one
-- narrow thing each; nothing else reads across pooling areas.
-- +goose Up
-- +goose StatementBegin
CREATE FUNCTION sign_in(given_login text)
    RETURNS TABLE (tenant text, user_id uuid, name text, password_hash text)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT u.tenant, u.id, u.name, u.password_hash
    FROM app_user u
    WHERE lower(u.login) = lower(given_login) AND u.disabled_at IS NULL
$$;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE FUNCTION open_session(given_hash bytea, given_tenant text, given_user uuid, given_until timestamptz, now_at timestamptz)
    RETURNS void
    LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    DELETE FROM session s WHERE s.tenant = given_tenant AND s.user_id = given_user AND s.until_at <= now_at;
    INSERT INTO session (tenant, token_hash, user_id, until_at) VALUES (given_tenant, given_hash, given_user, given_until)
    ON CONFLICT (tenant, token_hash) DO NOTHING; -- the same call again, after its answer was lost
$$;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE FUNCTION session_actor(given_hash bytea, now_at timestamptz, today date)
    RETURNS TABLE (tenant text, user_id uuid, name text, roles text[])
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT u.tenant, u.id, u.name,
           ARRAY(SELECT DISTINCT r.role FROM user_role r
                 WHERE r.tenant = u.tenant AND r.user_id = u.id AND r.from_on <= today AND (r.until_on IS NULL OR r.until_on >= today)
                 ORDER BY r.role)
    FROM session s
    JOIN app_user u ON u.tenant = s.tenant AND u.id = s.user_id
    WHERE s.token_hash = given_hash AND s.until_at > now_at AND u.disabled_at IS NULL
$$;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE FUNCTION close_session(given_hash bytea)
    RETURNS void
    LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    DELETE FROM session s WHERE s.token_hash = given_hash;
$$;
-- +goose StatementEnd
REVOKE ALL ON FUNCTION sign_in(text), open_session(bytea, text, uuid, timestamptz, timestamptz), session_actor(bytea, timestamptz, date), close_session(bytea) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sign_in(text), open_session(bytea, text, uuid, timestamptz, timestamptz), session_actor(bytea, timestamptz, date), close_session(bytea) TO liaison_app;

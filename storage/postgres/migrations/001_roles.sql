-- The application's role. It owns nothing; every transaction of the program takes it on with SET LOCAL ROLE.
-- Roles belong to the whole server: another database of the same server may have made it already.
-- +goose Up
-- +goose StatementBegin
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'liaison_app') THEN
        CREATE ROLE liaison_app NOLOGIN;
    END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN
    NULL; -- another database of this server made it at the same moment
END
$$;
-- +goose StatementEnd
-- +goose StatementBegin
DO $$
BEGIN
    -- From PostgreSQL 16 on, who makes a role may administer it but not yet take it on; that needs a grant of its own.
    IF NOT pg_has_role(current_user, 'liaison_app',
                       CASE WHEN current_setting('server_version_num')::int >= 160000 THEN 'SET' ELSE 'MEMBER' END) THEN
        GRANT liaison_app TO CURRENT_USER;
    END IF;
END
$$;
-- +goose StatementEnd

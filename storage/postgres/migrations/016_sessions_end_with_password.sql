-- Whoever was signed in with the old password is signed out when it changes.
-- +goose Up
-- +goose StatementBegin
CREATE FUNCTION end_sessions()
    RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    DELETE FROM session s WHERE s.tenant = NEW.tenant AND s.user_id = NEW.id;
    RETURN NULL;
END
$$;
-- +goose StatementEnd
CREATE TRIGGER app_user_password_ends_sessions AFTER UPDATE OF password_hash ON app_user
    FOR EACH ROW WHEN (OLD.password_hash IS DISTINCT FROM NEW.password_hash) EXECUTE FUNCTION end_sessions();
DROP INDEX deadline_open_idx; -- deadline_due_idx serves the lists

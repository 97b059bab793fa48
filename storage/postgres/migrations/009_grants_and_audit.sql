-- Per-case grants for outsiders (按案授权), and the audit chain of each case (留痕): rows are added, never changed.
-- +goose Up
CREATE TABLE case_grant (
    tenant   text NOT NULL,
    case_id  uuid NOT NULL,
    user_id  uuid NOT NULL,
    from_on  date NOT NULL,
    until_on date,
    given_by text NOT NULL,
    CONSTRAINT case_grant_pkey PRIMARY KEY (tenant, case_id, user_id, from_on),
    CONSTRAINT case_grant_case_fkey FOREIGN KEY (tenant, case_id) REFERENCES case_file (tenant, id),
    CONSTRAINT case_grant_user_fkey FOREIGN KEY (tenant, user_id) REFERENCES app_user (tenant, id),
    CONSTRAINT case_grant_ends_after_it_begins CHECK (until_on >= from_on)
);
CREATE INDEX case_grant_user_idx ON case_grant (tenant, user_id);

CREATE TABLE audit (
    tenant    text NOT NULL,
    case_id   uuid NOT NULL,
    ordinal   integer NOT NULL,
    at        timestamptz NOT NULL,
    by_name   text NOT NULL,
    act       text NOT NULL,
    detail    json NOT NULL, -- json, not jsonb: the hash covers the text as written
    prev_hash text NOT NULL, -- empty in the first row
    hash      text NOT NULL,
    CONSTRAINT audit_pkey PRIMARY KEY (tenant, case_id, ordinal),
    CONSTRAINT audit_case_fkey FOREIGN KEY (tenant, case_id) REFERENCES case_file (tenant, id),
    CONSTRAINT audit_counts_from_one CHECK (ordinal >= 1),
    CONSTRAINT audit_has_act CHECK (act <> ''),
    CONSTRAINT audit_detail_is_an_object CHECK (json_typeof(detail) = 'object'),
    CONSTRAINT audit_first_has_no_predecessor CHECK ((ordinal = 1) = (prev_hash = '')),
    CONSTRAINT audit_hash_is_hex CHECK (hash ~ '^[0-9a-f]{64}$' AND prev_hash ~ '^([0-9a-f]{64})?$')
);

-- +goose StatementBegin
CREATE FUNCTION refuse_change_of_audit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'audit rows are only added' USING ERRCODE = 'check_violation', CONSTRAINT = 'audit_only_grows', TABLE = 'audit';
END
$$;
-- +goose StatementEnd
CREATE TRIGGER audit_only_grows BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION refuse_change_of_audit();
CREATE TRIGGER audit_is_not_emptied BEFORE TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_audit();

-- Pooling areas (统筹区), the people who sign in, their roles with first and last day, and their sessions.
-- +goose Up
CREATE TABLE tenant (
    id text NOT NULL,
    CONSTRAINT tenant_pkey PRIMARY KEY (id),
    CONSTRAINT tenant_has_name CHECK (btrim(id) <> '')
);

CREATE TABLE app_user (
    tenant        text NOT NULL,
    id            uuid NOT NULL,
    login         text NOT NULL,
    name          text NOT NULL,
    password_hash text NOT NULL,
    disabled_at   timestamptz,
    CONSTRAINT app_user_pkey PRIMARY KEY (tenant, id),
    CONSTRAINT app_user_tenant_fkey FOREIGN KEY (tenant) REFERENCES tenant (id),
    CONSTRAINT app_user_has_login CHECK (btrim(login) <> ''),
    CONSTRAINT app_user_has_name CHECK (btrim(name) <> ''),
    CONSTRAINT app_user_password_is_argon2id CHECK (password_hash LIKE '$argon2id$%')
);

-- The one key that does not begin with the tenant: a login is looked up before the tenant is known.
CREATE UNIQUE INDEX app_user_login_key ON app_user (lower(login));

CREATE TABLE user_role (
    tenant   text NOT NULL,
    user_id  uuid NOT NULL,
    role     text NOT NULL,
    from_on  date NOT NULL,
    until_on date,
    CONSTRAINT user_role_pkey PRIMARY KEY (tenant, user_id, role, from_on),
    CONSTRAINT user_role_user_fkey FOREIGN KEY (tenant, user_id) REFERENCES app_user (tenant, id),
    CONSTRAINT user_role_exists CHECK (role IN ('officer', 'reviewer', 'head', 'prosecutor', 'cashier')),
    CONSTRAINT user_role_ends_after_it_begins CHECK (until_on >= from_on)
);

-- Only the SHA-256 of a token is kept: who reads this table cannot sign in with it.
CREATE TABLE session (
    tenant     text NOT NULL,
    token_hash bytea NOT NULL,
    user_id    uuid NOT NULL,
    until_at   timestamptz NOT NULL,
    CONSTRAINT session_pkey PRIMARY KEY (tenant, token_hash),
    CONSTRAINT session_user_fkey FOREIGN KEY (tenant, user_id) REFERENCES app_user (tenant, id),
    CONSTRAINT session_token_is_sha256 CHECK (octet_length(token_hash) = 32)
);
CREATE INDEX session_token_hash_idx ON session (token_hash);
CREATE INDEX session_user_idx ON session (tenant, user_id);

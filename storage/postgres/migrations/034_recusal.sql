-- The recusal room (回避): leads about our own organ are kept outside the cases and their chain, and only who holds the role of recusal and no other
-- role reads them. Anyone inside may hand a lead in and learns nothing but its reference. The operator at the machine, who is no user, alone says
-- who holds the role: a head could otherwise make such a user, or become one by a new password.
-- +goose Up
ALTER TABLE user_role DROP CONSTRAINT user_role_exists;
ALTER TABLE user_role ADD CONSTRAINT user_role_exists CHECK (role IN ('officer', 'reviewer', 'head', 'prosecutor', 'cashier', 'recusal'));

-- +goose StatementBegin
CREATE FUNCTION ever_recused(given_user uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM user_role r WHERE r.tenant = acting_tenant() AND r.user_id = given_user AND r.role = 'recusal')
$$;
-- +goose StatementEnd
CREATE POLICY recusal_given_by_the_operator ON user_role AS RESTRICTIVE FOR INSERT
    WITH CHECK (acting_user() IS NULL OR role <> 'recusal' AND NOT ever_recused(user_id));
CREATE POLICY recusal_ended_by_the_operator ON user_role AS RESTRICTIVE FOR UPDATE
    USING (acting_user() IS NULL OR role <> 'recusal') WITH CHECK (acting_user() IS NULL OR role <> 'recusal');
CREATE POLICY recused_changed_by_the_operator ON app_user AS RESTRICTIVE FOR UPDATE
    USING (acting_user() IS NULL OR id = acting_user() OR NOT ever_recused(id)) WITH CHECK (acting_user() IS NULL OR id = acting_user() OR NOT ever_recused(id));

-- +goose StatementBegin
CREATE FUNCTION recusal_stands_alone() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM FROM app_user u WHERE u.tenant = NEW.tenant AND u.id = NEW.user_id FOR NO KEY UPDATE; -- two roles given at the same time wait for each other
    IF EXISTS (SELECT FROM user_role r WHERE r.tenant = NEW.tenant AND r.user_id = NEW.user_id AND (r.role = 'recusal') <> (NEW.role = 'recusal')
                                         AND daterange(r.from_on, r.until_on, '[]') && daterange(NEW.from_on, NEW.until_on, '[]')) THEN
        RAISE EXCEPTION 'the role of recusal goes with no other' USING ERRCODE = 'check_violation', CONSTRAINT = 'user_role_recusal_stands_alone', TABLE = 'user_role';
    END IF;
    RETURN NULL;
END
$$;
-- +goose StatementEnd
CREATE TRIGGER user_role_recusal_stands_alone AFTER INSERT OR UPDATE ON user_role FOR EACH ROW EXECUTE FUNCTION recusal_stands_alone();

-- Whether who acts may read the room: the role today, no other role today, not disabled.
-- +goose StatementBegin
CREATE FUNCTION acting_recusal() RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT NOT acting_insider() AND COALESCE((
        SELECT bool_and(r.role = 'recusal')
        FROM app_user u JOIN user_role r ON r.tenant = u.tenant AND r.user_id = u.id
        WHERE u.tenant = acting_tenant() AND u.id = acting_user() AND u.disabled_at IS NULL
          AND r.from_on <= acting_today() AND (r.until_on IS NULL OR r.until_on >= acting_today())), false)
$$;
-- +goose StatementEnd

CREATE TABLE recusal_lead (
    tenant          text NOT NULL,
    id              uuid NOT NULL,
    number          integer NOT NULL,
    reference       text NOT NULL, -- random, all that who handed it in learns
    supervised      text NOT NULL,
    matter          text NOT NULL,
    source          text NOT NULL,
    case_hint       text NOT NULL, -- the number of a case as it was told; no key to case_file, which would be a trace
    papers_at       text NOT NULL, -- where the papers are kept: none are stored here
    handed_in_at    timestamptz NOT NULL,
    handed_in_by    text NOT NULL,
    handed_in_by_id uuid NOT NULL, -- zero: nobody, a change of the program
    request_id      uuid NOT NULL, -- the form: sent twice it is one lead
    step_count      integer NOT NULL,
    step_head       text NOT NULL,
    CONSTRAINT recusal_lead_pkey PRIMARY KEY (tenant, id),
    CONSTRAINT recusal_lead_tenant_fkey FOREIGN KEY (tenant) REFERENCES tenant (id),
    CONSTRAINT recusal_lead_number_key UNIQUE (tenant, number),
    CONSTRAINT recusal_lead_reference_key UNIQUE (tenant, reference),
    CONSTRAINT recusal_lead_request_key UNIQUE (tenant, handed_in_by_id, request_id),
    CONSTRAINT recusal_lead_reference_is_random CHECK (reference ~ '^[0-9A-F]{4}(-[0-9A-F]{4}){3}$'),
    CONSTRAINT recusal_lead_says_about_whom CHECK (btrim(supervised) <> ''),
    CONSTRAINT recusal_lead_says_what CHECK (btrim(matter) <> ''),
    CONSTRAINT recusal_lead_counts CHECK (number >= 1 AND step_count >= 0)
);

CREATE TABLE recusal_step (
    tenant       text NOT NULL,
    lead_id      uuid NOT NULL,
    ordinal      integer NOT NULL,
    at           timestamptz NOT NULL,
    by_name      text NOT NULL,
    by_id        uuid NOT NULL,
    kind         text NOT NULL,
    body         text,          -- to or from whom
    receiver     text NOT NULL, -- the office and the person who signed
    paper_number text NOT NULL,
    on_date      date NOT NULL,
    note         text NOT NULL,
    prev_hash    text NOT NULL, -- of the first step: of what the lead says
    hash         text NOT NULL,
    CONSTRAINT recusal_step_pkey PRIMARY KEY (tenant, lead_id, ordinal),
    CONSTRAINT recusal_step_lead_fkey FOREIGN KEY (tenant, lead_id) REFERENCES recusal_lead (tenant, id),
    CONSTRAINT recusal_step_kind_exists CHECK (kind IN ('handed_in', 'handed_over', 'answered')),
    CONSTRAINT recusal_step_body_exists CHECK (body IN ('superior', 'discipline', 'procuratorate')),
    CONSTRAINT recusal_step_names_the_body CHECK ((kind = 'handed_in') = (body IS NULL)),
    CONSTRAINT recusal_step_names_the_receiver CHECK (kind = 'handed_in' OR btrim(receiver) <> ''),
    CONSTRAINT recusal_step_first_is_the_handing_in CHECK ((ordinal = 1) = (kind = 'handed_in')),
    CONSTRAINT recusal_step_hash_is_hex CHECK (hash ~ '^[0-9a-f]{64}$' AND prev_hash ~ '^[0-9a-f]{64}$')
);

ALTER TABLE recusal_lead ENABLE ROW LEVEL SECURITY;
ALTER TABLE recusal_step ENABLE ROW LEVEL SECURITY;
CREATE POLICY pooling_area ON recusal_lead AS RESTRICTIVE USING (tenant = acting_tenant()) WITH CHECK (tenant = acting_tenant());
CREATE POLICY recused ON recusal_lead FOR SELECT USING ((SELECT acting_recusal()));
CREATE POLICY pooling_area ON recusal_step AS RESTRICTIVE USING (tenant = acting_tenant()) WITH CHECK (tenant = acting_tenant());
CREATE POLICY recused ON recusal_step FOR SELECT USING ((SELECT acting_recusal()));
GRANT SELECT ON recusal_lead, recusal_step TO liaison_app; -- written only by the functions below

-- +goose StatementBegin
CREATE FUNCTION refuse_change_of_recusal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- A lead only counts its steps on; everything it says stays.
    IF TG_TABLE_NAME = 'recusal_lead' AND TG_OP = 'UPDATE' THEN
        IF to_jsonb(NEW) - ARRAY['step_count', 'step_head'] = to_jsonb(OLD) - ARRAY['step_count', 'step_head'] AND NEW.step_count = OLD.step_count + 1 THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'recusal rows are only added' USING ERRCODE = 'check_violation', CONSTRAINT = 'recusal_only_grows', TABLE = TG_TABLE_NAME;
END
$$;
-- +goose StatementEnd
CREATE TRIGGER recusal_only_grows BEFORE UPDATE OR DELETE ON recusal_lead FOR EACH ROW EXECUTE FUNCTION refuse_change_of_recusal();
CREATE TRIGGER recusal_is_not_emptied BEFORE TRUNCATE ON recusal_lead FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_recusal();
CREATE TRIGGER recusal_only_grows BEFORE UPDATE OR DELETE ON recusal_step FOR EACH ROW EXECUTE FUNCTION refuse_change_of_recusal();
CREATE TRIGGER recusal_is_not_emptied BEFORE TRUNCATE ON recusal_step FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_recusal();

-- The SHA-256 in hex over the parts, each as its length in bytes, a colon and itself, so that no two lists of parts read alike.
-- +goose StatementBegin
CREATE FUNCTION recusal_hash(VARIADIC parts text[]) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT encode(sha256(convert_to(string_agg(octet_length(p.part) || ':' || p.part, '' ORDER BY p.place), 'UTF8')), 'hex')
    FROM unnest(parts) WITH ORDINALITY AS p (part, place)
$$;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE FUNCTION recusal_instant(at timestamptz) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
$$;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE FUNCTION put_recusal_step(of_tenant text, of_lead uuid, given_at timestamptz, given_name text, given_by uuid, given_kind text, given_body text,
                                 given_receiver text, given_number text, given_on date, given_note text)
    RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    l recusal_lead;
    n integer;
    h text;
BEGIN
    SELECT * INTO STRICT l FROM recusal_lead x WHERE x.tenant = of_tenant AND x.id = of_lead FOR UPDATE;
    n := l.step_count + 1;
    h := recusal_hash(l.step_head, n::text, recusal_instant(given_at), given_name, given_by::text, given_kind, COALESCE(given_body, ''), given_receiver, given_number,
                      to_char(given_on, 'YYYY-MM-DD'), given_note);
    INSERT INTO recusal_step (tenant, lead_id, ordinal, at, by_name, by_id, kind, body, receiver, paper_number, on_date, note, prev_hash, hash)
    VALUES (of_tenant, of_lead, n, given_at, given_name, given_by, given_kind, given_body, given_receiver, given_number, given_on, given_note, l.step_head, h);
    UPDATE recusal_lead x SET step_count = n, step_head = h WHERE x.tenant = of_tenant AND x.id = of_lead;
END
$$;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE FUNCTION put_recusal_lead(of_tenant text, given_at timestamptz, given_on date, given_name text, given_by uuid, given_request uuid,
                                 given_supervised text, given_matter text, given_source text, given_case text, given_papers text)
    RETURNS text LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    made uuid := gen_random_uuid();
    r text;
    n integer;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('recusal/' || of_tenant, 0));
    SELECT x.reference INTO r FROM recusal_lead x WHERE x.tenant = of_tenant AND x.handed_in_by_id = given_by AND x.request_id = given_request;
    IF FOUND THEN
        RETURN r; -- the same form again
    END IF;
    r := upper(encode(sha256(uuid_send(gen_random_uuid())), 'hex'));
    r := substr(r, 1, 4) || '-' || substr(r, 5, 4) || '-' || substr(r, 9, 4) || '-' || substr(r, 13, 4);
    SELECT COALESCE(max(x.number), 0) + 1 INTO n FROM recusal_lead x WHERE x.tenant = of_tenant;
    INSERT INTO recusal_lead (tenant, id, number, reference, supervised, matter, source, case_hint, papers_at, handed_in_at, handed_in_by, handed_in_by_id, request_id,
                              step_count, step_head)
    VALUES (of_tenant, made, n, r, given_supervised, given_matter, given_source, given_case, given_papers, given_at, given_name, given_by, given_request, 0,
            recusal_hash(n::text, r, given_supervised, given_matter, given_source, given_case, given_papers, recusal_instant(given_at), given_name, given_by::text));
    PERFORM put_recusal_step(of_tenant, made, given_at, given_name, given_by, 'handed_in', NULL, '', '', given_on, '');
    RETURN r;
END
$$;
-- +goose StatementEnd

-- What the application may call: handing in, which tells a reference and nothing else, and the steps of who holds the role.
-- +goose StatementBegin
CREATE FUNCTION hand_in_recusal(given_request uuid, given_at timestamptz, given_supervised text, given_matter text, given_source text, given_case text, given_papers text)
    RETURNS text LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    who text;
BEGIN
    SELECT u.name INTO who FROM app_user u WHERE u.tenant = acting_tenant() AND u.id = acting_user() AND u.disabled_at IS NULL;
    IF who IS NULL OR NOT (acting_insider() OR acting_recusal()) THEN
        RAISE EXCEPTION 'who acts may not hand a lead in' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN put_recusal_lead(acting_tenant(), given_at, acting_today(), who, acting_user(), given_request, given_supervised, given_matter, given_source, given_case, given_papers);
END
$$;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE FUNCTION add_recusal_step(of_reference text, seen integer, given_at timestamptz, given_kind text, given_body text, given_receiver text, given_number text,
                                 given_on date, given_note text)
    RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    l recusal_lead;
    who text;
BEGIN
    IF NOT acting_recusal() THEN
        RAISE EXCEPTION 'who acts does not hold the role of recusal' USING ERRCODE = 'insufficient_privilege';
    END IF;
    SELECT * INTO l FROM recusal_lead x WHERE x.tenant = acting_tenant() AND x.reference = of_reference FOR UPDATE;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    IF l.step_count <> seen THEN
        RAISE EXCEPTION 'the lead has another step' USING ERRCODE = 'check_violation', CONSTRAINT = 'recusal_step_follows_what_was_seen', TABLE = 'recusal_step';
    END IF;
    SELECT u.name INTO STRICT who FROM app_user u WHERE u.tenant = acting_tenant() AND u.id = acting_user();
    PERFORM put_recusal_step(acting_tenant(), l.id, given_at, who, acting_user(), given_kind, given_body, given_receiver, given_number, given_on, given_note);
    RETURN true;
END
$$;
-- +goose StatementEnd
REVOKE ALL ON FUNCTION ever_recused(uuid), recusal_stands_alone(), acting_recusal(), recusal_hash(text[]), recusal_instant(timestamptz),
    put_recusal_step(text, uuid, timestamptz, text, uuid, text, text, text, text, date, text),
    put_recusal_lead(text, timestamptz, date, text, uuid, uuid, text, text, text, text, text),
    hand_in_recusal(uuid, timestamptz, text, text, text, text, text), add_recusal_step(text, integer, timestamptz, text, text, text, text, date, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ever_recused(uuid), acting_recusal(), hand_in_recusal(uuid, timestamptz, text, text, text, text, text),
    add_recusal_step(text, integer, timestamptz, text, text, text, text, date, text) TO liaison_app;

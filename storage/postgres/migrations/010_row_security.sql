-- Row-level security on every table and the narrow rights of the application's role. Who acts stands in four settings that every
-- transaction makes for itself: liaison.tenant, liaison.user, liaison.outsider ('no' opens the pooling area; anything else does
-- not) and liaison.today. A transaction without them sees and writes nothing.
-- +goose Up
-- +goose StatementBegin
CREATE FUNCTION acting_tenant() RETURNS text LANGUAGE sql STABLE AS $$
    SELECT NULLIF(current_setting('liaison.tenant', true), '')
$$;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE FUNCTION acting_user() RETURNS uuid LANGUAGE sql STABLE AS $$
    SELECT NULLIF(current_setting('liaison.user', true), '')::uuid
$$;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE FUNCTION acting_insider() RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT COALESCE(current_setting('liaison.outsider', true) = 'no', false)
$$;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE FUNCTION acting_today() RETURNS date LANGUAGE sql STABLE AS $$
    SELECT NULLIF(current_setting('liaison.today', true), '')::date
$$;
-- +goose StatementEnd

-- Three policies on each table: nobody leaves the pooling area; insiders read and write in it; outsiders only read, and of the
-- tables of a case only the cases granted to them and valid today.
-- +goose StatementBegin
DO $$
DECLARE
    t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['tenant', 'app_user', 'user_role', 'session', 'case_counter', 'number_series', 'document_number', 'case_grant', 'case_file',
                             'party', 'event', 'adjustment', 'source_file', 'remark', 'bundle', 'exhibit', 'edition', 'payment_row', 'bank_row',
                             'claim', 'determination', 'letter', 'paper', 'paper_correction', 'deadline', 'receipt', 'receipt_allocation', 'audit'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('CREATE POLICY pooling_area ON %I AS RESTRICTIVE USING (%I = acting_tenant()) WITH CHECK (%2$I = acting_tenant())',
                       t, CASE t WHEN 'tenant' THEN 'id' ELSE 'tenant' END);
        EXECUTE format('CREATE POLICY insiders ON %I USING (acting_insider()) WITH CHECK (acting_insider())', t);
    END LOOP;
    FOREACH t IN ARRAY ARRAY['party', 'event', 'adjustment', 'source_file', 'remark', 'bundle', 'exhibit', 'edition', 'payment_row', 'bank_row',
                             'claim', 'determination', 'letter', 'paper', 'paper_correction', 'deadline', 'receipt', 'receipt_allocation', 'audit', 'case_file'] LOOP
        EXECUTE format('CREATE POLICY granted ON %I FOR SELECT USING (EXISTS (SELECT FROM case_grant g
                            WHERE g.tenant = acting_tenant() AND g.user_id = acting_user() AND g.case_id = %I.%I
                            AND g.from_on <= acting_today() AND (g.until_on IS NULL OR g.until_on >= acting_today())))',
                       t, t, CASE t WHEN 'case_file' THEN 'id' ELSE 'case_id' END);
    END LOOP;
END
$$;
-- +goose StatementEnd
CREATE POLICY own ON case_grant FOR SELECT USING (user_id = acting_user());
CREATE POLICY own ON app_user FOR SELECT USING (id = acting_user());
CREATE POLICY own ON user_role FOR SELECT USING (user_id = acting_user());

-- What is immutable cannot even be addressed: no UPDATE on it, no DELETE on anything, and sessions only through the functions of 011.
GRANT USAGE ON SCHEMA public TO liaison_app;
GRANT SELECT, INSERT ON tenant, app_user, user_role, case_counter, number_series, document_number, case_grant, case_file, party, event, adjustment,
    source_file, remark, bundle, exhibit, edition, payment_row, bank_row, claim, determination, letter, paper, paper_correction, deadline, receipt,
    receipt_allocation, audit TO liaison_app;
GRANT UPDATE (name, password_hash, disabled_at) ON app_user TO liaison_app;
GRANT UPDATE (until_on) ON user_role, case_grant TO liaison_app;
GRANT UPDATE (given_by) ON case_grant TO liaison_app;
GRANT UPDATE (last) ON case_counter, number_series TO liaison_app;
GRANT UPDATE (state) ON document_number TO liaison_app;
GRANT UPDATE (retained, decided_death_on, deceit_suspected, main_state, crim_state, court_state, audit_count, audit_head) ON case_file TO liaison_app;
GRANT UPDATE (state, sealed_at, sealed_by) ON bundle TO liaison_app;
GRANT UPDATE (rotation) ON exhibit TO liaison_app;
GRANT UPDATE (second_by, second_by_id, second_reason, second_at, reviewed_by, reviewed_by_id, review_reason, reviewed_at, rejected_by, reject_reason, rejected_at)
    ON determination TO liaison_app;
GRANT UPDATE (state, number, made_on, content_digest, approved_digest, missing, edition_id, pages, fonts, drafted_by, drafted_by_id, drafted_at, approved_by,
    approved_by_id, approved_at, opinion, issued_by, issued_at, voided_by, voided_at, void_reason, object_key, object_version, object_sha256, object_size,
    object_retain_until) ON letter TO liaison_app;
GRANT UPDATE (on_date) ON paper TO liaison_app;
GRANT UPDATE (state, closed_by_paper, closed_at) ON deadline TO liaison_app;

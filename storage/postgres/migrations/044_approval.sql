-- The chain of approval: two officers, the head of the section, the legal review, the deputy, the head, each with his words, the instant and the
-- digest of what he had before him. Lines are only added; a letter says on whose desk it lies and who of that desk may not take it.
-- +goose Up
ALTER TABLE user_role DROP CONSTRAINT user_role_exists;
ALTER TABLE user_role ADD CONSTRAINT user_role_exists
    CHECK (role IN ('officer', 'section', 'reviewer', 'deputy', 'head', 'acting', 'prosecutor', 'cashier', 'recusal'));

CREATE TABLE approval_entry (
    tenant      text NOT NULL,
    id          uuid NOT NULL DEFAULT gen_random_uuid(),
    case_id     uuid,
    letter_id   uuid,
    campaign_id uuid,
    ordinal     integer NOT NULL,
    round       integer NOT NULL, -- a return begins the next
    act         text NOT NULL,
    step        text,
    by_name     text NOT NULL, -- empty: the program, which found a change that no act of the case made
    by_id       uuid,
    standing    text NOT NULL,
    at          timestamptz NOT NULL,
    opinion     text NOT NULL,
    cause       text NOT NULL,
    digest      text NOT NULL,
    CONSTRAINT approval_entry_pkey PRIMARY KEY (tenant, id),
    CONSTRAINT approval_entry_letter_fkey FOREIGN KEY (tenant, letter_id) REFERENCES letter (tenant, id),
    CONSTRAINT approval_entry_case_fkey FOREIGN KEY (tenant, case_id) REFERENCES case_file (tenant, id),
    CONSTRAINT approval_entry_campaign_fkey FOREIGN KEY (tenant, campaign_id) REFERENCES campaign (tenant, id),
    CONSTRAINT approval_entry_of_one CHECK (num_nulls(letter_id, campaign_id) = 1 AND (letter_id IS NULL) = (case_id IS NULL)),
    CONSTRAINT approval_entry_counts_from_one CHECK (ordinal >= 1 AND round >= 1),
    CONSTRAINT approval_entry_act_exists CHECK (act IN ('agreed', 'returned', 'declined', 'changed', 'sent_back')),
    CONSTRAINT approval_entry_step_exists CHECK (step IN ('officer', 'second', 'section', 'legal', 'deputy', 'head')),
    CONSTRAINT approval_entry_says_who CHECK (act NOT IN ('agreed', 'returned', 'declined', 'changed') OR by_id IS NOT NULL AND btrim(by_name) <> ''),
    CONSTRAINT approval_entry_has_step CHECK ((act IN ('agreed', 'returned', 'declined')) = (step IS NOT NULL)),
    CONSTRAINT approval_entry_says_why CHECK (act NOT IN ('agreed', 'returned', 'declined') OR btrim(opinion) <> ''),
    CONSTRAINT approval_entry_has_digest CHECK (act = 'returned' OR digest ~ '^[0-9a-f]{64}$')
);
CREATE UNIQUE INDEX approval_entry_letter_key ON approval_entry (tenant, letter_id, ordinal) WHERE letter_id IS NOT NULL;
CREATE UNIQUE INDEX approval_entry_campaign_key ON approval_entry (tenant, campaign_id, ordinal) WHERE campaign_id IS NOT NULL;
CREATE INDEX approval_entry_case_idx ON approval_entry (tenant, case_id) WHERE case_id IS NOT NULL;
-- Each step once a round. No person takes two steps that the law keeps apart: only those of the second officer, the section, the deputy and the
-- head may meet in one person, in the three ways that these leave open.
CREATE UNIQUE INDEX approval_entry_step_once ON approval_entry (tenant, COALESCE(letter_id, campaign_id), round, step) WHERE act = 'agreed';
CREATE UNIQUE INDEX approval_entry_apart_head ON approval_entry (tenant, COALESCE(letter_id, campaign_id), round, by_id)
    WHERE act = 'agreed' AND step IN ('officer', 'second', 'legal', 'head');
CREATE UNIQUE INDEX approval_entry_apart_deputy ON approval_entry (tenant, COALESCE(letter_id, campaign_id), round, by_id)
    WHERE act = 'agreed' AND step IN ('officer', 'second', 'legal', 'deputy');
CREATE UNIQUE INDEX approval_entry_apart_section ON approval_entry (tenant, COALESCE(letter_id, campaign_id), round, by_id)
    WHERE act = 'agreed' AND step IN ('officer', 'legal', 'section');

-- +goose StatementBegin
CREATE FUNCTION refuse_change_of_approval() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'lines of approval are only added' USING ERRCODE = 'check_violation', CONSTRAINT = 'approval_entry_only_grows', TABLE = TG_TABLE_NAME;
END
$$;
-- +goose StatementEnd
CREATE TRIGGER approval_entry_only_grows BEFORE UPDATE OR DELETE ON approval_entry FOR EACH ROW EXECUTE FUNCTION refuse_change_of_approval();
CREATE TRIGGER approval_entry_is_not_emptied BEFORE TRUNCATE ON approval_entry FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_approval();

ALTER TABLE approval_entry ENABLE ROW LEVEL SECURITY;
CREATE POLICY pooling_area ON approval_entry AS RESTRICTIVE USING (tenant = acting_tenant()) WITH CHECK (tenant = acting_tenant());
CREATE POLICY insiders ON approval_entry USING (acting_insider()) WITH CHECK (acting_insider());
GRANT SELECT, INSERT ON approval_entry TO liaison_app;

ALTER TABLE letter
    ADD COLUMN awaits text CONSTRAINT letter_awaits_exists CHECK (awaits IN ('officer', 'second', 'section', 'legal', 'deputy', 'head')),
    ADD COLUMN awaits_at timestamptz,
    ADD COLUMN barred uuid[] NOT NULL DEFAULT '{}';
UPDATE letter SET awaits = 'officer', awaits_at = drafted_at WHERE state = 'draft';
ALTER TABLE letter ADD CONSTRAINT letter_draft_awaits CHECK ((state = 'draft') = (awaits IS NOT NULL) AND (awaits IS NULL OR awaits_at IS NOT NULL));
CREATE INDEX letter_awaits_idx ON letter (tenant, awaits, awaits_at DESC) WHERE state = 'draft';
GRANT UPDATE (awaits, awaits_at, barred) ON letter TO liaison_app;

ALTER TABLE campaign
    ADD COLUMN awaits text CONSTRAINT campaign_awaits_exists CHECK (awaits IN ('officer', 'second', 'section', 'legal', 'deputy', 'head')),
    ADD COLUMN awaits_at timestamptz,
    ADD COLUMN barred uuid[] NOT NULL DEFAULT '{}';
UPDATE campaign SET awaits = 'officer', awaits_at = made_at WHERE stage = 'review';
ALTER TABLE campaign ADD CONSTRAINT campaign_review_awaits CHECK ((stage = 'review') = (awaits IS NOT NULL) AND (awaits IS NULL OR awaits_at IS NOT NULL));
CREATE INDEX campaign_awaits_idx ON campaign (tenant, awaits) WHERE stage = 'review';
GRANT UPDATE (awaits, awaits_at, barred) ON campaign TO liaison_app;

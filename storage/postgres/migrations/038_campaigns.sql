-- A campaign (批量制发) is one kind of letter for many cases at once: drafted, approved by the head in one act over the listed digests, numbered,
-- issued. Each case is an item with a letter identifier of its own from the beginning, so that a slice of work that is repeated after a crash
-- finds what it has done.
-- +goose Up
CREATE TABLE campaign (
    tenant         text NOT NULL,
    id             uuid NOT NULL,
    kind           text NOT NULL,
    title          text NOT NULL,
    query          text NOT NULL,
    inputs         jsonb NOT NULL,
    stage          text NOT NULL,
    stopped        boolean NOT NULL DEFAULT false,
    note           text NOT NULL DEFAULT '', -- why it stopped by itself, or why the head returned it
    run            integer NOT NULL DEFAULT 1, -- a job of an earlier run does nothing
    made_by        text NOT NULL,
    made_by_id     uuid NOT NULL,
    made_at        timestamptz NOT NULL,
    digest         text, -- over the digests of all listed letters
    approved_by    text,
    approved_by_id uuid,
    approved_at    timestamptz,
    opinion        text NOT NULL DEFAULT '',
    finished_at    timestamptz,
    CONSTRAINT campaign_pkey PRIMARY KEY (tenant, id),
    CONSTRAINT campaign_tenant_fkey FOREIGN KEY (tenant) REFERENCES tenant (id),
    CONSTRAINT campaign_has_title CHECK (btrim(title) <> ''),
    CONSTRAINT campaign_inputs_are_an_object CHECK (jsonb_typeof(inputs) = 'object'),
    CONSTRAINT campaign_stage_exists CHECK (stage IN ('draft', 'review', 'issue', 'done', 'returned')),
    CONSTRAINT campaign_leaves_only_approved CHECK (stage NOT IN ('issue', 'done') OR num_nulls(approved_by, approved_by_id, approved_at, digest) = 0),
    CONSTRAINT campaign_listed_has_digest CHECK (stage <> 'review' OR digest IS NOT NULL),
    CONSTRAINT campaign_digest_is_hex CHECK (digest ~ '^[0-9a-f]{64}$'),
    CONSTRAINT campaign_two_persons CHECK (approved_by_id <> made_by_id),
    CONSTRAINT campaign_returned_says_why CHECK (stage <> 'returned' OR btrim(note) <> ''),
    CONSTRAINT campaign_counts_runs CHECK (run >= 1)
);
CREATE INDEX campaign_newest_idx ON campaign (tenant, made_at DESC);

CREATE TABLE campaign_item (
    tenant      text NOT NULL,
    campaign_id uuid NOT NULL,
    ordinal     integer NOT NULL,
    case_id     uuid NOT NULL,
    letter_id   uuid NOT NULL, -- what the letter is called once it is drafted
    state       text NOT NULL,
    digest      text,
    reasons     text[] NOT NULL DEFAULT '{}',
    postal      text NOT NULL DEFAULT '', -- post code and address, by which the print file is ordered
    CONSTRAINT campaign_item_pkey PRIMARY KEY (tenant, campaign_id, ordinal),
    CONSTRAINT campaign_item_campaign_fkey FOREIGN KEY (tenant, campaign_id) REFERENCES campaign (tenant, id),
    CONSTRAINT campaign_item_case_fkey FOREIGN KEY (tenant, case_id) REFERENCES case_file (tenant, id),
    CONSTRAINT campaign_item_once_a_case UNIQUE (tenant, campaign_id, case_id),
    CONSTRAINT campaign_item_once_a_letter UNIQUE (tenant, letter_id),
    CONSTRAINT campaign_item_counts_from_one CHECK (ordinal >= 1),
    CONSTRAINT campaign_item_state_exists CHECK (state IN ('waiting', 'drafted', 'issued', 'refused')),
    CONSTRAINT campaign_item_drafted_has_digest CHECK (state NOT IN ('drafted', 'issued') OR digest ~ '^[0-9a-f]{64}$'),
    CONSTRAINT campaign_item_refused_says_why CHECK (state <> 'refused' OR cardinality(reasons) > 0)
);
CREATE INDEX campaign_item_state_idx ON campaign_item (tenant, campaign_id, state, ordinal);

ALTER TABLE campaign ENABLE ROW LEVEL SECURITY;
ALTER TABLE campaign_item ENABLE ROW LEVEL SECURITY;
CREATE POLICY pooling_area ON campaign AS RESTRICTIVE USING (tenant = acting_tenant()) WITH CHECK (tenant = acting_tenant());
CREATE POLICY insiders ON campaign USING (acting_insider()) WITH CHECK (acting_insider());
CREATE POLICY pooling_area ON campaign_item AS RESTRICTIVE USING (tenant = acting_tenant()) WITH CHECK (tenant = acting_tenant());
CREATE POLICY insiders ON campaign_item USING (acting_insider()) WITH CHECK (acting_insider());
GRANT SELECT, INSERT ON campaign, campaign_item TO liaison_app;
GRANT UPDATE (stage, stopped, note, run, digest, approved_by, approved_by_id, approved_at, opinion, finished_at) ON campaign TO liaison_app;
GRANT UPDATE (state, digest, reasons, postal) ON campaign_item TO liaison_app;

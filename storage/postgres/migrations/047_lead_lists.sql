-- Lists of names that others sent (疑似名单): the rows as the sender wrote them, and what was answered about each. Rows and answers are only added, so that an
-- earlier answer stays on record. A row finds its case by the identity number when it is read.
-- +goose Up
CREATE TABLE lead_list (
    tenant      text NOT NULL,
    id          uuid NOT NULL,
    title       text NOT NULL,
    sender      text NOT NULL,
    number      text,
    received_on date NOT NULL,
    file        text NOT NULL,
    sha256      text NOT NULL,
    headings    text[] NOT NULL,
    row_count   integer NOT NULL,
    taken_by    text NOT NULL,
    taken_by_id uuid,
    taken_at    timestamptz NOT NULL,
    CONSTRAINT lead_list_pkey PRIMARY KEY (tenant, id),
    CONSTRAINT lead_list_tenant_fkey FOREIGN KEY (tenant) REFERENCES tenant (id),
    CONSTRAINT lead_list_comes_in_once UNIQUE (tenant, sha256),
    CONSTRAINT lead_list_has_sender CHECK (btrim(sender) <> '' AND btrim(title) <> ''),
    CONSTRAINT lead_list_sha256_is_hex CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    CONSTRAINT lead_list_has_rows CHECK (row_count > 0 AND cardinality(headings) > 0)
);

CREATE TABLE lead_row (
    tenant    text NOT NULL,
    list_id   uuid NOT NULL,
    line      integer NOT NULL,
    cells     text[] NOT NULL,
    name      text NOT NULL,
    id_number text,
    problem   text,
    CONSTRAINT lead_row_pkey PRIMARY KEY (tenant, list_id, line),
    CONSTRAINT lead_row_list_fkey FOREIGN KEY (tenant, list_id) REFERENCES lead_list (tenant, id),
    CONSTRAINT lead_row_counts_from_one CHECK (line >= 1)
);

CREATE TABLE lead_answer (
    tenant         text NOT NULL,
    list_id        uuid NOT NULL,
    line           integer NOT NULL,
    ordinal        integer NOT NULL,
    verdict        text NOT NULL,
    amount_fen     bigint,
    evidence       text,
    reason         text,
    answered_by    text NOT NULL,
    answered_by_id uuid,
    answered_at    timestamptz NOT NULL,
    CONSTRAINT lead_answer_pkey PRIMARY KEY (tenant, list_id, line, ordinal),
    CONSTRAINT lead_answer_row_fkey FOREIGN KEY (tenant, list_id, line) REFERENCES lead_row (tenant, list_id, line),
    CONSTRAINT lead_answer_verdict_exists CHECK (verdict IN ('true', 'untrue', 'repaid', 'under_way', 'referred')),
    CONSTRAINT lead_answer_untrue_says_why CHECK (verdict <> 'untrue' OR reason IS NOT NULL),
    CONSTRAINT lead_answer_is_of_money CHECK (amount_fen >= 0)
);
CREATE INDEX party_id_number_idx ON party (tenant, id_number) WHERE id_number IS NOT NULL;

ALTER TABLE lead_list ENABLE ROW LEVEL SECURITY;
ALTER TABLE lead_row ENABLE ROW LEVEL SECURITY;
ALTER TABLE lead_answer ENABLE ROW LEVEL SECURITY;
CREATE POLICY pooling_area ON lead_list AS RESTRICTIVE USING (tenant = acting_tenant()) WITH CHECK (tenant = acting_tenant());
CREATE POLICY insiders ON lead_list USING (acting_insider()) WITH CHECK (acting_insider());
CREATE POLICY pooling_area ON lead_row AS RESTRICTIVE USING (tenant = acting_tenant()) WITH CHECK (tenant = acting_tenant());
CREATE POLICY insiders ON lead_row USING (acting_insider()) WITH CHECK (acting_insider());
CREATE POLICY pooling_area ON lead_answer AS RESTRICTIVE USING (tenant = acting_tenant()) WITH CHECK (tenant = acting_tenant());
CREATE POLICY insiders ON lead_answer USING (acting_insider()) WITH CHECK (acting_insider());
GRANT SELECT, INSERT ON lead_list, lead_row, lead_answer TO liaison_app;

-- Who owes what under a decision or an agreement: paper × obligor × instalment, each obligor served on his own day, each instalment due on its own.
-- A paper without rows obliges those whom the case names, in one sum, from the paper's own day.
-- +goose Up
CREATE TABLE obligation (
    tenant     text NOT NULL,
    case_id    uuid NOT NULL,
    paper_id   uuid NOT NULL,
    ordinal    integer NOT NULL,
    obligor    text NOT NULL,
    served_on  date, -- null: on the paper's own day
    joint      boolean NOT NULL,
    instalment integer NOT NULL, -- within the obligor's own, from 1
    amount_fen bigint NOT NULL,
    due_on     date,
    CONSTRAINT obligation_pkey PRIMARY KEY (tenant, paper_id, ordinal),
    CONSTRAINT obligation_paper_fkey FOREIGN KEY (tenant, case_id, paper_id) REFERENCES paper (tenant, case_id, id),
    CONSTRAINT obligation_instalment_key UNIQUE (tenant, paper_id, obligor, instalment),
    CONSTRAINT obligation_has_obligor CHECK (btrim(obligor) <> ''),
    CONSTRAINT obligation_is_of_money CHECK (amount_fen > 0),
    CONSTRAINT obligation_counts_from_one CHECK (ordinal > 0 AND instalment > 0)
);
CREATE INDEX obligation_case_idx ON obligation (tenant, case_id);
ALTER TABLE obligation ENABLE ROW LEVEL SECURITY;
CREATE POLICY pooling_area ON obligation AS RESTRICTIVE USING (tenant = acting_tenant()) WITH CHECK (tenant = acting_tenant());
CREATE POLICY insiders ON obligation USING (acting_insider()) WITH CHECK (acting_insider());
CREATE POLICY granted ON obligation FOR SELECT USING (EXISTS (SELECT FROM case_grant g
    WHERE g.tenant = acting_tenant() AND g.user_id = acting_user() AND g.case_id = obligation.case_id
    AND g.from_on <= acting_today() AND (g.until_on IS NULL OR g.until_on >= acting_today())));
GRANT SELECT, INSERT ON obligation TO liaison_app;

-- What an officer says of a paper beside its own words: that the time was extended, to which account an agreement is paid.
ALTER TABLE paper
    ADD COLUMN extended boolean NOT NULL DEFAULT false,
    ADD COLUMN account text;

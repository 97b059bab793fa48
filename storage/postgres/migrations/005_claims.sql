-- Claims (应追回金额核定), immutable versions, and what officers determine where the papers conflict (认定).
-- +goose Up
CREATE TABLE claim (
    tenant       text NOT NULL,
    case_id      uuid NOT NULL,
    id           uuid NOT NULL,
    version      integer NOT NULL,
    state        text NOT NULL,
    total_fen    bigint, -- an amount that is not established cannot be represented
    result       jsonb NOT NULL,
    input_digest text NOT NULL,
    computed_at  timestamptz NOT NULL,
    computed_by  text NOT NULL,
    CONSTRAINT claim_pkey PRIMARY KEY (tenant, id),
    CONSTRAINT claim_version_key UNIQUE (tenant, case_id, version),
    CONSTRAINT claim_case_fkey FOREIGN KEY (tenant, case_id) REFERENCES case_file (tenant, id),
    CONSTRAINT claim_state_exists CHECK (state IN ('established', 'conflict', 'undecided', 'not_computed')),
    CONSTRAINT claim_total_only_when_established CHECK ((state = 'established') = (total_fen IS NOT NULL)),
    CONSTRAINT claim_input_digest_is_hex CHECK (input_digest ~ '^[0-9a-f]{64}$'),
    CONSTRAINT claim_counts_from_one CHECK (version >= 1)
);

CREATE TABLE determination (
    tenant         text NOT NULL,
    case_id        uuid NOT NULL,
    id             uuid NOT NULL,
    kind           text NOT NULL,
    value          text NOT NULL,
    reason         text NOT NULL,
    proposed_by    text NOT NULL,
    proposed_by_id uuid NOT NULL,
    proposed_at    timestamptz NOT NULL,
    second_by      text,
    second_by_id   uuid,
    second_reason  text,
    second_at      timestamptz,
    reviewed_by    text,
    reviewed_by_id uuid,
    review_reason  text,
    reviewed_at    timestamptz,
    rejected_by    text,
    reject_reason  text,
    rejected_at    timestamptz,
    CONSTRAINT determination_pkey PRIMARY KEY (tenant, id),
    CONSTRAINT determination_case_fkey FOREIGN KEY (tenant, case_id) REFERENCES case_file (tenant, id),
    CONSTRAINT determination_kind_exists CHECK (kind IN ('death_date', 'retained', 'deceit')),
    CONSTRAINT determination_has_value CHECK (value <> ''),
    CONSTRAINT determination_says_why CHECK (btrim(reason) <> ''),
    CONSTRAINT determination_second_is_whole CHECK (num_nulls(second_by, second_by_id, second_at) IN (0, 3)),
    CONSTRAINT determination_review_is_whole CHECK (num_nulls(reviewed_by, reviewed_by_id, reviewed_at) IN (0, 3)),
    CONSTRAINT determination_three_people CHECK (second_by_id <> proposed_by_id AND reviewed_by_id <> proposed_by_id AND reviewed_by_id <> second_by_id),
    CONSTRAINT determination_rejection_says_why CHECK (num_nulls(rejected_by, reject_reason, rejected_at) IN (0, 3) AND btrim(reject_reason) <> '')
);
CREATE INDEX determination_case_idx ON determination (tenant, case_id);

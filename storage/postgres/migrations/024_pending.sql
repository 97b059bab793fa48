-- What waits for somebody is found by these, however many cases there are: each holds only what still waits.
-- +goose Up
CREATE INDEX claim_undecided_idx ON claim (tenant, computed_at DESC) WHERE state IN ('conflict', 'undecided');
CREATE INDEX determination_pending_idx ON determination (tenant, proposed_at DESC) WHERE rejected_at IS NULL AND (second_at IS NULL OR reviewed_at IS NULL);
CREATE INDEX letter_pending_idx ON letter (tenant, drafted_at DESC) WHERE state IN ('draft', 'approved', 'reserved');

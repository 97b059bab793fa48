-- One's own drafts that are to be completed or submitted are found however many others wait.
-- +goose Up
CREATE INDEX letter_own_draft_idx ON letter (tenant, drafted_by_id, drafted_at DESC) WHERE state = 'draft' AND awaits = 'officer';
CREATE INDEX letter_to_issue_idx ON letter (tenant, drafted_at DESC) WHERE state IN ('approved', 'reserved');

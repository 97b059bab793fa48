-- The register of refusals (被拒登记): whether a paper refuses what we filed, and on which grounds. Which papers refuse is the domain's to say;
-- here only what was recorded before is marked.
-- +goose Up
ALTER TABLE paper
    ADD COLUMN refuses boolean NOT NULL DEFAULT false,
    ADD COLUMN refusal_reasons text[] NOT NULL DEFAULT '{}',
    ADD CONSTRAINT paper_reasons_are_of_a_refusal CHECK (refuses OR refusal_reasons = '{}');
UPDATE paper SET refuses = true
WHERE kind IN ('notice_not_filed', 'referral_returned', 'supervision_refused', 'reasons_upheld', 'ruling_not_accepted', 'ruling_not_granted', 'supervision_not_supported', 'oversight_refused')
   OR kind IN ('reconsideration_decided', 'upper_ruling') AND outcome = 'upheld';
CREATE INDEX paper_refusal_idx ON paper (tenant, on_date) WHERE refuses;
GRANT UPDATE (refuses, refusal_reasons) ON paper TO liaison_app;

-- The tracks of supervision beside the others (行政非诉执行监督, 公益诉讼线索, 检察意见和线索办理), whom a lead is about, whether a proposal is
-- urgent, and the act that ended a clock where no paper did. Clocks ended before this keep what they said.
-- +goose Up
ALTER TABLE case_file
    ADD COLUMN oversight_state text, -- NULL: the track has not begun
    ADD COLUMN public_state    text,
    ADD COLUMN inbound_state   text,
    ADD CONSTRAINT case_file_supervision_states_are_words CHECK (oversight_state <> '' AND public_state <> '' AND inbound_state <> '');
ALTER TABLE paper
    ADD COLUMN supervised text,
    ADD COLUMN urgent     boolean NOT NULL DEFAULT false;
ALTER TABLE deadline
    ADD COLUMN closed_by_act text,
    ADD CONSTRAINT deadline_closed_says_by_what CHECK (state NOT IN ('met', 'closed') OR num_nonnulls(closed_by_paper, closed_by_act) = 1) NOT VALID;
GRANT UPDATE (oversight_state, public_state, inbound_state) ON case_file TO liaison_app;
GRANT UPDATE (closed_by_act) ON deadline TO liaison_app;

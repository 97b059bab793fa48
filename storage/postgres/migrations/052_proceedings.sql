-- +goose Up
-- Where each of several proceedings stands on the court track (决定 × 义务人): decision, obligor, state. court_state is the one that leads.
ALTER TABLE case_file ADD COLUMN proceedings jsonb NOT NULL DEFAULT '[]',
    ADD CONSTRAINT case_file_proceedings_are_a_list CHECK (jsonb_typeof(proceedings) = 'array');
GRANT UPDATE (proceedings) ON case_file TO liaison_app;

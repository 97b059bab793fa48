-- Where each statement of a letter stands in the evidence book, as printed: exports carry it, verify proves it.
-- +goose Up
ALTER TABLE letter ADD COLUMN refs jsonb NOT NULL DEFAULT '[]' CONSTRAINT letter_refs_is_list CHECK (jsonb_typeof(refs) = 'array');
GRANT UPDATE (refs) ON letter TO liaison_app;

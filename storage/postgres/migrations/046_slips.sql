-- Letters whose reply (回执) is awaited are looked up by kind, the oldest first.
-- +goose Up
CREATE INDEX letter_issued_idx ON letter (tenant, kind, made_on, id) WHERE state = 'issued';

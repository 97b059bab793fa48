-- A lead for public-interest litigation that the procuratorate does not file is a refusal like the others: those recorded before are marked.
-- +goose Up
UPDATE paper SET refuses = true WHERE kind = 'lead_not_filed';

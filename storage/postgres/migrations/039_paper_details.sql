-- What a paper says in the fields of its kind, each value a text in the one form of its type, and what the officer was told to look at when it was recorded.
-- Papers recorded before this say nothing of either.
-- +goose Up
ALTER TABLE paper
    ADD COLUMN details jsonb NOT NULL DEFAULT '{}',
    ADD COLUMN cautions text[] NOT NULL DEFAULT '{}',
    ADD CONSTRAINT paper_details_are_texts CHECK (jsonb_typeof(details) = 'object' AND NOT jsonb_path_exists(details, 'strict $.* ? (@.type() != "string" || @ == "")')),
    ADD CONSTRAINT paper_cautions_are_words CHECK (array_position(cautions, NULL) IS NULL AND array_position(cautions, '') IS NULL);

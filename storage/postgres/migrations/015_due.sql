-- The day a list goes by: the earliest plausible end of what we must do, the latest of what others must do. A right of the obligor's that has
-- lapsed, and a marker that is only shown, are due to nobody.
-- +goose Up
ALTER TABLE deadline
    ADD COLUMN lenient_on date GENERATED ALWAYS AS (make_date(substr(result ->> 'lenient', 1, 4)::int, substr(result ->> 'lenient', 6, 2)::int,
                                                              substr(result ->> 'lenient', 9, 2)::int)) STORED,
    ADD COLUMN ours boolean GENERATED ALWAYS AS (coalesce((result ->> 'ours')::boolean, false)) STORED,
    ADD COLUMN actor text GENERATED ALWAYS AS (coalesce(result ->> 'actor', '')) STORED,
    ADD COLUMN marker boolean GENERATED ALWAYS AS (coalesce((result ->> 'marker')::boolean, false)) STORED;
ALTER TABLE deadline
    ADD COLUMN due_on date GENERATED ALWAYS AS (CASE WHEN coalesce((result ->> 'ours')::boolean, false) THEN strict_on
        ELSE make_date(substr(result ->> 'lenient', 1, 4)::int, substr(result ->> 'lenient', 6, 2)::int, substr(result ->> 'lenient', 9, 2)::int) END) STORED;
CREATE INDEX deadline_due_idx ON deadline (tenant, due_on) WHERE state = 'open' AND NOT marker;

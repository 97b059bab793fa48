-- Papers served and received, corrections of their dates, and the clocks they start (期限). No paper without the day that counts.
-- +goose Up
CREATE TABLE paper (
    tenant            text NOT NULL,
    case_id           uuid NOT NULL,
    id                uuid NOT NULL,
    kind              text NOT NULL,
    number            text,
    by_authority      text,
    made_on           date,
    on_date           date NOT NULL,
    minute            integer NOT NULL, -- minutes after midnight plus one; 0: the hour is not known
    method            text,
    remedies_told     boolean,
    due_on            date,
    reason            text,
    amount_fen        bigint,
    court_case_number text,
    outcome           text,
    exhibit_file      text,
    recorded_at       timestamptz NOT NULL,
    recorded_by       text NOT NULL,
    CONSTRAINT paper_pkey PRIMARY KEY (tenant, id),
    CONSTRAINT paper_in_case_key UNIQUE (tenant, case_id, id),
    CONSTRAINT paper_case_fkey FOREIGN KEY (tenant, case_id) REFERENCES case_file (tenant, id),
    CONSTRAINT paper_has_kind CHECK (kind <> ''),
    CONSTRAINT paper_minute_is_of_the_day CHECK (minute BETWEEN 0 AND 1440)
);

CREATE TABLE paper_correction (
    tenant       text NOT NULL,
    case_id      uuid NOT NULL,
    paper_id     uuid NOT NULL,
    ordinal      integer NOT NULL,
    old_on       date NOT NULL,
    new_on       date NOT NULL,
    reason       text NOT NULL,
    corrected_by text NOT NULL,
    corrected_at timestamptz NOT NULL,
    CONSTRAINT paper_correction_pkey PRIMARY KEY (tenant, paper_id, ordinal),
    CONSTRAINT paper_correction_paper_fkey FOREIGN KEY (tenant, case_id, paper_id) REFERENCES paper (tenant, case_id, id),
    CONSTRAINT paper_correction_says_why CHECK (btrim(reason) <> ''),
    CONSTRAINT paper_correction_changes_the_day CHECK (old_on <> new_on)
);
CREATE INDEX paper_correction_case_idx ON paper_correction (tenant, case_id);

CREATE TABLE deadline (
    tenant          text NOT NULL,
    case_id         uuid NOT NULL,
    id              uuid NOT NULL,
    paper_id        uuid NOT NULL,
    rule            text NOT NULL, -- DL30
    name            text NOT NULL,
    strict_on       date NOT NULL, -- the day of the earliest plausible end, for lists; the working is in result
    result          jsonb NOT NULL,
    state           text NOT NULL,
    closed_by_paper uuid,
    closed_at       timestamptz,
    CONSTRAINT deadline_pkey PRIMARY KEY (tenant, id),
    CONSTRAINT deadline_paper_fkey FOREIGN KEY (tenant, case_id, paper_id) REFERENCES paper (tenant, case_id, id),
    CONSTRAINT deadline_closing_paper_fkey FOREIGN KEY (tenant, case_id, closed_by_paper) REFERENCES paper (tenant, case_id, id),
    CONSTRAINT deadline_has_rule CHECK (rule <> ''),
    CONSTRAINT deadline_state_exists CHECK (state IN ('open', 'met', 'closed', 'superseded')),
    CONSTRAINT deadline_closed_says_when CHECK ((state = 'open') = (closed_at IS NULL) AND (state <> 'open' OR closed_by_paper IS NULL))
);
CREATE INDEX deadline_case_idx ON deadline (tenant, case_id);
CREATE INDEX deadline_open_idx ON deadline (tenant, strict_on) WHERE state = 'open';

-- A letter that was served stays: voiding is for what never left the house. A paper that carries its number says it was served.
-- +goose StatementBegin
CREATE FUNCTION refuse_voiding_served_letter() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM paper p WHERE p.tenant = NEW.tenant AND p.case_id = NEW.case_id AND p.number = NEW.number) THEN
        RAISE EXCEPTION 'letter % was served', NEW.id USING ERRCODE = 'check_violation', CONSTRAINT = 'letter_voided_was_not_served', TABLE = 'letter';
    END IF;
    RETURN NEW;
END
$$;
-- +goose StatementEnd
CREATE TRIGGER letter_voided_was_not_served BEFORE UPDATE ON letter FOR EACH ROW WHEN (NEW.state = 'voided') EXECUTE FUNCTION refuse_voiding_served_letter();

-- +goose StatementBegin
CREATE FUNCTION refuse_serving_voided_letter() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM letter l WHERE l.tenant = NEW.tenant AND l.case_id = NEW.case_id AND l.number = NEW.number AND l.state = 'voided') THEN
        RAISE EXCEPTION 'letter % is voided', NEW.number USING ERRCODE = 'check_violation', CONSTRAINT = 'paper_letter_is_not_voided', TABLE = 'paper';
    END IF;
    RETURN NEW;
END
$$;
-- +goose StatementEnd
CREATE TRIGGER paper_letter_is_not_voided BEFORE INSERT ON paper FOR EACH ROW WHEN (NEW.number IS NOT NULL) EXECUTE FUNCTION refuse_serving_voided_letter();

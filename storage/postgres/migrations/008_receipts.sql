-- Receipts (追回资金到账), split by kind: principal goes to the fund, fines to the treasury, fees to the court. The parts sum to the whole.
-- +goose Up
CREATE TABLE receipt (
    tenant            text NOT NULL,
    case_id           uuid NOT NULL,
    id                uuid NOT NULL,
    on_date           date NOT NULL,
    source            text NOT NULL,
    court_case_number text,
    account           jsonb NOT NULL,
    reference         text,
    amount_fen        bigint NOT NULL,
    over_claim_fen    bigint NOT NULL,
    exhibit_file      text,
    note              text,
    recorded_at       timestamptz NOT NULL,
    recorded_by       text NOT NULL,
    CONSTRAINT receipt_pkey PRIMARY KEY (tenant, id),
    CONSTRAINT receipt_in_case_key UNIQUE (tenant, case_id, id),
    CONSTRAINT receipt_case_fkey FOREIGN KEY (tenant, case_id) REFERENCES case_file (tenant, id),
    CONSTRAINT receipt_source_exists CHECK (source IN ('voluntary', 'court', 'set_off', 'restitution', 'surrendered', 'bank_return', 'prison', 'other')),
    CONSTRAINT receipt_is_money CHECK (amount_fen > 0),
    CONSTRAINT receipt_over_claim_is_part_of_it CHECK (over_claim_fen BETWEEN 0 AND amount_fen)
);

CREATE TABLE receipt_allocation (
    tenant     text NOT NULL,
    case_id    uuid NOT NULL,
    receipt_id uuid NOT NULL,
    ordinal    integer NOT NULL,
    kind       text NOT NULL,
    benefit    text, -- 险种
    year       integer, -- NULL: not allocated to a year
    amount_fen bigint NOT NULL,
    CONSTRAINT receipt_allocation_pkey PRIMARY KEY (tenant, receipt_id, ordinal),
    CONSTRAINT receipt_allocation_receipt_fkey FOREIGN KEY (tenant, case_id, receipt_id) REFERENCES receipt (tenant, case_id, id),
    CONSTRAINT receipt_allocation_kind_exists CHECK (kind IN ('principal', 'fine', 'late_fine', 'court_fee')),
    CONSTRAINT receipt_allocation_is_money CHECK (amount_fen > 0)
);
CREATE INDEX receipt_allocation_case_idx ON receipt_allocation (tenant, case_id);

-- +goose StatementBegin
CREATE FUNCTION check_receipt_adds_up() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    t text;
    r uuid;
    whole bigint;
    parts bigint;
BEGIN
    t := COALESCE(NEW.tenant, OLD.tenant);
    IF TG_TABLE_NAME = 'receipt' THEN r := NEW.id; ELSE r := COALESCE(NEW.receipt_id, OLD.receipt_id); END IF;
    SELECT x.amount_fen INTO whole FROM receipt x WHERE x.tenant = t AND x.id = r;
    SELECT COALESCE(sum(a.amount_fen), 0) INTO parts FROM receipt_allocation a WHERE a.tenant = t AND a.receipt_id = r;
    IF whole <> parts THEN
        RAISE EXCEPTION 'receipt % is % fen, its allocations %', r, whole, parts USING ERRCODE = 'check_violation', CONSTRAINT = 'receipt_allocations_sum', TABLE = 'receipt';
    END IF;
    RETURN NULL;
END
$$;
-- +goose StatementEnd
CREATE CONSTRAINT TRIGGER receipt_allocations_sum AFTER INSERT OR UPDATE ON receipt DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_receipt_adds_up();
CREATE CONSTRAINT TRIGGER receipt_allocation_sum AFTER INSERT OR UPDATE OR DELETE ON receipt_allocation DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_receipt_adds_up();

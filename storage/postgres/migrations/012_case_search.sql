-- The page of a list of cases. Under row-level security an index cannot serve a test that might leak what it sees (array
-- containment is such a one), so a search through the policies reads every case. This function runs as the owner, holds to the
-- same rule (the acting pooling area; outsiders their valid grants) and returns ids only; the rows are then read under the policies.
-- +goose Up
-- +goose StatementBegin
CREATE FUNCTION case_page(terms text[], words text[], how_many integer, skip integer)
    RETURNS TABLE (id uuid)
    LANGUAGE plpgsql STABLE ROWS 50 SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    SET plan_cache_mode = force_custom_plan AS $$
DECLARE
    area CONSTANT text := acting_tenant();
    reader CONSTANT uuid := acting_user();
    today CONSTANT date := acting_today();
BEGIN
    IF NOT acting_insider() THEN
        RETURN QUERY SELECT c.id FROM case_file c
            WHERE c.tenant = area
              AND c.id IN (SELECT g.case_id FROM case_grant g WHERE g.tenant = area AND g.user_id = reader
                           AND g.from_on <= today AND (g.until_on IS NULL OR g.until_on >= today))
              AND c.search_text LIKE ALL (words)
            ORDER BY c.opened_at DESC, c.id DESC LIMIT how_many OFFSET skip;
    ELSIF cardinality(words) = 0 THEN
        RETURN QUERY SELECT c.id FROM case_file c WHERE c.tenant = area ORDER BY c.opened_at DESC, c.id DESC LIMIT how_many OFFSET skip;
    ELSE
        RETURN QUERY SELECT c.id FROM case_file c
            WHERE c.tenant = area AND c.search_terms @> terms AND c.search_text LIKE ALL (words)
            ORDER BY c.opened_at DESC, c.id DESC LIMIT how_many OFFSET skip;
    END IF;
END
$$;
-- +goose StatementEnd
REVOKE ALL ON FUNCTION case_page(text[], text[], integer, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION case_page(text[], text[], integer, integer) TO liaison_app;

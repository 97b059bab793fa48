-- Everyone chooses their own password, outsiders too; of app_user they could only read their own row.
-- +goose Up
CREATE POLICY own_row ON app_user FOR UPDATE USING (id = acting_user()) WITH CHECK (id = acting_user());

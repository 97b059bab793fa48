-- Roles given and ended after a user was made, such as 主持工作 for some weeks, stand in the office's log.
-- +goose Up
ALTER TABLE office_event DROP CONSTRAINT office_event_act_exists;
ALTER TABLE office_event ADD CONSTRAINT office_event_act_exists CHECK (act IN ('disable', 'enable', 'password', 'end_cover', 'give_role', 'end_role'));

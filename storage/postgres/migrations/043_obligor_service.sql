-- The day on which one obligor was served is corrected apart from the paper's; the old one stays among the paper's corrections.
-- +goose Up
GRANT UPDATE (served_on) ON obligation TO liaison_app;

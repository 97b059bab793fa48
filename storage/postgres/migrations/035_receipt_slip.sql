-- The bank's slip often reaches the office after the money was booked: it is linked then, nothing else of a receipt changes.
-- +goose Up
GRANT UPDATE (exhibit_file) ON receipt TO liaison_app;

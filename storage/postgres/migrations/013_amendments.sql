-- What a folder did not tell about people and offices is completed later; names and identity numbers stay as the evidence has them.
-- +goose Up
GRANT UPDATE (sex, address, phone, relation) ON party TO liaison_app;
GRANT UPDATE (office) ON case_file TO liaison_app;

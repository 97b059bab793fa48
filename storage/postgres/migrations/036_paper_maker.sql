-- Who records a paper has checked that its maker issues such papers, where the maker's name does not tell (请核对制作机关).
-- +goose Up
ALTER TABLE paper ADD COLUMN maker_confirmed boolean NOT NULL DEFAULT false;

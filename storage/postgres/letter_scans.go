package postgres

import (
	"context"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"liaison/liaison"
)

// InsertScan implements liaison.Tx. The case's row is locked, so the ordinals follow on.
func (t *tx) InsertScan(ctx context.Context, caseID, letterID uuid.UUID, s liaison.LetterScan) error {
	_, err := t.exec(ctx, "insert scan of letter", `
		INSERT INTO letter_scan (tenant, case_id, letter_id, ordinal, exhibit_id, letter_sha256, number, pages, reason, kept_by, kept_at)
		SELECT @tenant, @case_id, @letter_id, count(*) + 1, @exhibit_id, @letter_sha256, @number, @pages, @reason, @by, @at
		FROM letter_scan s WHERE s.tenant = @tenant AND s.letter_id = @letter_id`,
		args{"tenant": t.tenant, "case_id": caseID, "letter_id": letterID, "exhibit_id": s.Exhibit, "letter_sha256": s.Letter, "number": s.Number, "pages": s.Pages,
			"reason": s.Reason, "by": s.By, "at": instant(s.At)})
	return err
}

// scanOf is a scan with the letter it is of.
type scanOf struct {
	letter uuid.UUID
	liaison.LetterScan
}

const selectScans = `
	SELECT s.letter_id, s.exhibit_id, s.letter_sha256, s.number, s.pages, s.reason, s.kept_by, s.kept_at
	FROM letter_scan s
	WHERE s.tenant = @tenant AND s.case_id = @case_id
	ORDER BY s.letter_id, s.ordinal`

func scanScan(row pgx.CollectableRow) (s scanOf, err error) {
	err = row.Scan(&s.letter, &s.Exhibit, &s.Letter, &s.Number, &s.Pages, &s.Reason, &s.By, (*instant)(&s.At))
	return s, err
}

func addScans(letters []liaison.Letter, scans []scanOf) {
	for i := range letters {
		for _, s := range scans {
			if s.letter == letters[i].ID {
				letters[i].Scans = append(letters[i].Scans, s.LetterScan)
			}
		}
	}
}

package postgres

import (
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5/pgtype"

	"liaison/liaison"
	"liaison/liaison/calendar"
)

// The types below carry the domain's "not known" to NULL and back. A pointer to a domain value converts to a pointer to its twin
// here, so rows are scanned straight into the domain's structs.

// day is a calendar.Date; the zero Date is NULL.
type day calendar.Date

// DateValue implements pgtype.DateValuer.
func (d day) DateValue() (pgtype.Date, error) {
	if d == (day{}) {
		return pgtype.Date{}, nil
	}
	return pgtype.Date{Time: time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC), Valid: true}, nil
}

// ScanDate implements pgtype.DateScanner.
func (d *day) ScanDate(v pgtype.Date) error {
	*d = day{}
	if v.Valid {
		d.Year, d.Month, d.Day = v.Time.Date()
	}
	return nil
}

// instant is a time.Time in UTC, to the microsecond that the database keeps; the zero time is NULL.
type instant time.Time

// TimestamptzValue implements pgtype.TimestamptzValuer.
func (t instant) TimestamptzValue() (pgtype.Timestamptz, error) {
	at := time.Time(t)
	return pgtype.Timestamptz{Time: at.UTC().Truncate(time.Microsecond), Valid: !at.IsZero()}, nil
}

// ScanTimestamptz implements pgtype.TimestamptzScanner.
func (t *instant) ScanTimestamptz(v pgtype.Timestamptz) error {
	*t = instant{}
	if v.Valid {
		*t = instant(v.Time.UTC())
	}
	return nil
}

// word is a text that may be absent; the empty string is NULL.
type word string

// TextValue implements pgtype.TextValuer.
func (w word) TextValue() (pgtype.Text, error) {
	return pgtype.Text{String: string(w), Valid: w != ""}, nil
}

// ScanText implements pgtype.TextScanner.
func (w *word) ScanText(v pgtype.Text) error {
	*w = word(v.String)
	return nil
}

// link is an identifier that may be absent; uuid.Nil is NULL.
type link uuid.UUID

// UUIDValue implements pgtype.UUIDValuer.
func (l link) UUIDValue() (pgtype.UUID, error) {
	return pgtype.UUID{Bytes: l, Valid: l != link{}}, nil
}

// ScanUUID implements pgtype.UUIDScanner.
func (l *link) ScanUUID(v pgtype.UUID) error {
	*l = link{}
	if v.Valid {
		*l = v.Bytes
	}
	return nil
}

// count is a whole number that may be absent; 0 is NULL.
type count int

// Int64Value implements pgtype.Int64Valuer.
func (c count) Int64Value() (pgtype.Int8, error) {
	return pgtype.Int8{Int64: int64(c), Valid: c != 0}, nil
}

// ScanInt64 implements pgtype.Int64Scanner.
func (c *count) ScanInt64(v pgtype.Int8) error {
	*c = count(v.Int64)
	return nil
}

// list is never NULL in the database: nil is the empty array.
func list(s []string) []string {
	if s == nil {
		return []string{}
	}
	return s
}

// unlist reads the empty array as nil, as the domain writes it.
func unlist[T any](s []T) []T {
	if len(s) == 0 {
		return nil
	}
	return s
}

// withObject adds the five columns that name an object; all are NULL when there is none.
func withObject(a args, o liaison.ObjectRef) args {
	a["object_key"], a["object_version"], a["object_sha256"], a["object_size"], a["object_retain_until"] = nil, nil, nil, nil, nil
	if o.Key != "" {
		a["object_key"], a["object_version"], a["object_sha256"], a["object_size"] = o.Key, o.Version, o.SHA256, o.Size
		a["object_retain_until"] = instant(o.RetainUntil)
	}
	return a
}

// objectTargets are the scan targets of object_key, object_version, object_sha256, COALESCE(object_size, 0), object_retain_until.
func objectTargets(o *liaison.ObjectRef) []any {
	return []any{(*word)(&o.Key), (*word)(&o.Version), (*word)(&o.SHA256), &o.Size, (*instant)(&o.RetainUntil)}
}

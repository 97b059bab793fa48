package liaison

import (
	"time"

	"github.com/google/uuid"

	"liaison/liaison/calendar"
)

// ObjectRef points at bytes in the object store: one version of one object, under its digest, never shared or moved.
type ObjectRef struct {
	Key         string    `json:"key"`     // ab/<sha256>/<uuid>
	Version     string    `json:"version"` // always read by this, never "latest"
	SHA256      string    `json:"sha256"`  // hex; taken while the first bytes arrived
	Size        int64     `json:"size"`    // bytes
	RetainUntil time.Time `json:"retain_until"`
}

// Stored is what the vault says of bytes it has taken in.
type Stored struct {
	ObjectRef
	MediaType  string // sniffed from the bytes, not from the name
	Pages      int    // printed pages when bound; recounted from the stored bytes
	Quarantine string // why the bytes cannot be bound (parsers disagree, encrypted, damaged); empty: can be bound
}

// BundleState is whether a bundle still takes exhibits.
type BundleState string

const (
	BundleOpen   BundleState = "open"   // 可增补
	BundleSealed BundleState = "sealed" // 已定卷: sealed means sealed
)

// Bundle is a volume of evidence (证据卷). Late exhibits after sealing make a supplement, a bundle of its own (补充卷).
type Bundle struct {
	ID       uuid.UUID
	Ordinal  int // 1: 证据卷; 2…: 补充卷
	State    BundleState
	SealedAt time.Time
	SealedBy string
}

// Title is 证据卷 or 证据卷（补充一）.
func (b Bundle) Title() string {
	if b.Ordinal <= 1 {
		return "证据卷"
	}
	digits := []rune("零一二三四五六七八九")
	n := b.Ordinal - 1
	s := ""
	switch {
	case n < 10:
		s = string(digits[n])
	case n < 20:
		s = "十"
		if n > 10 {
			s += string(digits[n-10])
		}
	default:
		s = string(digits[n/10%10]) + "十"
		if n%10 != 0 {
			s += string(digits[n%10])
		}
	}
	return "证据卷（补充" + s + "）"
}

// Exhibit is one item of evidence (证据).
type Exhibit struct {
	ID          uuid.UUID
	BundleID    uuid.UUID
	Ordinal     int // place in the bundle, from 1
	Kind        ExhibitKind
	FileName    string
	Title       string // 证据名称
	Source      string // 来源
	ObtainedOn  calendar.Date
	Copy        bool // 复印件
	CollectedBy []string
	Proves      string // 证明对象
	Stored      Stored
	Rotation    int // degrees clockwise an officer turned the scan by: 0, 90, 180, 270
	ReceivedAt  time.Time
	ReceivedBy  string
}

// Edition is a sealed, numbered printing of a bundle (定卷版次). It never changes.
type Edition struct {
	ID          uuid.UUID
	BundleID    uuid.UUID
	Ordinal     int // over the case, from 1
	Object      ObjectRef
	Pages       int // all PDF pages, cover and catalogue included
	Body        int // exhibit pages, numbered from 1
	FrontMatter int // pages before the first exhibit page
	Entries     []BookEntry
	SealedAt    time.Time
	SealedBy    string
}

// BookEntry says where an exhibit stands in an edition.
type BookEntry struct {
	ExhibitID uuid.UUID `json:"exhibit_id"`
	Ordinal   int       `json:"ordinal"`
	FileName  string    `json:"file_name"`
	Title     string    `json:"title"`
	SHA256    string    `json:"sha256"`
	FirstPage int       `json:"first_page"` // printed number
	Pages     int       `json:"pages"`
	Refused   string    `json:"refused,omitempty"` // why a placeholder page stands instead
	Rows      []RowSpan `json:"rows,omitempty"`    // for printed tables: which rows stand on which page
}

// RowSpan says that rows From..To of a sheet are printed on Page.
type RowSpan struct {
	Sheet string `json:"sheet"`
	From  int    `json:"from"`
	To    int    `json:"to"`
	Page  int    `json:"page"` // printed number
}

// Cite is a statement's place in the evidence, stored as exhibit + page (+ table row) and resolved against an edition.
type Cite struct {
	ExhibitID uuid.UUID `json:"exhibit_id"`
	Page      int       `json:"page"` // page within the exhibit, from 1; ignored when Row is set
	Sheet     string    `json:"sheet,omitempty"`
	Row       int       `json:"row,omitempty"`
}

// Resolve returns the printed page of the cite in the edition, or 0 when the exhibit is not in it or no page is known to print the row.
func (e *Edition) Resolve(c Cite) int {
	if e == nil {
		return 0
	}
	for _, x := range e.Entries {
		if x.ExhibitID != c.ExhibitID {
			continue
		}
		if c.Row > 0 {
			for _, s := range x.Rows {
				if s.Sheet == c.Sheet && s.From <= c.Row && c.Row <= s.To {
					return s.Page
				}
			}
			return 0
		}
		if c.Page > x.Pages {
			return 0
		}
		return x.FirstPage + max(c.Page, 1) - 1
	}
	return 0
}

package liaison

import (
	"time"

	"github.com/google/uuid"

	"liaison/liaison/calendar"
	"liaison/liaison/directory"
	"liaison/liaison/overpayment"
	"liaison/liaison/track"
)

// Case is one case of wrongful receipt (违规领取案件).
type Case struct {
	ID                uuid.UUID
	Number            string // the number people use outside, such as 2026-0001
	Title             string // 案由: 韩某乙违规领取城镇企业职工基本养老保险待遇案
	Situation         overpayment.Situation
	Benefits          []string
	Division          string
	Office            Office
	Account           BankAccount
	HasAdjustments    bool
	Retained          overpayment.Retained // what officers decided of a double benefit
	DecidedDeath      calendar.Date        // what officers decided of conflicting dates of death; zero: not decided
	DeceitSuspected   bool                 // 涉嫌骗取: an officer's finding; a referral is drafted only where it stands
	Main, Crim, Court track.State          // where the case stands on each track; empty: the track has not begun
	Oversight, Public track.State          // 行政非诉执行监督, 公益诉讼线索
	Inbound           track.State          // what procuratorate or police asked of us
	Proceedings       []Proceeding         // where there are several on the court track; Court then is where the one stands that leads
	FolderKey         string               // what makes a folder taken twice the same case
	OpenedAt          time.Time
	OpenedBy          string
}

// Dossier is a case with all that belongs to it, as pages, letters and exports read it.
type Dossier struct {
	Case           Case
	Parties        []Party
	Events         []overpayment.Event
	Adjustments    []overpayment.Adjustment
	Bundles        []Bundle
	Exhibits       []Exhibit      // in the order of the catalogue
	Editions       []Edition      // sealed books, newest last
	Claims         []ClaimVersion // newest last
	Determinations []Determination
	Letters        []Letter
	Papers         []PaperRecord // in the order of their effective dates; superseded readings are in PaperRecord.History
	Deadlines      []DeadlineRecord
	Receipts       []Receipt
	Sources        []SourceFile
	Remarks        []Remark
	Audit          []AuditEntry
	Grants         []Grant
	Checks         []OfficeCheck // the office's own questions before a filing leaves; outsiders see none

	Seals []OfficeSeal `json:"-"` // of the pooling area's offices, set on loading

	Calendar  *calendar.Calendar   `json:"-"` // by which its clocks count, set by the service on loading; not stored
	Directory *directory.Directory `json:"-"` // of the pooling area as of today, set on loading; nil: the one the program carries
}

// SourceFile is one file of the folder a case came from, kept to recognise the folder and to prove what was handed in.
type SourceFile struct {
	Path   string
	SHA256 string
	Size   int64
	Object ObjectRef // set for case.yaml; exhibits keep theirs in the exhibit
}

// Grant lets an outsider read one case (按案授权).
type Grant struct {
	User    uuid.UUID
	Name    string
	From    calendar.Date
	Until   calendar.Date // zero: no end
	GivenBy string
}

// CaseSummary is a row of the list of cases.
type CaseSummary struct {
	ID                uuid.UUID
	Number            string
	Title             string
	Situation         overpayment.Situation
	Insured           string
	Position          track.Position
	TotalFen, OwedFen *int64 // nil: not established (证据不一致、待认定、未核定)
	ReceivedFen       int64
	ClaimState        ClaimState
	NextDue           calendar.Date // the earliest open strict end; zero: none
	NextRule          string
	NextName          string
	OpenedAt          time.Time
}

// Claim returns the newest claim, or nil.
func (d *Dossier) Claim() *ClaimVersion {
	if len(d.Claims) == 0 {
		return nil
	}
	return &d.Claims[len(d.Claims)-1]
}

// Edition returns the newest sealed edition of the evidence book, or nil.
func (d *Dossier) Edition() *Edition {
	if len(d.Editions) == 0 {
		return nil
	}
	return &d.Editions[len(d.Editions)-1]
}

// Party returns the first party in the role, or nil.
func (d *Dossier) Party(role PartyRole) *Party {
	for i := range d.Parties {
		if d.Parties[i].Role == role {
			return &d.Parties[i]
		}
	}
	return nil
}

// Exhibit returns the exhibit with the file name, or nil.
func (d *Dossier) Exhibit(file string) *Exhibit {
	for i := range d.Exhibits {
		if d.Exhibits[i].FileName == file {
			return &d.Exhibits[i]
		}
	}
	return nil
}

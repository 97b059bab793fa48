package liaison

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"liaison/liaison/fault"
)

// LetterScan is the scan of a letter as it was signed, sealed and handed out (签章扫描件). It is an exhibit of the case and belongs to one
// file of one number: a letter's newest scan is what was served.
type LetterScan struct {
	Exhibit uuid.UUID
	Letter  string // hex SHA-256 of the program's file that was printed and signed
	Number  string // the letter's, as it stood when the scan was kept
	Pages   int
	Reason  string // why it has more pages than the file, or why it takes the place of an earlier scan; empty: neither
	By      string
	At      time.Time
}

// scanTx keeps the scans of letters.
type scanTx interface {
	// InsertScan adds a scan; the schema refuses one of a letter that is not issued, or of another file or number.
	InsertScan(ctx context.Context, caseID, letterID uuid.UUID, s LetterScan) error
}

// Original is the scan of what was signed and served; nil: none was kept.
func (l Letter) Original() *LetterScan {
	if len(l.Scans) == 0 {
		return nil
	}
	return &l.Scans[len(l.Scans)-1]
}

// OriginalOf is the exhibit that holds the scan of a letter; nil: there is none.
func (d *Dossier) OriginalOf(l Letter) *Exhibit {
	s := l.Original()
	if s == nil {
		return nil
	}
	i := slices.IndexFunc(d.Exhibits, func(e Exhibit) bool { return e.ID == s.Exhibit })
	if i < 0 {
		return nil
	}
	return &d.Exhibits[i]
}

// scanExhibits is the kind of exhibit that the scan of a letter makes; of all others ExhibitOther.
var scanExhibits = map[LetterKind]ExhibitKind{
	LetterReturnOrder: ExhibitDecision, LetterPenaltyDecision: ExhibitDecision, LetterChangedDecision: ExhibitDecision, LetterApprovalRevocation: ExhibitDecision,
	LetterReassessmentDecision: ExhibitDecision, LetterDemandNotice: ExhibitDemandNotice, LetterServiceReceipt: ExhibitServiceReceipt,
	LetterInquiryRecord: ExhibitInterviewRecord,
}

// KeepScan takes the scan of an issued letter as it was signed and sealed (收回签章扫描件): it becomes an exhibit, bound to the number and
// the digest of the letter, and is from then on what was served. The error is a fault.Invalid where the scan has fewer pages than the letter,
// where it has more and no reason says why, or where it is the program's own file.
//
// If we stop after the Put, the bytes are an orphan that fsck lists and nothing is kept.
func (s *Service) KeepScan(ctx context.Context, actor Actor, number string, id uuid.UUID, scan Scan, reason string) (LetterScan, error) {
	if err := actor.must(ActIssueLetter); err != nil {
		return LetterScan{}, err
	}
	reason = strings.TrimSpace(reason)
	d, err := s.Case(ctx, actor, number)
	if err != nil {
		return LetterScan{}, err
	}
	if err := d.mayTakeScan(id, reason); err != nil { // before the bytes are stored
		return LetterScan{}, err
	}
	stored, err := s.Vault.Put(ctx, scan.FileName, scan.Body)
	if err != nil {
		return LetterScan{}, err
	}
	var out LetterScan
	err = s.onCase(ctx, actor, number, func(tx Tx, d *Dossier) error {
		if err := d.mayTakeScan(id, reason); err != nil {
			return err
		}
		l := d.letter(id)
		if err := d.checkScan(*l, stored, reason); err != nil {
			return err
		}
		e := d.scanExhibit(*l, stored)
		e.ObtainedOn, e.ReceivedAt, e.ReceivedBy = s.Today(), s.Clock().UTC(), actor.Name
		if err := s.placeExhibit(ctx, tx, actor, d.Case.ID, &e); err != nil {
			return err
		}
		out = LetterScan{Exhibit: e.ID, Letter: l.Object.SHA256, Number: l.Number, Pages: stored.Pages, Reason: reason, By: actor.Name, At: e.ReceivedAt}
		if err := tx.InsertScan(ctx, d.Case.ID, l.ID, out); err != nil {
			return err
		}
		return tx.Audit(ctx, d.Case.ID, s.entry(actor, "keep_scan", map[string]any{"kind": string(l.Kind), "letter": l.ID.String(), "number": l.Number,
			"pages": stored.Pages, "sha256": stored.SHA256, "of": l.Object.SHA256, "reason": reason}))
	})
	return out, err
}

// mayTakeScan refuses the scan of a letter that did not leave the house, and a second one that does not say why.
func (d *Dossier) mayTakeScan(id uuid.UUID, reason string) error {
	l := d.letter(id)
	switch {
	case l == nil:
		return fault.New(fault.NotFound, "没有这份文书")
	case l.State != LetterIssued:
		return fault.New(fault.Refused, "这份文书现为“%s”，制发以后才能收入签章扫描件", l.State.Title())
	case l.Original() != nil && reason == "":
		return fault.New(fault.Invalid, "这份文书已有签章扫描件").At("reason", 0, "请写明更换的理由，原扫描件仍留在证据中")
	}
	return nil
}

// checkScan looks at the scan beside the file that was printed.
func (d *Dossier) checkScan(l Letter, s Stored, reason string) error {
	f := fault.New(fault.Invalid, "签章扫描件没有收入")
	switch old := d.OriginalOf(l); {
	case s.Quarantine != "":
		f.At("scan", 0, "%s", s.Quarantine)
	case s.MediaType != "application/pdf" && s.MediaType != "image/jpeg" && s.MediaType != "image/png":
		f.At("scan", 0, "签章扫描件应为 PDF、JPG 或 PNG")
	case s.SHA256 == l.Object.SHA256:
		f.At("scan", 0, "这是系统制发的文件本身，不是签字盖章以后的扫描件")
	case old != nil && s.SHA256 == old.Stored.SHA256:
		f.At("scan", 0, "与已收入的签章扫描件相同")
	case s.Pages < l.Pages:
		f.At("scan", 0, "扫描件 %d 页，%s共 %d 页，缺 %d 页；请补扫后合成一个文件再上传", s.Pages, l.Number, l.Pages, l.Pages-s.Pages)
	case s.Pages > l.Pages && reason == "":
		f.At("reason", 0, "扫描件 %d 页，%s共 %d 页；多出的页是什么，请写明（例如空白背面、随文的回证）", s.Pages, l.Number, l.Pages)
	}
	if len(f.Fields) == 0 {
		return nil
	}
	return f
}

// scanExhibit is the scan as an exhibit, under a name that the case does not have yet.
func (d *Dossier) scanExhibit(l Letter, stored Stored) Exhibit {
	t := mustType(l.Kind)
	kind, known := scanExhibits[l.Kind]
	if !known {
		kind = ExhibitOther
	}
	ending := map[string]string{"image/jpeg": ".jpg", "image/png": ".png"}[stored.MediaType]
	if ending == "" {
		ending = ".pdf"
	}
	title := t.Title + "（" + l.Number + "，签章件）"
	name := title + ending
	for n := 2; d.Exhibit(name) != nil; n++ {
		name = fmt.Sprintf("%s%d%s", title, n, ending)
	}
	return Exhibit{ID: newID(), Kind: kind, FileName: name, Title: title, Source: d.officeOf(d.issuerOf(l.Kind, l.Inputs)), Copy: false, Proves: kind.Proves(), Stored: stored}
}

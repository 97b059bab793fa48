package liaison

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"

	"github.com/google/uuid"

	"liaison/liaison/fault"
)

// workOn works on some cases at once and writes down what came of each. A fault is a reason for people, and the case is refused; any other error
// ends the slice, what was done so far stays, and the slice is tried again later.
func (s *Service) workOn(ctx context.Context, w *campaignWork, items []CampaignItem) error {
	step := s.draftItems
	if w.Stage == CampaignIssuing {
		step = s.issueItems
	}
	groups := make(chan []CampaignItem)
	errs := make([]error, campaignHands)
	var hands sync.WaitGroup
	for n := range campaignHands {
		hands.Go(func() {
			for group := range groups {
				if errs[n] == nil {
					errs[n] = s.workOnGroup(ctx, w, group, step)
				}
			}
		})
	}
	for group := range slices.Chunk(items, campaignGroup) {
		groups <- group
	}
	close(groups)
	hands.Wait()
	return errors.Join(errs...)
}

// workOnGroup takes a step with a group of cases. Where the database finds fault with one of them, none was written, and each is taken by itself.
func (s *Service) workOnGroup(ctx context.Context, w *campaignWork, items []CampaignItem, step func(context.Context, *campaignWork, []CampaignItem) error) error {
	err := step(ctx, w, items)
	f := reason(err)
	if f == nil {
		return err
	}
	if len(items) == 1 {
		items[0].refuse(f)
		return s.Store.InTx(ctx, w.officer, func(tx Tx) error { return tx.UpdateCampaignItems(ctx, w.ID, items) })
	}
	for i := range items {
		if err := s.workOnGroup(ctx, w, items[i:i+1], step); err != nil {
			return err
		}
	}
	return nil
}

// reason is a fault for which a case drops out; nil: none, or one that goes away by itself.
func reason(err error) *fault.Error {
	if f := fault.As(err); f != nil && f.Code != fault.Unavailable {
		return f
	}
	return nil
}

// refuse keeps the reasons why a case drops out.
func (i *CampaignItem) refuse(f *fault.Error) {
	i.State, i.Reasons = ItemRefused, []string{f.Message}
	for _, x := range f.Fields {
		i.Reasons = append(i.Reasons, x.Message)
	}
}

// onCases runs fn over the cases of some items, whose rows are locked; what fn made of the items is written in the same transaction. of is the
// dossier of each.
func (s *Service) onCases(ctx context.Context, w *campaignWork, items []CampaignItem, fn func(tx Tx, of []*Dossier) error) error {
	as := slices.Clone(items) // as they stood, for another attempt
	return s.Store.InTx(ctx, w.officer, func(tx Tx) error {
		copy(items, as)
		ids := casesOf(items)
		if err := tx.LockCases(ctx, ids); err != nil {
			return err
		}
		of, err := tx.Dossiers(ctx, ids)
		if err != nil {
			return err
		}
		cal, _, err := s.calendarIn(ctx, tx, w.officer)
		if err != nil {
			return err
		}
		for n, d := range of {
			if d == nil {
				return fault.New(fault.NotFound, "没有案件 %s，或者%s没有办理权限", items[n].CaseNumber, w.officer.Name)
			}
			d.Calendar = cal
			d.settleClocks(cal)
			d.Advance(s.Today()) // what time alone has brought about, as on the pages of the case
		}
		if err := fn(tx, of); err != nil {
			return err
		}
		return tx.UpdateCampaignItems(ctx, w.ID, items)
	})
}

func casesOf(items []CampaignItem) []uuid.UUID {
	ids := make([]uuid.UUID, len(items))
	for n, i := range items {
		ids[n] = i.CaseID
	}
	return ids
}

// draftItems looks through some cases and drafts their letters. Nothing is drafted where the kind does not suit the case, where a fact is
// missing or the review before filing finds something.
func (s *Service) draftItems(ctx context.Context, w *campaignWork, items []CampaignItem) error {
	return s.onCases(ctx, w, items, func(tx Tx, of []*Dossier) error {
		var letters []CaseLetter
		var entries []CaseEntry
		for n := range items {
			i := &items[n]
			l, err := s.draftOf(ctx, w, i, of[n])
			if f := reason(err); f != nil {
				i.refuse(f)
				continue
			}
			if err != nil {
				return fmt.Errorf("case %s: %w", i.CaseNumber, err)
			}
			i.State, i.Digest = ItemDrafted, l.ContentDigest
			if of[n].letter(l.ID) != nil {
				continue // drafted before we stopped
			}
			letters = append(letters, CaseLetter{i.CaseID, l})
			entries = append(entries, CaseEntry{i.CaseID, s.entry(w.officer, "draft_letter", map[string]any{"kind": string(l.Kind), "letter": l.ID.String(), "campaign": w.ID.String()})})
		}
		if err := tx.InsertLetters(ctx, letters); err != nil {
			return err
		}
		return tx.AuditAll(ctx, entries)
	})
}

// draftOf is the draft of an item's letter.
func (s *Service) draftOf(ctx context.Context, w *campaignWork, i *CampaignItem, d *Dossier) (Letter, error) {
	i.Postal = postal(d, w.Kind)
	if l := d.letter(i.Letter); l != nil {
		return *l, nil
	}
	if err := d.suits(w.Kind, s.Today(), d.Calendar); err != nil {
		return Letter{}, err
	}
	req := s.draftRequest(d, w.Kind)
	req.Inputs = w.Inputs
	out, err := s.Renderer.Content(ctx, req)
	switch {
	case err != nil:
		return Letter{}, err
	case len(out.Missing) > 0:
		return Letter{}, missingFacts(mustType(w.Kind), out.Missing)
	}
	l := Letter{ID: i.Letter, Kind: w.Kind, Inputs: w.Inputs, State: LetterDraft, ContentDigest: out.ContentDigest, Pages: out.Pages,
		DraftedBy: w.officer.Name, DraftedByID: w.officer.User, DraftedAt: s.Clock().UTC(), Awaits: StepOfficer, AwaitsAt: s.Clock().UTC()}
	if e := d.Edition(); e != nil {
		l.EditionID = e.ID
	}
	return l, s.mayLeave(d, &l, s.Today())
}

// issueItems takes listed letters through approval, number, printing and storing. The head's approval holds for the digest that was listed.
//
// If we stop after the numbers are reserved, the letters stand as 已编号，待制发, their items as drafted, and the next slice goes on with the same
// numbers. If we stop after some are stored, their bytes are orphans, and the next slice stores the same bytes.
func (s *Service) issueItems(ctx context.Context, w *campaignWork, items []CampaignItem) error {
	letters, of, err := s.numberItems(ctx, w, items)
	if err != nil {
		return err
	}
	prints, failed := s.printItems(ctx, items, letters, of)
	return errors.Join(failed, s.keepPrints(ctx, w, items, letters, prints))
}

// printItems sets numbered letters one after the other and lets each be stored while the next are set: the store takes its time to bring one to
// the disk. What failed for a reason is refused; the error is the first that was none.
func (s *Service) printItems(ctx context.Context, items []CampaignItem, letters []Letter, of []*Dossier) (prints []printed, failed error) {
	out, errs := make([]printed, len(items)), make([]error, len(items))
	var storing sync.WaitGroup
	for n := range items {
		if items[n].State == ItemRefused || letters[n].State == LetterIssued { // issued before we stopped
			continue
		}
		if out[n], errs[n] = s.set(ctx, of[n], letters[n]); errs[n] == nil {
			storing.Go(func() { errs[n] = s.store(ctx, letters[n].Kind, &out[n]) })
		} else if reason(errs[n]) == nil {
			break
		}
	}
	storing.Wait()
	for n := range items {
		switch f := reason(errs[n]); {
		case f != nil:
			items[n].refuse(f)
		case errs[n] != nil && failed == nil:
			failed = fmt.Errorf("case %s: %w", items[n].CaseNumber, errs[n])
		case errs[n] == nil && out[n].object.Key != "":
			prints = append(prints, out[n])
		}
	}
	return prints, failed
}

// numberItems approves and numbers listed letters in one short transaction. The numbers come last: whoever numbers next waits for them.
func (s *Service) numberItems(ctx context.Context, w *campaignWork, items []CampaignItem) (letters []Letter, of []*Dossier, err error) {
	err = s.onCases(ctx, w, items, func(tx Tx, cases []*Dossier) error {
		letters, of = make([]Letter, len(items)), cases
		var fresh []int
		var approvals []CaseEntry
		for n := range items {
			i := &items[n]
			l, err := s.listed(ctx, i, cases[n])
			if f := reason(err); f != nil {
				i.refuse(f)
				continue
			}
			if err != nil {
				return fmt.Errorf("case %s: %w", i.CaseNumber, err)
			}
			if l.State == LetterDraft {
				l.State, l.ContentDigest, l.ApprovedDigest, l.Missing = LetterApproved, i.Digest, i.Digest, nil
				l.ApprovedBy, l.ApprovedByID, l.ApprovedAt, l.Opinion = w.ApprovedBy, w.ApprovedByID, w.ApprovedAt, w.Opinion
				l.Awaits, l.Barred = "", nil
				detail := map[string]any{"kind": string(l.Kind), "letter": l.ID.String(), "digest": i.Digest, "campaign": w.ID.String()}
				approvals = append(approvals, CaseEntry{i.CaseID, s.entry(w.head, "approve_letter", detail)})
			}
			if l.State == LetterApproved {
				fresh = append(fresh, n)
			}
			letters[n] = l
		}
		if err := tx.AuditAll(ctx, approvals); err != nil {
			return err
		}
		return s.giveNumbers(ctx, tx, w, items, cases, letters, fresh)
	})
	return letters, of, err
}

// listed is the letter of an item; it refuses one that no longer says what was listed or may no longer leave.
func (s *Service) listed(ctx context.Context, i *CampaignItem, d *Dossier) (Letter, error) {
	l := d.letter(i.Letter)
	if l == nil {
		return Letter{}, fault.New(fault.NotFound, "没有这份文书")
	}
	switch l.State {
	case LetterReserved, LetterIssued:
		return *l, nil // numbered before we stopped
	case LetterDraft, LetterApproved:
		return *l, s.stillListed(ctx, d, l, i.Digest)
	}
	return Letter{}, fault.New(fault.Refused, "这份文书现为“%s”", l.State.Title())
}

// stillListed refuses, before a number is taken, a letter that no longer says what was listed or may no longer leave.
func (s *Service) stillListed(ctx context.Context, d *Dossier, l *Letter, listed string) error {
	if signer := s.SignerOf(d, l.Kind); signer != nil {
		if err := signer.Ready(s.Clock()); err != nil {
			return err
		}
	}
	now, err := s.Renderer.Content(ctx, s.draftRequest(d.About(*l), l.Kind))
	switch {
	case err != nil:
		return err
	case len(now.Missing) > 0:
		return missingFacts(mustType(l.Kind), now.Missing)
	case now.ContentDigest != listed:
		return fault.New(fault.Conflict, "列入清单之后案情有变动，文书内容与负责人批准的不一致，已退出本次批量制发，请在案件中单独办理")
	}
	return s.mayLeave(d, l, s.Today())
}

// giveNumbers writes approved letters as numbered, each series in its turn and always in the same order, so that no two wait for each other.
func (s *Service) giveNumbers(ctx context.Context, tx Tx, w *campaignWork, items []CampaignItem, of []*Dossier, letters []Letter, fresh []int) error {
	today := s.Today()
	bySeries := map[Series][]uuid.UUID{}
	for _, n := range fresh {
		series := SeriesOf(of[n], &letters[n], today.Year)
		bySeries[series] = append(bySeries[series], letters[n].ID)
	}
	numbers := map[uuid.UUID]string{}
	for _, series := range sortedSeries(bySeries) {
		given, err := tx.ReserveNumbers(ctx, series, bySeries[series])
		if err != nil {
			return err
		}
		for id, number := range given {
			numbers[id] = number
		}
	}
	var rows []CaseLetter
	var entries []CaseEntry
	for _, n := range fresh {
		l := &letters[n]
		l.Number = numbers[l.ID]
		s.numbered(l, today)
		rows = append(rows, CaseLetter{items[n].CaseID, *l})
		entries = append(entries, CaseEntry{items[n].CaseID, s.entry(w.officer, "reserve_number", map[string]any{"number": l.Number, "letter": l.ID.String()})})
	}
	if err := tx.UpdateLetters(ctx, rows); err != nil {
		return err
	}
	return tx.AuditAll(ctx, entries)
}

func sortedSeries(by map[Series][]uuid.UUID) []Series {
	out := make([]Series, 0, len(by))
	for s := range by {
		out = append(out, s)
	}
	slices.SortFunc(out, func(a, b Series) int {
		return cmp.Or(cmp.Compare(a.Office, b.Office), cmp.Compare(a.Prefix, b.Prefix), cmp.Compare(a.Kind, b.Kind), a.Year-b.Year)
	})
	return out
}

// keepPrints marks printed letters as issued and their items with them. What is stored is kept also when we are told to stop.
func (s *Service) keepPrints(ctx context.Context, w *campaignWork, items []CampaignItem, letters []Letter, prints []printed) error {
	ctx = context.WithoutCancel(ctx)
	as := slices.Clone(items)
	byID := map[uuid.UUID]printed{}
	for _, p := range prints {
		byID[p.letter] = p
	}
	return s.Store.InTx(ctx, w.officer, func(tx Tx) error {
		copy(items, as)
		if err := tx.LockCases(ctx, casesOf(items)); err != nil {
			return err
		}
		now, err := tx.LettersOf(ctx, casesOf(items))
		if err != nil {
			return err
		}
		var rows []CaseLetter
		var ids []uuid.UUID
		var entries []CaseEntry
		for n := range items {
			i := &items[n]
			at := slices.IndexFunc(now[i.CaseID], func(l Letter) bool { return l.ID == i.Letter })
			if i.State == ItemRefused || at < 0 {
				continue
			}
			l := now[i.CaseID][at]
			p, here := byID[l.ID]
			switch {
			case l.State == LetterIssued:
				i.State = ItemIssued
				continue
			case l.State != LetterReserved:
				i.refuse(fault.New(fault.Refused, "这份文书现为“%s”", l.State.Title()))
				continue
			case !here:
				continue // we were stopped before it was printed
			}
			i.State = ItemIssued
			detail := p.issued(&l, w.officer.Name, s.Clock().UTC())
			detail["kind"], detail["letter"] = string(l.Kind), l.ID.String()
			rows, ids = append(rows, CaseLetter{i.CaseID, l}), append(ids, l.ID)
			entries = append(entries, CaseEntry{i.CaseID, s.entry(w.officer, "issue_letter", detail)})
		}
		if err := tx.UpdateLetters(ctx, rows); err != nil {
			return err
		}
		if err := tx.SetNumberStates(ctx, ids, LetterIssued); err != nil {
			return err
		}
		if err := tx.AuditAll(ctx, entries); err != nil {
			return err
		}
		return tx.UpdateCampaignItems(ctx, w.ID, items)
	})
}

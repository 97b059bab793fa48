package postgres_test

import (
	"context"
	"reflect"
	"testing"

	"github.com/google/uuid"

	"liaison/liaison"
	"liaison/liaison/fault"
	"liaison/liaison/law"
)

func TestWhatAFolderDidNotTellIsCompleted(t *testing.T) {
	s, url := newStore(t)
	a := officer(linfen)
	d := openCase(t, s, a, "韩某甲", "141002195004149994")
	want := liaison.Party{Role: liaison.RoleInsured, Name: "韩某甲", IDNumber: "141002195004149994", Sex: "男", Address: "尧都区", Phone: "138", Relation: "本人"}
	office := liaison.Office{Bureau: "尧都区人力资源和社会保障局", Agency: "尧都区社会保险中心", Officers: []liaison.Officer{{Name: "李某"}}}
	in(t, s, a, func(ctx context.Context, tx liaison.Tx) error {
		other := want // names and identity numbers are what the evidence says: they do not change here
		other.Name, other.IDNumber, other.Role = "韩某丙", "", liaison.RoleAgent
		if err := tx.UpdateParty(ctx, d.Case.ID, 1, other); err != nil {
			return err
		}
		if err := tx.UpdateOffice(ctx, d.Case.ID, office); err != nil {
			return err
		}
		got, err := tx.Dossier(ctx, d.Case.ID)
		if err != nil {
			return err
		}
		if !reflect.DeepEqual(got.Parties, []liaison.Party{want}) || !reflect.DeepEqual(got.Case.Office, office) {
			t.Errorf("got %+v, %+v", got.Parties, got.Case.Office)
		}
		return nil
	})
	for name, act := range map[string]func(context.Context, liaison.Tx) error{
		"no such party": func(ctx context.Context, tx liaison.Tx) error { return tx.UpdateParty(ctx, d.Case.ID, 2, want) },
		"no such case":  func(ctx context.Context, tx liaison.Tx) error { return tx.UpdateOffice(ctx, newID(), office) },
	} {
		if err := try(t, s, a, act); !fault.Is(err, fault.NotFound) {
			t.Errorf("%s: got %v, want not_found", name, err)
		}
	}
	var may bool
	if err := owner(t, url).QueryRow(t.Context(), `SELECT has_column_privilege('liaison_app', 'party', 'name', 'UPDATE')
		OR has_column_privilege('liaison_app', 'party', 'id_number', 'UPDATE')`).Scan(&may); err != nil || may {
		t.Errorf("the application may change who a party is: %v %v", may, err)
	}
}

func TestACorrectionSupersedesAnsweredClocksToo(t *testing.T) {
	s, _ := newStore(t)
	a := officer(linfen)
	id := openCase(t, s, a, "韩某甲", "").Case.ID
	paper := liaison.PaperRecord{ID: newID(), Kind: law.RulingNotAccepted, On: today, RecordedAt: now, RecordedBy: "李某"}
	open, met, before := clock(paper.ID, "DL30", today), clock(paper.ID, "DL31", today.AddDays(1)), clock(paper.ID, "DL32", today.AddDays(2))
	later := now.AddDate(0, 0, 1)
	in(t, s, a, func(ctx context.Context, tx liaison.Tx) error {
		if err := tx.InsertPaper(ctx, id, paper); err != nil {
			return err
		}
		if err := tx.InsertDeadlines(ctx, id, []liaison.DeadlineRecord{open, met, before}); err != nil {
			return err
		}
		if err := tx.CloseDeadlines(ctx, id, []uuid.UUID{met.ID}, liaison.DeadlineMet, liaison.Closing{Paper: paper.ID}, now); err != nil {
			return err
		}
		if err := tx.CloseDeadlines(ctx, id, []uuid.UUID{before.ID}, liaison.DeadlineSuperseded, liaison.Closing{}, now); err != nil {
			return err
		}
		if err := tx.CloseDeadlines(ctx, id, []uuid.UUID{open.ID, met.ID, before.ID}, liaison.DeadlineSuperseded, liaison.Closing{Paper: paper.ID}, later); err != nil {
			return err
		}
		d, err := tx.Dossier(ctx, id)
		if err != nil {
			return err
		}
		for i, x := range d.Deadlines {
			if x.State != liaison.DeadlineSuperseded || x.ClosedAt.Equal(later) != (x.ID != before.ID) {
				t.Errorf("clock %d: got %+v", i, x)
			}
		}
		return nil
	})
}

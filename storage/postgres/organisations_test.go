package postgres_test

import (
	"context"
	"reflect"
	"testing"

	"github.com/google/uuid"

	"liaison/liaison"
	"liaison/liaison/directory"
	"liaison/liaison/fault"
)

// organisation is the police of a place in its given version, with every fact.
func organisation(name string, version int) directory.Organisation {
	return directory.Organisation{ID: directory.IDOf(directory.Police, "141002", name), Kind: directory.Police, Name: name, FullName: "临汾市" + name, Division: "141002", Level: directory.County,
		Superior: "临汾市公安局", Covers: []string{"临汾经济开发区", "141021"}, Seat: "141002", Address: "某路1号", PostCode: "041000", Phone: "0357-0000000", Contact: "周某",
		Account: directory.Account{Holder: "专户", Bank: "某银行", Number: "0400000000"}, Source: "来函", From: date(2026, 1, 1), Until: date(2030, 12, 31),
		Version: version, ChangedBy: "李某", ChangedAt: now.UTC(), Reason: "更名"}
}

func TestAnOrganisationComesBackAsItWasRecorded(t *testing.T) {
	s, url := newStore(t)
	insider := officer(linfen)
	first, second := organisation("尧都区公安局", 1), organisation("尧都区公安局", 2)
	second.Name, second.Covers = "临汾市公安局尧都分局", nil
	in(t, s, insider, func(ctx context.Context, tx liaison.Tx) error {
		if err := tx.LockDirectory(ctx); err != nil {
			return err
		}
		return tx.AddOrganisations(ctx, []directory.Organisation{first, second}, insider.User)
	})
	in(t, s, insider, func(ctx context.Context, tx liaison.Tx) error {
		d, err := tx.Directory(ctx)
		if err != nil {
			return err
		}
		if got, _ := d.Find(first.ID); !reflect.DeepEqual(got, second) {
			t.Errorf("the newest is %+v, want %+v", got, second)
		}
		if n, of := len(d.List(directory.Filter{Retired: true})), len(directory.Carried().List(directory.Filter{})); n != of {
			t.Errorf("%d organisations, want the %d carried ones: one of them replaced", n, of)
		}
		history, err := tx.OrganisationVersions(ctx, first.ID)
		if err != nil || len(history) != 2 || !reflect.DeepEqual(history[1], first) {
			t.Errorf("history %+v, %v", history, err)
		}
		return nil
	})
	err := s.InTx(t.Context(), insider, func(tx liaison.Tx) error {
		return tx.AddOrganisations(t.Context(), []directory.Organisation{second}, uuid.Nil)
	})
	if !fault.Is(err, fault.Conflict) {
		t.Errorf("a version twice: %v, want a conflict", err)
	}
	in(t, s, officer(yuncheng), func(ctx context.Context, tx liaison.Tx) error {
		d, err := tx.Directory(ctx)
		if got, _ := d.Find(first.ID); got.Version != 0 {
			t.Error("another pooling area sees it")
		}
		return err
	})
	conn := owner(t, url)
	for _, sql := range []string{`UPDATE organisation SET name = 'x'`, `DELETE FROM organisation`} {
		tx, err := conn.Begin(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if _, err := tx.Exec(t.Context(), `SET LOCAL ROLE liaison_app`); err != nil {
			t.Fatal(err)
		}
		if _, err := tx.Exec(t.Context(), sql); err == nil {
			t.Errorf("the application may %s", sql)
		}
		if err := tx.Rollback(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
}

func TestACaseIsAddressedByTheDirectoryOfItsPoolingArea(t *testing.T) {
	s, _ := newStore(t)
	insider := officer(linfen)
	o := organisation("尧都区公安局", 1)
	o.Name = "临汾市公安局尧都分局"
	c := openCase(t, s, insider, "韩某", "")
	in(t, s, insider, func(ctx context.Context, tx liaison.Tx) error {
		if err := tx.AddOrganisations(ctx, []directory.Organisation{o}, uuid.Nil); err != nil {
			return err
		}
		d, err := tx.Dossier(ctx, c.Case.ID)
		if err != nil {
			return err
		}
		if d.Directory == nil {
			t.Fatal("the case has no directory")
		}
		if a := d.Directory.Addressee(directory.NeedPolice, directory.Office{Bureau: "尧都区人力资源和社会保障局", Division: "141002"}); a.Organisation.Name != o.Name {
			t.Errorf("goes to %q (%s)", a.Organisation.Name, a.Why)
		}
		return nil
	})
}

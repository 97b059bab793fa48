package embedded

import (
	"context"
	"testing"

	"github.com/jackc/pgx/v5"
)

func TestAClonedDatabaseHasTheTablesOfItsTemplateAndIsItsOwn(t *testing.T) {
	ctx := t.Context()
	prepare := func(url string) error {
		conn, err := pgx.Connect(ctx, url)
		if err != nil {
			return err
		}
		defer conn.Close(ctx)
		_, err = conn.Exec(ctx, "CREATE TABLE n (v int)")
		return err
	}
	for range 2 {
		conn, err := pgx.Connect(ctx, CloneDatabase(t, "numbers", prepare))
		if err != nil {
			t.Fatal(err)
		}
		var count int
		if err := conn.QueryRow(ctx, "SELECT count(*) FROM n").Scan(&count); err != nil || count != 0 {
			t.Fatalf("rows in a fresh clone: %d, %v", count, err)
		}
		if _, err := conn.Exec(ctx, "INSERT INTO n VALUES (1)"); err != nil {
			t.Fatal(err)
		}
		conn.Close(context.Background())
	}
}

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

func TestTheAddressOfTheServerKeepsEveryCharacterOfTheFolder(t *testing.T) {
	for _, dir := range []string{"/data/socket", "/data/sp ace/socket", "/data/a+b/socket", "/data/50%20/socket", "/data/案件&=/socket"} {
		c, err := pgx.ParseConfig(ownerURL(dir, "p w+%", "liaison"))
		if err != nil {
			t.Errorf("%s: %v", dir, err)
			continue
		}
		if c.Host != dir || c.Password != "p w+%" || c.Port != 5432 {
			t.Errorf("%s: read as host %q, port %d, password %q", dir, c.Host, c.Port, c.Password)
		}
	}
}

package embedded

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"liaison/liaison/fault"
)

// fakePrograms is a folder with an initdb and a postgres that says the version.
func fakePrograms(t *testing.T, version string) string {
	t.Helper()
	dir := t.TempDir()
	for name, script := range map[string]string{"initdb": "#!/bin/sh\n", "postgres": "#!/bin/sh\necho '" + version + "'\n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(script), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestTheVersionOfTheProgramsIsRead(t *testing.T) {
	for said, want := range map[string]string{
		"postgres (PostgreSQL) 15.14 (Debian 15.14-0+deb12u1)": "15",
		"postgres (PostgreSQL) 18beta1":                        "18",
		"postgres (PostgreSQL) 9.6.24":                         "9",
		"command not found":                                    "",
	} {
		p, ok := versionOf(t.Context(), fakePrograms(t, said))
		if ok != (want != "") || ok && p.major != want {
			t.Errorf("%q is read as %q, %v", said, p.major, ok)
		}
	}
	if _, ok := versionOf(t.Context(), t.TempDir()); ok {
		t.Error("an empty folder has a version")
	}
}

func TestAClusterIsOpenedByItsOwnVersionOnly(t *testing.T) {
	cluster := t.TempDir()
	if err := os.WriteFile(filepath.Join(cluster, "PG_VERSION"), []byte("16\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if p, err := findPostgres(t.Context(), fakePrograms(t, "postgres (PostgreSQL) 16.4"), cluster); err != nil || p.major != "16" {
		t.Errorf("its own version: %+v, %v", p, err)
	}
	_, err := findPostgres(t.Context(), fakePrograms(t, "postgres (PostgreSQL) 17.1"), cluster)
	if !fault.Is(err, fault.Insufficient) || !strings.Contains(err.Error(), "16") || !strings.Contains(err.Error(), "17") {
		t.Errorf("a newer version: %v; want a refusal that names both", err)
	}
}

func TestWhatIsMissingIsSaidWithTheCommandThatInstallsIt(t *testing.T) {
	t.Setenv("PATH", fakeTool(t, "apt-get"))
	for name, tt := range map[string]struct {
		setting, want string
		found         []programs
		words         []string
	}{
		"nothing installed":                   {words: []string{"没有安装 PostgreSQL", "apt-get install -y postgresql"}},
		"the cluster's version not installed": {want: "15", words: []string{"PostgreSQL 15", "apt-get install -y postgresql-15"}},
		"only too old ones installed":         {found: []programs{{"/old", "12"}}, words: []string{"太旧", "12", "apt-get install -y postgresql"}},
		"a setting that names nothing":        {setting: "/nowhere", words: []string{"/nowhere", "设置"}},
	} {
		err := missingPostgres(tt.setting, tt.want, tt.found)
		for _, w := range tt.words {
			if !fault.Is(err, fault.Insufficient) || !strings.Contains(err.Error(), w) {
				t.Errorf("%s: %v does not say %q", name, err, w)
			}
		}
	}
}

func fakeTool(t *testing.T, name string) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, name), []byte("#!/bin/sh\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestNewerFoldersComeFirst(t *testing.T) {
	if newestFirst("/usr/lib/postgresql/9.6/bin", "/usr/lib/postgresql/15/bin") < 0 {
		t.Error("9.6 before 15")
	}
	if newestFirst("/usr/pgsql-17/bin", "/usr/pgsql-16/bin") > 0 {
		t.Error("16 before 17")
	}
}

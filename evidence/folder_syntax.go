package evidence

import (
	"regexp"
	"strings"
)

// syntaxSlip is a slip that people make in case.yaml and how to mend it.
type syntaxSlip struct {
	pattern *regexp.Regexp
	advice  string
}

// syntaxSlips are the slips that a line shows by itself, the surest first.
func syntaxSlips() []syntaxSlip {
	return []syntaxSlip{
		{regexp.MustCompile(`^ *\t`), "行首有制表符（Tab），缩进请只用空格"},
		{regexp.MustCompile(`^[ \-]*\{?[a-z_]+：`), "键后是中文冒号“：”，请改为英文冒号并在其后留一个空格"},
		{regexp.MustCompile(`^[ \-]*\{?[a-z_]+:[^ \t\r]`), "冒号后没有空格，请在英文冒号后留一个空格"},
		{regexp.MustCompile(`^[^"'#]*[:\[{,-] *'[^']*$`), "单引号没有成对，请补上另一个引号"},
		{regexp.MustCompile(`^[^"'#]*[:\[{,-] *"[^"]*$`), "双引号没有成对，请补上另一个引号"},
		{regexp.MustCompile(`^[^#"'\[]*\[[^\]#]*$`), "方括号“[”没有成对，请补上“]”"},
		{regexp.MustCompile(`^[^#"'{]*\{[^}#]*$`), "花括号“{”没有成对，请补上“}”"},
		{regexp.MustCompile("^[ \\-]*[a-z_]+: +[@`%]"), "值以特殊符号开头，请把值放进引号"},
	}
}

// findSlip looks for the line that keeps case.yaml from being read. The parser itself tells only where it gave up, which may be
// many lines behind an open quote. Line 0: no line shows a slip.
func findSlip(text string) (line int, advice string) {
	lines := strings.Split(text, "\n")
	for _, slip := range syntaxSlips() {
		for i, l := range lines {
			if slip.pattern.MatchString(l) {
				return i + 1, slip.advice
			}
		}
	}
	return 0, ""
}

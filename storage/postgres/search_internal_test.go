package postgres

import (
	"slices"
	"strings"
	"testing"
)

func TestSearchPieces(t *testing.T) {
	for typed, want := range map[string]struct{ patterns, terms []string }{
		"":                   {nil, nil},
		"韩":                  {[]string{"%韩%"}, []string{"韩"}},
		"韩某乙":                {[]string{"%韩某乙%"}, []string{"某乙", "韩某"}},
		"2026-0001":          {[]string{"%2026-0001%"}, []string{"=2026-0001"}},
		"0001":               {[]string{"%0001%"}, []string{"000", "001"}},
		"14100219500414999X": {[]string{"%14100219500414999x%"}, []string{"=14100219500414999x"}},
		"mohammedabdulrahma": {[]string{"%mohammedabdulrahma%"}, []string{"abd", "ahm", "amm", "bdu", "dab", "dul", "eda", "ham", "hma", "lra", "med", "mme", "moh", "oha", "rah", "ulr"}},
		"12":                 {[]string{"%12%"}, nil},
		"１００%　_":             {[]string{`%100\%%`, `%\_%`}, []string{"100"}},
		"阿迪力·买买提":            {[]string{"%阿迪力·买买提%"}, []string{"买买", "买提", "迪力", "阿迪"}},
	} {
		t.Run(typed, func(t *testing.T) {
			patterns, terms := searchQuery(typed)
			if !slices.Equal(patterns, want.patterns) || !slices.Equal(terms, want.terms) {
				t.Errorf("got %q %q, want %q %q", patterns, terms, want.patterns, want.terms)
			}
		})
	}
}

// FuzzSearchQuery: what stands in a text is found by any piece of it, so the index never hides what the text check would pass.
func FuzzSearchQuery(f *testing.F) {
	f.Add("2026-0001 韩某乙违规领取待遇案 141002195004149994", 3, 9)
	f.Add("阿迪力·买买提 ＡＢＣ１２３ ǅ İ ß", 0, 12)
	f.Add("a\xffb\x00c%_\\", 1, 4)
	f.Fuzz(func(t *testing.T, text string, from, to int) {
		folded, indexed := searchKeys([]string{text})
		all := []rune(folded)
		if from < 0 || to > len(all) || from > to {
			return
		}
		piece := string(all[from:to])
		patterns, terms := searchQuery(piece)
		for _, term := range terms {
			// A piece that happens to be a whole number inside a longer one is looked for as the whole number.
			if !strings.HasPrefix(term, "=") && !slices.Contains(indexed, term) {
				t.Errorf("piece %q of %q asks for %q, which is not indexed", piece, folded, term)
			}
		}
		if len(patterns) != len(strings.Fields(piece)) {
			t.Errorf("piece %q gives patterns %q", piece, patterns)
		}
	})
}

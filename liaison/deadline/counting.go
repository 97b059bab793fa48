package deadline

import (
	"strings"

	"liaison/liaison/law"
)

// Counting names the law that says how a rule's days are counted.
type Counting string

// Ways of counting.
const (
	CountCriminal Counting = "criminal" // steps of police and procuratorate: 刑事诉讼法第一百零五条
	CountReferral Counting = "referral" // our duties under 国务院令第310号, which says only 日: 民法典 by analogy
	CountCourt    Counting = "court"    // administrative suits and 非诉执行: 法释〔2018〕1号第四十八条
	CountCivil    Counting = "civil"    // enforcement, service, 行政复议 (复议法第八十八条): 民事诉讼法第八十五条
	CountGeneral  Counting = "general"  // everything else: 民法典第二百零一条至第二百零三条
)

// countLaw is what a way of counting rests on.
type countLaw struct {
	start string // day 0 is not counted
	roll  string // an end on a day off moves on
	// doubtful: that the end moves is an analogy, to be reviewed before anyone relies on it (READINGS.md item 2).
	doubtful bool
}

const (
	civilCode       = "《中华人民共和国民法典》"
	correspondingOn = civilCode + "第二百零二条"
)

var countLaws = map[Counting]countLaw{
	CountCriminal: {"《中华人民共和国刑事诉讼法》第一百零五条第二款", "《中华人民共和国刑事诉讼法》第一百零五条第四款", false},
	CountReferral: {civilCode + "第二百零一条", civilCode + "第二百零三条（类推，需法制审核）", true},
	CountCourt: {"《最高人民法院关于适用〈中华人民共和国行政诉讼法〉的解释》第四十八条第二款",
		"《最高人民法院关于适用〈中华人民共和国行政诉讼法〉的解释》第四十八条第三款", false},
	CountCivil:   {"《中华人民共和国民事诉讼法》第八十五条第二款", "《中华人民共和国民事诉讼法》第八十五条第三款", false},
	CountGeneral: {civilCode + "第二百零一条", civilCode + "第二百零三条", false},
}

// cite joins citations as people read them, marking those that a lawyer must check.
func cite(cs []law.Citation) string {
	var b strings.Builder
	for i, c := range cs {
		if i > 0 {
			b.WriteString("；")
		}
		b.WriteString(c.String())
		if c.NeedsReview() {
			b.WriteString("（需法制审核）")
		}
	}
	return b.String()
}

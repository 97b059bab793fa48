package typeset

// Block is one element of a section, placed in order from top to bottom. The types of this file are the blocks there are.
type Block interface{ block() }

// Run is a stretch of text in one style. Text between 【待补： and 】 is always set off as a placeholder.
type Run struct {
	Text      string
	Face      Face    // Inherit: the block's
	Size      float64 // 0: the block's
	Bold      bool    // the heavier face of the same kind
	Name      bool    // a person's name: set whole in one face
	Underline bool
	Link      string // name of an Anchor
}

// T is the plain run list of one text.
func T(text string) []Run { return []Run{{Text: text}} }

// Align is the horizontal place of text.
type Align int

const (
	AlignDefault Align = iota // justified in text, left in tables
	AlignLeft
	AlignCentre
	AlignRight
)

// Title is a title of the document, centred. With Lines the breaks are the caller's; otherwise Text is broken by sense
// into a 梯形 or 菱形 (GB/T 9704 7.3.1).
type Title struct {
	Text  string
	Lines []string
	Face  Face    // Inherit: XiaoBiaoSong
	Size  float64 // 0: 22 pt (二号)
	Above float64 // lines of text left free above; 0: none
	Below float64 // lines left free below; 0: one (GB/T 9704 7.3.2); negative: none
}

// OrgTitle is the two-line title of 执法文书: the name of the body, and the name of the document below it, both 二号.
type OrgTitle struct{ Org, Name string }

// Number is the 发文字号: flush right under the first red rule in a Letterhead (10.1), at the right under the title elsewhere.
// In a Letterhead it must be the first block.
type Number struct{ Text string }

// Addressee is the 主送机关, flush left; Text ends with a full-width colon.
type Addressee struct{ Text string }

// Heading is a heading of level 1 黑体, 2 楷体, 3 or 4 仿宋 (GB/T 9704 7.3.3), indented two characters, kept with what follows.
// Text carries its own number (一、 （一） 1. （1）).
type Heading struct {
	Level    int
	Text     string
	Bookmark bool // also an outline entry
}

// Paragraph is body text, first line indented two characters, justified.
type Paragraph struct {
	Runs     []Run
	Face     Face    // Inherit: the section's body face
	Size     float64 // 0: the section's body size
	Flush    bool    // no indent
	Align    Align
	Indent   float64 // in characters, of all lines; the first line is indented two more unless Flush
	KeepNext bool    // stays on the page of the next block
	Link     string  // name of an Anchor: the whole paragraph leads there
}

// P is a plain body paragraph.
func P(text string) Paragraph { return Paragraph{Runs: T(text)} }

// AttachmentNote is the 附件说明 (GB/T 9704 7.3.4): one blank line above, 附件： and the names, numbered when there are several.
type AttachmentNote struct{ Names []string }

// Sign says who signs, for Signature.
type Sign int

const (
	Sealed   Sign = iota // 加盖印章 (7.3.5.1): date right four characters, name centred on it, room for the seal
	Unsealed             // 不加盖印章 (7.3.5.2): name right two characters, date one line below, two characters in
	ByHand               // a person signs: Org is a label such as 申请人（签名或盖章）：, with a rule to sign on
)

// Signature is 署名 and 成文日期. It never stands alone on a page: the last lines before it come along.
type Signature struct {
	Kind     Sign
	Org      string // the signing body, or the label to sign behind
	Signer   string // a line above Date such as 负责人（签名）：, with a rule to sign on; "" for none
	Date     string // 2026年11月3日; "" leaves none
	SealMark bool   // draws a circle where the seal goes, for drafts
	Seal     Seal   // is printed on Org and Date; the zero Seal: none
	With     []Body // the further bodies of a joint letter (联合行文), behind Org in their order
}

// Body is one body that signs a joint letter.
type Body struct {
	Name string
	Seal Seal
}

// Seal is the picture of a seal (用印图样), printed upright under the words that it is set on, so that no letter of them is lost.
type Seal struct {
	Picture []byte  // PNG or JPEG; what is transparent in it is white
	Width   float64 // points; 0: that of a body's seal, 42 mm
}

// Copies is the 抄送 line of a letter, 四号, at the foot of the last page (7.4.2, 10.1). It must be the last block.
type Copies struct{ To string }

// Table is a ruled table. Rows grow with their text; a row is never split unless it is taller than a page; the head is
// repeated on every page.
type Table struct {
	Columns []Column
	Rows    []Row
	Face    Face    // Inherit: FangSong
	Size    float64 // 0: 12 pt (小四)
	// CarryColumns names columns (from 0) whose Row.Carry amounts are summed: the foot of a page shows 转下页, the head of
	// the next 承前页. CarryText turns a sum into text and must be set with it. CarryLabel is the column for the words.
	CarryColumns []int
	CarryText    func(sum int64) string
	CarryLabel   int
}

// Column is a column of a Table.
type Column struct {
	Head  string
	Width float64 // share of the table's width, any unit
	Align Align
}

// Row is a row of a Table.
type Row struct {
	Cells  []Cell
	Bold   bool
	Carry  []int64 // amounts of CarryColumns, in the caller's unit
	Link   string  // name of an Anchor: the whole row leads there
	Anchor string  // makes the row an Anchor
}

// Cell is a cell of a Row. Text may hold line breaks (\n).
type Cell struct {
	Text  string
	Runs  []Run // instead of Text
	Span  int   // columns covered; 0 means 1
	Align Align // AlignDefault: the column's
	Link  string
}

// Cells makes plain cells.
func Cells(texts ...string) []Cell {
	cells := make([]Cell, len(texts))
	for i, t := range texts {
		cells[i].Text = t
	}
	return cells
}

// Form is a block of labelled lines to be filled in, as in a reply slip: label, value, and a rule under the value.
type Form struct{ Fields []FormField }

// FormField is one line of a Form.
type FormField struct {
	Label string
	Value string // "" leaves the rule blank
}

// CutLine is a dashed line across the text with Text (such as 裁剪线) in its middle.
type CutLine struct{ Text string }

// Rule is a thin line across the text.
type Rule struct{}

// Spacer leaves Lines lines of text free (fractions allowed); nothing at the top of a page.
type Spacer struct{ Lines float64 }

// PageBreak starts a new page.
type PageBreak struct{}

// Group keeps its blocks on one page; blocks taller than a page flow on.
type Group struct{ Blocks []Block }

// Anchor marks its place as the target of links. Bookmark makes it an outline entry too.
type Anchor struct {
	Name     string
	Bookmark string
}

func (Title) block()          {}
func (OrgTitle) block()       {}
func (Number) block()         {}
func (Addressee) block()      {}
func (Heading) block()        {}
func (Paragraph) block()      {}
func (AttachmentNote) block() {}
func (Signature) block()      {}
func (Copies) block()         {}
func (Table) block()          {}
func (Form) block()           {}
func (CutLine) block()        {}
func (Rule) block()           {}
func (Spacer) block()         {}
func (PageBreak) block()      {}
func (Group) block()          {}
func (Anchor) block()         {}

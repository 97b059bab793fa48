package liaison

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"liaison/liaison/calendar"
	"liaison/liaison/directory"
	"liaison/liaison/fault"
	"liaison/liaison/law"
	"liaison/liaison/overpayment"
	"liaison/liaison/track"
)

// ImportStatus is what became of a folder.
type ImportStatus string

const (
	Imported  ImportStatus = "imported"  // 已导入
	Unchanged ImportStatus = "unchanged" // 已导入过，内容相同
	Refused   ImportStatus = "refused"   // 未导入
)

// ImportFolder takes a case folder in: bytes into the vault first, then everything else in one transaction, so that nothing
// half imported stays. A folder taken twice is recognised and left alone; one whose files have changed is refused with a
// Conflict that names each file, since a change is an act of its own.
//
// If we stop after the first Put, objects without rows remain: fsck lists them, and the same import runs again from the start.
func (s *Service) ImportFolder(ctx context.Context, actor Actor, f *Folder, files fs.FS) (number string, status ImportStatus, err error) {
	if err := actor.must(ActOpenCase); err != nil {
		return "", Refused, err
	}
	organs, err := s.Directory(ctx, actor)
	if err != nil {
		return "", Refused, err
	}
	if err := f.checkPapers(s.Today(), organs); err != nil {
		return "", Refused, err
	}
	sources, err := digestSources(f, files)
	if err != nil {
		return "", Refused, err
	}
	key := f.Key()
	number, known, err := s.recogniseFolder(ctx, actor, key, sources)
	if err != nil {
		return number, Refused, err
	}
	if known {
		return number, Unchanged, nil
	}
	d, rows, err := s.openDossier(ctx, actor, f, files, sources, organs)
	if err != nil {
		return "", Refused, err
	}
	err = s.Store.InTx(ctx, actor, func(tx Tx) error {
		if _, n, old, found, err := tx.CaseByFolderKey(ctx, key); err != nil {
			return err
		} else if found { // another import of the same folder finished in between
			number, known = n, true
			return sameSources(old, sources)
		}
		n, err := tx.NextCaseNumber(ctx, s.Today().Year)
		if err != nil {
			return err
		}
		number, known, d.Case.Number = n, false, n
		return s.insertDossier(ctx, tx, actor, d, rows)
	})
	switch {
	case err != nil:
		return number, Refused, err
	case known:
		return number, Unchanged, nil
	}
	return number, Imported, nil
}

// Key says which folders are the same case: the insured person, the situation and the benefits.
func (f *Folder) Key() string {
	var who []string
	for _, p := range f.Parties {
		if p.Role == RoleInsured {
			who = append(who, p.IDNumber+"/"+p.Name)
		}
	}
	sort.Strings(who)
	benefits := slices.Sorted(slices.Values(f.Benefits))
	h := sha256.Sum256([]byte(strings.Join([]string{string(f.Situation), f.Division, strings.Join(who, ";"), strings.Join(benefits, ";")}, "|")))
	return hex.EncodeToString(h[:])
}

// CaseFile is the name of the folder's description.
const CaseFile = "case.yaml"

// digestSources hashes every file of the folder that the case stands on.
func digestSources(f *Folder, files fs.FS) ([]SourceFile, error) {
	names := []string{}
	if _, err := fs.Stat(files, CaseFile); err == nil { // a case opened on the web page has none
		names = append(names, CaseFile)
	}
	for _, e := range f.Exhibits {
		names = append(names, e.File)
	}
	var out []SourceFile
	for _, n := range names {
		file, err := files.Open(n)
		if err != nil {
			return nil, fault.Wrap(err, fault.Invalid, "读不到材料文件").At(n, 0, "文件打不开，请确认它在材料夹内且未被占用")
		}
		h := sha256.New()
		size, err := io.Copy(h, file)
		file.Close() // read only
		if err != nil {
			return nil, fault.Wrap(err, fault.Invalid, "读不到材料文件").At(n, 0, "文件读到一半出错，请重新复制后再导入")
		}
		out = append(out, SourceFile{Path: n, SHA256: hex.EncodeToString(h.Sum(nil)), Size: size})
	}
	return out, nil
}

func (s *Service) recogniseFolder(ctx context.Context, actor Actor, key string, sources []SourceFile) (number string, known bool, err error) {
	err = s.Store.InTx(ctx, actor, func(tx Tx) error {
		_, n, old, found, err := tx.CaseByFolderKey(ctx, key)
		if err != nil || !found {
			return err
		}
		number, known = n, true
		return sameSources(old, sources)
	})
	if err != nil {
		known = false
	}
	return number, known, err
}

// sameSources returns a Conflict that names every file that was changed, taken away or added since the import.
func sameSources(old, now []SourceFile) error {
	f := fault.New(fault.Conflict, "该案已导入过，但材料有变动。已导入的材料不会被覆盖；更改请在案件页面办理（补充证据、更正登记），或恢复原文件后重试")
	before := map[string]string{}
	for _, o := range old {
		before[o.Path] = o.SHA256
	}
	for _, n := range now {
		switch was, ok := before[n.Path]; {
		case !ok:
			f.At(n.Path, 0, "上次导入时没有此文件")
		case was != n.SHA256:
			if n.Path == CaseFile {
				f.At(n.Path, 0, "内容与上次导入时不同；当事人、单位信息请在案件页面补充，日期在案件页面更正，然后恢复原文件")
			} else {
				f.At(n.Path, 0, "内容与上次导入时不同；请改名后在案件页面作为补充证据收入，并恢复原文件")
			}
		}
		delete(before, n.Path)
	}
	for _, path := range slices.Sorted(mapsKeys(before)) {
		f.At(path, 0, "上次导入时有此文件，现在没有")
	}
	if len(f.Fields) == 0 {
		return nil
	}
	return f
}

func mapsKeys(m map[string]string) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

// checkPapers refuses papers and facts whose days cannot be, and papers by who does not issue such, by their line.
func (f *Folder) checkPapers(today calendar.Date, known *directory.Directory) error {
	bad := fault.New(fault.Invalid, "材料夹中的文书或日期有误")
	for _, p := range f.Papers {
		r := p.record()
		r.MakerConfirmed = true // a name that tells nothing is remarked upon when the paper is taken in
		for _, err := range []error{r.check(today), r.checkMaker(known), r.checkObligations(today)} {
			if x := fault.As(err); x != nil {
				for _, field := range x.Fields {
					bad.At(CaseFile, p.Line, "%s：%s", p.Kind.Title(), field.Message)
				}
			}
		}
	}
	for _, e := range f.Events {
		if e.On.After(today) {
			bad.At(CaseFile, 0, "%s的日期 %s 晚于今天，请核对", e.Kind.Title(), e.On)
		}
	}
	if len(bad.Fields) == 0 {
		return nil
	}
	return bad
}

// openDossier puts the folder's bytes into the vault and works out everything the case starts with.
func (s *Service) openDossier(ctx context.Context, actor Actor, f *Folder, files fs.FS, sources []SourceFile, organs *directory.Directory) (*Dossier, Rows, error) {
	d := NewDossier(f)
	d.Directory = organs
	d.Case.OpenedAt, d.Case.OpenedBy = s.Clock().UTC(), actor.Name
	d.Sources = sources
	for i := range d.Exhibits {
		e := &d.Exhibits[i]
		stored, err := s.putFile(ctx, files, e.FileName)
		if err != nil {
			return nil, Rows{}, err
		}
		if stored.SHA256 != sourceDigest(sources, e.FileName) {
			return nil, Rows{}, fault.New(fault.Conflict, "导入期间文件被改动").At(e.FileName, 0, "请等文件不再变动后重新导入")
		}
		e.Stored, e.ReceivedAt, e.ReceivedBy = stored, d.Case.OpenedAt, actor.Name
	}
	for i := range d.Sources {
		if d.Sources[i].Path == CaseFile {
			stored, err := s.putFile(ctx, files, CaseFile)
			if err != nil {
				return nil, Rows{}, err
			}
			d.Sources[i].Object = stored.ObjectRef
		}
	}
	rows := Rows{Ledger: f.Ledger, Second: f.Second, Bank: f.Bank}
	d.Claims = []ClaimVersion{s.newClaim(d, rows, actor)}
	for i := range d.Papers {
		d.Papers[i].RecordedAt, d.Papers[i].RecordedBy = d.Case.OpenedAt, actor.Name
	}
	var err error
	if d.Calendar, err = s.CalendarFor(ctx, actor); err != nil {
		return nil, Rows{}, err
	}
	for i, p := range d.Papers {
		if owed := fault.As(p.checkOwed(d)); owed != nil {
			bad := fault.New(fault.Invalid, "材料夹中的义务人、分期有误")
			for _, x := range owed.Fields {
				bad.At(CaseFile, f.Papers[i].Line, "%s：%s", p.Kind.Title(), x.Message)
			}
			return nil, Rows{}, bad
		}
	}
	s.replayPapers(d, CaseFile)
	return d, rows, nil
}

// FolderDossier is the case a folder would make, with its claim and clocks, without storing anything.
func (s *Service) FolderDossier(f *Folder) (*Dossier, error) {
	d := NewDossier(f)
	d.Claims = []ClaimVersion{s.newClaim(d, Rows{Ledger: f.Ledger, Second: f.Second, Bank: f.Bank}, Actor{})}
	d.Calendar = s.Calendar
	s.replayPapers(d, CaseFile)
	return d, nil
}

func sourceDigest(sources []SourceFile, path string) string {
	for _, f := range sources {
		if f.Path == path {
			return f.SHA256
		}
	}
	return ""
}

func (s *Service) putFile(ctx context.Context, files fs.FS, name string) (Stored, error) {
	file, err := files.Open(name)
	if err != nil {
		return Stored{}, fmt.Errorf("open %s: %w", name, err)
	}
	defer file.Close()
	stored, err := s.Vault.Put(ctx, name, file)
	if f := fault.As(err); f != nil && f.Code == fault.Invalid && len(f.Fields) == 0 {
		return Stored{}, fault.Wrap(err, fault.Invalid, "材料文件不能收入").At(name, 0, "%s", f.Message)
	}
	return stored, err
}

// NewDossier makes a case of a folder: identifiers, title, exhibits in the order a court reads them. Stored, claims and clocks are
// not in it yet.
func NewDossier(f *Folder) *Dossier {
	d := &Dossier{
		Case: Case{
			ID: newID(), Title: f.Title(), Situation: f.Situation, Benefits: f.Benefits, Division: f.Division, Office: f.Office,
			Account: f.Account, HasAdjustments: f.HasAdjustments, Retained: f.Retained, FolderKey: f.Key(), Main: track.MainStart,
		},
		Parties: f.Parties, Events: f.Events, Adjustments: f.Adjustments, Remarks: f.Remarks,
	}
	bundle := Bundle{ID: newID(), Ordinal: 1, State: BundleOpen}
	d.Bundles = []Bundle{bundle}
	for _, x := range f.Exhibits {
		d.Exhibits = append(d.Exhibits, Exhibit{ID: newID(), BundleID: bundle.ID, Kind: x.Kind, FileName: x.File, Title: exhibitTitle(x.File),
			Source: x.Source, ObtainedOn: x.ObtainedOn, Copy: x.Copy, CollectedBy: x.CollectedBy, Proves: x.Kind.Proves()})
	}
	sort.SliceStable(d.Exhibits, func(i, j int) bool { return d.Exhibits[i].Kind.Place() < d.Exhibits[j].Kind.Place() })
	for i := range d.Exhibits {
		d.Exhibits[i].Ordinal = i + 1
	}
	for _, r := range f.Repayments {
		d.Receipts = append(d.Receipts, Receipt{ID: newID(), On: r.On, Source: SourceVoluntary, Amount: r.Amount, Account: f.Office.FundAccount,
			ExhibitFile: r.Exhibit, Allocations: []Allocation{{Kind: AllocPrincipal, Benefit: first(f.Benefits), Amount: r.Amount}}, Note: "导入前已退还"})
	}
	for _, p := range f.Papers {
		d.Papers = append(d.Papers, p.record())
		if p.Kind == law.ReferralDelivered || p.Kind == law.ReferralReceipt { // an office that has referred the case suspected a crime
			d.Case.DeceitSuspected = true
		}
	}
	return d
}

// Title is the 案由: who drew which benefit wrongly.
func (f *Folder) Title() string {
	who := ""
	for _, role := range []PartyRole{RoleRecipient, RoleInsured} {
		for _, p := range f.Parties {
			if p.Role == role && who == "" {
				who = p.Name
			}
		}
	}
	verb := "违规领取"
	if f.Situation == "YL-3" || f.Situation == "SY-6" {
		verb = "重复领取"
	}
	return who + verb + strings.Join(f.Benefits, "、") + "待遇案"
}

func exhibitTitle(file string) string {
	if i := strings.LastIndexByte(file, '/'); i >= 0 {
		file = file[i+1:]
	}
	if i := strings.LastIndexByte(file, '.'); i > 0 {
		file = file[:i]
	}
	if !utf8.ValidString(file) || file == "" {
		return "未命名材料"
	}
	return file
}

func first(s []string) string {
	if len(s) == 0 {
		return ""
	}
	return s[0]
}

// record turns the folder's paper into a record; the day that counts is served-on for ours, received-on for theirs.
func (p FolderPaper) record() PaperRecord {
	on := p.ReceivedOn
	if on.IsZero() {
		on = p.ServedOn
	}
	if on.IsZero() {
		on = p.MadeOn
	}
	r := PaperRecord{ID: newID(), Kind: p.Kind, Number: p.Number, By: p.By, MadeOn: p.MadeOn, On: on, Method: p.Method, RemediesTold: p.RemediesTold,
		DueOn: p.DueOn, Reason: p.Reason, Amount: p.Amount, HasAmount: p.HasAmount, Outcome: outcomeIn(p.Kind, p.Reason), ExhibitFile: p.Exhibit,
		Account: p.Account, Obligations: p.Obligations}
	r.numberObligations()
	return r
}

// outcomeIn reads from the words of a decision which way it went; empty where they do not say, or say both.
func outcomeIn(kind law.Paper, words string) string {
	if kind != law.ReconsiderationDecided && kind != law.UpperRuling {
		return ""
	}
	upheld := strings.Contains(words, "维持") || strings.Contains(words, "驳回")
	revoked := strings.Contains(words, "撤销") || strings.Contains(words, "指令") || strings.Contains(words, "应当立案") || strings.Contains(words, "决定立案")
	switch {
	case upheld && !revoked:
		return OutcomeUpheld
	case revoked && !upheld:
		return OutcomeRevoked
	}
	return ""
}

// newClaim works the claim out from the dossier and its rows.
func (s *Service) newClaim(d *Dossier, rows Rows, actor Actor) ClaimVersion {
	in := d.ClaimInput(rows)
	result := overpayment.Compute(in)
	state := ClaimEstablished
	switch {
	case len(result.Conflict) > 0:
		state = ClaimConflict
	case result.Undecided != nil:
		state = ClaimUndecided
	case result.Total == nil:
		state = ClaimNotComputed
	}
	raw, err := json.Marshal(in)
	if err != nil {
		panic(err) // the input is plain data
	}
	h := sha256.Sum256(raw)
	return ClaimVersion{ID: newID(), Version: len(d.Claims) + 1, State: state, Result: result, InputDigest: hex.EncodeToString(h[:]), ComputedAt: s.Clock().UTC(), ComputedBy: actor.Name}
}

// ClaimInput gathers what a claim is worked out from.
func (d *Dossier) ClaimInput(rows Rows) overpayment.Input {
	return overpayment.Input{Situation: d.Case.Situation, Benefits: d.Case.Benefits, Events: d.Events, Adjustments: d.Adjustments, HasAdjustments: d.Case.HasAdjustments,
		Retained: d.Case.Retained, Ledger: rows.Ledger, Second: rows.Second, Bank: rows.Bank, Repaid: d.Balance().Received, DecidedDeath: d.Case.DecidedDeath}
}

// insertDossier writes a new case and all it starts with.
func (s *Service) insertDossier(ctx context.Context, tx Tx, actor Actor, d *Dossier, rows Rows) error {
	id := d.Case.ID
	if err := tx.InsertCase(ctx, d, rows); err != nil {
		return err
	}
	for _, e := range d.Exhibits {
		if err := tx.InsertExhibit(ctx, id, e); err != nil {
			return err
		}
	}
	for _, c := range d.Claims {
		if err := tx.InsertClaim(ctx, id, c); err != nil {
			return err
		}
	}
	for _, r := range d.Receipts {
		r.RecordedAt, r.RecordedBy = d.Case.OpenedAt, actor.Name
		if err := tx.InsertReceipt(ctx, id, r); err != nil {
			return err
		}
	}
	for _, p := range d.Papers {
		if err := tx.InsertPaper(ctx, id, p); err != nil {
			return err
		}
	}
	// The clocks were computed before this transaction began: a notice may have been loaded meanwhile.
	counted := d.Calendar
	if err := s.holdCalendar(ctx, tx, actor, d); err != nil {
		return err
	}
	if d.Calendar != counted {
		if err := renew(d.Deadlines, d.Calendar); err != nil {
			return err
		}
	}
	if err := tx.InsertDeadlines(ctx, id, d.Deadlines); err != nil {
		return err
	}
	if err := s.remindSoon(ctx, tx, actor, id); err != nil {
		return err
	}
	return tx.Audit(ctx, id, s.entry(actor, "open_case", map[string]any{"number": d.Case.Number, "exhibits": len(d.Exhibits), "papers": len(d.Papers)}))
}

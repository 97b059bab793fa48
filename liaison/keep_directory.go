package liaison

import (
	"context"
	"strings"

	"github.com/google/uuid"

	"liaison/liaison/calendar"
	"liaison/liaison/directory"
	"liaison/liaison/fault"
)

// directoryTx keeps the organisations of the pooling area.
type directoryTx interface {
	// Directory is the organisations the program carries with the pooling area's own over them, as of today. Outsiders see the carried ones.
	Directory(ctx context.Context) (*directory.Directory, error)
	// OrganisationVersions lists every version the pooling area recorded of an organisation, newest first.
	OrganisationVersions(ctx context.Context, id uuid.UUID) ([]directory.Organisation, error)
	// LockDirectory keeps others from changing the directory until the transaction ends.
	LockDirectory(ctx context.Context) error
	// AddOrganisations adds a version each; Conflict when one is there already. by is zero for the operator at the machine.
	AddOrganisations(ctx context.Context, list []directory.Organisation, by uuid.UUID) error
}

// DirectoryImport is what taking a file into the directory did.
type DirectoryImport struct {
	Added     []string `json:"added"`
	Changed   []string `json:"changed"`
	Unchanged int      `json:"unchanged"`
}

// Directory is the organisations of the actor's pooling area (机构名录).
func (s *Service) Directory(ctx context.Context, actor Actor) (out *directory.Directory, err error) {
	if err := actor.must(ActRead); err != nil {
		return nil, err
	}
	if actor.Outsider() {
		return nil, fault.New(fault.Forbidden, "机构名录由承办机关使用，您没有权限")
	}
	err = s.Store.InTx(ctx, actor, func(tx Tx) (err error) {
		out, err = tx.Directory(ctx)
		return err
	})
	return out, err
}

// Organisation is one organisation as it stands, with its earlier readings, newest first.
func (s *Service) Organisation(ctx context.Context, actor Actor, id uuid.UUID) (o directory.Organisation, history []directory.Organisation, err error) {
	d, err := s.Directory(ctx, actor)
	if err != nil {
		return o, nil, err
	}
	o, ok := d.Find(id)
	if !ok {
		return o, nil, noOrganisation()
	}
	err = s.Store.InTx(ctx, actor, func(tx Tx) (err error) {
		history, err = tx.OrganisationVersions(ctx, id)
		return err
	})
	if first, ok := directory.Carried().Find(id); ok {
		history = append(history, first)
	}
	return o, history, err
}

func noOrganisation() *fault.Error { return fault.New(fault.NotFound, "名录中没有这个机构") }

// AddOrganisation puts an organisation into the directory (新增机构) and returns its identifier.
func (s *Service) AddOrganisation(ctx context.Context, actor Actor, o directory.Organisation) (id uuid.UUID, err error) {
	if err := actor.must(ActKeepDirectory); err != nil {
		return id, err
	}
	o.Tidy()
	if err := checkOrganisation(o); err != nil {
		return id, err
	}
	err = s.onDirectory(ctx, actor, func(tx Tx, d *directory.Directory) error {
		if known, ok := sameOrganisation(d, o); ok {
			return fault.New(fault.Conflict, "名录中已有“%s”", known.Name).At("name", 0, "已有同类别、同区划的“%s”，请查找后变更，不要另建", known.Name)
		}
		o.ID = newOrganisationID(d, o)
		id = o.ID
		return s.put(ctx, tx, actor, o, "")
	})
	return id, err
}

// ChangeOrganisation records a new reading of an organisation (变更): what it says now, and why. seen is the version the actor looked at.
func (s *Service) ChangeOrganisation(ctx context.Context, actor Actor, o directory.Organisation, seen int, reason string) error {
	if err := actor.must(ActKeepDirectory); err != nil {
		return err
	}
	o.Tidy()
	reason = strings.TrimSpace(reason)
	err := checkOrganisation(o)
	if reason == "" {
		f := fault.As(err)
		if f == nil {
			f = wrongOrganisation()
		}
		err = f.At("reason", 0, "请写明变更的理由和依据，例如 2026年10月来函更名")
	}
	if err != nil {
		return err
	}
	return s.onDirectory(ctx, actor, func(tx Tx, d *directory.Directory) error {
		now, err := seenOrganisation(d, o.ID, seen)
		if err != nil {
			return err
		}
		if known, ok := sameOrganisation(d, o); ok && known.ID != o.ID {
			return fault.New(fault.Conflict, "名录中已有“%s”", known.Name).At("name", 0, "已有同类别、同区划的“%s”", known.Name)
		}
		o.Version = now.Version
		if now.Same(o) {
			return fault.New(fault.Invalid, "没有改动任何一项")
		}
		return s.put(ctx, tx, actor, o, reason)
	})
}

// RetireOrganisation ends an organisation with a last day (停用): letters are not addressed to it afterwards. Its history stays.
func (s *Service) RetireOrganisation(ctx context.Context, actor Actor, id uuid.UUID, seen int, last calendar.Date, reason string) error {
	if err := actor.must(ActKeepDirectory); err != nil {
		return err
	}
	f := wrongOrganisation()
	if last.IsZero() {
		f.At("last", 0, "请填写最后有效的一天")
	}
	if reason = strings.TrimSpace(reason); reason == "" {
		f.At("reason", 0, "请写明停用的理由，例如 机构撤并")
	}
	if len(f.Fields) > 0 {
		return f
	}
	return s.onDirectory(ctx, actor, func(tx Tx, d *directory.Directory) error {
		o, err := seenOrganisation(d, id, seen)
		if err != nil {
			return err
		}
		if !o.From.IsZero() && last.Before(o.From) {
			return wrongOrganisation().At("last", 0, "停用日期早于启用日期 %s", o.From.Chinese())
		}
		o.Until = last
		return s.put(ctx, tx, actor, o, reason)
	})
}

// ImportOrganisations takes the rows of a file in (导入): an organisation of the same kind, code and name is changed, another is added; the same
// file twice changes nothing. Empty fields of the file leave what is known as it is. All of it happens, or nothing.
func (s *Service) ImportOrganisations(ctx context.Context, actor Actor, file string, rows []directory.Row) (out DirectoryImport, err error) {
	if err := actor.must(ActKeepDirectory); err != nil {
		return out, err
	}
	err = s.onDirectory(ctx, actor, func(tx Tx, d *directory.Directory) error {
		out = DirectoryImport{Added: []string{}, Changed: []string{}}
		var list []directory.Organisation
		for _, r := range rows {
			o := r.Organisation
			if known, ok := sameOrganisation(d, o); ok {
				o = known.Merge(o)
				if known.Same(o) {
					out.Unchanged++
					continue
				}
				out.Changed = append(out.Changed, o.Name)
			} else {
				o.ID = newOrganisationID(d, o)
				out.Added = append(out.Added, o.Name)
			}
			list = append(list, s.next(actor, o, "导入 "+file))
		}
		return tx.AddOrganisations(ctx, list, actor.User)
	})
	return out, err
}

func wrongOrganisation() *fault.Error { return fault.New(fault.Invalid, "机构填写有误") }

func checkOrganisation(o directory.Organisation) error {
	f := wrongOrganisation()
	for _, p := range o.Check() {
		f.At(p.Field, 0, "%s", p.Message)
	}
	if len(f.Fields) > 0 {
		return f
	}
	return nil
}

// onDirectory locks the directory and runs fn on it in one transaction.
func (s *Service) onDirectory(ctx context.Context, actor Actor, fn func(Tx, *directory.Directory) error) error {
	return s.Store.InTx(ctx, actor, func(tx Tx) error {
		if err := tx.LockDirectory(ctx); err != nil {
			return err
		}
		d, err := tx.Directory(ctx)
		if err != nil {
			return err
		}
		return fn(tx, d)
	})
}

// sameOrganisation is the organisation in force with the kind, code and name of another.
func sameOrganisation(d *directory.Directory, o directory.Organisation) (directory.Organisation, bool) {
	for _, x := range d.List(directory.Filter{Kind: o.Kind, Division: o.Division}) {
		if x.Division == o.Division && (x.Name == o.Name || x.FullName != "" && x.FullName == o.Name) {
			return x, true
		}
	}
	return directory.Organisation{}, false
}

// newOrganisationID is told by kind, code and name, unless an organisation that has since been renamed or retired bears it.
func newOrganisationID(d *directory.Directory, o directory.Organisation) uuid.UUID {
	id := directory.IDOf(o.Kind, o.Division, o.Name)
	if _, taken := d.Find(id); taken {
		return newID()
	}
	return id
}

func seenOrganisation(d *directory.Directory, id uuid.UUID, seen int) (directory.Organisation, error) {
	o, ok := d.Find(id)
	switch {
	case !ok:
		return o, noOrganisation()
	case o.Version != seen:
		return o, fault.New(fault.Conflict, "您打开页面之后，%s改动过这个机构，请刷新后核对", o.ChangedBy)
	}
	return o, nil
}

// next is the organisation as its next version, by the actor.
func (s *Service) next(actor Actor, o directory.Organisation, reason string) directory.Organisation {
	o.Version++
	o.ChangedAt, o.ChangedBy, o.Reason = s.Clock().UTC(), actor.Name, reason
	return o
}

func (s *Service) put(ctx context.Context, tx Tx, actor Actor, o directory.Organisation, reason string) error {
	return tx.AddOrganisations(ctx, []directory.Organisation{s.next(actor, o, reason)}, actor.User)
}

// Pick lists the organisations of some kinds that an officer may choose from for a letter of the case, those of its place first, then the city's,
// then those of its other districts.
func (d *Dossier) Pick(kinds ...directory.Kind) []directory.Organisation {
	var out []directory.Organisation
	for _, k := range kinds {
		out = append(out, d.Organisations().List(directory.Filter{Kind: k, First: d.Case.Division})...)
	}
	return out
}

package liaison

import (
	"slices"
	"strings"

	"liaison/liaison/directory"
	"liaison/liaison/fault"
	"liaison/liaison/law"
)

// makerOf says what kind of body a name is: first by the directory, which knows short names and names that tell nothing, then by the words
// that names of its kind have in them. Empty where neither tells.
func makerOf(name string, known *directory.Directory) law.Authority {
	if o, ok := known.Named(strings.TrimSpace(name)); ok {
		if a, ok := authorityOfKind[o.Kind]; ok {
			return a
		}
	}
	return AuthorityOf(name)
}

// authorityOfKind is which body an organisation of the directory acts as. Kinds that issue no paper we record are left out.
var authorityOfKind = map[directory.Kind]law.Authority{
	directory.BasicCourt: law.BasicCourt, directory.IntermediateCourt: law.IntermediateCourt, directory.HighCourt: law.IntermediateCourt,
	directory.Procuratorate: law.Procuratorate, directory.Police: law.Police, directory.Government: law.Government, directory.Discipline: law.Supervision,
	directory.Bureau: law.Bureau, directory.Agency: law.Agency, directory.CivilAffairs: law.CivilAffairs, directory.Prison: law.Prison,
	directory.DetentionHouse: law.Prison, directory.Bank: law.Bank,
}

// checkMaker looks at who made a received paper. Where bodies of several kinds may have made it, one must be named. A body that does not issue such papers is refused. A name that tells no kind of body is asked
// about (请核对制作机关) until who records the paper has confirmed it; what is confirmed stays with the paper.
func (p PaperRecord) checkMaker(known *directory.Directory) error {
	info, ok := p.Kind.Info()
	if !ok || info.Direction != law.Received || p.Kind == law.SlipReturned { // whoever had the letter returns its slip
		return nil
	}
	f := fault.New(fault.Invalid, "文书信息有误")
	if p.makerUnsaid() {
		return f.At("by", 0, "请填写是哪个机关出具的：%s可能由%s出具，机关不同，办理程序和期限不同", info.Title, Issuers(info))
	}
	by := makerOf(p.By, known)
	switch {
	case p.By == "":
		return nil
	case by != "" && !issuedBySuch(info, by):
		return f.At("by", 0, "%s不是由%s出具的文书，应由%s出具，请核对", info.Title, p.By, Issuers(info))
	case !p.MakerConfirmed && p.makerUnknown(known):
		return f.At("maker_confirmed", 0, "请核对制作机关：从“%s”看不出是哪一类机关，%s应由%s出具。核对无误的请勾选确认，或者先收入机构名录", p.By, info.Title, Issuers(info))
	}
	return nil
}

// makerUnknown reports whether neither directory nor name tells what kind of body made a received paper. Of other organs of administration
// there are too many kinds for a name to tell.
func (p PaperRecord) makerUnknown(known *directory.Directory) bool {
	info, ok := p.Kind.Info()
	return ok && info.Direction == law.Received && p.By != "" && !slices.Contains(info.By, law.OtherOrgan) && makerOf(p.By, known) == ""
}

// makerUnsaid reports whether a received paper does not say who made it although bodies of several kinds may have.
func (p PaperRecord) makerUnsaid() bool {
	info, ok := p.Kind.Info()
	return ok && info.Direction == law.Received && p.By == "" && len(info.By) > 1
}

// makerRemark is said of a folder's paper whose maker no name tells.
func (p PaperRecord) makerRemark(file string) Remark {
	info, _ := p.Kind.Info()
	if p.By == "" {
		return Remark{File: file, Message: info.Title + "没有写明出具机关：可能由" + Issuers(info) + "出具，请在办理经过中更正登记"}
	}
	return Remark{File: file, Message: "请核对制作机关：从“" + p.By + "”看不出是哪一类机关，" + info.Title + "应由" + Issuers(info) + "出具"}
}

// issuedBySuch reports whether a body of this family issues the paper: a name tells police, procuratorate or court, not its level.
func issuedBySuch(info law.PaperInfo, by law.Authority) bool {
	if len(info.By) == 1 && info.By[0] == law.IntermediateCourt { // a ruling on our appeal comes from the court above
		return by == law.IntermediateCourt
	}
	return slices.ContainsFunc(info.By, func(a law.Authority) bool { return family(a) == family(by) })
}

func family(a law.Authority) law.Authority {
	switch a {
	case law.UpperPolice:
		return law.Police
	case law.IntermediateCourt:
		return law.BasicCourt
	}
	return a
}

// Issuers names the bodies that issue the paper.
func Issuers(info law.PaperInfo) string {
	var names []string
	for _, a := range info.By {
		names = append(names, a.Name())
	}
	return strings.Join(names, "或")
}

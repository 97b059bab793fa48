package liaison

import (
	"liaison/liaison/directory"
	"liaison/liaison/law"
)

// Organisations is the directory that the case's letters are addressed by: that of the pooling area, or the one the program carries where
// the case was not loaded from a store.
func (d *Dossier) Organisations() *directory.Directory {
	if d.Directory == nil {
		return directory.Carried()
	}
	return d.Directory
}

// OfficeOf is the case's office with the authorities that acted by its papers, the newest of each.
func (d *Dossier) OfficeOf() directory.Office {
	o := directory.Office{Bureau: d.Case.Office.Bureau, Agency: d.Case.Office.Agency, Division: d.Case.Division, Address: d.Case.Office.Address, Bank: d.Case.Account.Bank}
	for _, p := range d.Papers {
		switch to := p.Details["new_authority"]; {
		case p.Kind == law.JurisdictionTransferred && to != "":
			o.Police = to
		case p.By == "":
		case p.Kind == law.ReferralDelivered || p.Kind == law.ReferralReceipt:
			o.Police = p.By
		case p.Kind == law.NoticeNotFiled:
			o.Decider = p.By
		case p.Kind == law.CourtFilingReceipt:
			o.Court = p.By
		}
	}
	return o
}

// Addressee is the organisation that a need of the case goes to, or what is missing to name it.
func (d *Dossier) Addressee(need directory.Need) directory.Answer {
	return d.Organisations().Addressee(need, d.OfficeOf())
}

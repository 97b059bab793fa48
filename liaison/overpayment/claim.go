package overpayment

import (
	"encoding/json"

	"liaison/liaison/calendar"
	"liaison/liaison/money"
)

// Claim is what must be returned (应追回金额核定) as worked out from one Input: a number, or a state in which no number
// may be shown (Conflict, Undecided, NotComputed; then Total and Owed are nil). Sums are fen.
//
// Its JSON is the document of `liaison claim --json`; more keys may join it, none may go.
type Claim struct {
	Situation Situation  `json:"situation"`
	Total     *money.Fen `json:"total_fen"`  // established (应追回); nil: not a number
	Repaid    money.Fen  `json:"repaid_fen"` // returned or set off so far (已追回)
	// Owed is Total − Repaid (未追回); negative: more came back than was due and must be paid back (多退).
	Owed *money.Fen `json:"owed_fen"`
	// Conflict is the claim under each date of death that the sources give (证据不一致·待认定); empty without a conflict.
	Conflict []DateTotal `json:"conflict,omitempty"`
	// Undisputed is the smallest sum of Conflict (无争议部分), with which letters may go ahead marked as such.
	Undisputed *money.Fen `json:"undisputed_fen,omitempty"`
	// Undecided is both overlapping sums of a double benefit of which nobody has yet said which entitlement stays.
	Undecided *Overlap `json:"undecided,omitempty"`
	// Other is the overlapping sum that another agency alone can order back (our entitlement stays).
	Other *money.Fen `json:"other_fen,omitempty"`
	// NotComputed says in Chinese why no number is shown; empty: there is one, or Conflict or Undecided stands.
	NotComputed string `json:"not_computed,omitempty"`
	// Lines is every month with a ledger row, in order; under a conflict those of the smallest sum. Their Overpaid adds up
	// to Total (under a conflict to Undisputed).
	Lines []Line `json:"lines"`
	// Unmatched is what ledger and bank do not answer for one another (未勾对); nil: no bank statement to match with.
	Unmatched *Unmatched `json:"unmatched,omitempty"`
	Notes     []string   `json:"notes,omitempty"` // Chinese: what the officer must know about how the sum came about
	Rules     []Rule     `json:"rules,omitempty"` // the rules that reached a month, in the order of DefaultRules
}

// DateTotal is the claim under one date of death.
type DateTotal struct {
	Date  calendar.Date `json:"date"`
	Total money.Fen     `json:"total_fen"`
}

// Overlap is the sums of two entitlements over the months that both pay, of which one will have to be returned.
type Overlap struct {
	Ours  money.Fen `json:"ours_fen"`
	Other money.Fen `json:"other_fen"`
}

// Line is one month of the claim. Overpaid may be negative where a reversal (冲销) names a month that had no payment.
type Line struct {
	Month    calendar.YearMonth
	Paid     money.Fen // net of the month's rows
	Due      money.Fen // Paid − Overpaid
	Overpaid money.Fen
	// Pending: what is due for the month is not known (not computed or undecided); Due and Overpaid are then absent.
	Pending bool
	Rule    string // Rule.ID; empty: wholly due
	Basis   string // Chinese; empty: wholly due
	Rows    []RowRef
}

// Unmatched lists rows without an answer on the other side; neither changes the sum.
type Unmatched struct {
	Ledger []RowRef `json:"ledger"` // payments that no credit answers
	Bank   []RowRef `json:"bank"`   // benefit credits that no ledger row answers
}

// Computed reports whether the claim is a number.
func (c Claim) Computed() bool { return c.Total != nil }

// Settled is the sum that letters may state: the total, else the undisputed part; ok is false where there is neither.
func (c Claim) Settled() (sum money.Fen, ok bool) {
	switch {
	case c.Total != nil:
		return *c.Total, true
	case c.Undisputed != nil:
		return *c.Undisputed, true
	}
	return 0, false
}

// lineJSON is a line on the wire; due and overpaid are absent where they are not known.
type lineJSON struct {
	Month    calendar.YearMonth `json:"month"`
	Paid     money.Fen          `json:"paid_fen"`
	Due      *money.Fen         `json:"due_fen,omitempty"`
	Overpaid *money.Fen         `json:"overpaid_fen,omitempty"`
	Rule     string             `json:"rule,omitempty"`
	Basis    string             `json:"basis,omitempty"`
	Rows     []RowRef           `json:"rows"`
}

// MarshalJSON writes the line of `claim --json`.
func (l Line) MarshalJSON() ([]byte, error) {
	w := lineJSON{Month: l.Month, Paid: l.Paid, Rule: l.Rule, Basis: l.Basis, Rows: l.Rows}
	if !l.Pending {
		w.Due, w.Overpaid = &l.Due, &l.Overpaid
	}
	return json.Marshal(w)
}

// UnmarshalJSON reads what MarshalJSON wrote.
func (l *Line) UnmarshalJSON(b []byte) error {
	var w lineJSON
	if err := json.Unmarshal(b, &w); err != nil {
		return err
	}
	*l = Line{Month: w.Month, Paid: w.Paid, Rule: w.Rule, Basis: w.Basis, Rows: w.Rows, Pending: w.Overpaid == nil}
	if w.Due != nil {
		l.Due = *w.Due
	}
	if w.Overpaid != nil {
		l.Overpaid = *w.Overpaid
	}
	return nil
}

package liaison

import (
	"slices"

	"liaison/liaison/deadline"
	"liaison/liaison/law"
)

// statedClocks is what the paper itself sets for an answer: the day it names and the period it gives (文书载明). Where that is what the law gives
// too, the law's clock stands alone; where they differ both run. before is the law's clocks of the paper.
func (p PaperRecord) statedClocks(d *Dossier, standing law.Standing, before []deadline.Result) ([]deadline.Result, error) {
	rule, ok := deadline.StatedRule(p.Kind, standing == law.Applicant)
	if !ok {
		return nil, nil
	}
	var out []deadline.Result
	if !p.DueOn.IsZero() {
		r, err := deadline.ComputeStated(rule, p.DueOn, d.Calendar)
		if err != nil {
			return nil, err
		}
		out = append(out, r)
	}
	if period, ok := law.ParsePeriod(p.Details["reply_within"]); ok {
		of, err := rule.For(period)
		if err != nil {
			return nil, err
		}
		r, err := deadline.Compute(of, deadline.Moment{On: p.On}, d.Calendar)
		if err != nil {
			return nil, err
		}
		out = append(out, r)
	}
	kept := out[:0:0]
	for _, r := range out {
		same := func(x deadline.Result) bool {
			return x.Ours == r.Ours && x.Strict == r.Strict && x.Lenient == r.Lenient
		}
		if !slices.ContainsFunc(before, same) && !slices.ContainsFunc(kept, same) {
			kept = append(kept, r)
		}
	}
	return kept, nil
}

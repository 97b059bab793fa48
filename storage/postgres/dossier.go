package postgres

import (
	"context"
	"slices"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"liaison/liaison"
	"liaison/liaison/calendar"
	"liaison/liaison/directory"
	"liaison/liaison/overpayment"
)

// ofCase are the arguments of every statement about what belongs to one case.
func (t *tx) ofCase(id uuid.UUID) args { return args{"tenant": t.tenant, "case_id": id} }

// Dossier implements liaison.Tx: one batch, one round trip.
func (t *tx) Dossier(ctx context.Context, caseID uuid.UUID) (*liaison.Dossier, error) {
	all, err := t.Dossiers(ctx, []uuid.UUID{caseID})
	switch {
	case err != nil:
		return nil, err
	case all[0] == nil:
		return nil, noCase()
	}
	return all[0], nil
}

// Dossiers implements liaison.Tx: also one batch, one round trip.
func (t *tx) Dossiers(ctx context.Context, caseIDs []uuid.UUID) ([]*liaison.Dossier, error) {
	var (
		checks []liaison.OfficeCheck
		orgs   []directory.Organisation
		seals  []liaison.OfficeSeal
		b      = newCaseQueries(t.tenant, caseIDs)
		found  = make([]dossierRows, len(caseIDs))
	)
	for i, id := range caseIDs {
		found[i].ask(b, id)
	}
	queueInto(&b.batch, &checks, selectChecks, args{"tenant": t.tenant}, scanCheck)
	queueInto(&b.batch, &seals, selectSeals, args{"tenant": t.tenant}, scanSeal)
	queueInto(&b.batch, &orgs, selectOrganisations, args{"tenant": t.tenant}, scanOrganisation)
	if err := t.send(ctx, "read dossier", b.queued()); err != nil {
		return nil, err
	}
	known, out := t.directoryOf(orgs), make([]*liaison.Dossier, len(caseIDs))
	for i := range found {
		if d := found[i].dossier(); d != nil {
			d.Checks, d.Directory, d.Seals = slices.Clone(checks), known, seals
			out[i] = d
		}
	}
	return out, nil
}

// dossierRows is a dossier while its rows come in.
type dossierRows struct {
	d           liaison.Dossier
	cases       []liaison.Case
	allocations []allocationOf
	corrections []correctionOf
	reasons     []reasonsOf
	obligations []obligationOf
	overrides   []overrideOf
	answers     []answerOf
	scans       []scanOf
	approvals   []approvalOf
	proofs      []proofOf
}

func (r *dossierRows) ask(b *caseQueries, id uuid.UUID) {
	d := &r.d
	ofCase(b, id, &r.cases, selectCase, scanCase)
	ofCase(b, id, &d.Parties, selectParties, scanParty)
	ofCase(b, id, &d.Events, selectEvents, scanEvent)
	ofCase(b, id, &d.Adjustments, selectAdjustments, scanAdjustment)
	ofCase(b, id, &d.Sources, selectSources, scanSource)
	ofCase(b, id, &d.Remarks, selectRemarks, scanRemark)
	ofCase(b, id, &d.Bundles, selectBundles, scanBundle)
	ofCase(b, id, &d.Exhibits, selectExhibits, scanExhibit)
	ofCase(b, id, &d.Editions, selectEditions, scanEdition)
	ofCase(b, id, &d.Claims, selectClaims, scanClaim)
	ofCase(b, id, &d.Determinations, selectDeterminations, scanDetermination)
	ofCase(b, id, &d.Letters, selectLetters, scanLetter)
	ofCase(b, id, &d.Papers, selectPapers, scanPaper)
	ofCase(b, id, &r.corrections, selectCorrections, scanCorrection)
	ofCase(b, id, &r.obligations, selectObligations, scanObligation)
	ofCase(b, id, &r.reasons, selectRefusalReasons, scanReasons)
	ofCase(b, id, &r.overrides, selectOverrides, scanOverride)
	ofCase(b, id, &r.answers, selectAnswers, scanAnswer)
	ofCase(b, id, &r.scans, selectScans, scanScan)
	ofCase(b, id, &r.approvals, selectApprovals, scanApproval)
	ofCase(b, id, &r.proofs, selectProofs, scanProof)
	ofCase(b, id, &d.Deadlines, selectDeadlines, scanDeadline)
	ofCase(b, id, &d.Receipts, selectReceipts, scanReceipt)
	ofCase(b, id, &r.allocations, selectAllocations, scanAllocation)
	ofCase(b, id, &d.Audit, selectAudit, scanAudit)
	ofCase(b, id, &d.Grants, selectGrants, scanGrant)
}

// dossier puts the rows together; nil when there is no case.
func (r *dossierRows) dossier() *liaison.Dossier {
	if len(r.cases) == 0 {
		return nil
	}
	d := &r.d
	d.Case = r.cases[0]
	addAllocations(d.Receipts, r.allocations)
	addCorrections(d.Papers, r.corrections)
	addReasons(d.Papers, r.reasons)
	addObligations(d.Papers, r.obligations)
	addReview(d.Letters, r.overrides, r.answers)
	addScans(d.Letters, r.scans)
	addApprovals(d.Letters, r.approvals)
	addProofs(d.Papers, r.proofs)
	return d
}

const selectCase = `
	SELECT c.id, c.number, c.title, c.situation, c.benefits, c.division, c.office, c.account, c.has_adjustments, c.retained, c.decided_death_on,
	       c.deceit_suspected, c.main_state, c.crim_state, c.court_state, c.oversight_state, c.public_state, c.inbound_state, c.proceedings, c.folder_key, c.opened_at, c.opened_by
	FROM case_file c
	WHERE c.tenant = @tenant AND c.id = @case_id`

func scanCase(row pgx.CollectableRow) (c liaison.Case, err error) {
	err = row.Scan(&c.ID, &c.Number, &c.Title, &c.Situation, &c.Benefits, &c.Division, &c.Office, &c.Account, &c.HasAdjustments, (*word)(&c.Retained),
		(*day)(&c.DecidedDeath), &c.DeceitSuspected, (*word)(&c.Main), (*word)(&c.Crim), (*word)(&c.Court), (*word)(&c.Oversight), (*word)(&c.Public), (*word)(&c.Inbound), &c.Proceedings, (*word)(&c.FolderKey), (*instant)(&c.OpenedAt),
		&c.OpenedBy)
	c.Benefits, c.Proceedings = unlist(c.Benefits), unlist(c.Proceedings)
	return c, err
}

const selectParties = `
	SELECT p.role, p.name, p.id_number, p.sex, p.address, p.phone, p.relation
	FROM party p
	WHERE p.tenant = @tenant AND p.case_id = @case_id
	ORDER BY p.ordinal`

func scanParty(row pgx.CollectableRow) (p liaison.Party, err error) {
	err = row.Scan(&p.Role, &p.Name, (*word)(&p.IDNumber), (*word)(&p.Sex), (*word)(&p.Address), (*word)(&p.Phone), (*word)(&p.Relation))
	return p, err
}

const selectEvents = `
	SELECT e.kind, e.on_date, e.exhibit
	FROM event e
	WHERE e.tenant = @tenant AND e.case_id = @case_id
	ORDER BY e.ordinal`

func scanEvent(row pgx.CollectableRow) (e overpayment.Event, err error) {
	err = row.Scan(&e.Kind, (*day)(&e.On), &e.Exhibit)
	return e, err
}

const selectAdjustments = `
	SELECT a.effective, a.monthly_fen
	FROM adjustment a
	WHERE a.tenant = @tenant AND a.case_id = @case_id
	ORDER BY a.ordinal`

func scanAdjustment(row pgx.CollectableRow) (a overpayment.Adjustment, err error) {
	var month string
	if err := row.Scan(&month, &a.Monthly); err != nil {
		return a, err
	}
	a.Effective, err = calendar.ParseYearMonth(month)
	return a, err
}

const selectSources = `
	SELECT s.path, s.sha256, s.size, s.object_key, s.object_version, s.object_sha256, COALESCE(s.object_size, 0), s.object_retain_until
	FROM source_file s
	WHERE s.tenant = @tenant AND s.case_id = @case_id
	ORDER BY s.path COLLATE "C"`

func scanSource(row pgx.CollectableRow) (s liaison.SourceFile, err error) {
	err = row.Scan(append([]any{&s.Path, &s.SHA256, &s.Size}, objectTargets(&s.Object)...)...)
	return s, err
}

const selectRemarks = `
	SELECT r.file, r.line, r.message
	FROM remark r
	WHERE r.tenant = @tenant AND r.case_id = @case_id
	ORDER BY r.ordinal`

func scanRemark(row pgx.CollectableRow) (r liaison.Remark, err error) {
	err = row.Scan(&r.File, &r.Line, &r.Message)
	return r, err
}

// The grants of a case; an outsider sees only their own.
const selectGrants = `
	SELECT g.user_id, COALESCE(u.name, ''), g.from_on, g.until_on, g.given_by
	FROM case_grant g
	LEFT JOIN app_user u ON u.tenant = g.tenant AND u.id = g.user_id
	WHERE g.tenant = @tenant AND g.case_id = @case_id
	ORDER BY g.from_on, u.name COLLATE "zh-x-icu", g.user_id`

func scanGrant(row pgx.CollectableRow) (g liaison.Grant, err error) {
	err = row.Scan(&g.User, &g.Name, (*day)(&g.From), (*day)(&g.Until), &g.GivenBy)
	return g, err
}

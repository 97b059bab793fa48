package postgres

import (
	"context"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"liaison/liaison"
	"liaison/liaison/calendar"
	"liaison/liaison/directory"
	"liaison/liaison/overpayment"
)

// ofCase are the arguments of every query that reads what belongs to one case.
func (t *tx) ofCase(id uuid.UUID) args { return args{"tenant": t.tenant, "case_id": id} }

// Dossier implements liaison.Tx: one batch, one round trip.
func (t *tx) Dossier(ctx context.Context, caseID uuid.UUID) (*liaison.Dossier, error) {
	var (
		d           liaison.Dossier
		cases       []liaison.Case
		allocations []allocationOf
		corrections []correctionOf
		reasons     []reasonsOf
		obligations []obligationOf
		overrides   []overrideOf
		answers     []answerOf
		scans       []scanOf
		orgs        []directory.Organisation
		b           pgx.Batch
		of          = t.ofCase(caseID)
	)
	queueInto(&b, &cases, selectCase, of, scanCase)
	queueInto(&b, &d.Parties, selectParties, of, scanParty)
	queueInto(&b, &d.Events, selectEvents, of, scanEvent)
	queueInto(&b, &d.Adjustments, selectAdjustments, of, scanAdjustment)
	queueInto(&b, &d.Sources, selectSources, of, scanSource)
	queueInto(&b, &d.Remarks, selectRemarks, of, scanRemark)
	queueInto(&b, &d.Bundles, selectBundles, of, scanBundle)
	queueInto(&b, &d.Exhibits, selectExhibits, of, scanExhibit)
	queueInto(&b, &d.Editions, selectEditions, of, scanEdition)
	queueInto(&b, &d.Claims, selectClaims, of, scanClaim)
	queueInto(&b, &d.Determinations, selectDeterminations, of, scanDetermination)
	queueInto(&b, &d.Letters, selectLetters, of, scanLetter)
	queueInto(&b, &d.Papers, selectPapers, of, scanPaper)
	queueInto(&b, &corrections, selectCorrections, of, scanCorrection)
	queueInto(&b, &obligations, selectObligations, of, scanObligation)
	queueInto(&b, &reasons, selectRefusalReasons, of, scanReasons)
	queueInto(&b, &overrides, selectOverrides, of, scanOverride)
	queueInto(&b, &answers, selectAnswers, of, scanAnswer)
	queueInto(&b, &scans, selectScans, of, scanScan)
	queueInto(&b, &d.Checks, selectChecks, args{"tenant": t.tenant}, scanCheck)
	queueInto(&b, &d.Deadlines, selectDeadlines, of, scanDeadline)
	queueInto(&b, &d.Receipts, selectReceipts, of, scanReceipt)
	queueInto(&b, &allocations, selectAllocations, of, scanAllocation)
	queueInto(&b, &d.Audit, selectAudit, of, scanAudit)
	queueInto(&b, &d.Grants, selectGrants, of, scanGrant)
	queueInto(&b, &orgs, selectOrganisations, args{"tenant": t.tenant}, scanOrganisation)
	if err := t.send(ctx, "read dossier", &b); err != nil {
		return nil, err
	}
	if len(cases) == 0 {
		return nil, noCase()
	}
	d.Case = cases[0]
	d.Directory = t.directoryOf(orgs)
	addAllocations(d.Receipts, allocations)
	addCorrections(d.Papers, corrections)
	addReasons(d.Papers, reasons)
	addObligations(d.Papers, obligations)
	addReview(d.Letters, overrides, answers)
	addScans(d.Letters, scans)
	return &d, nil
}

const selectCase = `
	SELECT c.id, c.number, c.title, c.situation, c.benefits, c.division, c.office, c.account, c.has_adjustments, c.retained, c.decided_death_on,
	       c.deceit_suspected, c.main_state, c.crim_state, c.court_state, c.oversight_state, c.public_state, c.inbound_state, c.folder_key, c.opened_at, c.opened_by
	FROM case_file c
	WHERE c.tenant = @tenant AND c.id = @case_id`

func scanCase(row pgx.CollectableRow) (c liaison.Case, err error) {
	err = row.Scan(&c.ID, &c.Number, &c.Title, &c.Situation, &c.Benefits, &c.Division, &c.Office, &c.Account, &c.HasAdjustments, (*word)(&c.Retained),
		(*day)(&c.DecidedDeath), &c.DeceitSuspected, (*word)(&c.Main), (*word)(&c.Crim), (*word)(&c.Court), (*word)(&c.Oversight), (*word)(&c.Public), (*word)(&c.Inbound), (*word)(&c.FolderKey), (*instant)(&c.OpenedAt),
		&c.OpenedBy)
	c.Benefits = unlist(c.Benefits)
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

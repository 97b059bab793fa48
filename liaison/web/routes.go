package web

import (
	"net/http"

	"liaison/liaison"
)

// route is one address: what it does, and what it asks of who comes.
type route struct {
	method, path string
	public       bool        // no session needed
	limit        int64       // of the body, in bytes; 0: smallBody
	needs        liaison.Act // asked before anything is read; empty: the service alone decides
	handle       handlerFunc
}

// routes is every address. A route is reached with a session unless it says public here, and a test walks this list.
func (s *server) routes() []route {
	get, post, up := http.MethodGet, http.MethodPost, s.opts.MaxUpload
	return []route{
		{method: get, path: "/login", public: true, handle: s.getLogin},
		{method: post, path: "/login", public: true, handle: s.postLogin},
		{method: get, path: "/healthz", public: true, handle: s.getHealth},
		{method: get, path: "/static/{name}", public: true, handle: s.getAsset},
		{method: get, path: "/feed/{token}.ics", public: true, handle: s.getFeedFile}, // the token is the key
		{method: get, path: "/check/{token}", public: true, handle: s.getCheck},       // what a letter's QR code leads to: nothing personal
		{method: post, path: "/logout", handle: s.postLogout},

		{method: get, path: "/password", handle: s.getOwnPassword},
		{method: post, path: "/password", handle: s.postOwnPassword},
		{method: get, path: "/mine", handle: s.getMine},
		{method: get, path: "/handover", handle: s.getHandover},
		{method: post, path: "/handover", handle: s.postHandover},
		{method: post, path: "/handover/cover", handle: s.postCover},
		{method: post, path: "/handover/cover/{id}/end", handle: s.postCoverEnd},
		{method: get, path: "/handover/{id}", handle: s.getSlip},
		{method: get, path: "/feed", handle: s.getFeed},
		{method: post, path: "/feed", handle: s.postFeed},
		{method: post, path: "/feed/revoke", handle: s.postFeedRevoke},
		{method: get, path: "/tokens", handle: s.getTokens},
		{method: post, path: "/tokens", handle: s.postToken},
		{method: post, path: "/tokens/{id}/revoke", handle: s.postTokenRevoke},
		{method: get, path: "/", handle: s.getDesk},
		{method: get, path: "/due", handle: s.getDue},
		{method: get, path: "/slips", handle: s.getSlips},
		{method: get, path: "/numbers", handle: s.getNumbers},
		{method: post, path: "/numbers", needs: liaison.ActIssueLetter, handle: s.postRange},
		{method: post, path: "/numbers/{id}/end", needs: liaison.ActIssueLetter, handle: s.postRangeEnd},
		{method: get, path: "/week", handle: s.getWeek},
		{method: get, path: "/digest", handle: s.getDigest},
		{method: get, path: "/reminders", handle: s.getReminders},
		{method: post, path: "/reminders/read", handle: s.postRemindersRead},
		{method: get, path: "/refusals", handle: s.getRefusals},
		{method: get, path: "/checks", handle: s.getChecks},
		{method: post, path: "/checks", handle: s.postCheck},
		{method: post, path: "/checks/{id}/retire", handle: s.postRetireCheck},
		{method: get, path: "/leads", handle: s.getLeads},
		{method: post, path: "/leads", needs: liaison.ActOpenCase, limit: leadUpload, handle: s.postLeads},
		{method: get, path: "/leads/{id}", handle: s.getLeadList},
		{method: get, path: "/leads/{id}/answers", handle: s.getLeadAnswers},
		{method: post, path: "/leads/{id}/answers", needs: liaison.ActOpenCase, handle: s.postLeadAnswers},
		{method: get, path: "/calendar", handle: s.getCalendar},
		{method: post, path: "/calendar/preview", handle: s.postCalendarPreview},
		{method: post, path: "/calendar/moves.csv", handle: s.postCalendarMoves},
		{method: post, path: "/calendar/load", handle: s.postCalendarLoad},
		{method: get, path: "/organisations", handle: s.getOrganisations},
		{method: get, path: "/organisations/new", needs: liaison.ActKeepDirectory, handle: s.getOrganisationNew},
		{method: post, path: "/organisations/new", needs: liaison.ActKeepDirectory, handle: s.postOrganisationNew},
		{method: post, path: "/organisations/import", needs: liaison.ActKeepDirectory, limit: directoryUpload, handle: s.postOrganisationsImport},
		{method: get, path: "/organisations/{id}", handle: s.getOrganisation},
		{method: post, path: "/organisations/{id}", needs: liaison.ActKeepDirectory, handle: s.postOrganisation},
		{method: post, path: "/organisations/{id}/retire", needs: liaison.ActKeepDirectory, handle: s.postOrganisationRetire},
		{method: get, path: "/recusal", needs: liaison.ActKeepRecusal, handle: s.getRecusal},
		{method: get, path: "/recusal/new", needs: liaison.ActHandInRecusal, handle: s.getRecusalNew},
		{method: post, path: "/recusal/new", needs: liaison.ActHandInRecusal, handle: s.postRecusalNew},
		{method: get, path: "/recusal/{ref}", needs: liaison.ActKeepRecusal, handle: s.getRecusalLead},
		{method: post, path: "/recusal/{ref}", needs: liaison.ActKeepRecusal, handle: s.postRecusalStep},
		{method: get, path: "/seals", needs: liaison.ActKeepSeal, handle: s.getSeals},
		{method: post, path: "/seals", needs: liaison.ActKeepSeal, limit: sealUpload, handle: s.postSealImage},
		{method: get, path: "/seals/{id}.png", needs: liaison.ActKeepSeal, handle: s.getSealImage},
		{method: post, path: "/seals/{id}/end", needs: liaison.ActKeepSeal, handle: s.postSealEnd},
		{method: get, path: "/users", handle: s.getUsers},
		{method: post, path: "/users", handle: s.postUser},
		{method: post, path: "/users/role", handle: s.postRole},
		{method: post, path: "/users/password", handle: s.postPassword},
		{method: post, path: "/users/disable", handle: s.postDisable},
		{method: post, path: "/users/enable", handle: s.postEnable},

		{method: get, path: "/cases", handle: s.getCases},
		{method: get, path: "/cases/new", needs: liaison.ActOpenCase, handle: s.getCaseNew},
		{method: post, path: "/cases/new", needs: liaison.ActOpenCase, handle: s.postCaseNew},
		{method: post, path: "/cases/new/files", needs: liaison.ActOpenCase, limit: up, handle: s.postCaseFiles},
		{method: post, path: "/cases/new/folder", needs: liaison.ActOpenCase, limit: up, handle: s.postCaseFolder},
		{method: get, path: "/cases/{number}", handle: s.getCase},
		{method: post, path: "/cases/{number}/reading-pack", handle: s.postReadingPack},
		{method: get, path: "/cases/{number}/parties/{place}", needs: liaison.ActOpenCase, handle: s.getParty},
		{method: post, path: "/cases/{number}/parties/{place}", needs: liaison.ActOpenCase, handle: s.postParty},
		{method: get, path: "/cases/{number}/office", needs: liaison.ActOpenCase, handle: s.getOffice},
		{method: post, path: "/cases/{number}/office", needs: liaison.ActOpenCase, handle: s.postOffice},

		{method: get, path: "/cases/{number}/exhibits/new", needs: liaison.ActAddExhibit, handle: s.getExhibitNew},
		{method: post, path: "/cases/{number}/exhibits/new", needs: liaison.ActAddExhibit, limit: up, handle: s.postExhibit},
		{method: get, path: "/cases/{number}/exhibits/{id}", handle: s.getExhibit},
		{method: post, path: "/cases/{number}/exhibits/{id}/turn", needs: liaison.ActAddExhibit, handle: s.postTurn},
		{method: post, path: "/cases/{number}/seal", needs: liaison.ActSealBundle, handle: s.postSeal},
		{method: get, path: "/cases/{number}/books/{id}.pdf", handle: s.getBook},

		{method: post, path: "/cases/{number}/determinations", handle: s.postPropose},
		{method: post, path: "/cases/{number}/determinations/{id}/confirm", handle: s.postConfirm},
		{method: post, path: "/cases/{number}/determinations/{id}/reject", handle: s.postReject},

		{method: get, path: "/campaigns", handle: s.getCampaigns},
		{method: post, path: "/campaigns", needs: liaison.ActDraftLetter, handle: s.postCampaign},
		{method: get, path: "/campaigns/sample.pdf", needs: liaison.ActDraftLetter, handle: s.getCampaignSample},
		{method: get, path: "/campaigns/{id}", handle: s.getCampaign},
		{method: post, path: "/campaigns/{id}/approve", needs: liaison.ActSignLetter, handle: s.postCampaignApprove},
		{method: post, path: "/campaigns/{id}/return", needs: liaison.ActSignLetter, handle: s.postCampaignReturn},
		{method: post, path: "/campaigns/{id}/stop", handle: s.postCampaignStop},
		{method: post, path: "/campaigns/{id}/go", handle: s.postCampaignGo},
		{method: get, path: "/campaigns/{id}/print.pdf", handle: s.getCampaignPrint},
		{method: get, path: "/campaigns/{id}/refused.csv", handle: s.getCampaignRefused},

		{method: get, path: "/cases/{number}/letters/preview/{kind}.pdf", handle: s.getPreview},
		{method: get, path: "/cases/{number}/letters/preview/{kind}.docx", handle: s.getWordPreview},
		{method: get, path: "/cases/{number}/letters/{id}.pdf", handle: s.getLetter},
		{method: post, path: "/cases/{number}/letters", needs: liaison.ActDraftLetter, handle: s.postDraft},
		{method: get, path: "/cases/{number}/letters/new/{kind}", needs: liaison.ActDraftLetter, handle: s.getLetterNew},
		{method: post, path: "/cases/{number}/letters/new/{kind}", needs: liaison.ActDraftLetter, handle: s.postLetterNew},
		{method: get, path: "/cases/{number}/letters/{id}/edit", needs: liaison.ActDraftLetter, handle: s.getLetterEdit},
		{method: post, path: "/cases/{number}/letters/{id}/edit", needs: liaison.ActDraftLetter, handle: s.postLetterEdit},
		{method: post, path: "/cases/{number}/letters/{id}/text", needs: liaison.ActDraftLetter, limit: letterText, handle: s.postLetterText},
		{method: post, path: "/cases/{number}/letters/{id}/text/preview", needs: liaison.ActDraftLetter, limit: letterText, handle: s.postLetterTextPreview},
		{method: get, path: "/cases/{number}/letters/{id}", handle: s.getLetterPage},
		{method: post, path: "/cases/{number}/letters/{id}/approve", handle: s.postApprove},
		{method: post, path: "/cases/{number}/letters/{id}/return", handle: s.postReturn},
		{method: post, path: "/cases/{number}/letters/{id}/decline", handle: s.postDecline},
		{method: post, path: "/cases/{number}/letters/{id}/issue", handle: s.postIssue},
		{method: post, path: "/cases/{number}/letters/{id}/void", handle: s.postVoid},
		{method: get, path: "/cases/{number}/letters/{id}/original", handle: s.getLetterOriginal},
		{method: post, path: "/cases/{number}/letters/{id}/scan", needs: liaison.ActIssueLetter, limit: up, handle: s.postLetterScan},
		{method: post, path: "/cases/{number}/letters/{id}/override", handle: s.postOverride},
		{method: post, path: "/cases/{number}/letters/{id}/answer", handle: s.postAnswer},

		{method: get, path: "/cases/{number}/papers/new", needs: liaison.ActRecordPaper, handle: s.getPaperNew},
		{method: post, path: "/cases/{number}/papers/new", needs: liaison.ActRecordPaper, limit: up, handle: s.postPaper},
		{method: get, path: "/cases/{number}/papers/{id}/correct", needs: liaison.ActRecordPaper, handle: s.getPaperCorrect},
		{method: post, path: "/cases/{number}/papers/{id}/correct", needs: liaison.ActRecordPaper, handle: s.postPaperCorrect},
		{method: post, path: "/cases/{number}/papers/{id}/proofs", needs: liaison.ActRecordPaper, limit: up, handle: s.postProof},
		{method: get, path: "/cases/{number}/papers/{id}/reasons", needs: liaison.ActRecordPaper, handle: s.getRefusalReasons},
		{method: post, path: "/cases/{number}/papers/{id}/reasons", needs: liaison.ActRecordPaper, handle: s.postRefusalReasons},

		{method: post, path: "/cases/{number}/acts", needs: liaison.ActRecordPaper, handle: s.postAct},
		{method: post, path: "/cases/{number}/repaid", needs: liaison.ActRecordReceipt, handle: s.postRepaid},
		{method: get, path: "/cases/{number}/receipts/new", needs: liaison.ActRecordReceipt, handle: s.getReceiptNew},
		{method: post, path: "/cases/{number}/receipts/new", needs: liaison.ActRecordReceipt, handle: s.postReceipt},
		{method: post, path: "/cases/{number}/receipts/{id}/slip", needs: liaison.ActRecordReceipt, handle: s.postSlip},
		{method: post, path: "/cases/{number}/grants", needs: liaison.ActGrantAccess, handle: s.postGrant},
	}
}

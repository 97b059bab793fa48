package web

import (
	"net/http"

	"github.com/google/uuid"

	"liaison/liaison"
)

// remindersPage is what is called to the reader's mind (提醒), the unread first.
type remindersPage struct {
	base
	Unread, Read []reminderView
}

func (remindersPage) template() string { return "reminders.html" }

// reminderView is one reminder: a clock as it stands now, or a missing notice.
type reminderView struct {
	clockView
	Subject string
	Year    int // of the missing notice; 0: it is of a clock
	liaison.Reminder
}

func (s *server) getReminders(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	list, err := s.svc.Reminders(r.Context(), actor)
	if err != nil {
		return err
	}
	p := remindersPage{base: s.base(actor, "提醒", "reminders")}
	p.Notice = doneMessage(r.URL.Query().Get("done"))
	for _, x := range list {
		v := reminderView{Subject: x.Subject, Year: x.NoticeYear(), Reminder: x}
		if v.Year == 0 {
			v.clockView = newClockView(x.Due.Deadline, s.svc.Today())
			v.CaseNumber, v.CaseTitle = x.Due.CaseNumber, x.Due.CaseTitle
		}
		if x.ReadAt.IsZero() {
			p.Unread = append(p.Unread, v)
		} else {
			p.Read = append(p.Read, v)
		}
	}
	return s.show(w, p)
}

// postRemindersRead notes one reminder as read, or all.
func (s *server) postRemindersRead(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	if err := s.svc.ReadReminders(r.Context(), actor, r.PostFormValue("subject")); err != nil {
		return err
	}
	return see(w, r, "/reminders?done=read")
}

// countUnread looks up how many reminders the reader has not read, for the heads of pages. A page is shown without the number rather than not.
func (s *server) countUnread(r *http.Request, actor liaison.Actor) {
	n, err := s.svc.UnreadReminders(r.Context(), actor)
	if err != nil {
		s.log.Warn("count unread reminders", "error", err)
		return
	}
	s.unread.Store(actor.User, n)
}

// unreadOf is what countUnread found last for the user.
func (s *server) unreadOf(user uuid.UUID) int {
	n, _ := s.unread.Load(user)
	count, _ := n.(int)
	return count
}

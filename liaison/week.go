package liaison

import (
	"context"

	"liaison/liaison/calendar"
)

// Week lists the open clocks whose strict end falls in the seven days from a day, and those overdue before it, for the week sheet.
func (s *Service) Week(ctx context.Context, actor Actor, from calendar.Date) ([]Due, error) {
	if err := actor.must(ActRead); err != nil {
		return nil, err
	}
	return s.dueUntil(ctx, actor, from.AddDays(6))
}

package postgres

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/rivertype"

	"liaison/liaison"
)

// jobSchema is where the tables of the job queue stand (migration 030).
const jobSchema = "river"

// How a replica works on jobs. A replica that is killed leaves its job marked as running: another takes it once jobRescue has passed since it
// was begun, so no slice may take longer than jobTimeout.
const (
	jobPoll     = 2 * time.Second // how soon a job that was asked for begins, at the latest; we do not LISTEN, so that a pooler may stand in between
	jobWorkers  = 2               // jobs that one replica works on at once
	jobTimeout  = 3 * time.Minute // of one slice; its context ends then
	jobRescue   = 4 * time.Minute
	jobSoftStop = 15 * time.Second // after which running slices are told to stop
)

// jobArgs is a liaison.Job as it is stored. All of it together makes a job one of its kind.
type jobArgs struct {
	What   liaison.JobKind `json:"what"`
	Tenant string          `json:"tenant"`
	Key    string          `json:"key"`
	Case   uuid.UUID       `json:"case,omitzero"`
}

// Kind implements river.JobArgs.
func (jobArgs) Kind() string { return "liaison" }

// InsertOpts makes asking again for the same job asking once: while it waits, while it runs, and until the row of a finished one is removed a day
// later.
func (jobArgs) InsertOpts() river.InsertOpts {
	return river.InsertOpts{UniqueOpts: river.UniqueOpts{ByArgs: true}}
}

func (a jobArgs) job() liaison.Job {
	return liaison.Job{Kind: a.What, Tenant: a.Tenant, Key: a.Key, Case: a.Case}
}

// Enqueue implements liaison.Tx.
func (t *tx) Enqueue(ctx context.Context, job liaison.Job) error {
	_, err := t.jobs.InsertTx(ctx, t.Tx, jobArgs{What: job.Kind, Tenant: t.tenant, Key: job.Key, Case: job.Case}, nil)
	return explain("enqueue job", err)
}

// jobWorker hands the queue's jobs to the use cases.
type jobWorker struct {
	river.WorkerDefaults[jobArgs]
	work func(context.Context, liaison.Job) (bool, error)
}

// Work implements river.Worker.
func (w *jobWorker) Work(ctx context.Context, j *river.Job[jobArgs]) error {
	done, err := w.work(ctx, j.Args.job())
	if err == nil && !done || errors.Is(ctx.Err(), context.Canceled) { // canceled: this replica stops
		return river.JobSnooze(0) // the rest is done by whoever comes first; it counts as no failure
	}
	return err
}

// jobLog writes down a job that failed; the queue tries it again.
type jobLog struct{ log *slog.Logger }

// HandleError implements river.ErrorHandler.
func (l jobLog) HandleError(_ context.Context, j *rivertype.JobRow, err error) *river.ErrorHandlerResult {
	l.log.Error("job failed", "job", j.ID, "attempt", j.Attempt, "error", err)
	return nil
}

// HandlePanic implements river.ErrorHandler.
func (l jobLog) HandlePanic(_ context.Context, j *rivertype.JobRow, v any, trace string) *river.ErrorHandlerResult {
	l.log.Error("job panicked", "job", j.ID, "attempt", j.Attempt, "panic", v, "where", trace)
	return nil
}

// WorkOptions are what working on jobs leaves open.
type WorkOptions struct {
	Log    *slog.Logger  // required
	Rescue time.Duration // how long after its beginning a job of a killed replica is taken again; 0: four minutes. One slice may take three quarters of it
	Poll   time.Duration // how often the queue is looked at; 0: every two seconds
	// Alone says that no other replica works on this database, so that a job marked as running was left by one that died: it is taken again at once
	// instead of after Rescue.
	Alone bool
}

// StartWork works on the queue's jobs in the background until stop is called; every replica may. One of the replicas also asks for a
// liaison.JobSchedule when it begins and at every full hour. stop waits for what runs, and tells it to end after fifteen seconds.
func (s *Store) StartWork(ctx context.Context, work func(context.Context, liaison.Job) (done bool, err error), opts WorkOptions) (stop func(context.Context) error, err error) {
	workers := river.NewWorkers()
	river.AddWorker(workers, &jobWorker{work: work})
	cfg := &river.Config{Schema: jobSchema, PollOnly: true, Workers: workers, Queues: map[string]river.QueueConfig{river.QueueDefault: {MaxWorkers: jobWorkers}},
		FetchPollInterval: jobPoll, JobTimeout: jobTimeout, RescueStuckJobsAfter: jobRescue, SoftStopTimeout: jobSoftStop,
		ErrorHandler: jobLog{opts.Log}, Logger: slog.New(quiet{opts.Log.Handler()}),
		PeriodicJobs: []*river.PeriodicJob{river.NewPeriodicJob(hourly{}, func() (river.JobArgs, *river.InsertOpts) {
			// A key of its own: whatever the hour brings is asked for once by its own key.
			return jobArgs{What: liaison.JobSchedule, Key: uuid.NewString()}, nil
		}, &river.PeriodicJobOpts{RunOnStart: true})}}
	if opts.Rescue > 0 {
		cfg.RescueStuckJobsAfter, cfg.JobTimeout = opts.Rescue, opts.Rescue*3/4
	}
	if opts.Poll > 0 {
		cfg.FetchPollInterval = opts.Poll
	}
	client, err := river.NewClient(riverpgxv5.New(s.pool), cfg)
	if err != nil {
		return nil, fmt.Errorf("make job client: %w", err)
	}
	if opts.Alone {
		if _, err := s.pool.Exec(ctx, `UPDATE river.river_job SET state = 'available' WHERE state = 'running'`); err != nil {
			return nil, fmt.Errorf("free jobs of a dead replica: %w", unavailable(err))
		}
	}
	// Not with the caller's context: the end of that begins the stop, it must not cut off a job.
	if err := client.Start(context.WithoutCancel(ctx)); err != nil {
		return nil, fmt.Errorf("start working on jobs: %w", unavailable(err))
	}
	return func(ctx context.Context) error {
		if err := client.Stop(ctx); err != nil {
			return fmt.Errorf("stop working on jobs: %w", err)
		}
		return nil
	}, nil
}

// hourly implements river.PeriodicSchedule.
type hourly struct{}

func (hourly) Next(at time.Time) time.Time { return liaison.NextSchedule(at) }

// quiet lets through what the queue says only when something is wrong; what failed jobs say is logged by jobLog.
type quiet struct{ slog.Handler }

func (q quiet) Enabled(ctx context.Context, level slog.Level) bool {
	return level >= slog.LevelError && q.Handler.Enabled(ctx, level)
}

// newJobQueue makes the client by which use cases ask for work.
func newJobQueue(s *Store) (*river.Client[pgx.Tx], error) {
	client, err := river.NewClient(riverpgxv5.New(s.pool), &river.Config{Schema: jobSchema, Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		return nil, fmt.Errorf("make job client: %w", err)
	}
	return client, nil
}

// Package outputs carries alerts to where they are wanted. Each output has a queue of
// its own, with a bound and a policy for when it is full, and a goroutine of its own,
// so that a slow or dead receiver holds up neither the events nor another output. What
// an output took is delivered, waits, or is counted as lost.
package outputs

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"
)

// Alert is one alert as outputs need it. It does not change once it is sent.
type Alert struct {
	Time     uint64 // ns since the epoch
	Rule     string
	Source   string
	Priority uint8  // 0 emergency … 7 debug
	Line     []byte // as configured, with the newline
	Full     []byte // Falco's JSON object with all members, where an output wants it
}

// size is what an alert counts for against the bound of a queue in bytes.
func (a *Alert) size() int { return len(a.Line) + len(a.Full) + 128 }

// Sink is what an output writes to. It is used by one goroutine.
type Sink interface {
	// Send delivers alerts in their order and tells how many of them are done. Where
	// these are not all, the error says why; all errors but Permanent ones and those
	// that wrap one are worth another try.
	Send(ctx context.Context, batch []*Alert) (int, error)
	Close() error
}

// Reopener is a Sink that can begin afresh, for files that are rotated. Reopen may be
// called by any goroutine.
type Reopener interface{ Reopen() }

// Permanent marks an error that another try does not help; it costs one alert.
type Permanent struct{ Err error }

func (p *Permanent) Error() string { return p.Err.Error() }
func (p *Permanent) Unwrap() error { return p.Err }

// later is an error with the receiver's word on when to try again.
type later struct {
	error
	after time.Duration
}

func (l *later) Unwrap() error { return l.error }

func permanent(err error) bool {
	var p *Permanent
	return errors.As(err, &p)
}

// rejected is a receiver's word that it took all but some alerts of a batch.
type rejected struct {
	n   int
	msg string
}

func (r *rejected) Error() string {
	return fmt.Sprintf("the receiver rejects %d alerts: %s", r.n, r.msg)
}

func sortedKeys(m map[string]any) []string { return slices.Sorted(maps.Keys(m)) }

package outputs

import (
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
	"sync"
)

// spill is a file of alerts, first in first out. A record is its length, the checksum
// of its text, and the text, which is an Alert in JSON. The file is cut to nothing
// whenever it has been read; what a crash leaves in it is delivered by the next run,
// some of it perhaps again.
type spill struct {
	mu    sync.Mutex
	f     *os.File
	read  int64 // where the next record to deliver begins
	write int64
	n     int
	max   int64
	bad   uint64 // records that could not be read again, not yet counted as lost
}

const (
	recordHead = 8
	maxRecord  = 16 << 20
)

// errNoRoom says that the file has reached its bound.
var errNoRoom = errors.New("the spill file is full")

func openSpill(dir, name string, limit int64) (*spill, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("spill directory: %w", err)
	}
	f, err := os.OpenFile(filepath.Join(dir, name+".spill"), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("spill file: %w", err)
	}
	s := &spill{f: f, max: limit}
	for { // find what is there
		a, size := s.record(s.write)
		if a == nil {
			break
		}
		s.write += size
		s.n++
	}
	if err := f.Truncate(s.write); err != nil { // a torn end
		f.Close()
		return nil, fmt.Errorf("spill file: %w", err)
	}
	return s, nil
}

// record reads the record at an offset, nil where there is no whole one.
func (s *spill) record(at int64) (*Alert, int64) {
	var head [recordHead]byte
	if _, err := s.f.ReadAt(head[:], at); err != nil {
		return nil, 0
	}
	size := binary.LittleEndian.Uint32(head[:])
	if size > maxRecord {
		return nil, 0
	}
	text := make([]byte, size)
	if _, err := s.f.ReadAt(text, at+recordHead); err != nil && err != io.EOF {
		return nil, 0
	}
	a := &Alert{}
	if crc32.ChecksumIEEE(text) != binary.LittleEndian.Uint32(head[4:]) || json.Unmarshal(text, a) != nil {
		return nil, 0
	}
	return a, recordHead + int64(size)
}

func (s *spill) append(a *Alert) error {
	text, err := json.Marshal(a)
	if err != nil {
		return err
	}
	rec := binary.LittleEndian.AppendUint32(make([]byte, 0, recordHead+len(text)), uint32(len(text)))
	rec = append(binary.LittleEndian.AppendUint32(rec, crc32.ChecksumIEEE(text)), text...)
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.max > 0 && s.write+int64(len(rec)) > s.max || len(text) > maxRecord {
		return errNoRoom
	}
	if _, err := s.f.WriteAt(rec, s.write); err != nil {
		return err
	}
	s.write += int64(len(rec))
	s.n++
	return nil
}

// next reads up to most alerts; done, called with how many of them are settled, moves on.
func (s *spill) next(most int) (batch []*Alert, done func(n int)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	at := s.read
	var ends []int64
	for len(batch) < most && at < s.write {
		a, size := s.record(at)
		if a == nil { // the disk gives back something else than was written
			s.bad += uint64(s.n - len(batch))
			s.n, s.write = len(batch), at
			break
		}
		at += size
		batch, ends = append(batch, a), append(ends, at)
	}
	return batch, func(n int) {
		if n == 0 {
			return
		}
		s.mu.Lock()
		defer s.mu.Unlock()
		s.read = ends[n-1]
		if s.n -= n; s.read >= s.write {
			_ = s.f.Truncate(0) // a file that stays long is read past by read
			s.read, s.write, s.n = 0, 0, 0
		}
	}
}

// lost is how many alerts the disk did not give back since the last call.
func (s *spill) lost() uint64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := s.bad
	s.bad = 0
	return n
}

func (s *spill) len() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.n
}

// close leaves the file with what was not delivered and nothing else.
func (s *spill) close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.read > 0 {
		rest := make([]byte, s.write-s.read)
		if _, err := s.f.ReadAt(rest, s.read); err == nil {
			if _, err := s.f.WriteAt(rest, 0); err == nil {
				_ = s.f.Truncate(int64(len(rest)))
			}
		}
	}
	return s.f.Close()
}

// runSpilled is run with a disk behind the queue. One goroutine moves alerts from the
// front queue to the sender's or, when that is full, to disk; once something is on
// disk all goes there, which keeps the order.
func (o *output) runSpilled() {
	defer close(o.ended)
	wake := make(chan struct{}, 1)
	moved := make(chan struct{})
	go func() {
		defer close(moved)
		var batch []*Alert
		for {
			batch = o.in.take(context.Background(), batch[:0], 256)
			if len(batch) == 0 {
				return
			}
			for _, a := range batch {
				if o.spill.len() == 0 && o.ctx.Err() == nil && o.q.offer(a) {
					continue
				}
				if err := o.spill.append(a); err != nil {
					o.dropped.Add(1)
					o.lastErr.Store(&err)
				}
			}
			select {
			case wake <- struct{}{}:
			default:
			}
		}
	}()
	over := false
	for !over || o.q.len() > 0 || o.spill.len() > 0 {
		if o.ctx.Err() != nil {
			break
		}
		if n := o.q.len(); n > 0 {
			batch := o.q.take(o.ctx, nil, o.spec.Batch)
			o.inFlight.Store(int64(len(batch)))
			for _, a := range o.deliver(batch) {
				o.keep(a)
			}
			o.inFlight.Store(0)
			continue
		}
		batch, done := o.spill.next(o.spec.Batch)
		o.dropped.Add(o.spill.lost())
		if len(batch) > 0 {
			rest := o.deliver(batch)
			o.inFlight.Store(0)
			done(len(batch) - len(rest))
			continue
		}
		if over {
			break
		}
		select {
		case <-wake:
		case <-moved:
			over = true
		case <-o.ctx.Done():
		}
	}
	<-moved
	for o.q.len() > 0 {
		for _, a := range o.q.take(context.Background(), nil, 256) {
			o.keep(a)
		}
	}
	if err := o.spill.close(); err != nil {
		o.log.Warn("closing the spill file", "error", err)
	}
}

// keep puts an alert that could not be delivered on disk for the next run.
func (o *output) keep(a *Alert) {
	if err := o.spill.append(a); err != nil {
		o.dropped.Add(1)
	}
}

package scap

import (
	"io"
	"os"
)

// Unpacking takes as long as all that is done with the events, so for a file it is done
// ahead, by a goroutine of its own: a replay of 1.3 million events takes 0.28 instead of
// 0.46 s where a second processor is free, and as much CPU as before.
const aheadPieces = 4 // of bufferSize bytes, one of which is being read

// ahead reads r in a goroutine, which ends with the stream or at stop.
type ahead struct {
	full chan piece
	free chan []byte
	done chan struct{}
	now  piece
	left []byte // of now, not read yet
}

// piece is some of a stream, and what the stream said behind it.
type piece struct {
	data []byte
	err  error
}

func readAhead(r io.Reader) *ahead {
	a := &ahead{full: make(chan piece, aheadPieces), free: make(chan []byte, aheadPieces), done: make(chan struct{})}
	for range aheadPieces {
		a.free <- make([]byte, bufferSize)
	}
	go a.run(r)
	return a
}

func (a *ahead) run(r io.Reader) {
	for {
		var buf []byte
		select {
		case buf = <-a.free:
		case <-a.done:
			return
		}
		n, err := 0, error(nil)
		for empty := 0; n < len(buf) && err == nil; {
			var m int
			m, err = r.Read(buf[n:])
			if n += m; m > 0 {
				empty = 0
			} else if empty++; empty >= 100 && err == nil {
				err = io.ErrNoProgress
			}
		}
		a.full <- piece{buf[:n], err} // there is room for all pieces
		if err != nil {
			return
		}
	}
}

// stop ends the goroutine, if it waits for nothing but this.
func (a *ahead) stop() { close(a.done) }

// Read is the stream's Read, once what is behind is unpacked.
func (a *ahead) Read(b []byte) (int, error) {
	for len(a.left) == 0 {
		if a.now.err != nil {
			return 0, a.now.err
		}
		if a.now.data != nil {
			a.free <- a.now.data[:cap(a.now.data)]
			a.now.data = nil
		}
		select {
		case a.now = <-a.full:
		case <-a.done:
			return 0, os.ErrClosed
		}
		a.left = a.now.data
	}
	n := copy(b, a.left)
	a.left = a.left[n:]
	return n, nil
}

package scap

import (
	"bufio"
	"io"

	"github.com/klauspost/compress/gzip"
)

// bufferSize is the read buffer's normal size in bytes: some thousand events for
// one system call, and small enough to stay in a second-level cache.
const bufferSize = 256 << 10

// input is a window over a stream. Views of it are valid until the next call of
// peek, which may move or replace the buffer.
type input struct {
	r        io.Reader
	buf      []byte
	pos, end int   // the window is buf[pos:end]
	base     int64 // stream offset of buf[0]
	err      error // what the stream said last, sticky
	ahead    *ahead
}

// newInput returns an input over r, unpacked when it is gzip, and then perhaps ahead.
func newInput(r io.Reader, early bool) (*input, error) {
	size := bufferSize
	if m, ok := r.(interface{ Len() int }); ok {
		size = max(512, min(size, m.Len()+1)) // all of it is in memory already
	}
	in := &input{r: r, buf: make([]byte, size)}
	magic, err := in.peek(2)
	if err != nil || magic[0] != 0x1f || magic[1] != 0x8b {
		return in, nil // a short file is reported by whoever looks for a header
	}
	packed := bufio.NewReaderSize(&replay{head: append([]byte(nil), in.buf[in.pos:in.end]...), r: r, err: in.err}, bufferSize)
	gz, err := gzip.NewReader(packed)
	if err != nil {
		return nil, err
	}
	in = &input{r: gz, buf: in.buf}
	if early {
		in.ahead = readAhead(gz)
		in.r = in.ahead
	}
	return in, nil
}

// replay gives back bytes that were read ahead, then goes on with the stream.
type replay struct {
	head []byte
	r    io.Reader
	err  error
}

func (p *replay) Read(b []byte) (int, error) {
	if len(p.head) > 0 {
		n := copy(b, p.head)
		p.head = p.head[n:]
		return n, nil
	}
	if p.err != nil {
		return 0, p.err
	}
	return p.r.Read(b)
}

// offset is the stream offset of the window's start.
func (in *input) offset() int64 { return in.base + int64(in.pos) }

// peek returns the window's first n bytes. With fewer left the error is io.EOF
// when there are none, io.ErrUnexpectedEOF when there are some, or what the
// stream failed with.
func (in *input) peek(n int) ([]byte, error) {
	if in.end-in.pos >= n {
		return in.buf[in.pos : in.pos+n : in.pos+n], nil
	}
	return in.fill(n)
}

// fill reads until the window holds n bytes. The buffer doubles as data arrives,
// so that a length without the bytes to go with it does not make it large.
func (in *input) fill(n int) ([]byte, error) {
	have := in.end - in.pos
	to := in.buf
	if len(to) > bufferSize && n <= bufferSize && have <= bufferSize {
		to = make([]byte, bufferSize) // a large block is behind us
	}
	copy(to, in.buf[in.pos:in.end])
	in.base += int64(in.pos)
	in.buf, in.pos, in.end = to, 0, have
	for empty := 0; in.end < n; {
		if in.err != nil {
			if in.err != io.EOF {
				return nil, in.err
			}
			if in.end == 0 {
				return nil, io.EOF
			}
			return nil, io.ErrUnexpectedEOF
		}
		if in.end == len(in.buf) {
			grown := make([]byte, 2*len(in.buf))
			copy(grown, in.buf)
			in.buf = grown
		}
		m, err := in.r.Read(in.buf[in.end:])
		in.end += m
		in.err = err
		if m > 0 || err != nil {
			empty = 0
		} else if empty++; empty >= 100 {
			in.err = io.ErrNoProgress
		}
	}
	return in.buf[:n:n], nil
}

// skip drops n bytes of the window, which peek must have returned.
func (in *input) skip(n int) { in.pos += n }

// discard drops n bytes that need not be in the window.
func (in *input) discard(n int) error {
	for n > 0 {
		if in.pos == in.end {
			if _, err := in.peek(1); err != nil {
				if err == io.EOF {
					err = io.ErrUnexpectedEOF
				}
				return err
			}
		}
		m := min(n, in.end-in.pos)
		in.pos += m
		n -= m
	}
	return nil
}

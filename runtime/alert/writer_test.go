package alert

import (
	"errors"
	"strings"
	"syscall"
	"testing"
)

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }

func TestWriterErrors(t *testing.T) {
	for _, c := range []struct {
		err  error
		want string
	}{
		{syscall.EPIPE, "no longer read"},
		{syscall.ENOSPC, "disk is full"},
		{errors.New("other"), "writing alerts: other"},
	} {
		w := NewWriter(failing{c.err}, false)
		w.buf = append(w.buf, "line\n"...)
		err := w.Flush()
		if err == nil || !errors.Is(err, c.err) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v: got %v", c.err, err)
		}
		if w.Flush() != err {
			t.Errorf("%v: the error is forgotten", c.err)
		}
	}
}

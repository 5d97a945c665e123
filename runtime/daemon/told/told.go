// Package told holds what a running falcod or falco has written, for tests that wait
// for it.
package told

import (
	"bytes"
	"os"
	"strings"
	"sync"
	"testing"
	"time"
)

// NeedKernel skips a test where events of this machine are not to be had.
func NeedKernel(tb testing.TB) {
	tb.Helper()
	if testing.Short() || os.Getuid() != 0 {
		tb.Skip("live tests want root and time")
	}
	if _, err := os.Stat("/sys/kernel/btf/vmlinux"); err != nil {
		tb.Skip("the kernel has no BTF")
	}
}

// Text is what has been written so far. Others may look while it grows.
type Text struct {
	mu sync.Mutex
	b  bytes.Buffer
}

// Write adds to the text.
func (t *Text) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.b.Write(p)
}

func (t *Text) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.b.String()
}

// Line is the first line with all the words, "" when there is none.
func (t *Text) Line(words ...string) string {
	for line := range strings.Lines(t.String()) {
		all := true
		for _, w := range words {
			all = all && strings.Contains(line, w)
		}
		if all {
			return line
		}
	}
	return ""
}

// Wait waits for such a line, no longer than most.
func (t *Text) Wait(most time.Duration, words ...string) string {
	for end := time.Now().Add(most); ; time.Sleep(10 * time.Millisecond) {
		if line := t.Line(words...); line != "" || time.Now().After(end) {
			return line
		}
	}
}

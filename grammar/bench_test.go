package grammar

import (
	"fmt"
	"strings"
	"testing"
)

const benchCondition = `spawned_process and proc.name in (bash, sh, zsh, dash) and not proc.pname startswith "run c" ` +
	`and (fd.name startswith /etc or fd.name = "/root/.ssh/id rsa" or proc.aname[2] contains tmux) and not user_known_activities`

func BenchmarkParseCondition(b *testing.B) {
	b.SetBytes(int64(len(benchCondition)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := ParseCondition(benchCondition, MaxDepth); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkParseLongList(b *testing.B) {
	var text strings.Builder
	text.WriteString("fd.sip in (0.0.0.0")
	for i := range 100000 {
		fmt.Fprintf(&text, ", 10.%d.%d.%d", i>>16, i>>8&255, i&255)
	}
	text.WriteString(")")
	b.SetBytes(int64(text.Len()))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := ParseCondition(text.String(), MaxDepth); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkParseOutput(b *testing.B) {
	const text = "Shell spawned by %proc.name (pid=%proc.pid ancestor=%proc.aname[2] upper=%toupper(proc.name) tid=%thread.tid)"
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := ParseOutput(text, known); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkString(b *testing.B) {
	e, err := ParseCondition(benchCondition, MaxDepth)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		String(e)
	}
}

package fix_test

import (
	"fmt"
	"strings"
	"testing"
)

// TestManyFixes holds that many edits take few compilations.
func TestManyFixes(t *testing.T) {
	var b strings.Builder
	for i := range 300 {
		fmt.Fprintf(&b, "- rule: r%d\n  desc: d\n  condition: evt.type = open and evt.dir = < and proc.pid = %d\n  output: o\n  priority: INFO\n", i, i)
	}
	res := run(b.String())
	if len(res.Fixed) != 300 || strings.Contains(string(res.Files[0].Data), "evt.dir") {
		t.Errorf("%d fixed", len(res.Fixed))
	}
}

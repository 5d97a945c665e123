package conformance

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/falcoc/falcoc/compiler"
	"github.com/falcoc/falcoc/compiler/check"
	"github.com/falcoc/falcoc/compiler/codegen"
	"github.com/falcoc/falcoc/compiler/source"
	"github.com/falcoc/falcoc/conformance/golden"
	"github.com/falcoc/falcoc/driver/scap"
	"github.com/falcoc/falcoc/runtime"
	"github.com/falcoc/falcoc/vm"
)

type recordedCondition struct {
	ID        string   `json:"id"`
	Capture   string   `json:"capture"`
	Condition string   `json:"condition"`
	Count     int      `json:"count"`
	Matches   []uint64 `json:"matches"`
	SHA256    string   `json:"sha256"`
}

// notReached are the recorded results that contradict others, and why.
var notReached = map[string]string{
	// "not (evt.arg.arg exists or evt.buffer bcontains .. or tolower(proc.pname) regex .. or getopt(..)[g] != '')
	// and (.. or proc.aname intersects (.., dockerd, ..) or proc.exeline endswith ..) and (not fd.cport !=
	// val(fd.lport) or ..)". By the values that were recorded of the same capture, 4059 of its events, the first
	// of them number 505, have no such argument, no data and no client port, and descend from dockerd or have
	// that command line; their arguments begin with no single dash. Every kind of comparison in it has other
	// records, negated ones, too, which are as here. 15821 events match here.
	"c58c13d82ea": "no event is recorded, though the recorded values of its fields satisfy it",
}

// compile makes a bundle of rule files, or says why it cannot. The bundle has been
// through its file form, as falcod gets it.
func compile(files ...*source.File) (*vm.Bundle, *compiler.Result, error) {
	res := compiler.Compile(files, compiler.Options{})
	if !res.OK() {
		text := res.Fatal
		for _, d := range res.Diagnostics.All {
			text += d.Message + "\n"
		}
		return nil, res, fmt.Errorf("%.2000s", text)
	}
	b, err := res.Bundle(codegen.Options{})
	if err != nil {
		return nil, res, err
	}
	data, err := b.Encode()
	if err != nil {
		return nil, res, err
	}
	if b, err = vm.Decode(data); err != nil {
		return nil, res, err
	}
	return b, res, vm.Verify(b)
}

// TestConditions compares which events each recorded condition matches. Conditions
// that compile to one of check.Differences may differ; at most one in a hundred does.
func TestConditions(t *testing.T) {
	golden.OneThread(t)
	byCapture := map[string][]recordedCondition{}
	golden.Each(t, golden.Recorded(t, "conditions.jsonl.gz"), func(c recordedCondition) {
		byCapture[c.Capture] = append(byCapture[c.Capture], c)
	})
	total, equal, skipped := 0, 0, 0
	differ := map[string][]string{} // ids by difference
	for capture, conds := range byCapture {
		t.Run(strings.TrimSuffix(capture, ".scap"), func(t *testing.T) {
			skipped += len(conds)
			path := golden.Capture(t, capture) // may skip
			skipped -= len(conds)
			var text bytes.Buffer
			for _, c := range conds {
				quoted, _ := json.Marshal(c.Condition)
				fmt.Fprintf(&text, "- rule: %s\n  desc: d\n  condition: %s\n  output: d\n  priority: DEBUG\n  warn_evttypes: false\n", c.ID, quoted)
			}
			b, res, err := compile(source.NewFile("conditions.yaml", text.Bytes()))
			if err != nil {
				t.Fatal(err)
			}
			src, err := scap.Open(path)
			if err != nil {
				t.Fatal(err)
			}
			defer src.Close()
			matches, err := runtime.Matches(context.Background(), b, src)
			if err != nil {
				t.Fatal(err)
			}
			total += len(conds)
			for i := range conds {
				c := &conds[i]
				why := check.Differs(res.Rules[i].Cond)
				switch {
				case c.same(matches[i]):
					equal++
				case notReached[c.ID] != "":
					differ[notReached[c.ID]] = append(differ[notReached[c.ID]], c.ID)
				case len(why) > 0:
					differ[why[0]] = append(differ[why[0]], c.ID)
				default:
					t.Errorf("%s: %.300s\nwant %d events, got %d", c.ID, c.Condition, c.Count, len(matches[i]))
				}
			}
		})
	}
	t.Logf("%d of %d conditions match the same events", equal, total)
	deliberate := 0
	for id, list := range differ {
		deliberate += len(list)
		reason := id
		for _, d := range check.Differences {
			if d.ID == id {
				reason = d.Why
			}
		}
		t.Logf("%s: %v: %s", id, list, reason)
	}
	// The captures that are not carried have fewer differences than those that are.
	if deliberate*100 > total+skipped {
		t.Errorf("%d of %d conditions differ on purpose, more than one in a hundred", deliberate, total+skipped)
	}
}

func (c *recordedCondition) same(got []uint64) bool {
	if c.SHA256 == "" {
		return slices.Equal(got, c.Matches)
	}
	text := make([]string, len(got))
	for i, n := range got {
		text[i] = strconv.FormatUint(n, 10)
	}
	sum := sha256.Sum256([]byte(strings.Join(text, "\n")))
	return hex.EncodeToString(sum[:]) == c.SHA256
}

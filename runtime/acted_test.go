package runtime_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/falcoc/falcoc/runtime"
	"github.com/falcoc/falcoc/vm"
	"github.com/falcoc/falcoc/vm/catalog"
)

// unlinked tells a call that removes a file, and before it, if own is not empty, what the
// kernel removed.
func (s *sensorTold) unlinked(t *testing.T, res int64, given, own string) {
	t.Helper()
	if own != "" {
		s.add(t, true, catalog.EvtUnlinkat2X, res, int64(-100), own, uint32(0))
	}
	s.add(t, false, catalog.EvtUnlinkat2X, res, int64(-100), given, uint32(0))
}

// An event with other paths than the kernel acted on is decided by either.
func TestActedPathsDecide(t *testing.T) {
	const rules = `
- rule: Given
  desc: d
  condition: evt.type = unlinkat and fs.path.name = /tmp/given
  output: given
  priority: INFO
- rule: Own
  desc: d
  condition: evt.type = unlinkat and evt.res = SUCCESS and (fs.path.name = /etc/shadow or evt.arg.name = /etc/gshadow)
  output: own %fs.path.name
  priority: INFO
`
	b, err := bundle(ruleFile(rules))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		opt  runtime.Options
		want []string
	}{
		{runtime.Options{}, []string{"2 Given", "4 Own", "5 Own", "7 Own", "10 Own"}},
		{runtime.Options{All: true}, []string{"2 Given", "2 Own", "4 Own", "5 Own", "7 Own", "10 Own"}},
		{runtime.Options{GivenPaths: true}, []string{"2 Given", "5 Own", "7 Own"}},
	} {
		s := &sensorTold{}
		s.unlinked(t, 0, "/tmp/given", "/etc/shadow")    // 1, 2: given, or with all also own
		s.unlinked(t, 0, "other", "/etc/gshadow")        // 3, 4: own
		s.unlinked(t, 0, "/etc/shadow", "")              // 5: own
		s.unlinked(t, 0, "/etc/./shadow", "/etc/shadow") // 6, 7: own by either, once
		s.unlinked(t, 0, "/b", "")                       // 8: what was told is over
		s.unlinked(t, 0, "/b", "/etc/shadow")            // 9, 10: own
		s.add(t, true, catalog.EvtUnlinkat2X, int64(0), int64(-100), "/etc/shadow", uint32(0))
		s.add(t, false, catalog.EvtMkdiratX, int64(0), int64(-100), "/b", uint32(0)) // another call's
		s.unlinked(t, 0, "/b", "")
		e, err := runtime.New(b, vm.NewSelection(b, debugPriority), s, c.opt)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		err = e.Run(t.Context(), func(rule int) error {
			got = append(got, fmt.Sprint(e.Fields.St.Num, " ", b.Rules[rule].Name))
			return nil
		})
		if err != nil || !slices.Equal(got, c.want) {
			t.Errorf("%+v: %v %v, want %v", c.opt, got, err, c.want)
		}
	}
}

package daemon

import (
	"slices"
	"strings"
	"time"

	"github.com/falcoc/falcoc/runtime/config"
	"github.com/falcoc/falcoc/runtime/hygiene"
	"github.com/falcoc/falcoc/vm"
)

// matches reports whether a name fits a pattern in which * stands for any text.
func matches(pattern, name string) bool {
	first, rest, star := strings.Cut(pattern, "*")
	if !star {
		return pattern == name
	}
	if !strings.HasPrefix(name, first) {
		return false
	}
	name = name[len(first):]
	for {
		piece, more, star := strings.Cut(rest, "*")
		if !star {
			return strings.HasSuffix(name, piece)
		}
		i := strings.Index(name, piece)
		if i < 0 {
			return false
		}
		name, rest = name[i+len(piece):], more
	}
}

// limits are the configured limits on alerts.
func limits(conf *config.Config) []hygiene.Limit {
	fits := func(pattern, tag string) func(*vm.RuleInfo) bool {
		return func(info *vm.RuleInfo) bool {
			return matches(pattern, info.Name) && (tag == "" || slices.Contains(info.Tags, tag))
		}
	}
	var list []hygiene.Limit
	for _, t := range conf.Throttle {
		list = append(list, hygiene.Limit{Fits: fits(t.Rule, t.Tag), Fields: t.Fields, Rate: t.Rate, Burst: t.Burst})
	}
	for _, w := range conf.Dedup {
		if w.Window > 0 {
			list = append(list, hygiene.Limit{Fits: fits(w.Rule, w.Tag), Fields: w.Fields, Window: time.Duration(w.Window)})
		}
	}
	return list
}

package config

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Duration is a time span as Falco writes it: 30s, 1h30m, 15d.
type Duration time.Duration

// units are in the order in which a duration may have them.
var units = []struct {
	name string
	span time.Duration
}{
	{"y", 365 * 24 * time.Hour}, {"w", 7 * 24 * time.Hour}, {"d", 24 * time.Hour},
	{"h", time.Hour}, {"m", time.Minute}, {"s", time.Second}, {"ms", time.Millisecond},
}

// ParseDuration reads a duration: numbers with units, the largest first.
func ParseDuration(s string) (Duration, error) {
	var total time.Duration
	rest, next := s, 0
	for rest != "" {
		n := strings.IndexFunc(rest, func(r rune) bool { return r < '0' || r > '9' })
		if n <= 0 {
			return 0, fmt.Errorf("%q is not a duration like 30s or 1h30m", s)
		}
		num, err := strconv.ParseInt(rest[:n], 10, 32)
		if err != nil {
			return 0, fmt.Errorf("%q is too long", s)
		}
		rest = rest[n:]
		end := strings.IndexAny(rest, "0123456789")
		if end < 0 {
			end = len(rest)
		}
		found := false
		for i := next; i < len(units) && !found; i++ {
			if units[i].name != rest[:end] {
				continue
			}
			if num > int64(1<<62)/int64(units[i].span) {
				return 0, fmt.Errorf("%q is too long", s)
			}
			add := time.Duration(num) * units[i].span
			if total+add < total {
				return 0, fmt.Errorf("%q is too long", s)
			}
			total, next, found = total+add, i+1, true
		}
		if !found {
			return 0, fmt.Errorf("%q is not a duration like 30s or 1h30m", s)
		}
		rest = rest[end:]
	}
	if s == "" {
		return 0, fmt.Errorf("a duration is empty")
	}
	return Duration(total), nil
}

func (d Duration) String() string {
	if d == 0 {
		return "0s"
	}
	var b strings.Builder
	rest := time.Duration(d)
	for _, u := range units {
		if n := rest / u.span; n > 0 {
			fmt.Fprintf(&b, "%d%s", n, u.name)
			rest -= n * u.span
		}
	}
	return b.String()
}

// MarshalYAML prints the duration as it is written.
func (d Duration) MarshalYAML() (any, error) { return d.String(), nil }

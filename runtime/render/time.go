package render

import "time"

func at(ns uint64) time.Time { return time.Unix(int64(ns/1e9), int64(ns%1e9)) }

// clock appends HH:MM:SS and, on request, nine digits of the second.
func clock(dst []byte, t time.Time, nanos bool) []byte {
	h, m, s := t.Clock()
	dst = Padded(dst, uint64(h), 2)
	dst = Padded(append(dst, ':'), uint64(m), 2)
	dst = Padded(append(dst, ':'), uint64(s), 2)
	if nanos {
		dst = Padded(append(dst, '.'), uint64(t.Nanosecond()), 9)
	}
	return dst
}

func date(dst []byte, t time.Time) []byte {
	y, m, d := t.Date()
	dst = Padded(dst, uint64(y), 4)
	dst = Padded(append(dst, '-'), uint64(m), 2)
	return Padded(append(dst, '-'), uint64(d), 2)
}

// Time appends the local time of day of a time in nanoseconds since the epoch.
func Time(dst []byte, ns uint64, nanos bool) []byte { return clock(dst, at(ns), nanos) }

// Datetime appends the local date and time.
func Datetime(dst []byte, ns uint64, nanos bool) []byte {
	t := at(ns)
	return clock(append(date(dst, t), ' '), t, nanos)
}

// ISO8601 appends the date and time in UTC, ended by zone: "Z" or "+0000".
func ISO8601(dst []byte, ns uint64, zone string) []byte {
	t := at(ns).UTC()
	return append(clock(append(date(dst, t), 'T'), t, true), zone...)
}

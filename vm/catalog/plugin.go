package catalog

import (
	_ "embed" // the table of plugin fields
	"strings"
	"sync"
)

// plugin_fields.txt has a line for each field of well-known plugins: the event source,
// "*" for all that plugins have; the name; its type, with an s for a list; and its
// argument: an index that may be there, a key that must.
//
//go:embed plugin_fields.txt
var pluginText string

// pluginFields are the rows by source.
var pluginFields = sync.OnceValue(func() map[string][]Field {
	rows := map[string][]Field{}
	for line := range strings.Lines(pluginText) {
		w := strings.Fields(line)
		f := Field{Name: w[1], Type: Charbuf, List: strings.HasSuffix(w[2], "s")}
		if strings.HasPrefix(w[2], "number") {
			f.Type = Uint64
		}
		switch {
		case len(w) < 4:
		case w[3] == "key":
			f.Arg = ArgKey | ArgRequired
		default:
			f.Arg = ArgIndex
		}
		rows[w[0]] = append(rows[w[0]], f)
	}
	return rows
})

// PluginFields calls f with every field that well-known plugins have for events of the
// source, and reports whether the source has any of its own.
func PluginFields(source string, f func(*Field)) bool {
	rows := pluginFields()
	own := rows[source]
	for _, list := range [][]Field{own, rows["*"]} {
		for i := range list {
			f(&list[i])
		}
	}
	return len(own) > 0 && source != "*"
}

// ParsePluginField is ParseField for the fields that well-known plugins have for events
// of the source. Rules that ask for them cannot run here; they can be checked.
func ParsePluginField(source, text string) (*Field, error) {
	var best *Field
	PluginFields(source, func(f *Field) {
		if strings.HasPrefix(text, f.Name) && (best == nil || len(f.Name) > len(best.Name)) {
			best = f
		}
	})
	if best == nil {
		return nil, ErrNoField
	}
	n, err := pluginArg(best, text, len(best.Name), func(string) {})
	if err == nil && n != len(text) {
		err = ErrNoField
	}
	return best, err
}

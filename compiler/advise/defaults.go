package advise

import (
	_ "embed" // the table of names
	"strings"
	"sync"
)

// defaults.txt has a line for each macro and list of Falco's default rule files: its
// kind, its name, and the files that define it. "older" are those that only files of
// older releases defined.
//
//go:embed defaults.txt
var defaultsText string

var defaultFiles = map[string]string{"stable": "falco_rules.yaml", "incubating": "falco-incubating_rules.yaml", "sandbox": "falco-sandbox_rules.yaml"}

// defaults are the files that define a name, by kind and name.
var defaults = sync.OnceValue(func() map[string][]string {
	out := map[string][]string{}
	for line := range strings.Lines(defaultsText) {
		if f := strings.Fields(line); len(f) > 2 {
			out[f[0]+" "+f[1]] = f[2:]
		}
	}
	return out
})

// usually says where a macro or list is usually defined, "" when it is not well known.
func usually(kind, name string) string {
	files := defaults()[kind+" "+name]
	switch {
	case len(files) == 0 && (strings.HasPrefix(name, "user_known_") || strings.HasPrefix(name, "user_expected_")):
		return "names like this one are places of the default rule files for users to fill: load the default file that has it before this one, or define it here"
	case len(files) == 0:
		return ""
	case files[0] == "older":
		return "default rule files of older releases defined the " + kind + " " + name + ": define it in this file, or rewrite the condition"
	}
	names := make([]string, len(files))
	for i, f := range files {
		names[i] = defaultFiles[f]
	}
	also := ""
	if len(names) > 1 {
		also = " (also " + strings.Join(names[1:], " and ") + ")"
	}
	return "the default rule file " + names[0] + also + " defines the " + kind + " " + name + ": load it before this file, or define it here"
}

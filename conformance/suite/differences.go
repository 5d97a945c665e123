package suite

import (
	"fmt"
	"slices"
	"strings"

	"github.com/falcoc/falcoc/compiler/check"
)

// FieldDifference is a field whose value is not Falco's, on purpose.
type FieldDifference struct{ Fields, Falco, Ours, Why string }

// FieldDifferences lists the values that differ on purpose.
var FieldDifferences = []FieldDifference{
	{
		"evt.rawarg.*", "prints what lies behind a parameter of no length, and stops in JSON at types that it cannot print",
		"absent; every type prints", "the bytes belong to something else",
	},
	{
		"evt.buffer, evt.arg.data of socket calls without data", "cut short, or followed by bytes of an earlier value",
		"the parameter's own bytes", "the text is given the length of another one",
	},
	{
		"proc.exe_ino.ctime_duration_proc_start, proc.exe_ino.ctime_duration_pidns_start", "prints memory that was never set where a time is unknown",
		"absent", "a duration from an unknown time says nothing",
	},
	{
		"thread.cpu, thread.cpu.user, thread.cpu.system", "a share that depends on which rules asked before",
		"zero", "no event carries what it would be made of",
	},
	{
		"fd.*, fs.path.* on the event of evt.abspath", "asking for evt.abspath makes them those of the directory",
		"those of the event's own descriptor", "looking the path up replaces the event's descriptor as a side effect",
	},
	{
		"fd.types", "in the order of a hash table", "each kind where its first descriptor is", "it is a set: compare it as one",
	},
}

// EventDifference is an event that Falco does not make, or makes otherwise, on purpose.
type EventDifference struct{ Events, Falco, Ours, Why string }

// EventDifferences lists what the sensor tells otherwise.
var EventDifferences = []EventDifference{
	{
		"operations of io_uring", "none: only the calls that set a ring up and enter it",
		"the event of the call that does the same, of the thread that submitted the request; `evt.is_io_uring` is true",
		"a rule about a call is about what it does",
	},
	{
		"openings by a link, by another mount's view of a file, or with a path that is rewritten meanwhile, and what follows on the descriptor",
		"the path that the program's memory holds when the call ends", "that path; when no rule matches, the path of the file that the kernel opened",
		"a rule about a file is about the file; `falcod --given-paths` does as Falco",
	},
	{
		"calls that remove, make, move, link or change what a path leads to (`unlink`, `mkdir`, `rename`, `link`, `chmod`, `chown` and their kin), by a link or with a path that is rewritten meanwhile",
		"the path that the program's memory holds when the call ends", "that path; when no rule matches, the path that the kernel acted on",
		"as with openings",
	},
	{
		"addresses of `connect`, `bind`, `sendto` and `sendmsg` that are rewritten meanwhile",
		"the address that the program's memory holds when the call ends", "the copy that the kernel acted on", "a rule about an address is about where the data went",
	},
	{
		"descriptors that only a ring knows", "none", "descriptors with numbers from 1073741824 on", "rules about `fd.name` and `fd.num` hold for them",
	},
}

// Page is the page about all differences, with the cases that assert them.
func Page(cases []*Case, answers []*Answer) string {
	var b strings.Builder
	b.WriteString(`# Where falcoc differs from Falco

Rules mean here what they mean in Falco 0.45, except at the few places below, where Falco's evaluation is plainly not
what the rule says, or where Falco ends. Each place has an identifier; the compiler names it in the finding
FALCOC_DIFFERS, and cases of the suite assert it. Of the recorded conditions at most 1 % may differ, of the recorded field
values fewer than 0.5 %; tests count both.

This page is written by ` + "`go test ./conformance/suite -update`" + `.

## Conditions

`)
	for _, d := range check.Differences {
		fmt.Fprintf(&b, "### %s\n\n* Falco: %s.\n* Here: %s.\n* Cause: %s.\n* Cases: %s\n\n", d.ID, strings.TrimPrefix(d.Falco, "Falco "), d.Ours, d.Why, strings.Join(casesOf(d.ID, cases, answers), ", "))
	}
	b.WriteString("## Values of fields\n\n| Fields | Falco | Here | Why |\n|---|---|---|---|\n")
	for _, d := range FieldDifferences {
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s |\n", strings.ReplaceAll(d.Fields, ", ", "`, `"), d.Falco, d.Ours, d.Why)
	}
	b.WriteString("\n## Events\n\n| Events | Falco | Here | Why |\n|---|---|---|---|\n")
	for _, d := range EventDifferences {
		fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", d.Events, d.Falco, d.Ours, d.Why)
	}
	return b.String()
}

// casesOf are links to the cases about a difference.
func casesOf(id string, cases []*Case, answers []*Answer) (out []string) {
	for i, c := range cases {
		if !slices.Contains(answers[i].Differs, id) && !slices.Contains(c.About, id) {
			continue
		}
		path := c.Path[strings.LastIndexByte(c.Path, '/')+1:]
		if link := fmt.Sprintf("[%s](cases/%s)", strings.TrimSuffix(path, ".md"), path); !slices.Contains(out, link) {
			out = append(out, link)
		}
	}
	return out
}

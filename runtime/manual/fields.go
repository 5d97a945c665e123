package main

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/falcoc/falcoc/driver/scap"
	"github.com/falcoc/falcoc/runtime"
	"github.com/falcoc/falcoc/runtime/fields"
	"github.com/falcoc/falcoc/runtime/render"
	"github.com/falcoc/falcoc/runtime/state"
	"github.com/falcoc/falcoc/vm"
	"github.com/falcoc/falcoc/vm/catalog"
)

// arguments make an example of each field that needs one, and of some that may have one.
var arguments = map[string]string{
	"evt.arg": ".flags", "evt.rawarg": ".res", "evt.type.is": ".openat", "evt.abspath": "", "thread.cgroup": ".memory",
	"container.mount": "[0]", "container.mount.source": "[0]", "container.mount.dest": "[0]", "container.mount.mode": "[0]",
	"container.mount.rdwr": "[0]", "container.mount.propagation": "[0]", "container.label": "[app]", "k8s.pod.label": "[app]",
	"proc.aname": "[1]", "proc.aexe": "[1]", "proc.aexepath": "[1]", "proc.acmdline": "[1]", "proc.apid": "[1]", "proc.aargs": "[1]",
	"proc.env": "[PATH]", "proc.aenv": "[PATH]",
}

// seen is what the captures show of a field.
type seen struct {
	ref     catalog.FieldRef
	kind    render.Kind
	get     vm.Extractor
	val     vm.Value
	text    string // as it is asked for
	example string
	score   int
	in      map[string]bool // names of events that have it
}

// maxExample is the length of the longest example.
const maxExample = 48

// sample replays captures and looks at every field that can be printed.
func sample(paths []string) (map[catalog.FieldID]*seen, error) {
	all := map[catalog.FieldID]*seen{}
	for id := range catalog.Fields {
		f := &catalog.Fields[id]
		if f.Has(catalog.FilterOnly) || f.Class == catalog.ClassUtil {
			continue
		}
		arg, given := arguments[f.Name]
		if f.Arg&catalog.ArgRequired != 0 && !given {
			continue
		}
		ref, err := catalog.ParseField(f.Name + arg)
		if err != nil {
			return nil, fmt.Errorf("%s%s: %w", f.Name, arg, err)
		}
		all[catalog.FieldID(id)] = &seen{ref: ref, text: f.Name + arg, kind: render.KindOf(&ref), in: map[string]bool{}}
	}
	for _, path := range paths {
		if err := sampleOne(path, all); err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
	}
	return all, nil
}

func sampleOne(path string, all map[catalog.FieldID]*seen) error {
	src, err := scap.Open(path)
	if err != nil {
		return err
	}
	defer src.Close()
	s := runtime.NewStream(src, state.Options{})
	for _, v := range all {
		if v.get, err = fields.BindOutput(s.Fields, v.ref); err != nil {
			return err
		}
	}
	name, err := fields.BindText(s.Fields, "evt.type")
	if err != nil {
		return err
	}
	var event vm.Value
	return s.Each(func() error {
		if !name(&event) {
			return nil
		}
		for _, v := range all {
			if !v.get(&v.val) || v.kind.Empty(&v.val) {
				continue
			}
			if !v.in[event.S] {
				v.in[strings.Clone(event.S)] = true
			}
			if v.score == best {
				continue
			}
			kind := v.kind
			if v.ref.ID == catalog.FieldEvtRawarg {
				info := s.Ev.Info()
				kind = kind.RawArg(&info.Params[info.Param(v.ref.Param)])
			}
			text := string(kind.Text(nil, &v.val))
			if n := score(text); n > v.score {
				v.score, v.example = n, text
			}
		}
		return nil
	})
}

const best = 4

// score says how much an example tells.
func score(text string) int {
	switch {
	case text == "" || text == "<NA>" || text == "-1":
		return 1
	case strings.Trim(text, "0.") == "" || text == "false" || text == "()":
		return 2
	case len(text) > maxExample || strings.ContainsAny(text, "`\n\x00|"):
		return 3
	}
	return best
}

var classes = []struct {
	class       catalog.Class
	title, text string
}{
	{catalog.ClassGeneric, "Every event", "They are there for each event, whatever made it."},
	{catalog.ClassEvt, "Events of the kernel", "What a system call was, with its parameters and its result."},
	{catalog.ClassProcess, "Processes and threads", "The process that the event is of. They are there for each event whose thread is known."},
	{catalog.ClassUser, "Users", "The user that the thread runs as. In a container the names are those of the container's accounts."},
	{catalog.ClassGroup, "Groups", "The group that the thread runs as."},
	{catalog.ClassFD, "Descriptors", "The descriptor that the event is about: the file that is opened or read, the socket that is connected."},
	{catalog.ClassFSPath, "Paths", "The paths that calls about files are given."},
	{catalog.ClassUtil, "Others", ""},
	{catalog.ClassFDList, "Lists of descriptors", "The descriptors of poll and ppoll."},
	{catalog.ClassContainer, "Containers and Kubernetes", "The container of the thread. The id comes from the control groups; the rest is known where the source has container events."},
}

func fieldsPage(out *bytes.Buffer, samples map[catalog.FieldID]*seen) {
	out.WriteString(`# Fields

What conditions and outputs can ask for. This page is made from the catalogue by ` + "`go generate`" + `; ` + "`falcoc fields`" + ` prints the same in a terminal.
An absent field makes each comparison false, ` + "`!=`" + ` too, and is printed as ` + "`<NA>`" + `. Examples and the events that have a field were taken from the
captures in ` + "`conformance/captures`" + `; a field without an example does not occur in them.

Arguments: ` + "`[N]`" + ` is a number, ` + "`[KEY]`" + ` a text, ` + "`.NAME`" + ` a name behind the field; in parentheses they may be left out.
`)
	total := map[string]bool{}
	for _, v := range samples {
		for name := range v.in {
			total[name] = true
		}
	}
	for _, c := range classes {
		fmt.Fprintf(out, "\n## %s\n\n", c.title)
		if c.text != "" {
			fmt.Fprintf(out, "%s\n\n", c.text)
		}
		out.WriteString("| field | type | meaning | events that have it | example |\n|---|---|---|---|---|\n")
		for id := range catalog.Fields {
			f := &catalog.Fields[id]
			if f.Class != c.class || f.Has(catalog.TableOnly) {
				continue
			}
			doc, in, example := f.Doc, "", ""
			if f.Has(catalog.Deprecated) {
				doc = "*Deprecated.* " + doc
			}
			if v := samples[catalog.FieldID(id)]; v != nil {
				in, example = events(v.in, len(total)), v.show(f)
			}
			fmt.Fprintf(out, "| `%s` | %s | %s | %s | %s |\n", f.Name+argument(f), kind(f), escape(doc), in, example)
		}
	}
}

func kind(f *catalog.Field) string {
	if f.List {
		return "list of " + f.Type.String()
	}
	return f.Type.String()
}

// argument pictures the argument that a field takes.
func argument(f *catalog.Field) string {
	var forms []string
	for _, a := range []struct {
		kind catalog.ArgKinds
		text string
	}{{catalog.ArgIndex, "[N]"}, {catalog.ArgKey, "[KEY]"}, {catalog.ArgDotted, ".NAME"}} {
		if f.Arg&a.kind != 0 {
			forms = append(forms, a.text)
		}
	}
	switch text := strings.Join(forms, " "); {
	case text == "":
		return ""
	case f.Arg&catalog.ArgRequired == 0:
		return "(" + text + ")"
	default:
		return text
	}
}

func (v *seen) show(f *catalog.Field) string {
	if v.score < 2 {
		return ""
	}
	text := strings.Map(func(r rune) rune {
		if r < ' ' || r == '`' || r == '|' {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(v.example, "?"))
	if len(text) > maxExample {
		text = strings.ToValidUTF8(text[:maxExample], "") + "…"
	}
	if v.text != f.Name {
		return fmt.Sprintf("`%s` is `%s`", v.text, text)
	}
	return "`" + text + "`"
}

// maxNames is how many events are listed by name.
const maxNames = 8

// events sums up a set of event names.
func events(in map[string]bool, total int) string {
	names := make([]string, 0, len(in))
	for name := range in {
		names = append(names, name)
	}
	slices.SortFunc(names, cmp.Compare[string])
	switch n := len(names); {
	case n == 0:
		return ""
	case n*10 >= total*9:
		return "all"
	case n*2 >= total:
		return "most"
	case n > maxNames:
		return fmt.Sprintf("%s and %d more", strings.Join(names[:maxNames-1], ", "), n-maxNames+1)
	}
	return strings.Join(names, ", ")
}

func escape(s string) string {
	return strings.NewReplacer("|", `\|`, "<", "&lt;", ">", "&gt;", "*.", `\*.`).Replace(s)
}

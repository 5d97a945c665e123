package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// set is a rule set that is measured.
type set struct {
	name  string
	files []string // in load order
}

// families are shapes of generated rules: the condition of rule i.
var families = []struct {
	name string
	cond func(i int) string
}{
	{"equality", func(i int) string {
		return fmt.Sprintf("evt.type in (open, openat, openat2) and proc.name in (a%d, b%d, c%d) and fd.name startswith /dir%d and not fd.name contains x%d", i, i, i, i, i)
	}},
	{"prefix", func(i int) string {
		return fmt.Sprintf("evt.type in (open, openat, openat2) and fd.name startswith /data/%d/ and not proc.name in (a%d, b%d)", i, i%50, i%70)
	}},
	{"regex", func(i int) string {
		return fmt.Sprintf("evt.type in (open, openat, openat2) and (fd.name contains secret%d or fd.name regex '.*/token%d[0-9]+') and proc.name != n%d", i, i, i%10)
	}},
	{"ending", func(i int) string {
		return fmt.Sprintf("evt.type in (open, openat, openat2) and fd.name endswith .ext%d and not proc.name in (a%d, b%d)", i, i%50, i%70)
	}},
	{"few names", func(i int) string {
		return fmt.Sprintf("evt.type in (open, openat, openat2) and proc.name in (bash, p%d, p%d) and fd.name startswith /dir%d and not fd.name contains x%d", i%17, i%23, i%20, i)
	}},
}

// sets writes the rule files.
func (o *options) sets(dir string) ([]set, error) {
	own, err := ruleFiles(o.rules)
	if err != nil {
		return nil, err
	}
	write := func(name string, text []byte) (string, error) {
		file := filepath.Join(dir, name)
		return file, os.WriteFile(file, text, 0o600)
	}
	var text []byte
	for _, f := range own {
		data, err := os.ReadFile(f)
		if err != nil {
			return nil, err
		}
		text = append(append(text, data...), '\n')
	}
	small, err := write("25.yaml", firstRules(text, 25))
	if err != nil {
		return nil, err
	}
	sets := []set{{"25 default rules", []string{small}}}
	if o.upstream != "" {
		files, err := ruleFiles(o.upstream)
		if err != nil {
			return nil, err
		}
		// Macros and lists of the first file serve the others.
		i := slices.IndexFunc(files, func(f string) bool { return filepath.Base(f) == "falco_rules.yaml" })
		if i > 0 {
			first := files[i]
			files = append([]string{first}, slices.Delete(files, i, i+1)...)
		}
		sets = append(sets, set{"upstream rules", files})
	} else {
		file, err := write("93.yaml", firstRules(repeated(text, 5), 93))
		if err != nil {
			return nil, err
		}
		sets = append(sets, set{"93 rules, repeated", []string{file}})
	}
	for _, f := range families {
		for _, n := range []int{1_000, 10_000} {
			if n > o.most {
				continue
			}
			file, err := write(fmt.Sprintf("%s-%d.yaml", strings.ReplaceAll(f.name, " ", "-"), n), generated(n, f.cond))
			if err != nil {
				return nil, err
			}
			sets = append(sets, set{fmt.Sprintf("%d × %s", n, f.name), []string{file}})
		}
	}
	for _, n := range []int{3, 100_000} {
		cond := func(int) string {
			items := make([]string, n)
			for i := range items {
				items[i] = fmt.Sprintf("/srv/tenant/%d/key", i)
			}
			return "evt.type in (open, openat, openat2) and fd.name in (" + strings.Join(items, ", ") + ")"
		}
		file, err := write(fmt.Sprintf("list-%d.yaml", n), generated(1, cond))
		if err != nil {
			return nil, err
		}
		sets = append(sets, set{fmt.Sprintf("1 list of %d", n), []string{file}})
	}
	return sets, nil
}

func ruleFiles(dir string) ([]string, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*.yaml"))
	if err == nil && len(files) == 0 {
		err = errors.New("no rule files in " + dir)
	}
	slices.Sort(files)
	return files, err
}

func generated(n int, cond func(int) string) []byte {
	var b bytes.Buffer
	for i := range n {
		fmt.Fprintf(&b, "- rule: Generated %d\n  desc: made to be measured\n  condition: >\n    %s\n  output: file=%%fd.name program=%%proc.name\n  priority: WARNING\n", i, cond(i))
	}
	return b.Bytes()
}

// items splits a rules file into its items. Comments stay with the item before them.
func items(text []byte) [][]byte {
	var out [][]byte
	for _, line := range bytes.SplitAfter(text, []byte("\n")) {
		if bytes.HasPrefix(line, []byte("- ")) || len(out) == 0 {
			out = append(out, nil)
		}
		last := &out[len(out)-1]
		*last = append(*last, line...)
	}
	return out
}

var ruleItem = []byte("- rule: ")

// firstRules keeps n rules, and all lists and macros.
func firstRules(text []byte, n int) []byte {
	var out []byte
	for _, it := range items(text) {
		if bytes.HasPrefix(it, ruleItem) {
			if n--; n < 0 {
				continue
			}
		}
		out = append(out, it...)
	}
	return out
}

// repeated repeats the rules, by other names.
func repeated(text []byte, times int) []byte {
	out := slices.Clone(text)
	for i := 2; i <= times; i++ {
		for _, it := range items(text) {
			name, rest, _ := bytes.Cut(it, []byte("\n"))
			if bytes.HasPrefix(it, ruleItem) {
				out = append(out, fmt.Sprintf("%s, repeated %d\n%s", name, i, rest)...)
			}
		}
	}
	return out
}

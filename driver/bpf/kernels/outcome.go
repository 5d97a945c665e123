package main

import (
	"bufio"
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// outcome is what a boot showed.
type outcome struct {
	release, by      string
	pass, fail, skip int
	refused          []string // programs
	said             string   // by falcod
	problems         []string
}

var (
	verdict = regexp.MustCompile(`^--- (PASS|FAIL|SKIP): (\S+)`)
	refusal = regexp.MustCompile(`^limited\s+program (\S+)`)
)

// mustRun are tests that a skip makes worthless.
var mustRun = []string{"TestEveryCall", "TestExecForms", "TestBurst", "TestBeat", "TestGuardsLive"}

// read judges a console.
func (o *outcome) read(k *kernel, console []byte) {
	codes, output := map[string]string{}, map[string]*strings.Builder{}
	current := ""
	skipped := map[string]bool{}
	for sc := bufio.NewScanner(bytes.NewReader(console)); sc.Scan(); {
		line := strings.TrimRight(sc.Text(), "\r")
		if name, ok := strings.CutPrefix(line, markBegin); ok {
			current = name
			output[current] = &strings.Builder{}
			continue
		}
		if rest, ok := strings.CutPrefix(line, markEnd); ok {
			name, code, _ := strings.Cut(rest, " ")
			codes[name], current = code, ""
			continue
		}
		if current == "" {
			continue
		}
		fmt.Fprintln(output[current], line)
		if m := verdict.FindStringSubmatch(line); m != nil {
			switch m[1] {
			case "PASS":
				o.pass++
			case "SKIP":
				o.skip++
				skipped[m[2]] = true
			default:
				o.fail++
				o.problems = append(o.problems, "test "+m[2]+" failed")
			}
		}
		if m := refusal.FindStringSubmatch(line); m != nil && !slices.Contains(o.refused, m[1]) {
			o.refused = append(o.refused, m[1])
			o.problems = append(o.problems, "program "+m[1]+" is refused: "+line)
		}
	}
	says := func(step, code, text string) {
		if want, err := regexp.Compile(*stepped); err != nil || !want.MatchString(step) {
			return
		}
		switch got, ran := codes[step]; {
		case !ran:
			o.problems = append(o.problems, "step "+step+" did not end")
		case got != code:
			o.problems = append(o.problems, fmt.Sprintf("step %s ended with %s, want %s", step, got, code))
		case !strings.Contains(output[step].String(), text):
			o.problems = append(o.problems, fmt.Sprintf("step %s does not say %q", step, text))
		}
	}
	before := len(o.problems)
	switch k.only {
	case "locked":
		says("doctor", "1", "boot with lockdown=integrity or none")
		says("falcod", "1", "boot with lockdown=integrity or none")
		o.said = "names the remedy"
	case "no-btf":
		says("doctor", "1", "CONFIG_DEBUG_INFO_BTF=y")
		says("falcod", "1", "CONFIG_DEBUG_INFO_BTF=y")
		o.said = "names the remedy"
	default:
		says("doctor", "0", "programs loaded")
		if strings.HasPrefix(k.name, "5.") { // maps count as locked memory there
			says("doctor-caps", "1", "LimitMEMLOCK=infinity")
		} else {
			says("doctor-caps", "0", "programs loaded")
			says("alert-caps", "0", "Account secrets were read")
		}
		says("alert", "0", "Account secrets were read")
		o.said = "detects"
		for _, name := range []string{"tests", "guards"} {
			says(name, "0", "PASS")
		}
		if *tests == "" {
			for _, name := range mustRun {
				if skipped[name] {
					o.problems = append(o.problems, "test "+name+" did not run")
				}
			}
		}
	}
	if len(o.problems) > before {
		o.said = "see below"
	}
}

func (o *outcome) tests() string {
	if o.pass+o.fail+o.skip == 0 {
		return "-"
	}
	return fmt.Sprintf("%d pass, %d fail, %d skip", o.pass, o.fail, o.skip)
}

func (o *outcome) refusals() string {
	if len(o.refused) == 0 {
		return "none"
	}
	return strings.Join(o.refused, " ")
}

func (o *outcome) result() string {
	if len(o.problems) > 0 {
		return "FAIL"
	}
	return "ok"
}

// Conform asks an engine the cases of the conformance suite and prints where its
// answers are not the expected ones: falcoc itself, or a falco binary.
package main

import (
	"flag"
	"fmt"
	"os"

	"github.com/falcoc/falcoc/conformance/suite"
)

func main() {
	captures := flag.String("captures", "conformance/captures", "folder of the captures")
	falco := flag.String("falco", "", "ask this falco binary instead of falcoc")
	config := flag.String("falco-config", "", "configuration that loads the plugins which falco needs")
	flag.Usage = func() {
		fmt.Fprintf(flag.CommandLine.Output(), "usage: conform [flags] FILE.md|DIR...\n")
		flag.PrintDefaults()
	}
	flag.Parse()
	paths := flag.Args()
	if len(paths) == 0 {
		paths = []string{"conformance/cases"}
	}
	different, err := run(paths, *captures, *falco, *config)
	switch {
	case err != nil:
		fmt.Fprintln(os.Stderr, "conform:", err)
		os.Exit(2)
	case different > 0:
		os.Exit(1)
	}
}

func run(paths []string, captures, falco, config string) (different int, err error) {
	cases, err := suite.Read(paths...)
	if err != nil {
		return 0, err
	}
	var engine suite.Engine = &suite.InProcess{Captures: captures}
	if falco != "" {
		engine = &suite.Falco{Path: falco, Config: config, Captures: captures, Progress: func(done, all int) {
			fmt.Fprintf(os.Stderr, "\r%d of %d", done, all)
		}}
	}
	answers, err := engine.Answers(cases)
	if err != nil {
		return 0, err
	}
	for i, c := range cases {
		got, want := suite.Compare(c, answers[i])
		if falco == "" {
			got, want = suite.CompareOurs(c, answers[i])
		}
		if got == nil && want == nil {
			continue
		}
		different++
		fmt.Printf("%s:%d: %s\n", c.Path, c.Line, c.Name)
		if c.Text != "" {
			fmt.Printf("  %s\n", c.Text)
		}
		for _, l := range want {
			fmt.Printf("  - %s\n", l)
		}
		for _, l := range got {
			fmt.Printf("  + %s\n", l)
		}
	}
	fmt.Printf("%d cases, %d different\n", len(cases), different)
	return different, nil
}

package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"golang.org/x/term"
)

// colourful reports whether w is a terminal whose user has nothing against colour.
func colourful(w io.Writer) bool {
	if o, ok := w.(*output); ok {
		w = o.Writer
	}
	f, ok := w.(*os.File)
	return ok && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb" && term.IsTerminal(int(f.Fd()))
}

// writeJSON writes v indented, as commands with --format json do.
func writeJSON(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}

// oneOf is a flag that takes one of a few words; the first is the default.
type oneOf struct {
	word  string
	words []string
}

func words(list ...string) *oneOf { return &oneOf{list[0], list} }

func (o *oneOf) String() string { return o.word }

// Type names the value in the help text.
func (o *oneOf) Type() string { return strings.Join(o.words, "|") }

// Set reads the flag's value.
func (o *oneOf) Set(s string) error {
	if !slices.Contains(o.words, s) {
		return errors.New("want " + o.Type())
	}
	o.word = s
	return nil
}

// count is a number with its noun.
func count(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return fmt.Sprintf("%d %s", n, noun)
}

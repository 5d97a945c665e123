package ruletest

import (
	"bytes"

	"github.com/falcoc/falcoc/cmd/falcoc/internal/script"
	"github.com/falcoc/falcoc/compiler/source"
	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/driver/scap"
)

// play makes the events of a script, which has the language of falcoc capture synth.
func play(f *source.File, n *source.Node) (driver.Source, error) {
	var buf bytes.Buffer
	w := scap.NewWriter(&buf, scap.WriterOptions{})
	if _, err := script.Node(w, f, n, 0); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return scap.NewReader(&buf)
}

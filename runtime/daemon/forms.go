package daemon

import (
	"strings"

	"github.com/falcoc/falcoc/runtime/alert"
	"github.com/falcoc/falcoc/runtime/config"
)

// forms are the options of a formatter. full is the form with everything in it.
func forms(conf *config.Config, full bool) alert.Options {
	o := alert.Options{
		JSON: conf.JSON, ISO8601: conf.ISO8601, Base64: conf.BufferBase64, Hostname: hostname(), Static: conf.Static,
		Message: conf.JSONMessage, NoOutput: !conf.JSONOutput, NoFields: !conf.JSONFields, NoTags: !conf.JSONTags,
	}
	if full {
		o.JSON, o.Message, o.NoOutput, o.NoFields, o.NoTags = true, false, false, false, false
	}
	for _, a := range conf.AppendOutput {
		entry := alert.Append{Source: a.Match.Source, Rule: a.Match.Rule, Tags: a.Match.Tags, Output: a.Output, Suggested: a.Suggested}
		for _, f := range a.Fields {
			entry.Fields = append(entry.Fields, alert.Extra{Key: f.Key, Format: f.Format})
		}
		o.Append = append(o.Append, entry)
	}
	return o
}

// extraFields are the fields that the configuration adds to alerts. A text with fields
// in it counts as one that could be any.
func extraFields(conf *config.Config) []string {
	var names []string
	for _, a := range conf.AppendOutput {
		if a.Output != "" {
			names = append(names, "evt.args")
		}
		for _, f := range a.Fields {
			if f.Format != "" || strings.Contains(f.Key, "(") {
				names = append(names, "evt.args")
				continue
			}
			names = append(names, f.Key)
		}
	}
	for _, l := range conf.Throttle {
		names = append(names, l.Fields...)
	}
	for _, l := range conf.Dedup {
		names = append(names, l.Fields...)
	}
	return names
}

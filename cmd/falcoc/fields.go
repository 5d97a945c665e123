package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/falcoc/falcoc/vm/catalog"
	"github.com/spf13/cobra"
)

// fieldRow is one field as `falcoc fields --format json` prints it.
type fieldRow struct {
	Name       string `json:"name"`
	Type       string `json:"type"`
	List       bool   `json:"list"`
	Argument   string `json:"argument,omitempty"`
	Deprecated bool   `json:"deprecated,omitempty"`
	Meaning    string `json:"meaning"`
}

func fieldsCommand() *cobra.Command {
	var format string
	var hidden bool
	cmd := &cobra.Command{
		Use:   "fields [TEXT]",
		Short: "List the fields that rules may use, with type and meaning; TEXT narrows the list to names that contain it",
		Args:  usage(cobra.MaximumNArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			var rows []fieldRow
			for i := range catalog.Fields {
				f := &catalog.Fields[i]
				if f.Has(catalog.TableOnly) && !hidden || len(args) == 1 && !strings.Contains(f.Name, args[0]) {
					continue
				}
				rows = append(rows, fieldRow{f.Name, f.Type.String(), f.List, argument(f), f.Has(catalog.Deprecated), f.Doc})
			}
			out := bufio.NewWriter(cmd.OutOrStdout())
			switch format {
			case "json":
				enc := json.NewEncoder(out)
				enc.SetEscapeHTML(false)
				enc.SetIndent("", "  ")
				if err := enc.Encode(rows); err != nil {
					return err
				}
			case "text":
				for _, r := range rows {
					kind := r.Type
					if r.List {
						kind = "LIST(" + kind + ")"
					}
					fmt.Fprintf(out, "%-32s %-14s %s\n", r.Name+r.Argument, kind, r.Meaning)
				}
			default:
				return usageError{fmt.Errorf("fields: --format is text or json, not %q", format)}
			}
			if err := out.Flush(); err != nil {
				return err
			}
			if len(rows) == 0 {
				return fmt.Errorf("no field's name contains %q", args[0])
			}
			return nil
		},
	}
	cmd.Flags().StringVar(&format, "format", "text", "text or json")
	cmd.Flags().BoolVar(&hidden, "hidden", false, "also list fields that are kept for old rules only")
	return cmd
}

// argument pictures the argument that a field takes: [N], [KEY], .NAME, in
// parentheses where it may be left out.
func argument(f *catalog.Field) string {
	var forms []string
	if f.Arg&catalog.ArgIndex != 0 {
		forms = append(forms, "[N]")
	}
	if f.Arg&catalog.ArgKey != 0 {
		forms = append(forms, "[KEY]")
	}
	if f.Arg&catalog.ArgDotted != 0 {
		forms = append(forms, ".NAME")
	}
	if len(forms) == 0 {
		return ""
	}
	text := strings.Join(forms, "|")
	if f.Arg&catalog.ArgRequired == 0 {
		return "(" + text + ")"
	}
	return text
}

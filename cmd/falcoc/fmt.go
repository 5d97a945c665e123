package main

import (
	"bytes"
	"errors"
	"fmt"

	"github.com/falcoc/falcoc/cmd/falcoc/internal/layout"
	"github.com/spf13/cobra"
)

func fmtCommand() *cobra.Command {
	var check, write bool
	cmd := &cobra.Command{
		Use:   "fmt FILE|DIR...",
		Short: "Lay rule files out in one way",
		Long: `fmt prints rule files in one layout: items at the margin, a blank line before rules, keys in one order, lists in brackets
with one blank behind each comma, no blanks at the ends of lines. Comments stay, and so does what the files say: a file
that cannot be laid out without changing that is refused. Files with Windows line ends keep them.`,
		Args: usage(cobra.MinimumNArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			if check && write {
				return usageError{errors.New("fmt: --check and --write exclude each other")}
			}
			files, err := readRules(cmd, args)
			if err != nil {
				return err
			}
			var failed []error
			different := false
			for _, f := range files {
				text, err := layout.Format(f)
				if err != nil {
					failed = append(failed, fmt.Errorf("%s: %w", f.Name, err))
					continue
				}
				changed := !bytes.Equal(text, f.Data)
				different = different || changed
				switch {
				case check && changed:
					_, err = fmt.Fprintln(cmd.OutOrStdout(), f.Name)
				case check:
				case write && f.Name != stdinName:
					if changed {
						err = writeFile(f.Name, text)
					}
				default:
					_, err = cmd.OutOrStdout().Write(text)
				}
				if err != nil {
					return err
				}
			}
			if err := errors.Join(failed...); err != nil {
				return err
			}
			if check && different {
				return errFound
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&check, "check", false, "only name the files that would change, and exit with 1 when there are some")
	cmd.Flags().BoolVarP(&write, "write", "w", false, "write the files instead of printing them")
	return cmd
}

// stdinName is how readRules calls standard input.
const stdinName = "<stdin>"

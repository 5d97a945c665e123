package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/falcoc/falcoc/vm"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

func manCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "man DIR",
		Short: "Write the manual pages of all commands to a folder",
		Args:  usage(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := os.MkdirAll(args[0], 0o755); err != nil {
				return fmt.Errorf("writing manual pages: %w", err)
			}
			n := 0
			var write func(c *cobra.Command) error
			write = func(c *cobra.Command) error {
				if c.Hidden || c.Name() == "help" {
					return nil
				}
				n++
				name := strings.ReplaceAll(c.CommandPath(), " ", "-") + ".1"
				if err := writeFile(filepath.Join(args[0], name), manPage(c)); err != nil {
					return err
				}
				var errs []error
				for _, sub := range c.Commands() {
					errs = append(errs, write(sub))
				}
				return errors.Join(errs...)
			}
			if err := write(cmd.Root()); err != nil {
				return err
			}
			_, err := fmt.Fprintf(cmd.OutOrStdout(), "%s in %s\n", count(n, "page"), args[0])
			return err
		},
	}
}

// roff escapes text for a manual page.
func roff(s string) string {
	s = strings.NewReplacer(`\`, `\e`, "-", `\-`).Replace(s)
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		if strings.HasPrefix(l, ".") || strings.HasPrefix(l, "'") {
			lines[i] = `\&` + l
		}
	}
	return strings.Join(lines, "\n")
}

// manPage is the page of a command. It has no date: the same program gives the same bytes.
func manPage(c *cobra.Command) []byte {
	var b bytes.Buffer
	title := strings.ReplaceAll(c.CommandPath(), " ", "-")
	fmt.Fprintf(&b, ".TH %s 1 \"\" \"falcoc %s\" \"falcoc manual\"\n.SH NAME\n%s \\- %s\n", roff(strings.ToUpper(title)), roff(vm.Version), roff(title), roff(c.Short))
	fmt.Fprintf(&b, ".SH SYNOPSIS\n.B %s\n", roff(c.UseLine()))
	long := c.Long
	if long == "" {
		long = c.Short + "."
	}
	// The texts are laid out for a terminal.
	fmt.Fprintf(&b, ".SH DESCRIPTION\n.nf\n%s\n.fi\n", roff(long))
	if c.HasAvailableLocalFlags() {
		b.WriteString(".SH OPTIONS\n")
		c.LocalFlags().VisitAll(func(f *pflag.Flag) {
			if f.Hidden {
				return
			}
			b.WriteString(".TP\n")
			if f.Shorthand != "" {
				fmt.Fprintf(&b, "\\fB\\-%s\\fR, ", roff(f.Shorthand))
			}
			fmt.Fprintf(&b, "\\fB\\-\\-%s\\fR", roff(f.Name))
			if t := f.Value.Type(); t != "bool" {
				fmt.Fprintf(&b, " \\fI%s\\fR", roff(t))
			}
			fmt.Fprintf(&b, "\n%s\n", roff(f.Usage))
		})
	}
	if c.HasAvailableSubCommands() {
		b.WriteString(".SH COMMANDS\n")
		for _, sub := range c.Commands() {
			if !sub.Hidden && sub.Name() != "help" {
				fmt.Fprintf(&b, ".TP\n\\fB%s\\fR(1)\n%s\n", roff(strings.ReplaceAll(sub.CommandPath(), " ", "-")), roff(sub.Short))
			}
		}
	}
	b.WriteString(".SH EXIT STATUS\n0 fine, 1 findings or refused input, 2 wrong usage.\n")
	return b.Bytes()
}

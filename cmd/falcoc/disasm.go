package main

import (
	"fmt"
	"slices"

	"github.com/falcoc/falcoc/vm"
	"github.com/spf13/cobra"
)

func disasmCommand() *cobra.Command {
	var rule string
	cmd := &cobra.Command{
		Use:   "disasm B.fbc",
		Short: "Print a bundle's registers, tables, tests, code and dispatch",
		Args:  usage(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			b, _, err := readBundle(args[0])
			if err != nil {
				return err
			}
			if rule == "" {
				return vm.Disassemble(cmd.OutOrStdout(), b)
			}
			i := slices.IndexFunc(b.Rules, func(r vm.RuleInfo) bool { return r.Name == rule })
			if i < 0 {
				return fmt.Errorf("bundle %s has no rule %q", args[0], rule)
			}
			return vm.DisassembleRule(cmd.OutOrStdout(), b, i)
		},
	}
	cmd.Flags().StringVar(&rule, "rule", "", "print only what decides the rule of that name")
	return cmd
}

package main

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/falcoc/falcoc/runtime/config"
	"github.com/falcoc/falcoc/vm"
	"github.com/falcoc/falcoc/vm/catalog"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// defaultFile is read where no other is named and no capture is replayed.
const defaultFile = "/etc/falcod/falcod.yaml"

// fileFlags say where the configuration is.
func (c *cmdline) fileFlags(f *pflag.FlagSet) {
	f.StringVarP(&c.file, "config", "c", "", "the configuration (default: "+defaultFile+" where it exists, unless a capture is replayed)")
	f.StringArrayVarP(&c.overrides, "option", "o", nil, "set a key of the configuration: KEY=VALUE, as in webserver.enabled=true or rules[].disable.tag=net (repeatable)")
}

// read reads the configuration as the files and -o have it.
func (c *cmdline) read() (*config.Result, error) {
	src := config.Source{File: c.file, Overrides: c.overrides}
	if src.File == "" && c.replay == "" {
		if _, err := os.Stat(defaultFile); err == nil {
			src.File = defaultFile
		}
	}
	if src.File != "" {
		src.Dirs = []string{config.DefaultDir}
	}
	return config.Load(src)
}

// configure is what holds: the files, then -o, then the other flags.
func (c *cmdline) configure() (*config.Result, error) {
	res, err := c.read()
	if err != nil {
		return nil, err
	}
	if err := res.Err(); err != nil {
		return nil, err
	}
	given := func(name string) bool { return c.set != nil && c.set.Changed(name) }
	if c.bundle != "" {
		res.Bundle = c.bundle
	}
	if c.replay != "" {
		res.Engine.Kind, res.Engine.Replay.File = "replay", c.replay
	}
	if given("json") {
		res.JSON = c.json
	}
	if given("rule-matching") {
		res.RuleMatching = c.matching.String()
	}
	if given("min-priority") {
		res.Priority = c.priority.String()
	}
	if given("suggested-output") {
		for i := range res.AppendOutput {
			res.AppendOutput[i].Suggested = false
		}
		if c.suggested {
			res.AppendOutput = append(res.AppendOutput, config.AppendOutput{Suggested: true})
		}
	}
	if len(c.fields) > 0 {
		var extra config.AppendOutput
		for _, name := range c.fields {
			extra.Fields = append(extra.Fields, config.ExtraField{Key: name})
		}
		res.AppendOutput = append(res.AppendOutput, extra)
	}
	return res, nil
}

// selection enables and disables rules as the configuration and then the flags say.
func (c *cmdline) selection(b *vm.Bundle, conf *config.Config) (*vm.Selection, error) {
	var p priority
	if err := p.Set(conf.Priority); err != nil {
		return nil, err
	}
	sel := vm.NewSelection(b, uint8(p))
	for _, r := range conf.Rules {
		step, pat := vm.Choice{Enable: r.Enable != nil}, r.Enable
		if pat == nil {
			pat = r.Disable
		}
		step.Rule, step.Tag = pat.Rule, pat.Tag
		sel.Apply(step)
	}
	sel.Apply(c.choices...)
	return sel, nil
}

func (c *cmdline) checkFields() error {
	for _, name := range c.fields {
		if strings.Contains(name, "(") {
			continue // a transformer: the formatter reads it
		}
		if _, err := catalog.ParseField(name); err != nil {
			return usageError{fmt.Errorf("--append-field %s: %w", name, err)}
		}
	}
	if c.maxThread < 0 || c.maxFD < 0 {
		return usageError{errors.New("--max-threads and --max-fds cannot be negative")}
	}
	return c.record.check()
}

// configCommands are the commands about configurations.
func configCommands() []*cobra.Command {
	var c cmdline
	check := func(cmd *cobra.Command) (*config.Result, error) {
		res, err := c.read()
		if err != nil {
			return nil, err
		}
		for _, p := range res.Warnings() {
			fmt.Fprintln(cmd.ErrOrStderr(), p)
		}
		return res, res.Err()
	}
	top := &cobra.Command{Use: "config", Short: "Check, print or describe the configuration", Args: noArgs, RunE: func(cmd *cobra.Command, _ []string) error {
		return cmd.Help()
	}}
	c.fileFlags(top.PersistentFlags())
	top.AddCommand(
		&cobra.Command{Use: "check", Short: "Say what is wrong with the configuration", Args: noArgs, RunE: func(cmd *cobra.Command, _ []string) error {
			_, err := check(cmd)
			return err
		}},
		&cobra.Command{Use: "print", Short: "Print the configuration that holds, defaults included and secrets left out", Args: noArgs, RunE: func(cmd *cobra.Command, _ []string) error {
			res, err := check(cmd)
			if err != nil {
				return err
			}
			return res.Print(cmd.OutOrStdout())
		}},
		&cobra.Command{Use: "schema", Short: "Print the JSON Schema of the configuration", Args: noArgs, RunE: func(cmd *cobra.Command, _ []string) error {
			_, err := cmd.OutOrStdout().Write(config.Schema())
			return err
		}},
	)
	imp := &cobra.Command{
		Use:   "import-config FALCO.YAML",
		Short: "Translate a configuration of Falco: the result to standard output, what does not carry over to standard error",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usageError{errors.New("want the name of one falco.yaml")}
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			data, err := os.ReadFile(args[0])
			if err != nil {
				return err
			}
			out, err := config.Import(args[0], data)
			if err != nil {
				return err
			}
			for _, left := range out.Left {
				fmt.Fprintln(cmd.ErrOrStderr(), left)
			}
			_, err = cmd.OutOrStdout().Write(out.YAML)
			return err
		},
	}
	return []*cobra.Command{top, imp}
}

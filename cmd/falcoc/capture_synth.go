package main

import (
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/falcoc/falcoc/cmd/falcoc/internal/script"
	"github.com/falcoc/falcoc/compiler/source"
	"github.com/falcoc/falcoc/driver/scap"
	"github.com/spf13/cobra"
)

func captureSynthCommand() *cobra.Command {
	var pack packing
	var seed uint64
	cmd := &cobra.Command{
		Use:   "synth SCRIPT.yaml OUT",
		Short: "Make a capture from a script of processes and system calls",
		Long: `synth makes a capture that falcod, Falco and sysdig read, to try rules on. The same script and seed give the same bytes.

` + script.Help,
		Args: usage(cobra.ExactArgs(2)),
		RunE: func(cmd *cobra.Command, args []string) error {
			data, err := readScript(cmd, args[0])
			if err != nil {
				return fmt.Errorf("reading the script: %w", err)
			}
			file := source.NewFile(args[0], data)
			if err := script.Check(file); err != nil {
				return err
			}
			return writeCapture("", args[1], &pack, func(w *scap.Writer) error {
				_, err := script.Write(w, file, seed)
				return err
			})
		},
	}
	cmd.Flags().Uint64Var(&seed, "seed", 0, "of the small random differences in time and sizes")
	pack.flags(cmd)
	return cmd
}

func readScript(cmd *cobra.Command, name string) (data []byte, err error) {
	in := cmd.InOrStdin()
	if name != stdin {
		f, err := os.Open(name)
		if err != nil {
			return nil, err
		}
		defer func() { err = errors.Join(err, f.Close()) }()
		in = f
	}
	return io.ReadAll(io.LimitReader(in, source.MaxFileSize+1))
}

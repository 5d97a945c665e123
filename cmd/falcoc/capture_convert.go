package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/driver/scap"
	"github.com/spf13/cobra"
)

func captureConvertCommand() *cobra.Command {
	var pack packing
	cmd := &cobra.Command{
		Use:   "convert IN OUT",
		Short: "Write a capture in the current form of the format: blocks and events of old versions are converted",
		Args:  usage(cobra.ExactArgs(2)),
		RunE: func(cmd *cobra.Command, args []string) error {
			src, err := scap.Open(args[0])
			if err != nil {
				return fmt.Errorf("capture %s: %w", args[0], err)
			}
			defer src.Close()
			return writeCapture(args[0], args[1], &pack, func(w *scap.Writer) error {
				if err := w.Snapshot(src.Snapshot()); err != nil {
					return err
				}
				var ev driver.Event
				for {
					err := src.Next(&ev)
					switch {
					case err == io.EOF:
						return nil
					case errors.Is(err, driver.ErrRestart):
						err = w.Snapshot(src.Snapshot())
					case err != nil:
						return readError{fmt.Errorf("capture %s: %w", args[0], err)}
					default:
						err = w.Event(&ev)
					}
					if err != nil {
						return err
					}
				}
			})
		},
	}
	pack.flags(cmd)
	return cmd
}

// packing says whether a written capture is compressed.
type packing struct{ gzip, plain bool }

func (p *packing) flags(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&p.gzip, "gzip", false, "compress OUT (default when its name ends in .gz)")
	cmd.Flags().BoolVar(&p.plain, "plain", false, "do not compress OUT, whatever its name")
	cmd.MarkFlagsMutuallyExclusive("gzip", "plain")
}

// readError is a capture's end before its time: what was read before it is kept.
type readError struct{ error }

// Unwrap returns the cause.
func (e readError) Unwrap() error { return e.error }

// writeCapture makes the capture out by f, which may read from the file in. Events that
// come before damage in a file are worth keeping; of anything else that fails, nothing
// is left.
func writeCapture(in, out string, pack *packing, f func(*scap.Writer) error) error {
	if a, err := os.Stat(in); err == nil && in != "" {
		if b, err := os.Stat(out); err == nil && os.SameFile(a, b) {
			return usageError{fmt.Errorf("%s cannot be read and written at once", out)}
		}
	}
	file, err := os.OpenFile(out, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return fmt.Errorf("writing a capture: %w", err)
	}
	w := scap.NewWriter(file, scap.WriterOptions{Gzip: pack.gzip || !pack.plain && strings.HasSuffix(out, ".gz")})
	err = f(w)
	var damage readError
	damaged := errors.As(err, &damage)
	if err == nil || damaged {
		if werr := errors.Join(w.Close(), file.Close()); werr != nil {
			err, damaged = fmt.Errorf("writing %s: %w", out, werr), false
		}
	} else {
		file.Close()
	}
	if err != nil && !damaged {
		if info, serr := os.Lstat(out); serr == nil && info.Mode().IsRegular() {
			err = errors.Join(err, os.Remove(out))
		}
	}
	return err
}

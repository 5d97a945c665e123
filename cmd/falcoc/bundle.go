package main

import (
	"crypto/ed25519"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"text/tabwriter"

	"github.com/falcoc/falcoc/vm"
	"github.com/spf13/cobra"
)

func bundleCommand() *cobra.Command {
	return group("bundle", "Look into bundles, sign them and check signatures",
		inspectCommand(), keygenCommand(), signCommand(), verifyCommand())
}

// maxBundle bounds what is read as a bundle, in bytes.
const maxBundle = 1 << 30

// readBundle reads and proves a bundle.
func readBundle(name string) (*vm.Bundle, int, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, 0, fmt.Errorf("reading the bundle: %w", err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxBundle+1))
	if err != nil {
		return nil, 0, fmt.Errorf("reading the bundle: %w", err)
	}
	if len(data) > maxBundle {
		return nil, 0, fmt.Errorf("bundle %s: more than %d bytes", name, maxBundle)
	}
	b, err := vm.Decode(data)
	if err == nil {
		err = vm.Verify(b)
	}
	if err != nil {
		return nil, 0, fmt.Errorf("bundle %s: %w", name, err)
	}
	return b, len(data), nil
}

func inspectCommand() *cobra.Command {
	format := words("text", "json")
	cmd := &cobra.Command{
		Use:   "inspect B.fbc",
		Short: "Print where a bundle comes from, what it needs and what is in it",
		Args:  usage(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			b, size, err := readBundle(args[0])
			if err != nil {
				return err
			}
			row := newInspection(b, size)
			if format.word == "json" {
				return writeJSON(cmd.OutOrStdout(), row)
			}
			return row.text(cmd.OutOrStdout())
		},
	}
	cmd.Flags().Var(format, "format", "how it is written")
	return cmd
}

// inspection is what `falcoc bundle inspect` prints.
type inspection struct {
	Format     string         `json:"format"`
	Bytes      int            `json:"bytes"`
	Compiler   string         `json:"compiler"`
	Engine     string         `json:"engine"`
	Schema     string         `json:"schema"`
	Signer     string         `json:"signer,omitempty"`
	Inputs     []inputRow     `json:"inputs"`
	Rules      int            `json:"rules"`
	Enabled    int            `json:"enabled"`
	EventTypes int            `json:"event_types"`
	Imports    []string       `json:"imports"`
	Sizes      map[string]int `json:"sizes"`
}

type inputRow struct {
	Name   string `json:"name"`
	SHA256 string `json:"sha256"`
}

func newInspection(b *vm.Bundle, size int) *inspection {
	v := &inspection{
		Format: b.Format(), Bytes: size, Compiler: b.Info.Compiler, Engine: b.Info.Engine, Schema: b.Info.Schema,
		Signer: hex.EncodeToString(b.Signer()), Rules: len(b.Rules), Inputs: []inputRow{}, Imports: []string{},
		Sizes: map[string]int{"registers": len(b.Regs), "tests": len(b.Tests), "tables": len(b.Tables), "code": len(b.Code), "constants": len(b.Consts)},
	}
	for i := range b.Rules {
		if b.Rules[i].Enabled {
			v.Enabled++
		}
	}
	for _, g := range b.Dispatch {
		if g != 0 {
			v.EventTypes++
		}
	}
	for i := range b.Info.Inputs {
		in := &b.Info.Inputs[i]
		v.Inputs = append(v.Inputs, inputRow{in.Name, hex.EncodeToString(in.Hash[:])})
	}
	for i := range b.Imports {
		v.Imports = append(v.Imports, b.Imports[i].Field)
	}
	return v
}

func (v *inspection) text(out io.Writer) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	signer := v.Signer
	if signer == "" {
		signer = "none"
	}
	fmt.Fprintf(w, "format\t%s, %s\n", v.Format, count(v.Bytes, "byte"))
	fmt.Fprintf(w, "compiler\tfalcoc %s\nrule language\tFalco engine %s\nevent schema\t%s\n", v.Compiler, v.Engine, v.Schema)
	fmt.Fprintf(w, "signed with key\t%s\n", signer)
	fmt.Fprintf(w, "rules\t%d, %d enabled, for %s\n", v.Rules, v.Enabled, count(v.EventTypes, "event type"))
	for _, name := range []string{"registers", "tests", "tables", "code", "constants"} {
		fmt.Fprintf(w, "%s\t%d\n", name, v.Sizes[name])
	}
	fmt.Fprintf(w, "fields\t%d: %s\n", len(v.Imports), strings.Join(v.Imports, " "))
	for _, in := range v.Inputs {
		fmt.Fprintf(w, "from\t%s  sha256 %s\n", in.Name, in.SHA256)
	}
	return w.Flush()
}

func keygenCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "keygen NAME",
		Short: "Make a key pair: NAME, which signs and is to be kept secret, and NAME.pub",
		Args:  usage(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			public, private, err := ed25519.GenerateKey(rand.Reader)
			if err != nil {
				return fmt.Errorf("making a key: %w", err)
			}
			if err := createKey(args[0], vm.PrivateKey, private.Seed(), 0o600); err != nil {
				return err
			}
			if err := createKey(args[0]+".pub", vm.PublicKey, public, 0o644); err != nil {
				return err
			}
			_, err = fmt.Fprintf(cmd.OutOrStdout(), "key %x: %s signs, %s.pub verifies\n", vm.KeyID(public), args[0], args[0])
			return err
		},
	}
}

// createKey writes a key file. It never replaces a file.
func createKey(name string, kind vm.KeyKind, key []byte, mode os.FileMode) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return fmt.Errorf("writing the key: %w", err)
	}
	_, err = io.WriteString(f, vm.EncodeKey(kind, key))
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		return fmt.Errorf("writing the key: %w", err)
	}
	return nil
}

// readKey reads a key file.
func readKey(name string, kind vm.KeyKind) ([]byte, error) {
	if name == "" {
		return nil, usageError{errors.New("name a key file with --key")}
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, fmt.Errorf("reading the key: %w", err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, vm.MaxKeyFile))
	if err != nil {
		return nil, fmt.Errorf("reading the key: %w", err)
	}
	key, err := vm.DecodeKey(kind, string(data))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return key, nil
}

func signCommand() *cobra.Command {
	var key string
	cmd := &cobra.Command{
		Use:   "sign --key NAME B.fbc",
		Short: "Sign a bundle in place",
		Args:  usage(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			seed, err := readKey(key, vm.PrivateKey)
			if err != nil {
				return err
			}
			b, _, err := readBundle(args[0])
			if err != nil {
				return err
			}
			if err := b.Sign(ed25519.NewKeyFromSeed(seed)); err != nil {
				return err
			}
			data, err := b.Encode()
			if err != nil {
				return fmt.Errorf("bundle %s: %w", args[0], err)
			}
			if err := writeFile(args[0], data); err != nil {
				return err
			}
			_, err = fmt.Fprintf(cmd.OutOrStdout(), "%s: signed with key %x\n", args[0], b.Signer())
			return err
		},
	}
	cmd.Flags().StringVar(&key, "key", "", "the private key, made by keygen")
	return cmd
}

func verifyCommand() *cobra.Command {
	var key string
	cmd := &cobra.Command{
		Use:   "verify --key NAME.pub B.fbc",
		Short: "Check that a bundle is sound, and signed with a key",
		Args:  usage(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			public, err := readKey(key, vm.PublicKey)
			if err != nil {
				return err
			}
			b, _, err := readBundle(args[0])
			if err != nil {
				return err
			}
			if err := b.CheckSignature(public); err != nil {
				return fmt.Errorf("bundle %s: %w", args[0], err)
			}
			_, err = fmt.Fprintf(cmd.OutOrStdout(), "%s: signed with key %x\n", args[0], b.Signer())
			return err
		},
	}
	cmd.Flags().StringVar(&key, "key", "", "the public key, made by keygen")
	return cmd
}

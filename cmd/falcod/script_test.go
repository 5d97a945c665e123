package main

import (
	"crypto/ed25519"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/falcoc/falcoc/compiler"
	"github.com/falcoc/falcoc/compiler/codegen"
	"github.com/falcoc/falcoc/compiler/source"
	"github.com/falcoc/falcoc/conformance/golden"
	"github.com/falcoc/falcoc/vm"
	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"falcod": main})
}

// TestScripts runs testdata/*.txtar. $RULES and $CAPTURES are those of the project.
func TestScripts(t *testing.T) {
	root := golden.Root(t)
	testscript.Run(t, testscript.Params{
		Dir: "testdata",
		Setup: func(env *testscript.Env) error {
			env.Setenv("RULES", filepath.Join(root, "rules"))
			env.Setenv("CAPTURES", filepath.Join(root, "conformance", "captures"))
			env.Setenv("TZ", "UTC")
			env.Setenv("FALCO_HOSTNAME", "golden")
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"build": build, "captures": captures, "damage": damage, "half": half, "keygen": keygen, "newer": newer, "sign": sign},
	})
}

// build compiles rule files to a bundle: build OUT PATH...
func build(ts *testscript.TestScript, neg bool, args []string) {
	var paths []string
	for _, p := range args[1:] {
		paths = append(paths, ts.MkAbs(p))
	}
	files, err := source.Read(paths...)
	ts.Check(err)
	res := compiler.Compile(files, compiler.Options{})
	if !res.OK() {
		ts.Check(fmt.Errorf("%s", res.Diagnostics.All[0].Message))
	}
	b, err := res.Bundle(codegen.Options{})
	ts.Check(err)
	data, err := b.Encode()
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), data, 0o644))
}

// newer makes a bundle one of the next minor version of the format: newer FROM TO.
func newer(ts *testscript.TestScript, neg bool, args []string) {
	data := []byte(ts.ReadFile(args[0]))
	data[len("\x7ffalcoc\n")+2]++
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), data, 0o644))
}

// damage flips the bits of the byte in the middle of a file.
func damage(ts *testscript.TestScript, neg bool, args []string) {
	data := []byte(ts.ReadFile(args[0]))
	data[len(data)/2] ^= 0xff
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), data, 0o644))
}

// keygen makes the key files NAME and NAME.pub.
func keygen(ts *testscript.TestScript, neg bool, args []string) {
	public, private, err := ed25519.GenerateKey(nil)
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(vm.EncodeKey(vm.PrivateKey, private.Seed())), 0o600))
	ts.Check(os.WriteFile(ts.MkAbs(args[0]+".pub"), []byte(vm.EncodeKey(vm.PublicKey, public)), 0o600))
}

// sign signs a bundle in place: sign KEY BUNDLE
func sign(ts *testscript.TestScript, neg bool, args []string) {
	seed, err := vm.DecodeKey(vm.PrivateKey, ts.ReadFile(args[0]))
	ts.Check(err)
	b, err := vm.Decode([]byte(ts.ReadFile(args[1])))
	ts.Check(err)
	ts.Check(b.Sign(ed25519.NewKeyFromSeed(seed)))
	data, err := b.Encode()
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), data, 0o644))
}

// half copies the first half of a file.
func half(ts *testscript.TestScript, neg bool, args []string) {
	data := ts.ReadFile(args[0])
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(data[:len(data)/2]), 0o644))
}

// captures checks how many captures a directory holds, and names the first DIR/capture.
func captures(ts *testscript.TestScript, neg bool, args []string) {
	list, err := filepath.Glob(filepath.Join(ts.MkAbs(args[0]), "falcod_*.scap"))
	ts.Check(err)
	if fmt.Sprint(len(list)) != args[1] {
		ts.Fatalf("%s holds %d captures, want %s", args[0], len(list), args[1])
	}
	ts.Check(os.Symlink(list[0], filepath.Join(ts.MkAbs(args[0]), "capture")))
}

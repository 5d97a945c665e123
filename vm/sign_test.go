package vm_test

import (
	"bytes"
	"crypto/ed25519"
	"errors"
	"testing"

	"github.com/falcoc/falcoc/vm"
	"github.com/falcoc/falcoc/vm/catalog"
)

func TestSignature(t *testing.T) {
	key := ed25519.NewKeyFromSeed(bytes.Repeat([]byte{7}, ed25519.SeedSize))
	public := key.Public().(ed25519.PublicKey)
	other := ed25519.NewKeyFromSeed(bytes.Repeat([]byte{8}, ed25519.SeedSize)).Public().(ed25519.PublicKey)

	b := &vm.Bundle{Info: vm.Info{Compiler: "x"}, Dispatch: make([]uint16, catalog.NumEvents)}
	if err := b.CheckSignature(public); !errors.Is(err, vm.ErrUnsigned) || b.Signer() != nil {
		t.Errorf("unsigned: %v", err)
	}
	if err := b.Sign(key); err != nil {
		t.Fatal(err)
	}
	first := bytes.Clone(b.Signature)
	if err := b.Sign(key); err != nil || !bytes.Equal(first, b.Signature) {
		t.Errorf("signing again changes the signature: %v", err)
	}
	data, err := b.Encode()
	if err != nil {
		t.Fatal(err)
	}
	if b, err = vm.Decode(data); err != nil {
		t.Fatal(err)
	}
	if err := b.CheckSignature(public); err != nil {
		t.Error(err)
	}
	if err := b.CheckSignature(other); !errors.Is(err, vm.ErrOtherKey) {
		t.Errorf("another key: %v", err)
	}
	changed := *b
	changed.Info.Compiler = "y"
	if err := changed.CheckSignature(public); !errors.Is(err, vm.ErrSignature) {
		t.Errorf("changed bundle: %v", err)
	}
	for i := 8; i < len(first); i++ {
		changed := *b
		changed.Signature = bytes.Clone(first)
		changed.Signature[i] ^= 1
		if err := changed.CheckSignature(public); !errors.Is(err, vm.ErrSignature) {
			t.Errorf("changed byte %d of the signature: %v", i, err)
		}
	}
	b.Signature = b.Signature[:10]
	if err := b.CheckSignature(public); !errors.Is(err, vm.ErrSignature) {
		t.Errorf("short signature: %v", err)
	}
}

package vm

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"errors"
	"fmt"
)

// What can be wrong with a bundle's signature.
var (
	ErrUnsigned  = errors.New("the bundle is not signed")
	ErrOtherKey  = errors.New("the bundle is signed with another key")
	ErrSignature = errors.New("the signature is not that of this bundle")
)

// A signature section is the key's id and an ed25519 signature over signedPrefix and
// the bundle's bytes as they are with an empty signature section.
const (
	signedPrefix  = "falcoc bundle\n"
	keyIDSize     = 8
	signatureSize = keyIDSize + ed25519.SignatureSize
)

// KeyID is a short name of a public key: the first bytes of its SHA-256.
func KeyID(key ed25519.PublicKey) []byte {
	sum := sha256.Sum256(key)
	return sum[:keyIDSize]
}

// Signer returns the id of the key that the bundle says it is signed with, nil when
// it is not signed.
func (b *Bundle) Signer() []byte {
	if len(b.Signature) != signatureSize {
		return nil
	}
	return b.Signature[:keyIDSize]
}

// Sign makes the bundle's signature.
func (b *Bundle) Sign(key ed25519.PrivateKey) error {
	data, err := b.signed()
	if err != nil {
		return err
	}
	public, ok := key.Public().(ed25519.PublicKey)
	if !ok {
		return errors.New("signing: the key has no public half")
	}
	b.Signature = append(bytes.Clone(KeyID(public)), ed25519.Sign(key, data)...)
	return nil
}

// CheckSignature says whether the bundle was signed with the key and is unchanged
// since. The error wraps one of those above.
func (b *Bundle) CheckSignature(key ed25519.PublicKey) error {
	switch {
	case len(b.Signature) == 0:
		return ErrUnsigned
	case len(b.Signature) != signatureSize:
		return fmt.Errorf("%w: it has %d bytes", ErrSignature, len(b.Signature))
	case !bytes.Equal(b.Signature[:keyIDSize], KeyID(key)):
		return fmt.Errorf("%w: %x, not %x", ErrOtherKey, b.Signature[:keyIDSize], KeyID(key))
	}
	data, err := b.signed()
	if err != nil {
		return err
	}
	if !ed25519.Verify(key, data, b.Signature[keyIDSize:]) {
		return ErrSignature
	}
	return nil
}

// signed are the bytes that a signature is over.
func (b *Bundle) signed() ([]byte, error) {
	plain := *b
	plain.Signature = nil
	data, err := plain.Encode()
	if err != nil {
		return nil, fmt.Errorf("signing: %w", err)
	}
	return append([]byte(signedPrefix), data...), nil
}

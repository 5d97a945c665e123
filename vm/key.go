package vm

import (
	"crypto/ed25519"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
)

// KeyKind is the first line of a key file; the second is the key as base64. A
// private key is kept as its seed, so both kinds have 32 bytes.
type KeyKind string

// The kinds of key files.
const (
	PrivateKey KeyKind = "falcoc private key"
	PublicKey  KeyKind = "falcoc public key"
)

// MaxKeyFile is more than a key file can have, in bytes.
const MaxKeyFile = 1024

// EncodeKey is the text of a key file.
func EncodeKey(kind KeyKind, key []byte) string {
	return string(kind) + "\n" + base64.StdEncoding.EncodeToString(key) + "\n"
}

// DecodeKey reads the text of a key file.
func DecodeKey(kind KeyKind, text string) ([]byte, error) {
	head, rest, _ := strings.Cut(text, "\n")
	if strings.TrimSpace(head) != string(kind) {
		return nil, fmt.Errorf("this is not a %s", kind)
	}
	key, err := base64.StdEncoding.DecodeString(strings.TrimSpace(rest))
	if err != nil || len(key) != ed25519.SeedSize {
		return nil, errors.New("damaged key")
	}
	return key, nil
}

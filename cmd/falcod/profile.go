package main

import (
	"bytes"
	"fmt"
	"os"

	"github.com/falcoc/falcoc/vm"
)

// writeProfile writes what the machine counted, for falcoc build --profile.
func writeProfile(name string, p *vm.Profile, b *vm.Bundle) error {
	var out bytes.Buffer
	err := p.Costs(b).Write(&out)
	if err == nil {
		err = os.WriteFile(name, out.Bytes(), 0o644)
	}
	if err != nil {
		return fmt.Errorf("writing the profile: %w", err)
	}
	return nil
}

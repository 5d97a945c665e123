package vm

import (
	"encoding/binary"
	"fmt"

	"github.com/falcoc/falcoc/vm/catalog"
)

// A bundle states the version of the format that it needs. The major number grows when
// what there was before changes its layout or its meaning. The minor number grows when
// there is something new: an operation, a kind of table or guard, a type of fields. A
// reader takes bundles of its own major version, and of minor versions up to its own. A
// bundle states the lowest one that has all that it uses, so what uses nothing new runs
// on hosts that are older than the compiler.
//
// Numbers of kinds are never given to another kind, and new ones follow the last one.
// testdata/format.txt lists them, and a test compares.
const (
	FormatMajor = 2
	FormatMinor = len(formats) - 1
)

// kinds counts what a version of the format knows: numbers from 0 on.
type kinds struct {
	regs, tests, mods, tables, types, quantifiers, guards, patterns uint8
}

// formats has what each minor version knows. What a released version has is not
// changed any more: something new begins a new row.
var formats = [...]kinds{
	0: {regs: 11, tests: 36, mods: 4, tables: 11, types: uint8(catalog.PID32) + 1, quantifiers: 3, guards: 9, patterns: 5},
}

// uses counts what a bundle needs to be known: the highest number of each kind, and one.
func (b *Bundle) uses() (k kinds) {
	for i := range b.Regs {
		r := &b.Regs[i]
		k.regs, k.types, k.quantifiers = max(k.regs, uint8(r.Op)+1), max(k.types, uint8(r.Type)+1), max(k.quantifiers, uint8(r.Quant)+1)
	}
	for i := range b.Tests {
		k.tests, k.mods = max(k.tests, uint8(b.Tests[i].Op)+1), max(k.mods, uint8(b.Tests[i].Mod)+1)
	}
	for i := range b.Tables {
		k.tables = max(k.tables, uint8(b.Tables[i].Kind)+1)
	}
	rules, err := DecodeGuards(b.Guards, len(b.Rules))
	if err != nil {
		return k // whoever uses them is told
	}
	for _, guards := range rules {
		for i := range guards {
			for _, clause := range guards[i].Any {
				for j := range clause {
					for _, t := range clause[j].Tests {
						k.guards = max(k.guards, uint8(t.Op)+1)
					}
					for _, p := range clause[j].Patterns {
						k.patterns = max(k.patterns, uint8(p.Place)+1)
					}
				}
			}
		}
	}
	return k
}

// needs is the first of the minor versions that knows all that is used, or the last.
func needs(used kinds, of []kinds) int {
	for minor, k := range of {
		if used.regs <= k.regs && used.tests <= k.tests && used.mods <= k.mods && used.tables <= k.tables &&
			used.types <= k.types && used.quantifiers <= k.quantifiers && used.guards <= k.guards && used.patterns <= k.patterns {
			return minor
		}
	}
	return len(of) - 1
}

// minor is the minor version of the format that the bundle needs.
func (b *Bundle) minor() int {
	if FormatMinor == 0 {
		return 0
	}
	return needs(b.uses(), formats[:])
}

// Format is the version of the format that the bundle needs, "2.0".
func (b *Bundle) Format() string { return fmt.Sprintf("%d.%d", FormatMajor, b.minor()) }

// checkFormat reads the version in a bundle's header. Where the versions lie and the
// first text of the first section, which is the compiler's version, are the same in all
// versions of the format.
func checkFormat(data []byte) error {
	major := int(binary.LittleEndian.Uint16(data[len(magic):]))
	minor := int(binary.LittleEndian.Uint16(data[len(magic)+2:]))
	if major == FormatMajor && minor <= FormatMinor {
		return nil
	}
	detail := fmt.Sprintf("it is of version %d.%d", major, minor)
	made := madeBy(data)
	if made != "" {
		detail += ", made by falcoc " + made
	}
	detail += fmt.Sprintf("; this is falcoc and falcod %s, which read %d.0 to %d.%d: ", Version, FormatMajor, FormatMajor, FormatMinor)
	if major > FormatMajor || major == FormatMajor {
		if made == "" {
			made = "of its maker's version"
		} else {
			made += " or newer"
		}
		detail += fmt.Sprintf("falcod %s is needed, or a bundle that falcoc %s built", made, Version)
	} else {
		detail += fmt.Sprintf("build it anew with falcoc %s", Version)
	}
	return &FormatError{Section: "header", Err: ErrVersion, Detail: detail}
}

// madeBy is the compiler that a bundle of another version names, "" when it does not.
func madeBy(data []byte) string {
	const most = 64
	if len(data) < headerSize+entrySize {
		return ""
	}
	off := binary.LittleEndian.Uint64(data[headerSize+8:])
	if off > uint64(len(data)) || uint64(len(data))-off < 4 {
		return ""
	}
	text := data[off:]
	n := binary.LittleEndian.Uint32(text)
	if n > most || uint64(n) > uint64(len(text)-4) {
		return ""
	}
	for _, c := range text[4 : 4+n] {
		if c <= ' ' || c > '~' {
			return ""
		}
	}
	return string(text[4 : 4+n])
}

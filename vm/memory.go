package vm

import (
	"encoding/binary"
	"unsafe"
)

// Command lines, names of files and sets of capabilities come again and again, and to
// find literals in them every byte is looked at. So the machine remembers what it found
// in the last texts of some length: comparing is ten times faster than looking.
const (
	memorySlots   = 64 // of a table
	minRemembered = 24 // bytes
	maxRemembered = 1024
)

// memory is what a table found in a text; the text is nil in empty slots.
type memory struct {
	text []byte
	rows []uint32
}

// remembered is pieces for a text of a length between the two bounds.
func (m *Machine) remembered(table uint32, s string, out []uint32) []uint32 {
	l := &m.looks[table]
	if l.memory == nil {
		l.memory = new([memorySlots]memory)
	}
	e := &l.memory[memorySlot(s)]
	if e.text != nil && string(e.text) == s {
		return append(out, e.rows...)
	}
	before := len(out)
	out = m.b.Tables[table].pieces(m.b.Consts, s, out)
	if e.text == nil {
		e.text = make([]byte, 0, 128)
	}
	e.text, e.rows = append(e.text[:0], s...), append(e.rows[:0], out[before:]...)
	return out
}

// memorySlot is the slot of a text, by its length, its ends and its middle.
func memorySlot(s string) uint64 {
	b := unsafe.Slice(unsafe.StringData(s), len(s))
	h := binary.LittleEndian.Uint64(b) ^ uint64(len(s))<<56
	h = mix(h ^ binary.LittleEndian.Uint64(b[len(b)-8:]))
	h = mix(h ^ binary.LittleEndian.Uint64(b[len(b)/2-4:]))
	return h % memorySlots
}

// Package source holds the text of rule files and knows where every byte of it
// came from: files with their lines, YAML nodes with exact byte positions, and
// texts assembled from pieces of files. It reads YAML the way Falco's library
// does, which accepts more than most, and refuses what is too large to be rules.
package source

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"sort"
	"unicode/utf16"
	"unicode/utf8"
)

// Limits of one file. They are far above any real rule set and keep hostile
// input within a second and a few hundred megabytes.
const (
	MaxFileSize = 32 << 20 // bytes
	MaxDepth    = 500      // nested YAML collections, as in Falco's library
	MaxNodes    = 1 << 20  // YAML nodes, each alias counted with all it stands for
)

// File is one rule file. Data is its text as UTF-8 without byte order mark;
// offsets count bytes of Data.
type File struct {
	Name     string
	Data     []byte
	Hash     [sha256.Size]byte // of the bytes before decoding
	TooLarge bool              // the text was dropped
	lines    []int32           // offset of each line's first byte
}

// NewFile decodes a file's bytes. UTF-16 and UTF-32 are recognised by their byte
// order marks or by the zero bytes that ASCII text has in them.
func NewFile(name string, raw []byte) *File {
	f := &File{Name: name, Hash: sha256.Sum256(raw), lines: []int32{0}}
	if f.TooLarge = len(raw) > MaxFileSize; f.TooLarge {
		return f
	}
	f.Data = decode(raw)
	// Counted first: a file may be millions of empty lines.
	f.lines = append(make([]int32, 0, 1+bytes.Count(f.Data, []byte{'\n'})), 0)
	for i, c := range f.Data {
		if c == '\n' || c == '\r' && (i+1 == len(f.Data) || f.Data[i+1] != '\n') {
			f.lines = append(f.lines, int32(i+1))
		}
	}
	return f
}

func decode(b []byte) []byte {
	has := func(p ...byte) bool {
		return len(b) >= len(p) && string(b[:len(p)]) == string(p)
	}
	switch {
	case has(0xEF, 0xBB, 0xBF):
		return b[3:]
	case has(0, 0, 0xFE, 0xFF):
		return fromUTF32(b[4:], true)
	case has(0xFF, 0xFE, 0, 0):
		return fromUTF32(b[4:], false)
	case has(0xFE, 0xFF):
		return fromUTF16(b[2:], true)
	case has(0xFF, 0xFE):
		return fromUTF16(b[2:], false)
	case len(b) >= 2 && b[0] == 0 && b[1] != 0:
		return fromUTF16(b, true)
	case len(b) >= 4 && b[0] != 0 && b[1] == 0 && b[2] != 0:
		return fromUTF16(b, false)
	}
	return b
}

func fromUTF16(b []byte, big bool) []byte {
	u := make([]uint16, len(b)/2)
	for i := range u {
		x, y := uint16(b[2*i]), uint16(b[2*i+1])
		if big {
			x, y = y, x
		}
		u[i] = x | y<<8
	}
	return []byte(string(utf16.Decode(u)))
}

func fromUTF32(b []byte, big bool) []byte {
	var out []byte
	for ; len(b) >= 4; b = b[4:] {
		r := rune(b[0]) | rune(b[1])<<8 | rune(b[2])<<16 | rune(b[3])<<24
		if big {
			r = rune(b[3]) | rune(b[2])<<8 | rune(b[1])<<16 | rune(b[0])<<24
		}
		out = utf8.AppendRune(out, r)
	}
	return out
}

// LineCol is the line and the column in bytes of an offset, both from 1.
func (f *File) LineCol(off int) (line, col int) {
	i := sort.Search(len(f.lines), func(i int) bool { return int(f.lines[i]) > off }) - 1
	return i + 1, off - int(f.lines[i]) + 1
}

// Line is the text of a line, counted from 1, without its end. It is part of Data.
func (f *File) Line(n int) []byte {
	if n < 1 || n > len(f.lines) {
		return nil
	}
	end := len(f.Data)
	if n < len(f.lines) {
		end = int(f.lines[n])
	}
	text := f.Data[f.lines[n-1]:end]
	for len(text) > 0 && (text[len(text)-1] == '\n' || text[len(text)-1] == '\r') {
		text = text[:len(text)-1]
	}
	return text
}

// Lines is how many lines the file has.
func (f *File) Lines() int { return len(f.lines) }

// Pos is a place in a file. File is nil when the place is unknown.
type Pos struct {
	File *File
	Off  int
}

func (p Pos) String() string {
	if p.File == nil {
		return "-"
	}
	line, col := p.File.LineCol(p.Off)
	return fmt.Sprintf("%s:%d:%d", p.File.Name, line, col)
}

package vm

import (
	"encoding/binary"
	"errors"
	"hash/crc32"
	"slices"
	"testing"

	"github.com/falcoc/falcoc/vm/catalog"
)

// seal gives changed bytes of a bundle checksums that are right again, so that
// what is behind them gets tested.
func seal(data []byte) []byte {
	data = slices.Clone(data)
	table := headerSize + numSections*entrySize + 4
	if len(data) < table {
		return data
	}
	copy(data, magic)
	binary.LittleEndian.PutUint32(data[len(magic):], FormatMajor)
	binary.LittleEndian.PutUint32(data[len(magic)+4:], uint32(numSections))
	for id := secInfo; id <= secSignature; id++ {
		e := data[headerSize+(int(id)-1)*entrySize:]
		off, n := binary.LittleEndian.Uint64(e[8:]), binary.LittleEndian.Uint64(e[16:])
		if off <= uint64(len(data)) && n <= uint64(len(data))-off {
			binary.LittleEndian.PutUint32(e[4:], crc32.Checksum(data[off:off+n], castagnoli))
		}
	}
	binary.LittleEndian.PutUint32(data[table-4:], crc32.Checksum(data[:table-4], castagnoli))
	return data
}

// exercise runs a verified bundle on events whose fields have and lack values.
func exercise(t *testing.T, b *Bundle) {
	texts := []string{"", "a", "/etc/shadow", "/etc//x/", "-a-b", "\xff\x00", "aGk="}
	n := 0
	m, err := NewMachine(b, func(imp Import) (Extractor, error) {
		return func(out *Value) bool {
			n++
			*out = Value{S: texts[n%len(texts)], N: uint64(n) * 0x9E3779B97F4A7C15, Type: catalog.Type(n % 50), L: out.L[:0]}
			for i := range n % 4 {
				out.L = append(out.L, Value{S: texts[(n+i)%len(texts)], N: uint64(i)})
			}
			return n%5 != 0
		}, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	m.crowd = 1
	sel := NewSelection(b, 7)
	sel.Apply(Choice{Tag: "t1"}, Choice{Enable: true, Rule: "*"})
	for id := range min(64, catalog.NumEvents) {
		m.Begin(catalog.EventID(id))
		m.Match(sel, id%2 == 0, nil)
		for r := range min(len(b.Rules), 8) {
			m.Rule(r)
		}
		for r := range min(len(b.Regs), 64) {
			m.Reg(r)
		}
	}
}

func FuzzDecode(f *testing.F) {
	data, err := sample().Encode()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data)
	f.Add(data[:300])
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, data := range [][]byte{data, seal(data)} {
			b, err := Decode(data)
			if err != nil {
				var fe *FormatError
				if !errors.As(err, &fe) {
					t.Fatalf("an error of another type: %v", err)
				}
				continue
			}
			again, err := b.Encode()
			if err != nil {
				t.Fatal(err)
			}
			if string(again) != string(data) {
				t.Fatal("decoding and encoding changes the bytes")
			}
		}
	})
}

// What Verify accepts runs without a fault.
func FuzzVerifyRun(f *testing.F) {
	data, err := sample().Encode()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data, uint32(0), uint8(0))
	f.Add(data, uint32(700), uint8(3))
	f.Fuzz(func(t *testing.T, data []byte, at uint32, to uint8) {
		data = slices.Clone(data)
		if len(data) > 0 {
			data[int(at)%len(data)] = to
		}
		b, err := Decode(seal(data))
		if err != nil || Verify(b) != nil {
			return
		}
		exercise(t, b)
	})
}

// Every byte of a bundle changed in several ways.
func TestMutations(t *testing.T) {
	data, err := sample().Encode()
	if err != nil {
		t.Fatal(err)
	}
	ran := 0
	for i := headerSize; i < len(data); i++ {
		for _, x := range []byte{1, 2, 4, 8, 0x80, 0xFF, data[i]} {
			bad := slices.Clone(data)
			bad[i] ^= x
			b, err := Decode(seal(bad))
			if err != nil || Verify(b) != nil {
				continue
			}
			exercise(t, b)
			ran++
		}
	}
	t.Logf("%d mutations ran", ran)
}

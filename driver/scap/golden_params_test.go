package scap_test

import (
	"compress/gzip"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/driver/scap"
	"github.com/falcoc/falcoc/vm/catalog"
)

// TestGoldenParams compares the parameters of converted events with those that
// Falco's own conversion gives, as evt.rawarg shows numbers and texts. Of a
// parameter without a value evt.arg is <NA>, and evt.rawarg is whatever lies
// behind the event in Falco's memory.
func TestGoldenParams(t *testing.T) {
	for _, path := range captures(t) {
		name := filepath.Base(path)
		if !strings.HasPrefix(name, "public-") {
			continue // needs no conversion
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			compareParams(t, path)
		})
	}
}

func compareParams(t *testing.T, path string) {
	r, err := scap.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	f, err := os.Open(strings.TrimSuffix(path, ".scap") + ".fields.jsonl.gz")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	dec := json.NewDecoder(z)
	dec.UseNumber()
	var ev driver.Event
	compared := 0
	for num := 0; dec.More(); {
		var row map[string]any
		if err := dec.Decode(&row); err != nil {
			t.Fatal(err)
		}
		want, err := strconv.Atoi(fmt.Sprint(row["evt.num"]))
		if err != nil {
			t.Fatal(err)
		}
		for ; num < want; num++ {
			if err := r.Next(&ev); err != nil {
				t.Fatal(err)
			}
		}
		for i := range ev.NumParams() {
			p := &ev.Info().Params[i]
			raw, known := row["evt.rawarg."+p.Name]
			if !known {
				continue
			}
			got, ok := shown(&ev, i, p)
			if !ok {
				continue
			}
			compared++
			if len(ev.Param(i)) == 0 {
				if arg := row["evt.arg."+p.Name]; arg != "<NA>" {
					t.Errorf("event %d, %s.%s: empty, Falco has %v", num, ev.Info().Name, p.Name, arg)
				}
			} else if fmt.Sprint(raw) != got {
				t.Errorf("event %d, %s.%s: %s, Falco has %v", num, ev.Info().Name, p.Name, got, raw)
			}
		}
	}
	if compared < 100 {
		t.Errorf("only %d parameters were compared", compared)
	}
}

// shown is parameter i as evt.rawarg prints it.
func shown(ev *driver.Event, i int, p *catalog.Param) (string, bool) {
	if p.Type.IsString() {
		s, _ := ev.Text(i)
		return s, true
	}
	v, _ := ev.Uint(i)
	switch {
	case p.Type.Size() == 0:
		return "", false
	case p.Format == catalog.FmtHex:
		return strings.ToUpper(strconv.FormatUint(v, 16)), true
	case p.Format == catalog.FmtOct:
		return strconv.FormatUint(v, 8), true
	case p.Type.IsSigned():
		n, _ := ev.Int(i)
		return strconv.FormatInt(n, 10), true
	}
	return strconv.FormatUint(v, 10), true
}

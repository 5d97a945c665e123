package print

import (
	"bytes"
	"encoding/json"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/driver/scap"
	"github.com/falcoc/falcoc/runtime/fields"
	"github.com/falcoc/falcoc/runtime/state"
)

// replayOwn goes through a capture that ships with the project.
func replayOwn(t *testing.T, names []string, f func(p *Printer)) {
	t.Helper()
	const path = "../../conformance/captures/A-files.scap"
	if _, err := os.Stat(path); err != nil {
		t.Skip(err)
	}
	src, err := scap.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	ctx := fields.New(state.New(src.Snapshot(), state.Options{}))
	p, err := New(ctx, names)
	if err != nil {
		t.Fatal(err)
	}
	var ev driver.Event
	for {
		if err := src.Next(&ev); err == io.EOF {
			return
		} else if err != nil {
			t.Fatal(err)
		}
		if ctx.St.Process(&ev) {
			ctx.Begin(&ev)
			f(p)
		}
	}
}

func TestAll(t *testing.T) {
	opened := false
	replayOwn(t, []string{All, "proc.aname[1]"}, func(p *Printer) {
		line := p.JSON(nil)
		var row map[string]any
		if err := json.Unmarshal(line, &row); err != nil {
			t.Fatalf("%v\n%s", err, line)
		}
		if !bytes.HasPrefix(line, []byte(`{"evt.num":`)) || !bytes.HasSuffix(line, []byte("}\n")) {
			t.Fatalf("%s", line)
		}
		for name, v := range row {
			if v == nil {
				t.Fatalf("%s is null\n%s", name, line)
			}
		}
		opened = opened || row["evt.type"] == "openat" && row["evt.arg.name"] != nil && row["evt.rawarg.fd"] != nil && row["proc.aname[1]"] != nil
	})
	if !opened {
		t.Error("no openat with its parameters")
	}
}

func TestText(t *testing.T) {
	n := 0
	replayOwn(t, []string{"evt.num", "evt.type", "proc.aname[9]"}, func(p *Printer) {
		line := string(p.Text(nil))
		if n++; !strings.HasPrefix(line, "evt.num=") || !strings.HasSuffix(line, " proc.aname[9]=<NA>\n") {
			t.Fatalf("%q", line)
		}
	})
	if n == 0 {
		t.Error("no event")
	}
}

func TestUnknownField(t *testing.T) {
	_, err := New(fields.New(state.New(nil, state.Options{})), []string{"no.such"})
	if err == nil || !strings.Contains(err.Error(), "no.such") {
		t.Errorf("got %v", err)
	}
}

package runtime_test

import (
	"encoding/binary"
	"io"
	"slices"
	"testing"

	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/runtime"
	"github.com/falcoc/falcoc/runtime/containers"
	"github.com/falcoc/falcoc/runtime/state"
	"github.com/falcoc/falcoc/vm/catalog"
)

// told is a collector with news.
type told []containers.News

func (t *told) Lookup(string, string) *containers.Container { return nil }
func (t *told) Ready() bool                                 { return len(*t) > 0 }
func (t *told) Take() (containers.News, bool) {
	n := (*t)[0]
	*t = (*t)[1:]
	return n, true
}

// single is a source of one event.
type single struct{ done bool }

func (*single) Snapshot() *driver.Snapshot { return nil }
func (*single) Close() error               { return nil }
func (s *single) Next(ev *driver.Event) error {
	if s.done {
		return io.EOF
	}
	s.done = true
	raw := make([]byte, driver.HeaderSize)
	raw[0], raw[8], raw[16] = 7, 1, driver.HeaderSize
	binary.LittleEndian.PutUint16(raw[20:], uint16(catalog.EvtGetcwdX))
	return ev.Decode(raw)
}

// TestNews holds that rules see a new container as an event, unless it is old, and
// that the state knows each until it is removed.
func TestNews(t *testing.T) {
	web, old := &containers.Container{ID: "web", Name: "w", Type: "docker"}, &containers.Container{ID: "old", Name: "o", Type: "docker"}
	c := &told{}
	s := runtime.NewStream(&single{}, state.Options{Containers: c})
	if err := s.Next(); err != nil {
		t.Fatal(err)
	}
	*c = told{{Container: old, Quiet: true}, {Container: web}, {Container: old, Removed: true}}
	var seen []string
	for {
		if err := s.Next(); err == io.EOF {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		if s.Ev.Type != catalog.EvtAsynceventE || s.Ev.TS != 7 || s.Ev.TID != 0 {
			t.Errorf("type %d at %d of %d", s.Ev.Type, s.Ev.TS, s.Ev.TID)
		}
		name, _ := s.Ev.Text(1)
		seen = append(seen, name+" "+s.Fields.St.EventContainer.Name)
	}
	if want := []string{"container w", "container_removed o"}; !slices.Equal(seen, want) {
		t.Errorf("rules saw %q, want %q", seen, want)
	}
	if s.Stats.StateOnly != 1 || s.Fields.St.ContainerByID("web") == nil || s.Fields.St.ContainerByID("old") != nil {
		t.Errorf("%+v", s.Stats)
	}
}

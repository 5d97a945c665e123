package bpf

import (
	"encoding/binary"
	"os"
	"os/exec"
	"os/signal"
	"strings"
	"testing"
	"time"

	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/vm/catalog"
	"golang.org/x/sys/unix"
)

// onPoints are the events that everything on the machine makes all the time.
func onPoints() (set catalog.EventSet) {
	for _, d := range onDemand {
		set.Add(d.event)
	}
	return set
}

// TestPoints makes a signal, switches and page faults.
func TestPoints(t *testing.T) {
	if onARM64 {
		t.Skip("page faults have no tracepoint here")
	}
	s := open(t, Options{Events: onPoints(), OnlyEvents: true, NoScan: true, BufferSize: 32 << 20})
	caught := make(chan os.Signal, 1)
	signal.Notify(caught, unix.SIGTERM)
	defer signal.Stop(caught)
	const pages = 50
	var area []byte
	child := 0
	got := collect(t, s, func(*driver.Event) bool { return true }, func() {
		if err := unix.Kill(os.Getpid(), unix.SIGTERM); err != nil {
			t.Error(err)
		}
		<-caught
		var err error
		if area, err = unix.Mmap(-1, 0, pages*4096, unix.PROT_READ|unix.PROT_WRITE, unix.MAP_PRIVATE|unix.MAP_ANONYMOUS); err != nil {
			t.Fatal(err)
		}
		_ = unix.Madvise(area, unix.MADV_NOHUGEPAGE)
		for i := 0; i < pages; i++ {
			area[i*4096] = 1
		}
		time.Sleep(20 * time.Millisecond)
		cmd := exec.Command("sleep", "0.01")
		if err := cmd.Run(); err != nil {
			t.Error(err)
		}
		child = cmd.Process.Pid
		time.Sleep(20 * time.Millisecond) // the child's signal may come after its end was waited for
	})
	defer unix.Munmap(area)
	var term, chld bool
	faults, switches := map[uint64]bool{}, 0
	for _, e := range got {
		switch e.Type {
		case catalog.EvtSignaldeliverE:
			term = term || len(differences(e, known{"spid": os.Getpid(), "dpid": int(e.TID), "sig": int(unix.SIGTERM)})) == 0
			chld = chld || len(differences(e, known{"spid": child, "sig": int(unix.SIGCHLD)})) == 0
		case catalog.EvtPageFaultE:
			if len(differences(e, known{"error": catalog.PF_PAGE_NOT_PRESENT | catalog.PF_WRITE_ACCESS | catalog.PF_USER_FAULT})) == 0 {
				faults[binary.LittleEndian.Uint64(e.Param(0))&^4095] = true
			}
		case catalog.EvtSchedswitch6E:
			if e.TID == int64(child) && binary.LittleEndian.Uint32(e.Param(3)) > 0 {
				switches++
			}
		default:
			t.Errorf("got %s", e.Info().Name)
		}
	}
	if !term || !chld || switches == 0 {
		t.Errorf("SIGTERM %v, SIGCHLD %v, %d switches", term, chld, switches)
	}
	base := addressOf(area)
	for i := uint64(0); i < pages; i++ {
		if !faults[base+i*4096] {
			t.Errorf("no fault on page %d", i)
			break
		}
	}
	if st, _, err := s.Stats(); err != nil || st.Lost() != 0 {
		t.Errorf("%+v, %v", st, err)
	}
}

// TestPointsOnDemand attaches a program when its event is wanted, and not longer.
func TestPointsOnDemand(t *testing.T) {
	s := open(t, Options{NoScan: true, OnlyEvents: true})
	attached := func() string {
		var names []string
		for _, d := range onDemand {
			if attachedPoint(s, d.program) {
				names = append(names, d.program)
			}
		}
		return strings.Join(names, " ")
	}
	if got := attached(); got != "" {
		t.Errorf("attached without need: %s", got)
	}
	var set catalog.EventSet
	set.Add(catalog.EvtSignaldeliverE)
	for _, c := range []struct {
		set  catalog.EventSet
		want string
	}{{set, "signal_deliver"}, {set, "signal_deliver"}, {catalog.EventSet{}, ""}} {
		if err := s.Select(c.set); err != nil {
			t.Fatal(err)
		}
		if got := attached(); got != c.want {
			t.Errorf("attached: %q, want %q", got, c.want)
		}
	}
}

func attachedPoint(s *Source, program string) bool {
	_, ok := s.points[program]
	return ok
}

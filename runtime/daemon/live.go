package daemon

import (
	"fmt"
	"log/slog"
	"os"
	"strconv"

	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/driver/bpf"
	"github.com/falcoc/falcoc/runtime/config"
	"github.com/falcoc/falcoc/runtime/containers"
	"github.com/falcoc/falcoc/runtime/sensor"
	"github.com/falcoc/falcoc/runtime/state"
	"github.com/falcoc/falcoc/vm"
)

// live is the kernel as a source that tells what it lost.
type live struct {
	*bpf.Source
	watch *sensor.CgroupWatch
	beat  *sensor.Heartbeat
}

// Drops is the number of events that were wanted and did not arrive.
func (l live) Drops() uint64 {
	total, _, err := l.Stats()
	if err != nil {
		return 0
	}
	return total.Lost()
}

// liveState is how the state of this machine is kept: what it does not know it may ask
// for. HOST_ROOT tells where a container sees the host's files.
func liveState(engines *config.ContainerEngines) state.Options {
	root := os.Getenv("HOST_ROOT")
	return state.Options{
		SelfPID:    int64(os.Getpid()),
		HostRoot:   root,
		Containers: containers.Start(containers.Options{HostRoot: root, Off: engines.Off(), Sockets: engines.Sockets()}),
		Alive: func(tid int64) bool {
			_, err := os.Stat("/proc/" + strconv.FormatInt(tid, 10))
			return err == nil
		},
	}
}

// openLive asks the kernel for the events that an enabled rule can match; with
// guards, for those only whose raw parameters leave that possible.
func openLive(b *vm.Bundle, sel *vm.Selection, opt bpf.Options, guards bool, log *slog.Logger) (driver.Source, error) {
	opt.Events = wanted(b, sel)
	if guards {
		g, err := sensor.Guards(b, sel)
		if err != nil {
			return nil, err
		}
		opt.Guards = g
	}
	src, err := bpf.Open(opt)
	if err != nil {
		return nil, fmt.Errorf("watching the kernel: %w", err)
	}
	for _, r := range src.Refused() {
		log.Warn("the kernel refuses a program", "program", r.Program, "error", r.Err)
	}
	log.Info("watching this machine", "rules", len(sel.Enabled()))
	l := live{Source: src, beat: sensor.StartHeartbeat(src)}
	if guards {
		l.watch = sensor.WatchCgroups(src)
	}
	return l, nil
}

package main

import (
	"io"

	"github.com/falcoc/falcoc/driver/bpf"
	"github.com/falcoc/falcoc/runtime/sensor"
	"github.com/falcoc/falcoc/vm"
	"github.com/falcoc/falcoc/vm/catalog"
)

type cgroupWatch = sensor.CgroupWatch

func liveGuards(b *vm.Bundle, sel *vm.Selection) (*bpf.Guards, error) { return sensor.Guards(b, sel) }

func watchCgroups(src *bpf.Source, _ io.Writer) *cgroupWatch { return sensor.WatchCgroups(src) }

func showsDescriptors(fields []string) bool { return sensor.ShowsDescriptors(fields) }

// Close ends the watch of control groups, then the sensor.
func (l live) Close() error {
	if l.watch != nil {
		l.watch.Close()
	}
	return l.Source.Close()
}

// Filtered is the number of events of each type that the kernel left out because no
// enabled rule can match them.
func (l live) Filtered() map[catalog.EventID]uint64 {
	n, err := l.FilteredBy()
	if err != nil {
		return nil
	}
	return n
}

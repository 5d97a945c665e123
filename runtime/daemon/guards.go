package daemon

import (
	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/runtime/alert"
	"github.com/falcoc/falcoc/vm/catalog"
)

// Close ends what watches the machine, then the sensor.
func (l live) Close() error {
	l.beat.Close()
	if l.watch != nil {
		l.watch.Close()
	}
	return l.Source.Close()
}

// sensorRule is the name of alerts about the sensor itself.
const sensorRule = "falcod internal: sensor"

// sensorAlerts are about what the heartbeat found wrong since the last call.
func sensorAlerts(src driver.Source) (out []*alert.Internal) {
	l, ok := src.(live)
	if !ok {
		return nil
	}
	for _, problem := range l.beat.Take() {
		out = append(out, &alert.Internal{Rule: sensorRule, Priority: 1, Msg: sensorRule + ": " + problem, Fields: []alert.Field{{Key: "problem", Value: problem}}})
	}
	return out
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

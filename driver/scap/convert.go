package scap

import (
	"encoding/binary"
	"encoding/json"

	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/vm/catalog"
)

// A conversion says what becomes of an event of one type with a certain number
// of parameters. Events change over the years in two ways: parameters are
// appended under the same id, or a new id takes over. Enter events, which once
// carried a call's arguments, are kept until their exit event, which gets the
// arguments.
type conversion struct {
	From catalog.EventID
	N    int // parameters that the event carries
	Act  action
	To   catalog.EventID // of actChange
	Ins  []instr         // one for each new parameter
}

type action uint8

const (
	actPass      action = iota // as it is
	actStore                   // keep for the exit event, do not deliver
	actStorePass               // keep for the exit event and deliver
	actAdd                     // append parameters
	actChange                  // become another event whose parameters are all from instructions
)

// instr makes one parameter: a source in the high bits, an index below.
type instr uint8

const (
	empty         instr = iota << 5 // no value: length 0
	zero                            // the type's neutral value
	old                             // + i: parameter i of the event
	enter                           // + i: parameter i of the enter event, zero when there is none
	enterOrEmpty                    // + i: the same, but empty when there is none
	containerJSON                   // the JSON form of a container event's parameters
	oldInner                        // + i: parameter i of the event, of type Dyn, without its index byte
)

const indexMask instr = 1<<5 - 1

// Bounds of the converter: rounds for one event, and bytes of kept enter events.
const (
	maxRounds = 50
	maxStored = 32 << 20
)

// plainFrom is, for each type, the number of parameters from which on an event
// is in the current schema and delivered as it is: 0 where that is always so,
// neverPlain where it never is.
var plainFrom = func() (t [catalog.NumEvents]uint8) {
	for i := range t {
		e := &catalog.Events[i]
		switch {
		case e.Flags&(catalog.Unused|catalog.OldVersion|catalog.LargePayload) != 0:
			t[i] = neverPlain
		case e.Flags&catalog.Converted == 0:
			t[i] = 0
		case catalog.EventID(i).IsExit():
			t[i] = uint8(len(e.Params))
		default:
			t[i] = neverPlain
		}
	}
	return t
}()

const neverPlain = 255

// firstConversion is, for each type, 1 + the index of its first row in conversions.
var firstConversion = func() (t [catalog.NumEvents]uint16) {
	for i := len(conversions) - 1; i >= 0; i-- {
		t[conversions[i].From] = uint16(i + 1)
	}
	return t
}()

func findConversion(id catalog.EventID, n int) *conversion {
	for i := int(firstConversion[id]); i > 0 && i <= len(conversions) && conversions[i-1].From == id; i++ {
		if conversions[i-1].N == n {
			return &conversions[i-1]
		}
	}
	return nil
}

// converter brings events to the current schema.
type converter struct {
	stored   map[int64][]byte // by thread: the enter event of the call it is in
	bytes    int              // capacity of all that is stored
	spare    [][]byte
	enter    driver.Event
	out      [2][]byte // the event being made and the one it is made from
	turn     int
	v2       []byte
	params   [][]byte
	rewrites uint64
}

func (c *converter) reset() {
	clear(c.stored)
	c.spare, c.bytes = nil, 0
}

// upgrade rewrites an event without parameter count to one with it.
func (c *converter) upgrade(raw []byte, id catalog.EventID, info *catalog.EventInfo) ([]byte, error) {
	if info.Has(catalog.LargePayload) {
		return nil, corrupt("%s event in an old block", info.Name)
	}
	n := countParams(raw, len(info.Params))
	if n < 0 && (id == catalog.EvtNotificationE || id == catalog.EvtInfrastructureEventE) && len(raw) > headerV1Size+3 {
		// The programs that wrote these said three bytes too much.
		raw = raw[:len(raw)-3]
		n = countParams(raw, len(info.Params))
	}
	if n < 0 {
		return nil, corrupt("the parameter lengths of %s do not fit its %d bytes", info.Name, len(raw))
	}
	b := append(c.v2[:0], raw[:headerV1Size]...)
	b = binary.LittleEndian.AppendUint32(b, uint32(n))
	b = append(b, raw[headerV1Size:]...)
	binary.LittleEndian.PutUint32(b[16:], uint32(len(b)))
	c.v2 = b
	return b, nil
}

// countParams finds the number of parameters with which the lengths add up to
// the event's length, or -1. most is what the schema has.
func countParams(raw []byte, most int) int {
	for n := most; n >= 0; n-- {
		at := headerV1Size + 2*n
		if at > len(raw) {
			continue
		}
		end := at
		for i := range n {
			end += int(binary.LittleEndian.Uint16(raw[headerV1Size+2*i:]))
		}
		if end == len(raw) {
			return n
		}
	}
	return -1
}

// convert brings ev to the current schema. It returns false when the event is
// not to be delivered.
func (c *converter) convert(ev *driver.Event) (bool, error) {
	used := false
	for range maxRounds {
		rule, keep, err := c.rule(ev)
		if err != nil || !keep {
			return false, err
		}
		if rule == nil {
			if used {
				c.forget(ev.TID)
			}
			return true, nil
		}
		switch rule.Act {
		case actPass:
			return true, nil
		case actStore:
			c.store(ev)
			return false, nil
		case actStorePass:
			c.store(ev)
			return true, nil
		}
		u, err := c.apply(ev, rule)
		if err != nil {
			return false, err
		}
		used = used || u
		c.rewrites++
	}
	return false, corrupt("event %d needs more than %d conversions", ev.Type, maxRounds)
}

// rule finds what is to be done with ev: nothing when rule is nil, not to deliver
// it when keep is false.
func (c *converter) rule(ev *driver.Event) (rule *conversion, keep bool, err error) {
	info, n := ev.Info(), ev.NumParams()
	switch f := info.Flags; {
	case f&catalog.Unused != 0:
		return nil, false, nil
	case f&catalog.Converted == 0:
		return nil, f&catalog.OldVersion == 0, nil
	case ev.Type.IsExit() && f&catalog.OldVersion == 0 && n >= len(info.Params):
		// More parameters than the schema has come from a newer program, which only
		// appends.
		return nil, true, nil
	}
	if rule = findConversion(ev.Type, n); rule == nil {
		return nil, false, corrupt("no conversion for event %d, %s, with %d parameters", ev.Type, info.Name, n)
	}
	return rule, true, nil
}

// apply makes ev the event that rule says. It reports whether the enter event
// was needed.
func (c *converter) apply(ev *driver.Event, rule *conversion) (used bool, err error) {
	id := ev.Type
	params := c.params[:0]
	if rule.Act == actChange {
		id = rule.To
	} else {
		for i := range ev.NumParams() {
			params = append(params, ev.Param(i))
		}
	}
	info := id.Info()
	// An enter event of another call was left behind by one whose exit is missing.
	entered := false
	if raw, ok := c.stored[ev.TID]; ok && c.enter.Decode(raw) == nil {
		entered = c.enter.Type == ev.Type-1
	}
	for _, in := range rule.Ins {
		if len(params) >= len(info.Params) {
			return false, corrupt("conversion of event %d makes too many parameters", ev.Type)
		}
		typ, i := info.Params[len(params)].Type, int(in&indexMask)
		var p []byte
		switch in &^ indexMask {
		case zero:
			p = neutral(typ)
		case old:
			p = ev.Param(i)
		case oldInner:
			if p = ev.Param(i); len(p) > 0 {
				p = p[1:]
			}
		case enter, enterOrEmpty:
			used = true
			switch {
			case entered:
				p = c.enter.Param(i)
			case in&^indexMask == enter:
				p = neutral(typ)
			}
		case containerJSON:
			p = containerAsJSON(ev)
		}
		if size := typ.Size(); size > 0 && len(p) > size {
			p = p[:size]
		}
		params = append(params, p)
	}
	c.params = params
	c.turn ^= 1
	b := appendEvent(c.out[c.turn][:0], ev.TS, ev.TID, id, params)
	c.out[c.turn] = b
	cpu, only := ev.CPU, ev.StateOnly
	err = ev.Decode(b)
	ev.CPU, ev.StateOnly = cpu, only
	return used, err
}

// store keeps ev until its exit event. Beyond the bound nothing is kept: exit
// events then lack their arguments.
func (c *converter) store(ev *driver.Event) {
	b, ok := c.stored[ev.TID]
	if !ok {
		if n := len(c.spare); n > 0 {
			b, c.spare = c.spare[n-1], c.spare[:n-1]
		}
	}
	before := cap(b)
	if c.bytes-before+len(ev.Raw) > maxStored {
		return
	}
	b = append(b[:0], ev.Raw...)
	c.bytes += cap(b) - before
	if c.stored == nil {
		c.stored = map[int64][]byte{}
	}
	c.stored[ev.TID] = b
}

func (c *converter) forget(tid int64) {
	b, ok := c.stored[tid]
	if !ok {
		return
	}
	delete(c.stored, tid)
	if len(c.spare) < 64 && cap(b) <= 4096 {
		c.spare = append(c.spare, b)
	} else {
		c.bytes -= cap(b)
	}
}

var (
	zeros = make([]byte, 16)
	ones  = []byte{0xFF, 0xFF, 0xFF, 0xFF}
)

// neutral is the value that an argument has when nobody knows it.
func neutral(t catalog.Type) []byte {
	if t == catalog.UID || t == catalog.GID {
		return ones
	}
	return zeros[:t.Size()]
}

// appendEvent writes an event with the given parameters.
func appendEvent(b []byte, ts uint64, tid int64, id catalog.EventID, params [][]byte) []byte {
	start := len(b)
	b = binary.LittleEndian.AppendUint64(b, ts)
	b = binary.LittleEndian.AppendUint64(b, uint64(tid))
	b = binary.LittleEndian.AppendUint32(b, 0)
	b = binary.LittleEndian.AppendUint16(b, uint16(id))
	b = binary.LittleEndian.AppendUint32(b, uint32(len(params)))
	if large := id.Info().Has(catalog.LargePayload); large {
		for _, p := range params {
			b = binary.LittleEndian.AppendUint32(b, uint32(len(p)))
		}
	} else {
		for _, p := range params {
			b = binary.LittleEndian.AppendUint16(b, uint16(len(p)))
		}
	}
	for _, p := range params {
		b = append(b, p...)
	}
	binary.LittleEndian.PutUint32(b[start+16:], uint32(len(b)-start))
	return b
}

// containerAsJSON words the parameters of the first container event - id, type,
// name, image - like the later events do.
func containerAsJSON(ev *driver.Event) []byte {
	var c struct {
		Container struct {
			ID    string `json:"id"`
			Type  uint64 `json:"type"`
			Name  string `json:"name"`
			Image string `json:"image"`
		} `json:"container"`
	}
	c.Container.ID, _ = ev.Text(0)
	c.Container.Type, _ = ev.Uint(1)
	c.Container.Name, _ = ev.Text(2)
	c.Container.Image, _ = ev.Text(3)
	b, err := json.Marshal(&c)
	if err != nil {
		return nil
	}
	return append(b, 0)
}

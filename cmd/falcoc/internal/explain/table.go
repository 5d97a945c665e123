package explain

import (
	"errors"
	"fmt"
	"math"
	"net/netip"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/falcoc/falcoc/runtime/render"
	"github.com/falcoc/falcoc/vm"
	"github.com/falcoc/falcoc/vm/catalog"
)

// Table is an event given as the values of its fields, for events that no kernel made.
// Fields that follow from others need not be given: see derive.
type Table struct {
	Type   catalog.EventID
	values map[string]cell
}

// cell is a field's value; absent ones are there to say so.
type cell struct {
	ref    catalog.FieldRef
	v      vm.Value
	texts  []string
	absent bool
}

// NewTable returns an event without fields.
func NewTable() *Table { return &Table{values: map[string]cell{}} }

// Clone returns a copy to be changed.
func (t *Table) Clone() *Table {
	c := &Table{Type: t.Type, values: make(map[string]cell, len(t.values))}
	for k, v := range t.values {
		c.values[k] = v
	}
	return c
}

// Unset makes a field absent, also one that would follow from others.
func (t *Table) Unset(field string) error {
	ref, err := catalog.ParseField(field)
	if err != nil {
		return fieldError(field, err)
	}
	t.values[ref.Text()] = cell{ref: ref, absent: true}
	return nil
}

func fieldError(field string, err error) error {
	if errors.Is(err, catalog.ErrNoField) {
		return fmt.Errorf("there is no field %q", field)
	}
	return err
}

// Set gives a field its value: one text, or several for a list.
func (t *Table) Set(field string, texts ...string) error {
	ref, err := catalog.ParseField(field)
	if err != nil {
		return fieldError(field, err)
	}
	c := cell{ref: ref, texts: texts}
	if ref.Row().List || ref.Quantifier() != catalog.Plain {
		for _, s := range texts {
			v, err := parseValue(s, ref.Type)
			if err != nil {
				return fmt.Errorf("%s: %w", field, err)
			}
			c.v.L = append(c.v.L, v)
		}
	} else {
		if len(texts) != 1 {
			return fmt.Errorf("%s is one value, not a list", field)
		}
		if c.v, err = parseValue(texts[0], ref.Type); err != nil {
			return fmt.Errorf("%s: %w", field, err)
		}
	}
	if ref.ID == catalog.FieldEvtType || ref.ID == catalog.FieldSyscallType {
		if t.Type, err = eventNamed(texts[0]); err != nil {
			return err
		}
	}
	t.values[ref.Text()] = c
	return nil
}

// eventNamed is the latest version of the event type with the name: the exit of a
// call where it is one.
func eventNamed(name string) (catalog.EventID, error) {
	best, found := catalog.EventID(0), false
	for id := range catalog.Events {
		if e := &catalog.Events[id]; e.Name == name && !e.Has(catalog.OldVersion) && !e.Has(catalog.Unused) {
			if id := catalog.EventID(id); !found || id.IsExit() || !best.IsExit() {
				best, found = id, true
			}
		}
	}
	if found {
		return best, nil
	}
	if code, ok := catalog.SyscallByName(name); ok {
		return catalog.Syscalls[code].Exit, nil
	}
	if name == "container" || name == "container_removed" {
		return catalog.EvtAsynceventE, nil
	}
	return 0, fmt.Errorf("there is no event %q", name)
}

func parseValue(s string, typ catalog.Type) (v vm.Value, err error) {
	v.Type = typ
	switch typ {
	case catalog.Bool:
		b, err := strconv.ParseBool(s)
		if err != nil {
			return v, fmt.Errorf("%q is neither true nor false", s)
		}
		if b {
			v.N = 1
		}
		return v, nil
	case catalog.IPv4Addr, catalog.IPv6Addr, catalog.IPAddr, catalog.IPv4Net, catalog.IPv6Net, catalog.IPNet:
		a, err := netip.ParseAddr(s)
		if err != nil {
			return v, fmt.Errorf("%q is no address", s)
		}
		v.S = string(a.AsSlice())
		return v, nil
	case catalog.Double:
		f, err := strconv.ParseFloat(s, 64)
		if err != nil {
			return v, fmt.Errorf("%q is no number", s)
		}
		v.N = math.Float64bits(f)
		return v, nil
	}
	if typ.IsString() || typ == catalog.Bytebuf || typ == catalog.Sockaddr || typ == catalog.Socktuple || typ == catalog.FDList || typ == catalog.CharbufArray {
		v.S = s
		return v, nil
	}
	if n, err := strconv.ParseInt(s, 0, 64); err == nil {
		v.N = uint64(n)
		return v, nil
	}
	if v.N, err = strconv.ParseUint(s, 0, 64); err != nil {
		return v, fmt.Errorf("%q is no number", s)
	}
	return v, nil
}

// Plain is a value in the form that Set reads back.
func Plain(typ catalog.Type, v *vm.Value) string {
	switch {
	case typ == catalog.Bool:
		return strconv.FormatBool(v.N != 0)
	case typ == catalog.Double:
		return strconv.FormatFloat(math.Float64frombits(v.N), 'g', -1, 64)
	case typ.IsString() || typ == catalog.Bytebuf:
		return v.S
	case typ.IsSigned() || typ == catalog.Errno:
		return strconv.FormatInt(int64(v.N), 10)
	case typ >= catalog.IPv4Addr && v.S != "":
		return string(render.IP(nil, []byte(v.S)))
	}
	return strconv.FormatUint(v.N, 10)
}

// Bind returns the extractor of an import over the table that current names.
func Bind(current **Table) func(vm.Import) (vm.Extractor, error) {
	return func(imp vm.Import) (vm.Extractor, error) {
		ref, err := catalog.ParseField(imp.Field)
		if err != nil {
			return nil, fieldError(imp.Field, err)
		}
		return func(out *vm.Value) bool {
			c, ok := (*current).get(&ref, 0)
			if !ok {
				return false
			}
			out.S, out.N, out.Type = c.v.S, c.v.N, c.v.Type
			out.L = append(out.L[:0], c.v.L...)
			return true
		}, nil
	}
}

// Given are the fields that the table has, sorted.
func (t *Table) Given() []string {
	var names []string
	for name, c := range t.values {
		if !c.absent {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// maxDerived bounds how far a value is derived from others that are derived.
const maxDerived = 4

func (t *Table) get(ref *catalog.FieldRef, depth int) (cell, bool) {
	if c, ok := t.values[ref.Text()]; ok {
		return c, !c.absent
	}
	if depth > maxDerived {
		return cell{}, false
	}
	texts, ok := t.derive(ref.Text(), depth)
	if !ok {
		return cell{}, false
	}
	one := NewTable()
	if one.Set(ref.Text(), texts...) != nil {
		return cell{}, false
	}
	return one.values[ref.Text()], true
}

func (t *Table) text(field string, depth int) (string, bool) {
	ref, err := catalog.ParseField(field)
	if err != nil {
		return "", false
	}
	c, ok := t.get(&ref, depth+1)
	if !ok || len(c.texts) == 0 {
		return "", false
	}
	return c.texts[0], true
}

// fixed are the values of fields that a table leaves out.
var fixed = map[string]string{
	"evt.num": "1", "evt.dir": "<", "evt.source": "syscall", "evt.rawres": "0", "container.id": "host", "evt.is_async": "false",
}

// same are fields that have another one's value.
var same = map[string]string{
	"syscall.type": "evt.type", "evt.type": "syscall.type", "evt.arg.res": "evt.rawres", "proc.aname[1]": "proc.pname", "proc.pname": "proc.aname[1]",
	"proc.aname[0]": "proc.name", "fd.snet": "fd.sip", "fd.cnet": "fd.cip", "fd.rnet": "fd.rip", "fd.lnet": "fd.lip", "proc.vpid": "proc.pid",
	"thread.tid": "proc.pid", "proc.exeline": "proc.cmdline", "fd.rip": "fd.sip", "fd.lip": "fd.cip", "fd.nameraw": "fd.name",
}

var fdChars = map[string]string{"file": "f", "directory": "d", "ipv4": "4", "ipv6": "6", "unix": "u", "pipe": "p"}

// derive works out the value of a field that was not given: the results of a call
// that succeeds, on the host, and what other fields imply.
func (t *Table) derive(field string, depth int) ([]string, bool) {
	if s, ok := fixed[field]; ok {
		return []string{s}, true
	}
	if other, ok := same[field]; ok {
		s, ok := t.text(other, depth)
		return []string{s}, ok
	}
	many := func(fields ...string) (list []string, ok bool) {
		for _, f := range fields {
			if s, ok := t.text(f, depth); ok {
				list = append(list, s)
			}
		}
		return list, len(list) > 0
	}
	switch field {
	case "evt.res", "evt.failed":
		s, _ := t.text("evt.rawres", depth)
		n, err := strconv.ParseInt(s, 0, 64)
		if err != nil {
			return nil, false
		}
		if field == "evt.failed" {
			return []string{strconv.FormatBool(n < 0)}, true
		}
		if n >= 0 {
			return []string{"SUCCESS"}, true
		}
		return []string{catalog.ErrnoName(uint64(-n))}, true
	case "fd.directory":
		s, ok := t.text("fd.name", depth)
		return []string{path.Dir(s)}, ok && strings.HasPrefix(s, "/")
	case "fd.filename":
		s, ok := t.text("fd.name", depth)
		return []string{path.Base(s)}, ok && strings.HasPrefix(s, "/")
	case "fd.typechar":
		s, ok := t.text("fd.type", depth)
		return []string{fdChars[s]}, ok && fdChars[s] != ""
	case "fd.ip", "fd.net":
		return many("fd.cip", "fd.sip")
	case "fd.port":
		return many("fd.cport", "fd.sport")
	case "proc.aname":
		list, _ := many("proc.pname")
		for i := 2; i < 16; i++ {
			s, ok := t.text(fmt.Sprintf("proc.aname[%d]", i), depth)
			if !ok {
				break
			}
			list = append(list, s)
		}
		return list, len(list) > 0
	case "proc.cmdline":
		list, ok := many("proc.name", "proc.args")
		return []string{strings.Join(list, " ")}, ok
	}
	return nil, false
}

package check

import (
	"encoding/hex"
	"fmt"
	"math"
	"net/netip"
	"strconv"
	"strings"

	"github.com/falcoc/falcoc/compiler/typed"
	"github.com/falcoc/falcoc/vm/catalog"
)

// maxLiteral is the number of bytes that a string or buffer constant may have.
const maxLiteral = 255

// readLiteral reads the text of a constant as the left operand's type. msg is
// Falco's text when it cannot be read.
func readLiteral(p *typed.Pred, left *operand, text string) (v typed.Literal, msg, hint string) {
	v.Text = text
	id := catalog.FieldID(0)
	if left.field != nil {
		id = left.field.ID
	}
	switch id {
	case catalog.FieldEvtType:
		if text != "" && !knownEventName(text) {
			return v, "unknown event type " + text, suggestEvent(text)
		}
	case catalog.FieldEvtAround:
		if p.Op != typed.Eq {
			return v, "evt.around supports only '=' comparison operator", ""
		}
	}
	if hexOperator(p.Test.Op) {
		b, err := hex.DecodeString(text)
		if err != nil {
			return v, "filter error: bcontains and bstartswith operator support hex strings only",
				"write the bytes as pairs of hexadecimal digits, without 0x"
		}
		v.Data = string(b)
	}
	if left.Type != catalog.Bytebuf && strings.IndexByte(text, 0) >= 0 {
		return v, `filter error: filter value cannot contain a NUL byte (\x00)`, ""
	}
	// The values of raw arguments go another way in Falco, which knows fewer types.
	if id == catalog.FieldEvtRawarg && left.Type == catalog.Bytebuf {
		return v, fmt.Sprintf("wrong parameter type %d", left.Type), "compare evt.arg." + left.field.Param + " instead"
	}
	msg, hint = readAs(&v, left.Type)
	if msg == "" && p.Op == typed.Regex {
		msg, hint = checkRegex(text)
	}
	return v, msg, hint
}

// readAs reads v.Text as a value of the type.
func readAs(v *typed.Literal, t catalog.Type) (msg, hint string) {
	text := v.Text
	switch kindOf(t) {
	case stringKind:
		if len(text) > maxLiteral {
			shown := text[:min(len(text), 1<<16)] // a text may be all of a large file
			return fmt.Sprintf("filter parameter too long (used=%d, available=%d):%s", len(text)+1, maxLiteral+1, shown), ""
		}
		v.Data = text
		return "", ""
	case bufferKind:
		if v.Data == "" {
			v.Data = text
		}
		if len(v.Data) > maxLiteral {
			return "filter parameter too long (byte buf)", ""
		}
		return "", ""
	case boolKind:
		switch text {
		case "true":
			v.Num = 1
		case "false":
		default:
			return "filter error: unrecognized boolean value " + text, "the values are true and false"
		}
		return "", ""
	case addressKind:
		if t == catalog.IPNet || t == catalog.IPv4Net || t == catalog.IPv6Net {
			return readNet(v)
		}
		return readAddress(v)
	}
	switch t {
	case catalog.Port:
		return readPort(v)
	case catalog.Double:
		n, ok := catalog.ScanInt(text, 32, true)
		if !ok {
			return notNumber(text)
		}
		v.Num = math.Float64bits(float64(int64(n)))
		return "", ""
	case catalog.SyscallID, catalog.SigType:
		return fmt.Sprintf("wrong parameter type %d", t), ""
	}
	n, ok := catalog.ScanInt(text, t.Size()*8, t.IsSigned())
	if !ok {
		return notNumber(text)
	}
	v.Num = n
	return "", ""
}

func notNumber(text string) (msg, hint string) {
	switch {
	case strings.HasPrefix(text, "0x") || strings.HasPrefix(text, "0X"):
		if n, err := strconv.ParseUint(text[2:], 16, 64); err == nil {
			hint = fmt.Sprintf("Falco reads decimal numbers only: write %d", n)
		}
	case strings.ContainsAny(text, ".eE"):
		if f, err := strconv.ParseFloat(text, 64); err == nil && f == math.Trunc(f) && math.Abs(f) < 1<<53 {
			hint = fmt.Sprintf("Falco reads whole numbers without an exponent only: write %d", int64(f))
		} else if err == nil {
			hint = "Falco reads whole numbers only"
		}
	}
	return text + " is not a valid number", hint
}

func readPort(v *typed.Literal) (msg, hint string) {
	text := v.Text
	if strings.Trim(text, "0123456789") == "" {
		n, err := strconv.ParseUint("0"+text, 10, 31)
		if err != nil {
			return "port number " + text + " is out of range", "ports are numbers from 0 to 65535"
		}
		v.Num = n & 0xFFFF
		return "", ""
	}
	port, ok := services[text]
	if !ok {
		return "unrecognized protocol " + text, "write the port number, or one of the usual service names such as ssh or https"
	}
	v.Num = uint64(port)
	return "", ""
}

// address reads a dotted quad or, where the text has no dot, an IPv6 address,
// into network order.
func address(text string) (data string, ok bool) {
	a, err := netip.ParseAddr(text)
	if err != nil || a.Zone() != "" || a.Is4() != strings.Contains(text, ".") {
		return "", false
	}
	return string(a.AsSlice()), true
}

func readAddress(v *typed.Literal) (msg, hint string) {
	data, ok := address(v.Text)
	if !ok {
		family := "IPv6"
		if strings.Contains(v.Text, ".") {
			family = "IPv4"
		}
		if strings.Contains(v.Text, "/") {
			hint = "this field is an address: compare fd.net and its kin with networks"
		}
		return "unrecognized " + family + " address " + v.Text, hint
	}
	v.Data = data
	return "", ""
}

func readNet(v *typed.Literal) (msg, hint string) {
	text := v.Text
	addr, mask, slash := strings.Cut(text, "/")
	if strings.Contains(text, ".") {
		if !slash {
			return "unrecognized IP network " + text, "write the length of the prefix: " + text + "/32"
		}
		data, ok := address(addr)
		if !ok || len(data) != 4 {
			return "unrecognized IP address " + text, ""
		}
		n, ok := catalog.ScanInt(mask, 32, true)
		switch bits := int64(n); {
		case !ok:
			return mask + " is not a valid number", ""
		case bits < 0 || bits > 32:
			return fmt.Sprintf("invalid netmask %d", bits), "the length of an IPv4 prefix is 0 to 32"
		}
		v.Data, v.Bits = data, int(n)
		return "", ""
	}
	if !slash {
		if _, ok := address(text); ok {
			hint = "write the length of the prefix: " + text + "/128"
		}
		return "invalid v6 netmask: " + text, hint
	}
	data, ok := address(addr)
	if !ok || len(data) != 16 {
		return "unrecognized IPv6 address " + text, ""
	}
	n, ok := catalog.ScanInt(mask, 32, true)
	switch bits := int64(n); {
	case !ok:
		return mask + " is not a valid number", ""
	case bits <= 0 || bits > 128:
		return fmt.Sprintf("invalid v6 netmask %d", bits), "the length of an IPv6 prefix is 1 to 128"
	}
	v.Data, v.Bits = data, int(n)
	return "", ""
}

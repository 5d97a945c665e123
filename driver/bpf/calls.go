package bpf

import "github.com/falcoc/falcoc/vm/catalog"

// row says how the kernel programs make the event of a system call: which
// program, and for each parameter of the event where its value comes from. Its
// event is the exit event that the catalogue gives the call.
type row struct {
	prog   sensorProgSlot
	params []sensorParam
}

// The registers that a parameter may name besides the six arguments.
const (
	ret  = 6
	zero = 7
)

func num(arg, width uint8) sensorParam {
	return sensorParam{Kind: sensorKindKIND_NUM, Arg: arg, Width: width}
}

func u8(arg uint8) sensorParam  { return num(arg, 1) }
func u16(arg uint8) sensorParam { return num(arg, 2) }
func u32(arg uint8) sensorParam { return num(arg, 4) }
func u64(arg uint8) sensorParam { return num(arg, 8) }

// fd is an int argument as eight bytes, AT_FDCWD included.
func fd(arg uint8) sensorParam {
	p := num(arg, 8)
	p.Flags = sensorParamFlagFLAG_SIGN32
	return p
}

func str(arg uint8) sensorParam { return sensorParam{Kind: sensorKindKIND_STR, Arg: arg} }

func of(kind sensorKind, arg uint8) sensorParam { return sensorParam{Kind: kind, Arg: arg} }

func conv(c conversion, arg, width uint8) sensorParam {
	p := num(arg, width)
	p.Conv = uint8(c)
	return p
}

func ifOK(p sensorParam) sensorParam {
	p.Flags |= sensorParamFlagFLAG_IF_OK
	return p
}

func openMode(arg, flags uint8) sensorParam {
	return sensorParam{Kind: sensorKindKIND_OPEN_MODE, Arg: arg, Arg2: flags}
}

var (
	res      = u64(ret)
	fileDev  = of(sensorKindKIND_FILE_DEV, ret)
	fileIno  = of(sensorKindKIND_FILE_INO, ret)
	openMask = func(arg uint8) sensorParam { return of(sensorKindKIND_OPEN_FLAGS, arg) }
)

func simple(p ...sensorParam) row { return row{sensorProgSlotPROG_TABLE, p} }
func file(p ...sensorParam) row   { return row{sensorProgSlotPROG_FILE, p} }

// calls has the system calls with an event of their own, by the schema's name.
// Their parameters stand in the order of the event table.
var calls = map[string]row{
	"execve":   {prog: sensorProgSlotPROG_EXEC},
	"execveat": {prog: sensorProgSlotPROG_EXEC},
	"clone":    {prog: sensorProgSlotPROG_CLONE},
	"clone3":   {prog: sensorProgSlotPROG_CLONE},
	"fork":     {prog: sensorProgSlotPROG_CLONE},
	"vfork":    {prog: sensorProgSlotPROG_CLONE},

	"open":    file(res, str(0), openMask(1), openMode(2, 1), fileDev, fileIno),
	"openat":  file(res, fd(0), str(1), openMask(2), openMode(3, 2), fileDev, fileIno),
	"openat2": file(res, fd(0), str(1), of(sensorKindKIND_OPEN_FLAGS_AT, 2), of(sensorKindKIND_OPEN_MODE_AT, 2), numAt(2, 16, 4, convResolve), fileDev, fileIno),
	"close":   simple(res, fd(0)),
}

func numAt(arg, off, width uint8, c conversion) sensorParam {
	return sensorParam{Kind: sensorKindKIND_NUM_AT, Arg: arg, Off: off, Width: width, Conv: uint8(c)}
}

// native is the number of the call on this machine, or -1.
func native(c *catalog.Syscall) int {
	if onARM64 {
		return c.ARM64
	}
	return c.AMD64
}

// Package scap reads and writes capture files: the blocks that libscap, sysdig
// and Falco record to. A Reader is a driver.Source; it takes every version of
// every block, plain or gzip, and hands out events in the current schema, those
// of old captures converted on the way. A Writer makes files in the current
// version that the other programs of the field open.
//
// Input is not trusted: a Reader uses what it can read and then returns an
// *Error that tells where reading stopped. It holds one read buffer, the
// snapshot of the current section and, for old captures only, the enter event of
// each thread that is inside a call.
package scap

import (
	"errors"
	"fmt"
	"io"
)

// BlockType is the number in front of a block.
type BlockType uint32

// The block types. The Int variants are those of files older than the format's
// official numbers; they have the same bodies.
const (
	blockSection    BlockType = 0x0A0D0D0A
	blockMachine    BlockType = 0x201
	blockProcV1     BlockType = 0x202
	blockFDsV1      BlockType = 0x203
	blockEventV1    BlockType = 0x204
	blockIfacesV1   BlockType = 0x205
	blockUsersV1    BlockType = 0x206
	blockProcV2     BlockType = 0x207
	blockEventFV1   BlockType = 0x208
	blockProcV3     BlockType = 0x209
	blockProcV4     BlockType = 0x210
	blockProcV5     BlockType = 0x211
	blockProcV6     BlockType = 0x212
	blockProcV7     BlockType = 0x213
	blockProcV8     BlockType = 0x214
	blockProcV9     BlockType = 0x215
	blockEventV2    BlockType = 0x216
	blockEventFV2   BlockType = 0x217
	blockFDsV2      BlockType = 0x218
	blockIfacesV2   BlockType = 0x219
	blockUsersV2    BlockType = 0x220
	blockEventLarge BlockType = 0x221
	blockEventFLrg  BlockType = 0x222

	blockProcV1Int   BlockType = 0x8000ABCD
	blockFDsV1Int    BlockType = 0x8001ABCD
	blockMachineInt  BlockType = 0x8002ABCD
	blockEventV1Int  BlockType = 0x8010ABCD
	blockIfacesV1Int BlockType = 0x8011ABCD
	blockUsersV1Int  BlockType = 0x8012ABCD
	blockProcV2Int   BlockType = 0x8013ABCD
	blockProcV3Int   BlockType = 0x8014ABCD
)

// role is what a block is for.
type role uint8

const (
	roleUnknown role = iota
	roleSection
	roleMachine
	roleProcs
	roleFDs
	roleUsers
	roleIfaces
	roleEvent
)

// layout tells a block's role, the version of its body, and for events whether
// flags and four-byte lengths are in it.
func (t BlockType) layout() (r role, version int, flags, large bool) {
	switch t {
	case blockSection:
		return roleSection, 1, false, false
	case blockMachine, blockMachineInt:
		return roleMachine, 1, false, false
	case blockProcV1, blockProcV1Int:
		return roleProcs, 1, false, false
	case blockProcV2, blockProcV2Int:
		return roleProcs, 2, false, false
	case blockProcV3, blockProcV3Int:
		return roleProcs, 3, false, false
	case blockProcV4, blockProcV5, blockProcV6, blockProcV7, blockProcV8, blockProcV9:
		return roleProcs, 4 + int(t-blockProcV4), false, false
	case blockFDsV1, blockFDsV1Int:
		return roleFDs, 1, false, false
	case blockFDsV2:
		return roleFDs, 2, false, false
	case blockUsersV1, blockUsersV1Int:
		return roleUsers, 1, false, false
	case blockUsersV2:
		return roleUsers, 2, false, false
	case blockIfacesV1, blockIfacesV1Int:
		return roleIfaces, 1, false, false
	case blockIfacesV2:
		return roleIfaces, 2, false, false
	case blockEventV1, blockEventV1Int:
		return roleEvent, 1, false, false
	case blockEventFV1:
		return roleEvent, 1, true, false
	case blockEventV2:
		return roleEvent, 2, false, false
	case blockEventFV2:
		return roleEvent, 2, true, false
	case blockEventLarge:
		return roleEvent, 2, false, true
	case blockEventFLrg:
		return roleEvent, 2, true, true
	}
	return roleUnknown, 0, false, false
}

// String names the block as messages and `capture info` print it.
func (t BlockType) String() string {
	r, v, flags, large := t.layout()
	suffix := ""
	if flags {
		suffix = " with flags"
	}
	if large {
		suffix += ", large"
	}
	switch r {
	case roleSection:
		return "section header"
	case roleMachine:
		return "machine info"
	case roleProcs:
		return fmt.Sprintf("process list v%d", v)
	case roleFDs:
		return fmt.Sprintf("descriptor list v%d", v)
	case roleUsers:
		return fmt.Sprintf("user list v%d", v)
	case roleIfaces:
		return fmt.Sprintf("interface list v%d", v)
	case roleEvent:
		return fmt.Sprintf("event v%d%s", v, suffix)
	}
	return fmt.Sprintf("block 0x%X", uint32(t))
}

// What an Error wraps, besides errors of the underlying reader.
var (
	ErrFormat    = errors.New("not a capture file")
	ErrVersion   = errors.New("unsupported capture version")
	ErrTruncated = fmt.Errorf("the capture ends in the middle of a block: %w", io.ErrUnexpectedEOF)
	ErrCorrupt   = errors.New("corrupt capture")
	ErrTooLarge  = errors.New("capture exceeds a limit")
	ErrNoEvents  = errors.New("the capture holds no events")
)

// Error tells where in a capture reading stopped, and why.
type Error struct {
	Offset int64     // of the block, in bytes of the uncompressed file
	Block  BlockType // 0 when the block's type was not read
	Err    error
}

func (e *Error) Error() string {
	if e.Block == 0 {
		return fmt.Sprintf("at byte %d: %v", e.Offset, e.Err)
	}
	return fmt.Sprintf("at byte %d, %v: %v", e.Offset, e.Block, e.Err)
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

func corrupt(format string, a ...any) error {
	return fmt.Errorf("%w: %s", ErrCorrupt, fmt.Sprintf(format, a...))
}

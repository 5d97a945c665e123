package driver

import (
	"encoding/binary"

	"github.com/falcoc/falcoc/vm/catalog"
)

// AppendEvent appends an event with these parameters, as they are on the wire, to dst.
// Those of types without LargePayload must be shorter than 64 KiB.
func AppendEvent(dst []byte, ts uint64, tid int64, id catalog.EventID, params ...[]byte) []byte {
	large := id.Info().Has(catalog.LargePayload)
	start := len(dst)
	dst = binary.LittleEndian.AppendUint64(dst, ts)
	dst = binary.LittleEndian.AppendUint64(dst, uint64(tid))
	dst = binary.LittleEndian.AppendUint32(dst, 0)
	dst = binary.LittleEndian.AppendUint16(dst, uint16(id))
	dst = binary.LittleEndian.AppendUint32(dst, uint32(len(params)))
	for _, p := range params {
		if large {
			dst = binary.LittleEndian.AppendUint32(dst, uint32(len(p)))
		} else {
			dst = binary.LittleEndian.AppendUint16(dst, uint16(len(p)))
		}
	}
	for _, p := range params {
		dst = append(dst, p...)
	}
	binary.LittleEndian.PutUint32(dst[start+16:], uint32(len(dst)-start))
	return dst
}

package bpf

// compat is empty: 32-bit calls are not reported on this architecture.
var (
	compat        map[uint32]string
	compatSockets []string
	only32        []string
)

package bpf

const (
	onARM64   = false
	largeFile = 0o100000 // the kernel's O_LARGEFILE, which 64-bit libraries define as 0
)

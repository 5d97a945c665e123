package bpf

const (
	onARM64   = true
	largeFile = 0o400000 // the kernel's O_LARGEFILE, which 64-bit libraries define as 0
)

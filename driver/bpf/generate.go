package bpf

// The kernel programs are built with Debian's clang-14, llvm-14 and libbpf-dev;
// the same versions give the same bytes. Nothing is installed here.

//go:generate sh generate.sh

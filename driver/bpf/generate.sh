#!/bin/sh
# Rebuilds the committed kernel programs: events.h from the catalogue, then the
# objects and their Go bindings. Installs nothing; says what is missing.
set -eu
cd "$(dirname "$0")"

missing=
for tool in clang-14 llvm-strip-14; do
	command -v "$tool" >/dev/null || missing="$missing $tool"
done
[ -f /usr/include/bpf/bpf_helpers.h ] || missing="$missing bpf/bpf_helpers.h"
if [ -n "$missing" ]; then
	echo "generate: missing:$missing (Debian: apt-get install clang-14 llvm-14 libbpf-dev)" >&2
	exit 1
fi

go run ./gen events.h
GOPACKAGE=bpf go tool bpf2go -cc clang-14 -strip llvm-strip-14 -target amd64,arm64 \
	-type kind -type param_flag -type prog_slot -type param -type call -type settings -type counters -type losses -type conv_bits -type enum_key -type guard -type path_machine -type told -type cgroup_key -type uring_call -type own_path -type own_addr -type own_key \
	sensor sensor.bpf.c -- -mcpu=v3 -Wall -Werror -Wno-unused-function

#!/bin/sh
# Shows falcod at work with the default rules: live through eBPF where this machine allows it, otherwise by
# replaying a capture that ships with the project. Succeeds only when the alert has been seen.
set -u
cd "$(dirname "$0")/../.."
capture=conformance/captures/D-shell.scap
want='Account secrets were read'
work=$(mktemp -d) || exit 1
trap 'kill "${pid:-}" 2>/dev/null; rm -rf "$work"' EXIT

why=
[ "$(id -u)" = 0 ] || why='this user is not root'
[ -r /sys/kernel/btf/vmlinux ] || why="${why:+$why, and }the kernel has no BTF (/sys/kernel/btf/vmlinux)"

if [ -z "$why" ]; then
	echo "Live: falcod watches this machine; now 'cat /etc/shadow' runs."
	bin/falcod --stats >"$work/alerts" 2>"$work/log" &
	pid=$!
	for _ in $(seq 100); do
		grep -q 'watching' "$work/log" && break
		kill -0 "$pid" 2>/dev/null || break
		sleep 0.1
	done
	if grep -q 'watching' "$work/log"; then
		cat /etc/shadow >/dev/null
		for _ in $(seq 100); do
			grep -q "$want.*command=cat /etc/shadow" "$work/alerts" && break
			sleep 0.1
		done
		kill -INT "$pid" 2>/dev/null
		wait "$pid"
		pid=
		if grep "$want.*command=cat /etc/shadow" "$work/alerts"; then
			cat "$work/log" >&2
			exit 0
		fi
		echo 'falcod raised no alert for it. What it said:' >&2
		cat "$work/log" >&2
		exit 1
	fi
	why="falcod could not attach: $(tail -n 3 "$work/log")"
	kill "$pid" 2>/dev/null
	pid=
fi

echo "No live detection: $why."
echo "Instead: falcod replays $capture, recorded from a real kernel."
bin/falcod --replay "$capture" >"$work/alerts" || exit 1
grep "$want.*command=cat /etc/shadow" "$work/alerts" | head -n 1
grep -q "$want.*command=cat /etc/shadow" "$work/alerts"

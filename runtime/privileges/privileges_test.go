package privileges_test

import (
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/falcoc/falcoc/runtime/privileges"
)

// TestDrop drops in a process of its own, as there is no way back.
func TestDrop(t *testing.T) {
	if testing.Short() {
		t.Skip("the race detector, which goes with -short, links C, where no call can be made on all threads")
	}
	if os.Getenv("DROP") == "" {
		if os.Getuid() != 0 {
			t.Skip("only root has capabilities to drop")
		}
		cmd := exec.Command(os.Args[0], "-test.run=^TestDrop$", "-test.v")
		cmd.Env = append(os.Environ(), "DROP=1")
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		return
	}
	before := caps(t, "self")
	if err := privileges.Drop(privileges.Needed...); err != nil {
		t.Fatal(err)
	}
	tasks, err := os.ReadDir("/proc/self/task")
	if err != nil {
		t.Fatal(err)
	}
	const needed = 1<<2 | 1<<19 | 1<<38 | 1<<39
	for _, task := range tasks {
		for set, have := range caps(t, "self/task/"+task.Name()) {
			want := before[set] & needed
			if set == "CapInh" || set == "CapAmb" {
				want = 0
			}
			if have != want {
				t.Errorf("task %s: %s is %x, want %x", task.Name(), set, have, want)
			}
		}
	}
}

func caps(t *testing.T, of string) map[string]uint64 {
	t.Helper()
	data, err := os.ReadFile("/proc/" + of + "/status")
	if err != nil {
		t.Fatal(err)
	}
	sets := map[string]uint64{}
	for _, line := range strings.Split(string(data), "\n") {
		if name, hex, ok := strings.Cut(line, ":\t"); ok && strings.HasPrefix(name, "Cap") {
			for _, c := range hex {
				sets[name] = sets[name]<<4 | uint64(strings.IndexRune("0123456789abcdef", c))
			}
		}
	}
	return sets
}

package catalog

// SyscallSet groups system calls by what a sensor needs them for.
type SyscallSet uint8

// The system call sets.
const (
	SetState        SyscallSet = 1 << iota // keeps the process and descriptor state right
	SetRepairBase                          // the least that keeps the state right
	SetRepairNet                           // needed besides when a rule asks for network calls
	SetRepairListen                        // needed besides when a rule asks for accept or listen
	SetRepairFD                            // needed besides when a rule asks for network, file or I/O calls
	SetSimple
	SetHighVolume // reads and writes: left out by Falco unless asked for everything
)

// Syscall is one row of the system call table.
type Syscall struct {
	Name         string
	AMD64, ARM64 int     // number on that architecture, -1 where it has none
	Exit         EventID // the event of the current schema that reports the call
	Category     Category
	Sets         SyscallSet
}

var syscallByName = func() map[string]int {
	m := make(map[string]int, len(Syscalls))
	for i := range Syscalls {
		if Syscalls[i].Name != "" {
			m[Syscalls[i].Name] = i
		}
	}
	return m
}()

// SyscallByName returns the schema's code of the named system call.
func SyscallByName(name string) (code int, ok bool) {
	code, ok = syscallByName[name]
	return code, ok
}

package state

// Thread is one task. Ids that are not known are -1, users and groups 0xFFFFFFFF.
// What belongs to the whole process - descriptors, working directory, environment -
// is kept by its main thread: ask for it through Cwd, Env, FDs and FD.
type Thread struct {
	TID, PID, PTID   int64 // PTID is the thread that made this one, 0 when there is none
	SID, PGID, VPGID int64
	VTID, VPID       int64 // in the innermost pid namespace

	Comm, Exe, ExePath string
	Root               string
	Args               *Strings // without argv[0]; never nil
	Cgroups            *Cgroups // never nil

	UID, GID, LoginUID uint32 // effective ids and the audit login
	TTY                uint32
	Flags              uint32 // catalog.CL_*

	VMSize, VMRSS, VMSwap  uint32 // kB
	PFMajor, PFMinor       uint64
	CapInh, CapPrm, CapEff uint64

	ExeIno, ExeCtime, ExeMtime uint64
	ExeWritable, ExeUpper      bool
	ExeLower, ExeMemfd         bool

	// Times are ns since the epoch, 0 when unknown.
	CloneTS, LastExecTS, PidnsInitStart uint64
	// CloneAge is the time from the executable's ctime to the clone, PidnsAge from
	// the start of the pid namespace to that ctime; unsigned, 0 when unknown.
	CloneAge, PidnsAge uint64

	LastEventTS, PrevEventTS uint64

	group    *Threads // nil for a thread that is not known well enough
	children []*Thread
	fds      *Table
	cwd      string // main threads only
	env      *Strings
	fdLimit  int64

	cmdline string // built on demand

	lastFD   int64
	lastType uint16
	reaper   int64 // tid that takes the children, from procexit
	enter    *enterEvent
	slot     uint32 // its place in the thread table
}

// Threads is the group of a process's threads.
type Threads struct {
	PID    int64
	Alive  int  // members that have not exited
	Reaper bool // init of a pid namespace or a subreaper
	member []*Thread
}

// Strings is an immutable list of strings: arguments or an environment. Threads
// share it.
type Strings struct {
	raw    string // each ended by a NUL
	n      int
	joined string // built on demand
	bytes  int    // without the NULs
}

// Cgroup is one membership of a control group.
type Cgroup struct{ Subsys, Path string }

// Cgroups are a thread's control groups. Threads share it.
type Cgroups struct {
	List        []Cgroup
	ContainerID string // "" on the host
	raw         string // the event's bytes
	joined      string // built on demand
}

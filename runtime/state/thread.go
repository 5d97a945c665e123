package state

import "github.com/falcoc/falcoc/vm/catalog"

const noID = 0xFFFFFFFF // a user or group that is not known

// Thread is one task. Ids that are not known are -1, users and groups 0xFFFFFFFF.
// What belongs to the whole process - descriptors, working directory, environment -
// is kept by its main thread: ask the State for it.
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

	LastEventTS uint64

	group      *Threads // nil for a thread that too little is known of
	parent     *Thread  // has t among its children
	child      *Thread  // first child
	next, prev *Thread  // siblings

	fds     *Table   // main threads only, as the next three
	cwd     string   // ends in a slash
	env     *Strings // never nil
	fdLimit int64

	cmdline string // built on demand

	accountsOf      accountsKey // what the next three were looked up for
	user, loginUser *User
	grp             *Group

	lastFD   int64
	lastType catalog.EventID
	reaper   int64 // tid that takes the children, from procexit

	introduced   string // path of the file that the sensor introduced last
	introducedTS uint64
	enter        []byte
}

// Threads is the group of a process's threads.
type Threads struct {
	pid     int64
	alive   int       // members that have not exited
	reaper  bool      // init of a pid namespace or a subreaper
	members []*Thread // the main thread, if it is known, first
	few     [2]*Thread
}

// IsMain reports whether t is the main thread of its process.
func (t *Thread) IsMain() bool {
	return t.TID == t.PID || t.Flags&catalog.CL_IS_MAIN_THREAD != 0
}

// IsInvalid reports whether little more than t's tid is known.
func (t *Thread) IsInvalid() bool { return t.TID < 0 || t.PID < 0 || t.PTID < 0 }

// InPidns reports whether t is in a pid namespace of its own.
func (t *Thread) InPidns() bool {
	return t.Flags&catalog.CL_CHILD_IN_PIDNS != 0 || (t.TID != t.VTID && t.VTID >= 0)
}

// IsDead reports whether the thread has exited.
func (t *Thread) IsDead() bool { return t.Flags&catalog.CL_CLOSED != 0 }

// ContainerID is the id of t's container, "" on the host.
func (t *Thread) ContainerID() string { return t.Cgroups.ContainerID }

// Cmdline is the command name with the arguments, joined by spaces.
func (t *Thread) Cmdline() string {
	if t.Args.n == 0 {
		return t.Comm
	}
	if t.cmdline == "" {
		t.cmdline = t.Args.texts.join(t.Comm, t.Args.Joined())
	}
	return t.cmdline
}

// threadMap is a hash table of threads by tid with linear probing. Thread ids are
// dense, so the low bits spread well after one multiplication.
type threadMap struct {
	slots []*Thread
	shift uint8
	n     int
}

func (m *threadMap) init() { m.slots, m.shift, m.n = make([]*Thread, 256), 64-8, 0 }

func (m *threadMap) home(tid int64) uint64 { return uint64(tid) * 0x9E3779B97F4A7C15 >> m.shift }

func (m *threadMap) get(tid int64) *Thread {
	mask := uint64(len(m.slots) - 1)
	for i := m.home(tid); ; i++ {
		t := m.slots[i&mask]
		if t == nil || t.TID == tid {
			return t
		}
	}
}

// put adds t, whose tid must not be in the table.
func (m *threadMap) put(t *Thread) {
	if m.n >= len(m.slots)/2 {
		old := m.slots
		m.slots = make([]*Thread, 2*len(old))
		m.shift--
		m.n = 0
		for _, o := range old {
			if o != nil {
				m.put(o)
			}
		}
	}
	mask := uint64(len(m.slots) - 1)
	i := m.home(t.TID)
	for m.slots[i&mask] != nil {
		i++
	}
	m.slots[i&mask] = t
	m.n++
}

// del removes the thread and closes the gap in its run of slots.
func (m *threadMap) del(tid int64) {
	mask := uint64(len(m.slots) - 1)
	i := m.home(tid) & mask
	for m.slots[i] == nil || m.slots[i].TID != tid {
		if m.slots[i] == nil {
			return
		}
		i = (i + 1) & mask
	}
	m.n--
	for j := i; ; {
		m.slots[i] = nil
		for {
			j = (j + 1) & mask
			if m.slots[j] == nil {
				return
			}
			// The entry at j may fill the gap at i when its home is not in (i, j].
			if (j-m.home(m.slots[j].TID))&mask >= (j-i)&mask {
				break
			}
		}
		m.slots[i] = m.slots[j]
		i = j
	}
}

func (m *threadMap) each(f func(*Thread)) {
	for _, t := range m.slots {
		if t != nil {
			f(t)
		}
	}
}

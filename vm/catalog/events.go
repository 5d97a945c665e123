package catalog

// EventID identifies an event type of the schema: its row in Events.
type EventID uint16

// Category is the low category of an event, as evt.category prints it.
type Category uint8

// The event categories.
const (
	CatUnknown Category = iota
	CatOther
	CatFile
	CatNet
	CatIPC
	CatMemory
	CatProcess
	CatSleep
	CatSystem
	CatSignal
	CatUser
	CatTime
	CatProcessing
	CatIORead
	CatIOWrite
	CatIOOther
	CatWait
	CatScheduler
	CatInternal
)

// Origin says what made an event.
type Origin uint8

// The origins of events.
const (
	FromSyscall Origin = iota + 1
	FromTracepoint
	FromPlugin
	FromMeta // made by a consumer, not by the kernel
	FromIter // made by a walk over existing tasks and descriptors
)

// EventFlags are facts about an event type.
type EventFlags uint16

// The event flags.
const (
	CreatesFD EventFlags = 1 << iota
	DestroysFD
	UsesFD
	ReadsFromFD
	WritesToFD
	ModifiesState
	Waits
	SkipReset    // has no thread of its own: binds no state
	Unused       // a hole in the table
	OldVersion   // only in old captures; converted on reading
	LargePayload // parameter lengths take four bytes instead of two
	Converted    // the capture converter knows the type
)

// Param describes one parameter of an event.
type Param struct {
	Name   string
	Type   Type
	Format Format
	DirFD  uint8      // 1 + index of the parameter that an Fsrelpath is relative to; 0 is none
	Flags  *FlagTable // names of a flag or enumeration value
	Dyn    []DynType  // what the index byte of a Dyn selects
}

// DynType is one alternative of a Dyn parameter.
type DynType struct {
	Type   Type
	Format Format
}

// The alternatives of the dynamic parameters, by their index byte.
var (
	sockoptDynamicParam = []DynType{{Bytebuf, FmtNA}, {Errno, FmtDec}, {Uint32, FmtDec}, {Uint64, FmtDec}, {RelTime, FmtDec}}
	ptraceDynamicParam  = []DynType{{Uint64, FmtHex}, {SigType, FmtDec}}
	bpfDynamicParam     = []DynType{{FD, FmtDec}, {Errno, FmtDec}}
	keyctlDynamicParam  = []DynType{{Int64, FmtDec}, {Charbuf, FmtNA}}
)

// EventInfo is one row of the event table.
type EventInfo struct {
	Name     string
	Category Category
	Origin   Origin
	Flags    EventFlags
	FDParam  uint8 // 1 + index of the parameter that names the event's descriptor; 0 is none
	Params   []Param
}

// Has reports whether all of the given flags are set.
func (e *EventInfo) Has(f EventFlags) bool { return e.Flags&f == f }

// AboutFD reports whether events of the type are about a descriptor: only those have
// fields of ClassFD.
func (e *EventInfo) AboutFD() bool { return e.Flags&(CreatesFD|UsesFD|DestroysFD) != 0 }

// Info returns the row of the event, or nil for an id beyond the table.
func (id EventID) Info() *EventInfo {
	if int(id) >= len(Events) {
		return nil
	}
	return &Events[id]
}

// IsExit reports whether the event is the exit side of a system call. Meta and
// tracepoint events count as enter events.
func (id EventID) IsExit() bool { return id&1 == 1 }

// Param returns the index of the named parameter, or -1.
func (e *EventInfo) Param(name string) int {
	for i := range e.Params {
		if e.Params[i].Name == name {
			return i
		}
	}
	return -1
}

// HasReturn reports whether parameter 0 of the event is the call's return value.
func (id EventID) HasReturn() bool {
	e := id.Info()
	if e == nil || !id.IsExit() || e.Origin != FromSyscall || len(e.Params) == 0 {
		return false
	}
	switch e.Params[0].Type {
	case Errno, FD, PID, UID, GID:
		return true
	case Int64, Int32, FD32, PID32, Uint64:
		return e.Params[0].Name == "res" || e.Params[0].Name == "ret" || e.Params[0].Name == "fd"
	}
	return false
}

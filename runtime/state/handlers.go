package state

import (
	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/vm/catalog"
)

// kind is what Process has to know of an event type.
type kind struct {
	handle func(*State, *driver.Event)
	fd     int8 // parameter that names the descriptor, -1 when there is none
	is     uint8
}

const (
	isEnter       = 1 << iota
	isUnbound     // leaves the threads alone: the event's tid may stand for nothing
	isTableOnly   // its thread is never asked for or made up
	isMeta        // not made by the kernel
	isHead        // may stand in the lists at the start of a capture
	hasReturn     // parameter 0 is the call's return value
	needsNoThread // its handler copes without
	isPath        // see namesPath
)

// handlers are the event types that change the state. The others only bind their
// thread and descriptor.
var handlers = map[catalog.EventID]func(*State, *driver.Event){
	catalog.EvtClone20X:   onClone,
	catalog.EvtClone3X:    onClone,
	catalog.EvtFork20X:    onClone,
	catalog.EvtVfork20X:   onClone,
	catalog.EvtExecve19X:  onExecve,
	catalog.EvtExecveatX:  onExecve,
	catalog.EvtProcexit1E: onProcexit,

	catalog.EvtChdirX:        onChdir,
	catalog.EvtFchdirX:       onFchdir,
	catalog.EvtGetcwdX:       onGetcwd,
	catalog.EvtChrootX:       onChroot,
	catalog.EvtSetuidX:       onSetuid(1),
	catalog.EvtSetresuidX:    onSetuid(2),
	catalog.EvtSetreuidX:     onSetuid(2),
	catalog.EvtSetgidX:       onSetgid(1),
	catalog.EvtSetresgidX:    onSetgid(2),
	catalog.EvtSetregidX:     onSetgid(2),
	catalog.EvtSetsidX:       onSetsid,
	catalog.EvtCapsetX:       onCapset,
	catalog.EvtUnshareX:      onNewUser(1),
	catalog.EvtSetnsX:        onNewUser(2),
	catalog.EvtPrctlX:        onPrctl,
	catalog.EvtGetrlimitX:    onRlimit,
	catalog.EvtSetrlimitX:    onRlimit,
	catalog.EvtPrlimitX:      onPrlimit,
	catalog.EvtBrk4X:         onMemory,
	catalog.EvtMmapX:         onMemory,
	catalog.EvtMmap2X:        onMemory,
	catalog.EvtMunmapX:       onMemory,
	catalog.EvtSchedswitch6E: onSwitch,

	catalog.EvtOpenE:        onEnter,
	catalog.EvtCreatE:       onEnter,
	catalog.EvtOpenat2E:     onEnter,
	catalog.EvtSyscOpenat2E: onEnter,
	catalog.EvtConnectE:     onEnter,
	catalog.EvtExecve19E:    onEnter,
	catalog.EvtExecveatE:    onEnter,

	catalog.EvtOpenX:           onOpen(openParams),
	catalog.EvtCreatX:          onOpen(creatParams),
	catalog.EvtOpenat2X:        onOpen(openatParams),
	catalog.EvtSyscOpenat2X:    onOpen(openat2Params),
	catalog.EvtOpenByHandleAtX: onOpen(byHandleAtParams),

	catalog.EvtPipeX:          onPipe(-1),
	catalog.EvtPipe2X:         onPipe(4),
	catalog.EvtEventfdX:       onNewFD(driver.FDEvent),
	catalog.EvtEventfd2X:      onNewFDFlags(driver.FDEvent, 1),
	catalog.EvtSignalfdX:      onNewFD(driver.FDSignal),
	catalog.EvtSignalfd4X:     onNewFDFlags(driver.FDSignal, 1),
	catalog.EvtTimerfdCreateX: onNewFD(driver.FDTimer),
	catalog.EvtInotifyInitX:   onNewFD(driver.FDInotify),
	catalog.EvtInotifyInit1X:  onNewFDFlags(driver.FDInotify, 1),
	catalog.EvtEpollCreateX:   onNewFD(driver.FDEventPoll),
	catalog.EvtEpollCreate1X:  onEpollCreate1,
	catalog.EvtBpf2X:          onNewFD(driver.FDBPF),
	catalog.EvtUserfaultfdX:   onNewFDFlags(driver.FDUserfault, 1),
	catalog.EvtIoUringSetupX:  onNewFD(driver.FDIOUring),
	catalog.EvtMemfdCreateX:   onMemfdCreate,
	catalog.EvtPidfdOpenX:     onPidfdOpen,
	catalog.EvtPidfdGetfdX:    onPidfdGetfd,

	catalog.EvtDup1X:       onDup(-1),
	catalog.EvtDup2X:       onDup(-1),
	catalog.EvtDup3X:       onDup(3),
	catalog.EvtFcntlX:      onFcntl,
	catalog.EvtCloseX:      onClose,
	catalog.EvtCloseRangeX: onCloseRange,

	catalog.EvtSocketX:     onSocket,
	catalog.EvtSocketpairX: onSocketpair,
	catalog.EvtBindX:       onBind,
	catalog.EvtConnectX:    onConnect,
	catalog.EvtAccept5X:    onAccept(-1),
	catalog.EvtAccept46X:   onAccept(5),

	catalog.EvtReadX:     onRead(-1, -1),
	catalog.EvtReadvX:    onRead(-1, -1),
	catalog.EvtPreadX:    onRead(-1, -1),
	catalog.EvtPreadvX:   onRead(-1, -1),
	catalog.EvtRecvX:     onRead(4, -1),
	catalog.EvtRecvfromX: onRead(2, -1),
	catalog.EvtRecvmsgX:  onRead(3, 4),
	catalog.EvtRecvmmsgX: onRead(4, 5),
	catalog.EvtWriteX:    onWrite(-1),
	catalog.EvtWritevX:   onWrite(-1),
	catalog.EvtPwriteX:   onWrite(-1),
	catalog.EvtPwritevX:  onWrite(-1),
	catalog.EvtSendX:     onWrite(4),
	catalog.EvtSendtoX:   onWrite(4),
	catalog.EvtSendmsgX:  onWrite(4),
	catalog.EvtSendmmsgX: onWrite(4),

	catalog.EvtUserAddedE:      onUserAdded,
	catalog.EvtUserDeletedE:    onUserDeleted,
	catalog.EvtGroupAddedE:     onGroupAdded,
	catalog.EvtGroupDeletedE:   onGroupDeleted,
	catalog.EvtAsynceventE:     onAsync,
	catalog.EvtContainerE:      onContainer,
	catalog.EvtContainerJsonE:  onContainerJSON,
	catalog.EvtContainerJson2E: onContainerJSON,
}

var kinds = func() (k [catalog.NumEvents]kind) {
	for id := range k {
		ev, e := catalog.EventID(id), &catalog.Events[id]
		k[id].handle = handlers[ev]
		k[id].fd = -1
		if e.Flags&catalog.UsesFD != 0 {
			k[id].fd = int8(e.FDParam) - 1
			if !ev.IsExit() {
				k[id].fd = 0
			}
		}
		if !ev.IsExit() {
			k[id].is |= isEnter
		}
		if e.Flags&catalog.SkipReset != 0 || e.Origin == catalog.FromMeta || e.Origin == catalog.FromPlugin {
			k[id].is |= isUnbound
		}
		if e.Origin == catalog.FromMeta {
			k[id].is |= isMeta
		}
		switch ev {
		case catalog.EvtUserAddedE, catalog.EvtUserDeletedE, catalog.EvtGroupAddedE, catalog.EvtGroupDeletedE,
			catalog.EvtAsynceventE, catalog.EvtContainerE, catalog.EvtContainerJsonE, catalog.EvtContainerJson2E:
			k[id].is |= isHead
		case catalog.EvtClone20X, catalog.EvtClone3X, catalog.EvtFork20X, catalog.EvtVfork20X:
			k[id].is |= isTableOnly | needsNoThread
		case catalog.EvtProcexit1E, catalog.EvtSchedswitch6E:
			k[id].is |= isTableOnly
		}
		if namesPath(ev) {
			k[id].is |= isPath
		}
		if ev.HasReturn() {
			k[id].is |= hasReturn
		}
	}
	return k
}()

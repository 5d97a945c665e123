package catalog

// Field identifiers index Fields. They are stable within one build only: a bundle names fields by text.
const (
	FieldEvtNum                            FieldID = iota // evt.num
	FieldEvtTime                                          // evt.time
	FieldEvtTimeS                                         // evt.time.s
	FieldEvtTimeIso8601                                   // evt.time.iso8601
	FieldEvtDatetime                                      // evt.datetime
	FieldEvtDatetimeS                                     // evt.datetime.s
	FieldEvtRawtime                                       // evt.rawtime
	FieldEvtRawtimeS                                      // evt.rawtime.s
	FieldEvtRawtimeNs                                     // evt.rawtime.ns
	FieldEvtReltime                                       // evt.reltime
	FieldEvtReltimeS                                      // evt.reltime.s
	FieldEvtReltimeNs                                     // evt.reltime.ns
	FieldEvtPluginname                                    // evt.pluginname
	FieldEvtPlugininfo                                    // evt.plugininfo
	FieldEvtSource                                        // evt.source
	FieldEvtIsAsync                                       // evt.is_async
	FieldEvtAsynctype                                     // evt.asynctype
	FieldEvtHostname                                      // evt.hostname
	FieldEvtLatency                                       // evt.latency
	FieldEvtLatencyS                                      // evt.latency.s
	FieldEvtLatencyNs                                     // evt.latency.ns
	FieldEvtLatencyQuantized                              // evt.latency.quantized
	FieldEvtLatencyHuman                                  // evt.latency.human
	FieldEvtDeltatime                                     // evt.deltatime
	FieldEvtDeltatimeS                                    // evt.deltatime.s
	FieldEvtDeltatimeNs                                   // evt.deltatime.ns
	FieldEvtOutputtime                                    // evt.outputtime
	FieldEvtDir                                           // evt.dir
	FieldEvtType                                          // evt.type
	FieldEvtTypeIs                                        // evt.type.is
	FieldSyscallType                                      // syscall.type
	FieldEvtCategory                                      // evt.category
	FieldEvtCpu                                           // evt.cpu
	FieldEvtArgs                                          // evt.args
	FieldEvtArg                                           // evt.arg
	FieldEvtRawarg                                        // evt.rawarg
	FieldEvtInfo                                          // evt.info
	FieldEvtBuffer                                        // evt.buffer
	FieldEvtBuflen                                        // evt.buflen
	FieldEvtRes                                           // evt.res
	FieldEvtRawres                                        // evt.rawres
	FieldEvtFailed                                        // evt.failed
	FieldEvtIsIo                                          // evt.is_io
	FieldEvtIsIoRead                                      // evt.is_io_read
	FieldEvtIsIoWrite                                     // evt.is_io_write
	FieldEvtIoDir                                         // evt.io_dir
	FieldEvtIsWait                                        // evt.is_wait
	FieldEvtWaitLatency                                   // evt.wait_latency
	FieldEvtIsSyslog                                      // evt.is_syslog
	FieldEvtCount                                         // evt.count
	FieldEvtCountError                                    // evt.count.error
	FieldEvtCountErrorFile                                // evt.count.error.file
	FieldEvtCountErrorNet                                 // evt.count.error.net
	FieldEvtCountErrorMemory                              // evt.count.error.memory
	FieldEvtCountErrorOther                               // evt.count.error.other
	FieldEvtCountExit                                     // evt.count.exit
	FieldEvtCountProcinfo                                 // evt.count.procinfo
	FieldEvtCountThreadinfo                               // evt.count.threadinfo
	FieldEvtAround                                        // evt.around
	FieldEvtAbspath                                       // evt.abspath
	FieldEvtBuflenIn                                      // evt.buflen.in
	FieldEvtBuflenOut                                     // evt.buflen.out
	FieldEvtBuflenFile                                    // evt.buflen.file
	FieldEvtBuflenFileIn                                  // evt.buflen.file.in
	FieldEvtBuflenFileOut                                 // evt.buflen.file.out
	FieldEvtBuflenNet                                     // evt.buflen.net
	FieldEvtBuflenNetIn                                   // evt.buflen.net.in
	FieldEvtBuflenNetOut                                  // evt.buflen.net.out
	FieldEvtIsOpenRead                                    // evt.is_open_read
	FieldEvtIsOpenWrite                                   // evt.is_open_write
	FieldEvtInfraDockerName                               // evt.infra.docker.name
	FieldEvtInfraDockerContainerId                        // evt.infra.docker.container.id
	FieldEvtInfraDockerContainerName                      // evt.infra.docker.container.name
	FieldEvtInfraDockerContainerImage                     // evt.infra.docker.container.image
	FieldEvtIsOpenExec                                    // evt.is_open_exec
	FieldEvtIsOpenCreate                                  // evt.is_open_create
	FieldProcExe                                          // proc.exe
	FieldProcPexe                                         // proc.pexe
	FieldProcAexe                                         // proc.aexe
	FieldProcExepath                                      // proc.exepath
	FieldProcPexepath                                     // proc.pexepath
	FieldProcAexepath                                     // proc.aexepath
	FieldProcName                                         // proc.name
	FieldProcPname                                        // proc.pname
	FieldProcAname                                        // proc.aname
	FieldProcArgs                                         // proc.args
	FieldProcAargs                                        // proc.aargs
	FieldProcCmdline                                      // proc.cmdline
	FieldProcPcmdline                                     // proc.pcmdline
	FieldProcAcmdline                                     // proc.acmdline
	FieldProcCmdnargs                                     // proc.cmdnargs
	FieldProcCmdlenargs                                   // proc.cmdlenargs
	FieldProcExeline                                      // proc.exeline
	FieldProcEnv                                          // proc.env
	FieldProcAenv                                         // proc.aenv
	FieldProcCwd                                          // proc.cwd
	FieldProcLoginshellid                                 // proc.loginshellid
	FieldProcTty                                          // proc.tty
	FieldProcPid                                          // proc.pid
	FieldProcPpid                                         // proc.ppid
	FieldProcApid                                         // proc.apid
	FieldProcVpid                                         // proc.vpid
	FieldProcPvpid                                        // proc.pvpid
	FieldProcSid                                          // proc.sid
	FieldProcSname                                        // proc.sname
	FieldProcSidExe                                       // proc.sid.exe
	FieldProcSidExepath                                   // proc.sid.exepath
	FieldProcVpgid                                        // proc.vpgid
	FieldProcVpgidName                                    // proc.vpgid.name
	FieldProcVpgidExe                                     // proc.vpgid.exe
	FieldProcVpgidExepath                                 // proc.vpgid.exepath
	FieldProcPgid                                         // proc.pgid
	FieldProcPgidName                                     // proc.pgid.name
	FieldProcPgidExe                                      // proc.pgid.exe
	FieldProcPgidExepath                                  // proc.pgid.exepath
	FieldProcDuration                                     // proc.duration
	FieldProcPpidDuration                                 // proc.ppid.duration
	FieldProcPidTs                                        // proc.pid.ts
	FieldProcPpidTs                                       // proc.ppid.ts
	FieldProcIsExeWritable                                // proc.is_exe_writable
	FieldProcIsExeUpperLayer                              // proc.is_exe_upper_layer
	FieldProcIsExeLowerLayer                              // proc.is_exe_lower_layer
	FieldProcIsExeFromMemfd                               // proc.is_exe_from_memfd
	FieldProcIsSidLeader                                  // proc.is_sid_leader
	FieldProcIsVpgidLeader                                // proc.is_vpgid_leader
	FieldProcIsPgidLeader                                 // proc.is_pgid_leader
	FieldProcExeIno                                       // proc.exe_ino
	FieldProcExeInoCtime                                  // proc.exe_ino.ctime
	FieldProcExeInoMtime                                  // proc.exe_ino.mtime
	FieldProcExeInoCtimeDurationProcStart                 // proc.exe_ino.ctime_duration_proc_start
	FieldProcExeInoCtimeDurationPidnsStart                // proc.exe_ino.ctime_duration_pidns_start
	FieldProcPidnsInitStartTs                             // proc.pidns_init_start_ts
	FieldThreadCapPermitted                               // thread.cap_permitted
	FieldThreadCapInheritable                             // thread.cap_inheritable
	FieldThreadCapEffective                               // thread.cap_effective
	FieldProcFdopencount                                  // proc.fdopencount
	FieldProcFdlimit                                      // proc.fdlimit
	FieldProcFdusage                                      // proc.fdusage
	FieldProcVmsize                                       // proc.vmsize
	FieldProcVmrss                                        // proc.vmrss
	FieldProcVmswap                                       // proc.vmswap
	FieldThreadPfmajor                                    // thread.pfmajor
	FieldThreadPfminor                                    // thread.pfminor
	FieldThreadTid                                        // thread.tid
	FieldThreadIsmain                                     // thread.ismain
	FieldThreadVtid                                       // thread.vtid
	FieldThreadNametid                                    // thread.nametid
	FieldThreadExectime                                   // thread.exectime
	FieldThreadTotexectime                                // thread.totexectime
	FieldThreadCgroups                                    // thread.cgroups
	FieldThreadCgroup                                     // thread.cgroup
	FieldProcNthreads                                     // proc.nthreads
	FieldProcNchilds                                      // proc.nchilds
	FieldThreadCpu                                        // thread.cpu
	FieldThreadCpuUser                                    // thread.cpu.user
	FieldThreadCpuSystem                                  // thread.cpu.system
	FieldThreadVmsize                                     // thread.vmsize
	FieldThreadVmrss                                      // thread.vmrss
	FieldThreadVmsizeB                                    // thread.vmsize.b
	FieldThreadVmrssB                                     // thread.vmrss.b
	FieldProcStdinType                                    // proc.stdin.type
	FieldProcStdoutType                                   // proc.stdout.type
	FieldProcStderrType                                   // proc.stderr.type
	FieldProcStdinName                                    // proc.stdin.name
	FieldProcStdoutName                                   // proc.stdout.name
	FieldProcStderrName                                   // proc.stderr.name
	FieldUserUid                                          // user.uid
	FieldUserName                                         // user.name
	FieldUserHomedir                                      // user.homedir
	FieldUserShell                                        // user.shell
	FieldUserLoginuid                                     // user.loginuid
	FieldUserLoginname                                    // user.loginname
	FieldGroupGid                                         // group.gid
	FieldGroupName                                        // group.name
	FieldFdNum                                            // fd.num
	FieldFdType                                           // fd.type
	FieldFdTypechar                                       // fd.typechar
	FieldFdName                                           // fd.name
	FieldFdDirectory                                      // fd.directory
	FieldFdFilename                                       // fd.filename
	FieldFdIp                                             // fd.ip
	FieldFdCip                                            // fd.cip
	FieldFdSip                                            // fd.sip
	FieldFdLip                                            // fd.lip
	FieldFdRip                                            // fd.rip
	FieldFdPort                                           // fd.port
	FieldFdCport                                          // fd.cport
	FieldFdSport                                          // fd.sport
	FieldFdLport                                          // fd.lport
	FieldFdRport                                          // fd.rport
	FieldFdL4proto                                        // fd.l4proto
	FieldFdSockfamily                                     // fd.sockfamily
	FieldFdIsServer                                       // fd.is_server
	FieldFdUid                                            // fd.uid
	FieldFdContainername                                  // fd.containername
	FieldFdContainerdirectory                             // fd.containerdirectory
	FieldFdProto                                          // fd.proto
	FieldFdCproto                                         // fd.cproto
	FieldFdSproto                                         // fd.sproto
	FieldFdLproto                                         // fd.lproto
	FieldFdRproto                                         // fd.rproto
	FieldFdNet                                            // fd.net
	FieldFdCnet                                           // fd.cnet
	FieldFdSnet                                           // fd.snet
	FieldFdLnet                                           // fd.lnet
	FieldFdRnet                                           // fd.rnet
	FieldFdConnected                                      // fd.connected
	FieldFdNameChanged                                    // fd.name_changed
	FieldFdCipName                                        // fd.cip.name
	FieldFdSipName                                        // fd.sip.name
	FieldFdLipName                                        // fd.lip.name
	FieldFdRipName                                        // fd.rip.name
	FieldFdDev                                            // fd.dev
	FieldFdDevMajor                                       // fd.dev.major
	FieldFdDevMinor                                       // fd.dev.minor
	FieldFdIno                                            // fd.ino
	FieldFdNameraw                                        // fd.nameraw
	FieldFdTypes                                          // fd.types
	FieldFdIsUpperLayer                                   // fd.is_upper_layer
	FieldFdIsLowerLayer                                   // fd.is_lower_layer
	FieldFsPathName                                       // fs.path.name
	FieldFsPathNameraw                                    // fs.path.nameraw
	FieldFsPathSource                                     // fs.path.source
	FieldFsPathSourceraw                                  // fs.path.sourceraw
	FieldFsPathTarget                                     // fs.path.target
	FieldFsPathTargetraw                                  // fs.path.targetraw
	FieldUtilCnt                                          // util.cnt
	FieldFdlistNums                                       // fdlist.nums
	FieldFdlistNames                                      // fdlist.names
	FieldFdlistCips                                       // fdlist.cips
	FieldFdlistSips                                       // fdlist.sips
	FieldFdlistCports                                     // fdlist.cports
	FieldFdlistSports                                     // fdlist.sports
	FieldContainerId                                      // container.id
	FieldContainerFullId                                  // container.full_id
	FieldContainerName                                    // container.name
	FieldContainerImage                                   // container.image
	FieldContainerImageId                                 // container.image.id
	FieldContainerType                                    // container.type
	FieldContainerPrivileged                              // container.privileged
	FieldContainerMounts                                  // container.mounts
	FieldContainerMount                                   // container.mount
	FieldContainerMountSource                             // container.mount.source
	FieldContainerMountDest                               // container.mount.dest
	FieldContainerMountMode                               // container.mount.mode
	FieldContainerMountRdwr                               // container.mount.rdwr
	FieldContainerMountPropagation                        // container.mount.propagation
	FieldContainerImageRepository                         // container.image.repository
	FieldContainerImageTag                                // container.image.tag
	FieldContainerImageDigest                             // container.image.digest
	FieldContainerHealthcheck                             // container.healthcheck
	FieldContainerLivenessProbe                           // container.liveness_probe
	FieldContainerReadinessProbe                          // container.readiness_probe
	FieldContainerStartTs                                 // container.start_ts
	FieldContainerDuration                                // container.duration
	FieldContainerIp                                      // container.ip
	FieldContainerCniJson                                 // container.cni.json
	FieldContainerHostPid                                 // container.host_pid
	FieldContainerHostNetwork                             // container.host_network
	FieldContainerHostIpc                                 // container.host_ipc
	FieldContainerLabel                                   // container.label
	FieldContainerLabels                                  // container.labels
	FieldProcIsContainerHealthcheck                       // proc.is_container_healthcheck
	FieldProcIsContainerLivenessProbe                     // proc.is_container_liveness_probe
	FieldProcIsContainerReadinessProbe                    // proc.is_container_readiness_probe
	FieldK8sPodName                                       // k8s.pod.name
	FieldK8sNsName                                        // k8s.ns.name
	FieldK8sPodId                                         // k8s.pod.id
	FieldK8sPodUid                                        // k8s.pod.uid
	FieldK8sPodSandboxId                                  // k8s.pod.sandbox_id
	FieldK8sPodFullSandboxId                              // k8s.pod.full_sandbox_id
	FieldK8sPodLabel                                      // k8s.pod.label
	FieldK8sPodLabels                                     // k8s.pod.labels
	FieldK8sPodIp                                         // k8s.pod.ip
	FieldK8sPodCniJson                                    // k8s.pod.cni.json
	FieldK8sRcName                                        // k8s.rc.name
	FieldK8sRcId                                          // k8s.rc.id
	FieldK8sRcLabel                                       // k8s.rc.label
	FieldK8sRcLabels                                      // k8s.rc.labels
	FieldK8sSvcName                                       // k8s.svc.name
	FieldK8sSvcId                                         // k8s.svc.id
	FieldK8sSvcLabel                                      // k8s.svc.label
	FieldK8sSvcLabels                                     // k8s.svc.labels
	FieldK8sNsId                                          // k8s.ns.id
	FieldK8sNsLabel                                       // k8s.ns.label
	FieldK8sNsLabels                                      // k8s.ns.labels
	FieldK8sRsName                                        // k8s.rs.name
	FieldK8sRsId                                          // k8s.rs.id
	FieldK8sRsLabel                                       // k8s.rs.label
	FieldK8sRsLabels                                      // k8s.rs.labels
	FieldK8sDeploymentName                                // k8s.deployment.name
	FieldK8sDeploymentId                                  // k8s.deployment.id
	FieldK8sDeploymentLabel                               // k8s.deployment.label
	FieldK8sDeploymentLabels                              // k8s.deployment.labels

	// NumFields is the number of built-in fields.
	NumFields
)

// Fields is every field of the syscall source, in the order in which Falco's field classes are searched.
var Fields = []Field{
	FieldEvtNum: {Name: "evt.num", Class: ClassGeneric, Type: Uint64, Format: FmtID,
		Doc: "Counter incremented by the consumer for every event it accepts (starts at 1, after suppressed/converter-dropped events are removed); not a kernel number."},
	FieldEvtTime: {Name: "evt.time", Class: ClassGeneric, Type: Charbuf,
		Doc: "Local-timezone HH:MM:SS.nnnnnnnnn of evt.rawtime."},
	FieldEvtTimeS: {Name: "evt.time.s", Class: ClassGeneric, Type: Charbuf,
		Doc: "Local-timezone HH:MM:SS."},
	FieldEvtTimeIso8601: {Name: "evt.time.iso8601", Class: ClassGeneric, Type: Charbuf,
		Doc: "UTC: YYYY-MM-DDTHH:MM:SS.nnnnnnnnn+0000 (literal +0000)."},
	FieldEvtDatetime: {Name: "evt.datetime", Class: ClassGeneric, Type: Charbuf,
		Doc: "Local: YYYY-MM-DD HH:MM:SS.nnnnnnnnn."},
	FieldEvtDatetimeS: {Name: "evt.datetime.s", Class: ClassGeneric, Type: Charbuf,
		Doc: "Local: YYYY-MM-DD HH:MM:SS."},
	FieldEvtRawtime: {Name: "evt.rawtime", Class: ClassGeneric, Type: AbsTime, Format: FmtDec,
		Doc: "Event header ts (ns since epoch)."},
	FieldEvtRawtimeS: {Name: "evt.rawtime.s", Class: ClassGeneric, Type: AbsTime, Format: FmtDec,
		Doc: "ts / 1e9."},
	FieldEvtRawtimeNs: {Name: "evt.rawtime.ns", Class: ClassGeneric, Type: AbsTime, Format: FmtPadded,
		Doc: "ts % 1e9 (printed with %09)."},
	FieldEvtReltime: {Name: "evt.reltime", Class: ClassGeneric, Type: RelTime, Format: FmtPadded,
		Doc: "ts - ts of the first non-meta event of the capture."},
	FieldEvtReltimeS: {Name: "evt.reltime.s", Class: ClassGeneric, Type: RelTime, Format: FmtDec,
		Doc: "(ts-first)/1e9."},
	FieldEvtReltimeNs: {Name: "evt.reltime.ns", Class: ClassGeneric, Type: RelTime, Format: FmtPadded,
		Doc: "(ts-first)%1e9."},
	FieldEvtPluginname: {Name: "evt.pluginname", Class: ClassGeneric, Type: Charbuf,
		Doc: "Name of the loaded plugin owning the event (plugin_id in param 0); null for kernel events."},
	FieldEvtPlugininfo: {Name: "evt.plugininfo", Class: ClassGeneric, Type: Charbuf,
		Doc: "Plugin's event-to-string rendering; null when no plugin owns the event."},
	FieldEvtSource: {Name: "evt.source", Class: ClassGeneric, Type: Charbuf,
		Doc: "Event-source name: 'syscall' for everything except PLUGINEVENT/ASYNCEVENT with non-zero plugin id; null if unknown."},
	FieldEvtIsAsync: {Name: "evt.is_async", Class: ClassGeneric, Type: Bool,
		Doc: "true iff event category has METAEVENT bit."},
	FieldEvtAsynctype: {Name: "evt.asynctype", Class: ClassGeneric, Type: Charbuf,
		Doc: "For meta-events: name param (param 1) of ASYNCEVENT, else the event-table name; null for non meta."},
	FieldEvtHostname: {Name: "evt.hostname", Class: ClassGeneric, Type: Charbuf,
		Doc: "machine_info.hostname (live: env FALCO_HOSTNAME overrides gethostname; scap: from machine-info block)."},
	FieldEvtLatency: {Name: "evt.latency", Class: ClassEvt, Type: RelTime, Flags: Deprecated, Format: FmtDec,
		Doc: "Constant 0 (deprecated since enter events are gone)."},
	FieldEvtLatencyS: {Name: "evt.latency.s", Class: ClassEvt, Type: RelTime, Flags: Deprecated, Format: FmtDec,
		Doc: "Constant 0."},
	FieldEvtLatencyNs: {Name: "evt.latency.ns", Class: ClassEvt, Type: RelTime, Flags: Deprecated, Format: FmtPadded,
		Doc: "Constant 0."},
	FieldEvtLatencyQuantized: {Name: "evt.latency.quantized", Class: ClassEvt, Type: Uint64, Flags: TableOnly | Deprecated, Format: FmtDec,
		Doc: "Constant 0."},
	FieldEvtLatencyHuman: {Name: "evt.latency.human", Class: ClassEvt, Type: Charbuf, Flags: Deprecated,
		Doc: "Constant string '0ns'."},
	FieldEvtDeltatime: {Name: "evt.deltatime", Class: ClassEvt, Type: RelTime, Format: FmtDec,
		Doc: "ns since the previous event on which THIS field instance was extracted (per-filtercheck state; first = 0)."},
	FieldEvtDeltatimeS: {Name: "evt.deltatime.s", Class: ClassEvt, Type: RelTime, Format: FmtDec,
		Doc: "same delta / 1e9."},
	FieldEvtDeltatimeNs: {Name: "evt.deltatime.ns", Class: ClassEvt, Type: RelTime, Format: FmtPadded,
		Doc: "same delta % 1e9."},
	FieldEvtOutputtime: {Name: "evt.outputtime", Class: ClassEvt, Type: Charbuf, Flags: PrintOnly,
		Doc: "Timestamp in the configured time mode (h local time, a absolute s.ns unpadded, r relative, d fixed 0.000000000, D delta)."},
	FieldEvtDir: {Name: "evt.dir", Class: ClassEvt, Type: Charbuf, Flags: Deprecated, Format: FmtDir,
		Doc: "'>' if event id even (enter), '<' if odd (exit). Nearly every event is now '<'; only 5 TOCTOU enter events + tracepoint/meta/async events ('procexit','switch','signaldeliver','page_fault','container',...) are '>'."},
	FieldEvtType: {Name: "evt.type", Class: ClassEvt, Type: Charbuf,
		Doc: "Event-table name; for GENERIC_X (id 1) the lower-case syscall name from param 0 (if 0/UNKNOWN in a capture, resolved from param 1 native id on same arch); for ASYNCEVENT the name param. rhs is validated at compile time against event names + syscall names + plugin async names."},
	FieldEvtTypeIs: {Name: "evt.type.is", Class: ClassEvt, Type: Uint32, Arg: ArgRequired | ArgDotted,
		Doc: "evt.type.is.<name|number>: 1 if event id equals first table id with that name or that id+1, else 0."},
	FieldSyscallType: {Name: "syscall.type", Class: ClassEvt, Type: Charbuf,
		Doc: "Like evt.type but null if the event is not category SYSCALL."},
	FieldEvtCategory: {Name: "evt.category", Class: ClassEvt, Type: Charbuf,
		Doc: "Name of low category: unknown/other/file/net/IPC/memory/process/sleep/system/signal/user/time/processing/wait/scheduler/internal/...; for IO_READ/IO_WRITE/IO_OTHER depends on fd type: file (file,dir) / net (inet socks) / ipc (fifo,unix,eventfd,signalfd,inotify,userfaultfd) / unknown."},
	FieldEvtCpu: {Name: "evt.cpu", Class: ClassEvt, Type: Int16, Format: FmtID,
		Doc: "CPU id delivered with the event (block cpuid in scap; in modern ebpf it is the ring-buffer index, not the real CPU)."},
	FieldEvtArgs: {Name: "evt.args", Class: ClassEvt, Type: Charbuf,
		Doc: "'name=value' or 'name=value(resolved)' joined by a single space; empty string for GENERIC_X."},
	FieldEvtArg: {Name: "evt.arg", Class: ClassEvt, Type: Charbuf, Arg: ArgRequired | ArgIndex | ArgDotted, Flags: Unstable,
		Doc: "evt.arg.<name> or evt.arg[N] (0-based). Text rendering; the resolved form is preferred if non-empty (flags-> 'A|B', errno -> 'ENOENT', fd -> '<f>/path', relative path -> absolute). Name lookup at compile time = longest param name in the whole event table that is a prefix of the text. Missing arg -> null. Formatting rules: state_engine.md section 12."},
	FieldEvtRawarg: {Name: "evt.rawarg", Class: ClassEvt, Type: Dyn, Arg: ArgRequired | ArgDotted, Flags: NoRHS | NoTransformer,
		Doc: "evt.rawarg.<name> only. Raw typed value; comparison type is the type of the param in the current event (initially the first longest match); null/len 0 -> comparison false."},
	FieldEvtInfo: {Name: "evt.info", Class: ClassEvt, Type: Charbuf,
		Doc: "Same as evt.args."},
	FieldEvtBuffer: {Name: "evt.buffer", Class: ClassEvt, Type: Bytebuf, Flags: Unstable,
		Doc: "Param named 'data': in comparisons raw bytes, in output the rendered buffer (default: non-printables become '.')."},
	FieldEvtBuflen: {Name: "evt.buflen", Class: ClassEvt, Type: Uint64, Format: FmtDec,
		Doc: "Return value (param 0) of exit events when fdinfo known and category IO_*, if >=0."},
	FieldEvtRes: {Name: "evt.res", Class: ClassEvt, Type: Charbuf, Flags: Unstable, Format: FmtDec,
		Doc: "'SUCCESS' if return value >=0, else errno symbol of param 0; null for events without return value (GENERIC_X, tracepoints, 0-param exits)."},
	FieldEvtRawres: {Name: "evt.rawres", Class: ClassEvt, Type: Int64, Format: FmtDec,
		Doc: "Param 0 of a syscall exit event as int64 (4- or 8-byte)."},
	FieldEvtFailed: {Name: "evt.failed", Class: ClassEvt, Type: Bool,
		Doc: "1 if return value <0 else 0; null without return value (so filters are false)."},
	FieldEvtIsIo: {Name: "evt.is_io", Class: ClassEvt, Type: Bool,
		Doc: "Event flags contain READS_FROM_FD or WRITES_TO_FD."},
	FieldEvtIsIoRead: {Name: "evt.is_io_read", Class: ClassEvt, Type: Bool,
		Doc: "Flag READS_FROM_FD."},
	FieldEvtIsIoWrite: {Name: "evt.is_io_write", Class: ClassEvt, Type: Bool,
		Doc: "Flag WRITES_TO_FD."},
	FieldEvtIoDir: {Name: "evt.io_dir", Class: ClassEvt, Type: Charbuf,
		Doc: "'write' / 'read' from flags (write wins); null otherwise (doc says r/w, code emits full words)."},
	FieldEvtIsWait: {Name: "evt.is_wait", Class: ClassEvt, Type: Bool,
		Doc: "Flag WAITS."},
	FieldEvtWaitLatency: {Name: "evt.wait_latency", Class: ClassEvt, Type: RelTime, Flags: Deprecated, Format: FmtDec,
		Doc: "Constant 0."},
	FieldEvtIsSyslog: {Name: "evt.is_syslog", Class: ClassEvt, Type: Bool,
		Doc: "Flag WRITES_TO_FD and fd name contains '/dev/log'."},
	FieldEvtCount: {Name: "evt.count", Class: ClassEvt, Type: Uint32, Format: FmtDec,
		Doc: "Constant 1."},
	FieldEvtCountError: {Name: "evt.count.error", Class: ClassEvt, Type: Uint32, Format: FmtDec,
		Doc: "1/0 on return value <0; null w/o return value."},
	FieldEvtCountErrorFile: {Name: "evt.count.error.file", Class: ClassEvt, Type: Uint32, Format: FmtDec,
		Doc: "As evt.count.error when fd is file/dir, or fdinfo missing and event is open/creat/openat/openat2/open_by_handle_at exit."},
	FieldEvtCountErrorNet: {Name: "evt.count.error.net", Class: ClassEvt, Type: Uint32, Format: FmtDec,
		Doc: "As evt.count.error when fd is inet/unix socket, or fdinfo missing and event is accept/accept4/connect exit."},
	FieldEvtCountErrorMemory: {Name: "evt.count.error.memory", Class: ClassEvt, Type: Uint32, Format: FmtDec,
		Doc: "As evt.count.error if category is exactly MEMORY (bare category compare)."},
	FieldEvtCountErrorOther: {Name: "evt.count.error.other", Class: ClassEvt, Type: Uint32, Format: FmtDec,
		Doc: "As evt.count.error for the rest."},
	FieldEvtCountExit: {Name: "evt.count.exit", Class: ClassEvt, Type: Uint32, Format: FmtDec,
		Doc: "1 for odd ids, null for even."},
	FieldEvtCountProcinfo: {Name: "evt.count.procinfo", Class: ClassEvt, Type: Uint32, Flags: TableOnly, Format: FmtDec,
		Doc: "1 for PROCINFO_E of a main thread else 0."},
	FieldEvtCountThreadinfo: {Name: "evt.count.threadinfo", Class: ClassEvt, Type: Uint32, Flags: TableOnly, Format: FmtDec,
		Doc: "1 for PROCINFO_E else 0."},
	FieldEvtAround: {Name: "evt.around", Class: ClassEvt, Type: Uint64, Arg: ArgRequired | ArgIndex, Flags: FilterOnly | NoRHS | NoTransformer, Format: FmtDec,
		Doc: "evt.around[T]=D : true if |ts-T| <= D ms. Only '='."},
	FieldEvtAbspath: {Name: "evt.abspath", Class: ClassEvt, Type: Charbuf, Arg: ArgDotted,
		Doc: "evt.abspath / .src / .dst : path param joined with dirfd param for renameat,renameat2,symlinkat,openat,openat2,linkat,unlinkat,mkdirat,fchmodat,fchownat (+open_by_handle_at param 3 if fd>0). Absolute path -> normalised only; AT_FDCWD -> cwd; unknown dirfd -> '<UNKNOWN>/'+path. .src = old*, .dst = new*."},
	FieldEvtBuflenIn: {Name: "evt.buflen.in", Class: ClassEvt, Type: Uint64, Flags: TableOnly, Format: FmtDec,
		Doc: "evt.buflen if category==IO_READ."},
	FieldEvtBuflenOut: {Name: "evt.buflen.out", Class: ClassEvt, Type: Uint64, Flags: TableOnly, Format: FmtDec,
		Doc: "evt.buflen if category==IO_WRITE."},
	FieldEvtBuflenFile: {Name: "evt.buflen.file", Class: ClassEvt, Type: Uint64, Flags: TableOnly, Format: FmtDec,
		Doc: "evt.buflen if fd is a file."},
	FieldEvtBuflenFileIn: {Name: "evt.buflen.file.in", Class: ClassEvt, Type: Uint64, Flags: TableOnly, Format: FmtDec,
		Doc: "file + IO_READ."},
	FieldEvtBuflenFileOut: {Name: "evt.buflen.file.out", Class: ClassEvt, Type: Uint64, Flags: TableOnly, Format: FmtDec,
		Doc: "file + IO_WRITE."},
	FieldEvtBuflenNet: {Name: "evt.buflen.net", Class: ClassEvt, Type: Uint64, Flags: TableOnly, Format: FmtDec,
		Doc: "evt.buflen if fd type in inet socket range (3..6)."},
	FieldEvtBuflenNetIn: {Name: "evt.buflen.net.in", Class: ClassEvt, Type: Uint64, Flags: TableOnly, Format: FmtDec,
		Doc: "net + IO_READ."},
	FieldEvtBuflenNetOut: {Name: "evt.buflen.net.out", Class: ClassEvt, Type: Uint64, Flags: TableOnly, Format: FmtDec,
		Doc: "net + IO_WRITE."},
	FieldEvtIsOpenRead: {Name: "evt.is_open_read", Class: ClassEvt, Type: Bool,
		Doc: "open/openat/openat2/open_by_handle_at exit with (flags param & PPM_O_RDONLY=0x1). Note PPM_O_RDONLY=1, WRONLY=2, RDWR=3. 0 (not null) for other events. Does not check success."},
	FieldEvtIsOpenWrite: {Name: "evt.is_open_write", Class: ClassEvt, Type: Bool,
		Doc: "same events, flags & PPM_O_WRONLY (2); true for RDWR too. Does not check success (rules add fd.num>=0)."},
	FieldEvtInfraDockerName: {Name: "evt.infra.docker.name", Class: ClassEvt, Type: Charbuf, Flags: TableOnly,
		Doc: "INFRASTRUCTURE event: 'Event:' item of ';'-separated description."},
	FieldEvtInfraDockerContainerId: {Name: "evt.infra.docker.container.id", Class: ClassEvt, Type: Charbuf, Flags: TableOnly,
		Doc: "'ID:' item truncated to 12."},
	FieldEvtInfraDockerContainerName: {Name: "evt.infra.docker.container.name", Class: ClassEvt, Type: Charbuf, Flags: TableOnly,
		Doc: "'name:' item."},
	FieldEvtInfraDockerContainerImage: {Name: "evt.infra.docker.container.image", Class: ClassEvt, Type: Charbuf, Flags: TableOnly,
		Doc: "'Image:' item (digest cut at '@')."},
	FieldEvtIsOpenExec: {Name: "evt.is_open_exec", Class: ClassEvt, Type: Bool,
		Doc: "flags has O_CREAT or O_TMPFILE and mode param has any x bit (PPM_S_IXUSR|IXGRP|IXOTH); for creat just the mode. Not for open_by_handle_at."},
	FieldEvtIsOpenCreate: {Name: "evt.is_open_create", Class: ClassEvt, Type: Bool,
		Doc: "flags has PPM_O_F_CREATED (kernel FMODE_CREATED, set by driver at exit), or O_TMPFILE and return>=0."},
	FieldProcExe: {Name: "proc.exe", Class: ClassProcess, Type: Charbuf,
		Doc: "argv[0] (execve/clone param 'exe', or first NUL-terminated item of /proc/PID/cmdline)."},
	FieldProcPexe: {Name: "proc.pexe", Class: ClassProcess, Type: Charbuf,
		Doc: "proc.exe of parent process (ancestor 1)."},
	FieldProcAexe: {Name: "proc.aexe", Class: ClassProcess, Type: Charbuf, Arg: ArgIndex, Flags: NoRHS | NoTransformer,
		Doc: "Without arg in a filter: true if ANY ancestor (excluding self) matches; in output: space-joined over ancestors (parent first). N=0 self main thread, N=1 parent, ... Walk: main thread of current -> thread with tid=ptid -> its main thread, repeat N times; missing link -> null. Value proc.exe."},
	FieldProcExepath: {Name: "proc.exepath", Class: ClassProcess, Type: Charbuf,
		Doc: "Thread exepath: execve exit param 27 trusted_exepath (kernel d_path of mm->exe_file, <=96 components) with trailing ' (deleted)' removed; inherited by clone children; /proc/PID/exe at scan; scap files lacking it: dirfd/cwd + filename from the stored execve(at) enter event, '<NA>' if unknown."},
	FieldProcPexepath: {Name: "proc.pexepath", Class: ClassProcess, Type: Charbuf,
		Doc: "proc.exepath of ancestor 1."},
	FieldProcAexepath: {Name: "proc.aexepath", Class: ClassProcess, Type: Charbuf, Arg: ArgIndex, Flags: NoRHS | NoTransformer,
		Doc: "Without arg in a filter: true if ANY ancestor (excluding self) matches; in output: space-joined over ancestors (parent first). N=0 self main thread, N=1 parent, ... Walk: main thread of current -> thread with tid=ptid -> its main thread, repeat N times; missing link -> null. Value proc.exepath."},
	FieldProcName: {Name: "proc.name", Class: ClassProcess, Type: Charbuf,
		Doc: "comm (param 'comm' of execve/clone; /proc/PID/comm; 15 chars). Not updated by prctl(PR_SET_NAME). If comm param absent (old files) = exe."},
	FieldProcPname: {Name: "proc.pname", Class: ClassProcess, Type: Charbuf,
		Doc: "comm of ancestor 1."},
	FieldProcAname: {Name: "proc.aname", Class: ClassProcess, Type: Charbuf, Arg: ArgIndex, Flags: NoRHS | NoTransformer,
		Doc: "Without arg in a filter: true if ANY ancestor (excluding self) matches; in output: space-joined over ancestors (parent first). N=0 self main thread, N=1 parent, ... Walk: main thread of current -> thread with tid=ptid -> its main thread, repeat N times; missing link -> null. Value proc.name."},
	FieldProcArgs: {Name: "proc.args", Class: ClassProcess, Type: Charbuf, Arg: ArgIndex,
		Doc: "All args after argv[0] joined by single space; proc.args[N] N-th arg (0-based, argv[1]=args[0]), out of range -> empty string."},
	FieldProcAargs: {Name: "proc.aargs", Class: ClassProcess, Type: Charbuf, Arg: ArgIndex,
		Doc: "Args string of ancestor N; no index in output: ancestors' args joined by space. In a filter without index it compares that joined string (there is no any-ancestor special case, unlike aname). N=0 self main thread, N=1 parent, ... Walk: main thread of current -> thread with tid=ptid -> its main thread, repeat N times; missing link -> null."},
	FieldProcCmdline: {Name: "proc.cmdline", Class: ClassProcess, Type: Charbuf,
		Doc: "comm + (' ' + arg)* using comm (not exe); computed when args were set (so uses comm at that time)."},
	FieldProcPcmdline: {Name: "proc.pcmdline", Class: ClassProcess, Type: Charbuf,
		Doc: "proc.cmdline of ancestor 1."},
	FieldProcAcmdline: {Name: "proc.acmdline", Class: ClassProcess, Type: Charbuf, Arg: ArgIndex, Flags: NoRHS | NoTransformer,
		Doc: "Without arg in a filter: true if ANY ancestor (excluding self) matches; in output: space-joined over ancestors (parent first). N=0 self main thread, N=1 parent, ... Walk: main thread of current -> thread with tid=ptid -> its main thread, repeat N times; missing link -> null. Value proc.cmdline."},
	FieldProcCmdnargs: {Name: "proc.cmdnargs", Class: ClassProcess, Type: Uint64, Format: FmtDec,
		Doc: "Number of args (without argv[0])."},
	FieldProcCmdlenargs: {Name: "proc.cmdlenargs", Class: ClassProcess, Type: Uint64, Format: FmtDec,
		Doc: "Sum of arg lengths (no separators)."},
	FieldProcExeline: {Name: "proc.exeline", Class: ClassProcess, Type: Charbuf,
		Doc: "exe + ' ' + args joined (has trailing space when no args)."},
	FieldProcEnv: {Name: "proc.env", Class: ClassProcess, Type: Charbuf, Arg: ArgKey,
		Doc: "All env vars joined by space; proc.env[NAME] exact NAME, leading/trailing spaces stripped, '' if unset/empty value. Main thread's env; truncated to 4096 bytes (falco_libs/large env option reads /proc/PID/environ when exactly 4096). proc.env[<digits>] sets an index that is ignored -> whole env."},
	FieldProcAenv: {Name: "proc.aenv", Class: ClassProcess, Type: Charbuf, Arg: ArgIndex | ArgKey, Flags: NoRHS | NoTransformer,
		Doc: "No arg filter: any ancestor whose whole env matches; [N]: env of N-th ancestor (0 or no arg in output = own env); [NAME]: first non-empty value among up to 20 ancestors (starting at parent)."},
	FieldProcCwd: {Name: "proc.cwd", Class: ClassProcess, Type: Charbuf,
		Doc: "cwd of the main thread, always ends with '/'. './' if main thread unknown."},
	FieldProcLoginshellid: {Name: "proc.loginshellid", Class: ClassProcess, Type: Int64, Format: FmtID,
		Doc: "pid of the LAST (eldest) thread, among self main + ancestors, whose comm ends in 'sh'; null if none."},
	FieldProcTty: {Name: "proc.tty", Class: ClassProcess, Type: Uint32, Format: FmtID,
		Doc: "Controlling tty dev number (new_encode_dev); 0 none. From execve param / /proc/PID/stat; inherited on clone."},
	FieldProcPid: {Name: "proc.pid", Class: ClassProcess, Type: Int64, Format: FmtID,
		Doc: "tgid (host pidns). null if outside [-1, UINT32_MAX]."},
	FieldProcPpid: {Name: "proc.ppid", Class: ClassProcess, Type: Int64, Format: FmtID,
		Doc: "pid of ancestor 1 (parent's main thread)."},
	FieldProcApid: {Name: "proc.apid", Class: ClassProcess, Type: Int64, Arg: ArgIndex, Flags: NoRHS | NoTransformer, Format: FmtID,
		Doc: "Without arg in a filter: true if ANY ancestor (excluding self) matches; in output: space-joined over ancestors (parent first). N=0 self main thread, N=1 parent, ... Walk: main thread of current -> thread with tid=ptid -> its main thread, repeat N times; missing link -> null. Without arg in OUTPUT = own pid."},
	FieldProcVpid: {Name: "proc.vpid", Class: ClassProcess, Type: Int64, Format: FmtID,
		Doc: "tgid in innermost pidns; null if -1."},
	FieldProcPvpid: {Name: "proc.pvpid", Class: ClassProcess, Type: Int64, Format: FmtID,
		Doc: "vpid of thread with tid==ptid (may be -1)."},
	FieldProcSid: {Name: "proc.sid", Class: ClassProcess, Type: Int64, Format: FmtID,
		Doc: "Session id as seen by the process' pidns (setsid return / /proc stat field 6 host ns); inherited by clone; -1 default."},
	FieldProcSname: {Name: "proc.sname", Class: ClassProcess, Type: Charbuf,
		Doc: "comm of session leader: if not in a pidns and thread tid==sid is in table -> it; else farthest consecutive ancestor with same sid; '' if none."},
	FieldProcSidExe: {Name: "proc.sid.exe", Class: ClassProcess, Type: Charbuf,
		Doc: "same leader, exe."},
	FieldProcSidExepath: {Name: "proc.sid.exepath", Class: ClassProcess, Type: Charbuf,
		Doc: "same leader, exepath."},
	FieldProcVpgid: {Name: "proc.vpgid", Class: ClassProcess, Type: Int64, Format: FmtID,
		Doc: "pgid seen in process' pidns (execve param 17; proc scan only if nested, else 0)."},
	FieldProcVpgidName: {Name: "proc.vpgid.name", Class: ClassProcess, Type: Charbuf,
		Doc: "comm of vpgid leader (same search as sname)."},
	FieldProcVpgidExe: {Name: "proc.vpgid.exe", Class: ClassProcess, Type: Charbuf,
		Doc: "leader exe."},
	FieldProcVpgidExepath: {Name: "proc.vpgid.exepath", Class: ClassProcess, Type: Charbuf,
		Doc: "leader exepath."},
	FieldProcPgid: {Name: "proc.pgid", Class: ClassProcess, Type: Int64, Format: FmtID,
		Doc: "Host-ns pgid (execve param 28, /proc stat); -1 if param missing."},
	FieldProcPgidName: {Name: "proc.pgid.name", Class: ClassProcess, Type: Charbuf,
		Doc: "comm of thread tid==pgid (host id so direct lookup) or farthest same-pgid ancestor."},
	FieldProcPgidExe: {Name: "proc.pgid.exe", Class: ClassProcess, Type: Charbuf,
		Doc: "idem exe."},
	FieldProcPgidExepath: {Name: "proc.pgid.exepath", Class: ClassProcess, Type: Charbuf,
		Doc: "idem exepath."},
	FieldProcDuration: {Name: "proc.duration", Class: ClassProcess, Type: RelTime, Format: FmtDec,
		Doc: "evt.ts - clone_ts; null if clone_ts 0."},
	FieldProcPpidDuration: {Name: "proc.ppid.duration", Class: ClassProcess, Type: RelTime, Format: FmtDec,
		Doc: "evt.ts - parent clone_ts (upstream bug: if parent clone_ts is 0 returns fd open count)."},
	FieldProcPidTs: {Name: "proc.pid.ts", Class: ClassProcess, Type: RelTime, Format: FmtDec,
		Doc: "clone_ts of this thread (ns epoch; /proc scan: ctime of /proc/PID/cmdline); null if 0."},
	FieldProcPpidTs: {Name: "proc.ppid.ts", Class: ClassProcess, Type: RelTime, Format: FmtDec,
		Doc: "clone_ts of thread tid==ptid."},
	FieldProcIsExeWritable: {Name: "proc.is_exe_writable", Class: ClassProcess, Type: Bool,
		Doc: "execve flags bit PPM_EXE_WRITABLE (fsuid owns the inode, or mode w-bit by owner/group/other, or CAP_DAC_OVERRIDE/CAP_FOWNER with mapped ids; false on ro fs or immutable). /proc scan: stat owner==euid or faccessat(W_OK) as that uid/gid."},
	FieldProcIsExeUpperLayer: {Name: "proc.is_exe_upper_layer", Class: ClassProcess, Type: Bool,
		Doc: "execve flag PPM_EXE_UPPER_LAYER: exe dentry superblock is overlayfs and upper dentry (pointer right after struct inode) has inode !=0."},
	FieldProcIsExeLowerLayer: {Name: "proc.is_exe_lower_layer", Class: ClassProcess, Type: Bool,
		Doc: "flag PPM_EXE_LOWER_LAYER (overlayfs without upper)."},
	FieldProcIsExeFromMemfd: {Name: "proc.is_exe_from_memfd", Class: ClassProcess, Type: Bool,
		Doc: "flag PPM_EXE_FROM_MEMFD: exe dentry is its own parent and d_name starts with 'memfd:'."},
	FieldProcIsSidLeader: {Name: "proc.is_sid_leader", Class: ClassProcess, Type: Bool,
		Doc: "sid == vpid."},
	FieldProcIsVpgidLeader: {Name: "proc.is_vpgid_leader", Class: ClassProcess, Type: Bool,
		Doc: "vpgid == vpid."},
	FieldProcIsPgidLeader: {Name: "proc.is_pgid_leader", Class: ClassProcess, Type: Bool,
		Doc: "pgid == pid."},
	FieldProcExeIno: {Name: "proc.exe_ino", Class: ClassProcess, Type: Int64, Format: FmtDec,
		Doc: "inode number of exe (execve param 23); null if 0."},
	FieldProcExeInoCtime: {Name: "proc.exe_ino.ctime", Class: ClassProcess, Type: AbsTime, Format: FmtDec,
		Doc: "exe inode ctime ns; null if 0."},
	FieldProcExeInoMtime: {Name: "proc.exe_ino.mtime", Class: ClassProcess, Type: AbsTime, Format: FmtDec,
		Doc: "exe inode mtime ns; null if 0."},
	FieldProcExeInoCtimeDurationProcStart: {Name: "proc.exe_ino.ctime_duration_proc_start", Class: ClassProcess, Type: AbsTime, Format: FmtDec,
		Doc: "clone_ts - exe ctime, computed at execve if clone_ts!=0 (unsigned; may wrap if ctime later); null if 0."},
	FieldProcExeInoCtimeDurationPidnsStart: {Name: "proc.exe_ino.ctime_duration_pidns_start", Class: ClassProcess, Type: AbsTime, Format: FmtDec,
		Doc: "exe ctime - pidns_init_start_ts when ctime is later; null if 0."},
	FieldProcPidnsInitStartTs: {Name: "proc.pidns_init_start_ts", Class: ClassProcess, Type: Uint64, Format: FmtDec,
		Doc: "Start time of pidns child reaper (clone child param 20 monotonic + boot epoch), host = boot_ts_epoch; /proc scan: ctime of <root>/proc/1/cmdline."},
	FieldThreadCapPermitted: {Name: "thread.cap_permitted", Class: ClassProcess, Type: Charbuf,
		Doc: "Space-joined CAP_* names of permitted set (bit order)."},
	FieldThreadCapInheritable: {Name: "thread.cap_inheritable", Class: ClassProcess, Type: Charbuf,
		Doc: "idem inheritable."},
	FieldThreadCapEffective: {Name: "thread.cap_effective", Class: ClassProcess, Type: Charbuf,
		Doc: "idem effective."},
	FieldProcFdopencount: {Name: "proc.fdopencount", Class: ClassProcess, Type: Uint64, Format: FmtDec,
		Doc: "Size of main thread fd table."},
	FieldProcFdlimit: {Name: "proc.fdlimit", Class: ClassProcess, Type: Int64, Format: FmtDec,
		Doc: "RLIMIT_NOFILE cur of main thread."},
	FieldProcFdusage: {Name: "proc.fdusage", Class: ClassProcess, Type: Double,
		Doc: "100*open/limit."},
	FieldProcVmsize: {Name: "proc.vmsize", Class: ClassProcess, Type: Uint64, Format: FmtDec,
		Doc: "VmSize kB (last exec/clone/brk/mmap/switch update)."},
	FieldProcVmrss: {Name: "proc.vmrss", Class: ClassProcess, Type: Uint64, Format: FmtDec,
		Doc: "VmRSS kB."},
	FieldProcVmswap: {Name: "proc.vmswap", Class: ClassProcess, Type: Uint64, Format: FmtDec,
		Doc: "VmSwap kB."},
	FieldThreadPfmajor: {Name: "thread.pfmajor", Class: ClassProcess, Type: Uint64, Format: FmtDec,
		Doc: "maj_flt."},
	FieldThreadPfminor: {Name: "thread.pfminor", Class: ClassProcess, Type: Uint64, Format: FmtDec,
		Doc: "min_flt."},
	FieldThreadTid: {Name: "thread.tid", Class: ClassProcess, Type: Int64, Format: FmtID,
		Doc: "Event header tid (no thread entry needed)."},
	FieldThreadIsmain: {Name: "thread.ismain", Class: ClassProcess, Type: Bool,
		Doc: "tid==pid or IS_MAIN_THREAD flag."},
	FieldThreadVtid: {Name: "thread.vtid", Class: ClassProcess, Type: Int64, Format: FmtID,
		Doc: "tid in innermost pidns; null if -1."},
	FieldThreadNametid: {Name: "thread.nametid", Class: ClassProcess, Type: Charbuf, Flags: TableOnly,
		Doc: "comm + decimal tid."},
	FieldThreadExectime: {Name: "thread.exectime", Class: ClassProcess, Type: RelTime, Format: FmtDec,
		Doc: "switch events: ts since previous switch on that CPU; else 0."},
	FieldThreadTotexectime: {Name: "thread.totexectime", Class: ClassProcess, Type: RelTime, Format: FmtDec,
		Doc: "Running sum of exectime per thread."},
	FieldThreadCgroups: {Name: "thread.cgroups", Class: ClassProcess, Type: Charbuf,
		Doc: "'subsys=path' joined by space; null when none."},
	FieldThreadCgroup: {Name: "thread.cgroup", Class: ClassProcess, Type: Charbuf, Arg: ArgRequired | ArgDotted,
		Doc: "thread.cgroup.<subsys> path; subsys names normalised (strip _cgroup, perf->perf_event, mem->memory, io->blkio); null if absent."},
	FieldProcNthreads: {Name: "proc.nthreads", Class: ClassProcess, Type: Uint64, Format: FmtDec,
		Doc: "Alive threads in group."},
	FieldProcNchilds: {Name: "proc.nchilds", Class: ClassProcess, Type: Uint64, Format: FmtDec,
		Doc: "Alive threads excluding leader."},
	FieldThreadCpu: {Name: "thread.cpu", Class: ClassProcess, Type: Double,
		Doc: "PROCINFO events only (legacy)."},
	FieldThreadCpuUser: {Name: "thread.cpu.user", Class: ClassProcess, Type: Double,
		Doc: "PROCINFO events only."},
	FieldThreadCpuSystem: {Name: "thread.cpu.system", Class: ClassProcess, Type: Double,
		Doc: "PROCINFO events only."},
	FieldThreadVmsize: {Name: "thread.vmsize", Class: ClassProcess, Type: Uint64, Format: FmtDec,
		Doc: "vmsize if main thread else 0."},
	FieldThreadVmrss: {Name: "thread.vmrss", Class: ClassProcess, Type: Uint64, Format: FmtDec,
		Doc: "vmrss if main else 0."},
	FieldThreadVmsizeB: {Name: "thread.vmsize.b", Class: ClassProcess, Type: Uint64, Flags: TableOnly, Format: FmtDec,
		Doc: "*1024."},
	FieldThreadVmrssB: {Name: "thread.vmrss.b", Class: ClassProcess, Type: Uint64, Flags: TableOnly, Format: FmtDec,
		Doc: "*1024."},
	FieldProcStdinType: {Name: "proc.stdin.type", Class: ClassProcess, Type: Charbuf,
		Doc: "fd.type string of fd 0 in the process fd table; null if not tracked."},
	FieldProcStdoutType: {Name: "proc.stdout.type", Class: ClassProcess, Type: Charbuf,
		Doc: "fd.type string of fd 1 in the process fd table; null if not tracked."},
	FieldProcStderrType: {Name: "proc.stderr.type", Class: ClassProcess, Type: Charbuf,
		Doc: "fd.type string of fd 2 in the process fd table; null if not tracked."},
	FieldProcStdinName: {Name: "proc.stdin.name", Class: ClassProcess, Type: Charbuf,
		Doc: "Stored name of fd 0; null if not tracked."},
	FieldProcStdoutName: {Name: "proc.stdout.name", Class: ClassProcess, Type: Charbuf,
		Doc: "Stored name of fd 1; null if not tracked."},
	FieldProcStderrName: {Name: "proc.stderr.name", Class: ClassProcess, Type: Charbuf,
		Doc: "Stored name of fd 2; null if not tracked."},
	FieldUserUid: {Name: "user.uid", Class: ClassUser, Type: Uint32, Format: FmtID,
		Doc: "Effective uid of thread (execve euid, clone uid, set*uid exits)."},
	FieldUserName: {Name: "user.name", Class: ClassUser, Type: Charbuf,
		Doc: "passwd name of uid in (container_id) user table; else 'root' if uid 0 else '<NA>'. On 'container' events: the container's configured user."},
	FieldUserHomedir: {Name: "user.homedir", Class: ClassUser, Type: Charbuf,
		Doc: "passwd home; '/root' if uid 0 unknown; else '<NA>'."},
	FieldUserShell: {Name: "user.shell", Class: ClassUser, Type: Charbuf,
		Doc: "passwd shell; '<NA>' if unknown."},
	FieldUserLoginuid: {Name: "user.loginuid", Class: ClassUser, Type: Int64, Format: FmtID,
		Doc: "audit loginuid; UINT32_MAX -> -1."},
	FieldUserLoginname: {Name: "user.loginname", Class: ClassUser, Type: Charbuf,
		Doc: "passwd name of loginuid; 'root' if 0; else '<NA>'."},
	FieldGroupGid: {Name: "group.gid", Class: ClassGroup, Type: Uint32, Format: FmtID,
		Doc: "Effective gid."},
	FieldGroupName: {Name: "group.name", Class: ClassGroup, Type: Charbuf,
		Doc: "group name; 'root' if gid 0; else '<NA>'."},
	FieldFdNum: {Name: "fd.num", Class: ClassFD, Type: Int64, Format: FmtID,
		Doc: "tinfo.lastevent_fd: fd param of the event or the fd it created. Only for events flagged CREATES_FD/USES_FD/DESTROYS_FD. -1 when none."},
	FieldFdType: {Name: "fd.type", Class: ClassFD, Type: Charbuf, Format: FmtDec,
		Doc: "file,directory,ipv4,ipv6,unix,pipe,event,signalfd,eventpoll,inotify,timerfd,netlink,bpf,userfaultfd,io_uring,memfd,pidfd or '<NA>'; null w/o fdinfo."},
	FieldFdTypechar: {Name: "fd.typechar", Class: ClassFD, Type: Charbuf, Format: FmtDec,
		Doc: "f file, d directory, 4 / 6 inet socket incl. listening ones, p pipe, u unix socket AND userfaultfd, e eventfd, s signalfd, l eventpoll, i inotify, t timerfd, n netlink, b bpf, r io_uring, m memfd, P pidfd, o unknown type, X unsupported, ? uninitialised. Without fdinfo guessed from the event type (openat/openat2/creat->f; socket/accept->4; pipe->p; eventfd->e; signalfd->s; ...)."},
	FieldFdName: {Name: "fd.name", Class: ClassFD, Type: Charbuf,
		Doc: "fdinfo name: file = resolved absolute path, inet = 'sip:sport->dip:dport' or 'ip:port', unix = 'hexsrc->hexdst path', pipe = '' live. If no fdinfo (failed open etc.) rebuilt from params: open/creat/accept/connect arg 1 text, openat* dirfd+name, open_by_handle_at param 3; otherwise ''. Non-fd events: null."},
	FieldFdDirectory: {Name: "fd.directory", Class: ClassFD, Type: Charbuf,
		Doc: "fd is file: name up to last '/', ('/' if the only slash is first or none; a trailing-slash name is kept as is); directory: full name; other types null. Works on failed opens via fd.name fallback."},
	FieldFdFilename: {Name: "fd.filename", Class: ClassFD, Type: Charbuf,
		Doc: "Only type file with fdinfo: text after last '/', '/' if no slash."},
	FieldFdIp: {Name: "fd.ip", Class: ClassFD, Type: IPAddr, Flags: FilterOnly | NoRHS | NoTransformer,
		Doc: "Filter only; = / in true if sip OR dip matches, != true only if neither; server socket: its ip. Needs no role."},
	FieldFdCip: {Name: "fd.cip", Class: ClassFD, Type: IPAddr,
		Doc: "client = source side of the tuple (sip/sport); requires role known (client/server flag), else null."},
	FieldFdSip: {Name: "fd.sip", Class: ClassFD, Type: IPAddr,
		Doc: "server = destination side of the tuple (dip/dport) or the bound address of a listening socket. Null if role unknown for connected socks."},
	FieldFdLip: {Name: "fd.lip", Class: ClassFD, Type: IPAddr,
		Doc: "If source ip is a local interface address (or container ip) -> source else destination."},
	FieldFdRip: {Name: "fd.rip", Class: ClassFD, Type: IPAddr,
		Doc: "the opposite side of fd.lip."},
	FieldFdPort: {Name: "fd.port", Class: ClassFD, Type: Port, Flags: FilterOnly | NoRHS | NoTransformer, Format: FmtDec,
		Doc: "Filter only; either side; operators = != < <= > >= in."},
	FieldFdCport: {Name: "fd.cport", Class: ClassFD, Type: Port, Format: FmtDec,
		Doc: "client = source side of the tuple (sip/sport); requires role known (client/server flag), else null."},
	FieldFdSport: {Name: "fd.sport", Class: ClassFD, Type: Port, Format: FmtDec,
		Doc: "server = destination side of the tuple (dip/dport) or the bound address of a listening socket."},
	FieldFdLport: {Name: "fd.lport", Class: ClassFD, Type: Port, Format: FmtDec,
		Doc: "port of local side (see fd.lip)."},
	FieldFdRport: {Name: "fd.rport", Class: ClassFD, Type: Port, Format: FmtDec,
		Doc: "port of remote side."},
	FieldFdL4proto: {Name: "fd.l4proto", Class: ClassFD, Type: Charbuf,
		Doc: "tcp, udp, icmp, raw or '<NA>' (also when role unknown, except raw)."},
	FieldFdSockfamily: {Name: "fd.sockfamily", Class: ClassFD, Type: Charbuf,
		Doc: "'ip' or 'unix'; null otherwise."},
	FieldFdIsServer: {Name: "fd.is_server", Class: ClassFD, Type: Bool,
		Doc: "true for *_SERVSOCK; for tuples true iff destination ip is local; else false."},
	FieldFdUid: {Name: "fd.uid", Class: ClassFD, Type: Charbuf,
		Doc: "decimal tid concatenated with decimal fd number."},
	FieldFdContainername: {Name: "fd.containername", Class: ClassFD, Type: Charbuf,
		Doc: "container_id ':' fd.name."},
	FieldFdContainerdirectory: {Name: "fd.containerdirectory", Class: ClassFD, Type: Charbuf,
		Doc: "container_id ':' fd.directory."},
	FieldFdProto: {Name: "fd.proto", Class: ClassFD, Type: Port, Flags: FilterOnly | NoRHS | NoTransformer,
		Doc: "Filter only, compares ports like fd.port (rhs service name or number)."},
	FieldFdCproto: {Name: "fd.cproto", Class: ClassFD, Type: Charbuf,
		Doc: "service name of client port if resolution enabled else number."},
	FieldFdSproto: {Name: "fd.sproto", Class: ClassFD, Type: Charbuf,
		Doc: "idem server port (empty for SERVSOCK types)."},
	FieldFdLproto: {Name: "fd.lproto", Class: ClassFD, Type: Charbuf,
		Doc: "idem local."},
	FieldFdRproto: {Name: "fd.rproto", Class: ClassFD, Type: Charbuf,
		Doc: "idem remote."},
	FieldFdNet: {Name: "fd.net", Class: ClassFD, Type: IPNet, Flags: FilterOnly | NoRHS | NoTransformer,
		Doc: "Filter only: either ip inside CIDR."},
	FieldFdCnet: {Name: "fd.cnet", Class: ClassFD, Type: IPNet, Flags: FilterOnly | NoRHS | NoTransformer,
		Doc: "client ip in CIDR (filter; extraction = fd.cip)."},
	FieldFdSnet: {Name: "fd.snet", Class: ClassFD, Type: IPNet, Flags: FilterOnly | NoRHS | NoTransformer,
		Doc: "server ip in CIDR."},
	FieldFdLnet: {Name: "fd.lnet", Class: ClassFD, Type: IPNet, Flags: FilterOnly | NoRHS | NoTransformer,
		Doc: "local ip in CIDR."},
	FieldFdRnet: {Name: "fd.rnet", Class: ClassFD, Type: IPNet, Flags: FilterOnly | NoRHS | NoTransformer,
		Doc: "remote ip in CIDR."},
	FieldFdConnected: {Name: "fd.connected", Class: ClassFD, Type: Bool,
		Doc: "socket-connected flag (connect ok/EINPROGRESS, accept, any successful I/O on inet sock, /proc TCP)."},
	FieldFdNameChanged: {Name: "fd.name_changed", Class: ClassFD, Type: Bool,
		Doc: "fd name differs from its name before this event."},
	FieldFdCipName: {Name: "fd.cip.name", Class: ClassFD, Type: Charbuf, Flags: NoRHS | NoTransformer,
		Doc: "DNS name cache of client ip; filter = / != / in with domain names resolved (dns manager)."},
	FieldFdSipName: {Name: "fd.sip.name", Class: ClassFD, Type: Charbuf, Flags: NoRHS | NoTransformer,
		Doc: "idem server."},
	FieldFdLipName: {Name: "fd.lip.name", Class: ClassFD, Type: Charbuf, Flags: NoRHS | NoTransformer,
		Doc: "idem local."},
	FieldFdRipName: {Name: "fd.rip.name", Class: ClassFD, Type: Charbuf, Flags: NoRHS | NoTransformer,
		Doc: "idem remote."},
	FieldFdDev: {Name: "fd.dev", Class: ClassFD, Type: Int32, Format: FmtHex,
		Doc: "dev of file (new_encode_dev; from open exit param or mount-id lookup)."},
	FieldFdDevMajor: {Name: "fd.dev.major", Class: ClassFD, Type: Int32, Format: FmtDec,
		Doc: "(dev & 0xfff00)>>8."},
	FieldFdDevMinor: {Name: "fd.dev.minor", Class: ClassFD, Type: Int32, Format: FmtDec,
		Doc: "(dev & 0xff)|((dev>>12)&0xfff00)."},
	FieldFdIno: {Name: "fd.ino", Class: ClassFD, Type: Int64, Format: FmtDec,
		Doc: "inode from open/pipe exit or /proc; 0 if unknown."},
	FieldFdNameraw: {Name: "fd.nameraw", Class: ClassFD, Type: Charbuf,
		Doc: "path as passed to open* with duplicate '/' collapsed; empty for fds from /proc; failed openat: raw name."},
	FieldFdTypes: {Name: "fd.types", Class: ClassFD, Type: Charbuf, List: true, Arg: ArgIndex, Flags: NoRHS, Format: FmtDec,
		Doc: "fd.types = deduplicated list of types of all fds in the process; fd.types[N] = type of fd N. Only on fd events."},
	FieldFdIsUpperLayer: {Name: "fd.is_upper_layer", Class: ClassFD, Type: Bool,
		Doc: "overlay-upper flag from open flags PPM_FD_UPPER_LAYER."},
	FieldFdIsLowerLayer: {Name: "fd.is_lower_layer", Class: ClassFD, Type: Bool,
		Doc: "overlay-lower flag."},
	FieldFsPathName: {Name: "fs.path.name", Class: ClassFSPath, Type: Charbuf,
		Doc: "Only on success (res==0; open*: fd!=-1). Path param of: mkdir,mkdirat,rmdir,unlink,unlinkat,open,openat,openat2,fchmodat,chmod,fchmod(fd.name),chown,lchown,fchown(fd.name),fchownat,quotactl,umount,umount2. Relative: openat* uses fdinfo name; *at uses dirfd path or '<UNKNOWN>'; others cwd; normalised."},
	FieldFsPathNameraw: {Name: "fs.path.nameraw", Class: ClassFSPath, Type: Charbuf,
		Doc: "same param, unresolved."},
	FieldFsPathSource: {Name: "fs.path.source", Class: ClassFSPath, Type: Charbuf,
		Doc: "success only: rename*/renameat* oldpath; link/linkat NEWPATH; symlink/symlinkat linkpath; mount dev. Resolved (renameat2 uses olddirfd, symlinkat linkdirfd, others cwd)."},
	FieldFsPathSourceraw: {Name: "fs.path.sourceraw", Class: ClassFSPath, Type: Charbuf,
		Doc: "same param unresolved."},
	FieldFsPathTarget: {Name: "fs.path.target", Class: ClassFSPath, Type: Charbuf,
		Doc: "rename* newpath; link/linkat OLDPATH; symlink* target; mount dir. Resolved (renameat2 newdirfd; symlinkat relative target -> '<UNKNOWN>' base; others cwd)."},
	FieldFsPathTargetraw: {Name: "fs.path.targetraw", Class: ClassFSPath, Type: Charbuf,
		Doc: "same param unresolved."},
	FieldUtilCnt: {Name: "util.cnt", Class: ClassUtil, Type: Uint64, Format: FmtID,
		Doc: "Hidden counter incremented at each extraction."},
	FieldFdlistNums: {Name: "fdlist.nums", Class: ClassFDList, Type: Charbuf, Format: FmtID,
		Doc: "poll/ppoll exit: comma list of fds in fds param."},
	FieldFdlistNames: {Name: "fdlist.names", Class: ClassFDList, Type: Charbuf,
		Doc: "their names ('<NA>' unknown)."},
	FieldFdlistCips: {Name: "fdlist.cips", Class: ClassFDList, Type: Charbuf,
		Doc: "client ips of inet socks."},
	FieldFdlistSips: {Name: "fdlist.sips", Class: ClassFDList, Type: Charbuf,
		Doc: "server ips."},
	FieldFdlistCports: {Name: "fdlist.cports", Class: ClassFDList, Type: Charbuf, Format: FmtDec,
		Doc: "client ports (falls into server ports for unknown fds - upstream fallthrough)."},
	FieldFdlistSports: {Name: "fdlist.sports", Class: ClassFDList, Type: Charbuf, Format: FmtDec,
		Doc: "server ports."},
	FieldContainerId: {Name: "container.id", Class: ClassContainer, Type: Charbuf, Flags: Suggested,
		Doc: "12-char id matched from thread cgroups, 'host' when container_id empty (cache has a host entry for ''); on container events the event's container. Falls back to raw container_id when no metadata."},
	FieldContainerFullId: {Name: "container.full_id", Class: ClassContainer, Type: Charbuf,
		Doc: "container metadata of thread's container_id; null if no metadata. JSON full_id; 'host' on host."},
	FieldContainerName: {Name: "container.name", Class: ClassContainer, Type: Charbuf, Flags: Suggested,
		Doc: "container metadata of thread's container_id; null if no metadata. JSON name; 'host' on host."},
	FieldContainerImage: {Name: "container.image", Class: ClassContainer, Type: Charbuf,
		Doc: "container metadata of thread's container_id; null if no metadata. JSON image."},
	FieldContainerImageId: {Name: "container.image.id", Class: ClassContainer, Type: Charbuf,
		Doc: "container metadata of thread's container_id; null if no metadata. JSON imageid."},
	FieldContainerType: {Name: "container.type", Class: ClassContainer, Type: Charbuf,
		Doc: "container metadata of thread's container_id; null if no metadata. docker,lxc,libvirt-lxc,mesos,rkt,cri,containerd,cri-o,bpm,podman,host or ''(static/custom)."},
	FieldContainerPrivileged: {Name: "container.privileged", Class: ClassContainer, Type: Bool,
		Doc: "container metadata of thread's container_id; null if no metadata. JSON privileged."},
	FieldContainerMounts: {Name: "container.mounts", Class: ClassContainer, Type: Charbuf,
		Doc: "container metadata of thread's container_id; null if no metadata. 'src:dest:mode:rw:propagation' items joined by ',' (code joins by comma)."},
	FieldContainerMount: {Name: "container.mount", Class: ClassContainer, Type: Charbuf, Arg: ArgRequired | ArgIndex | ArgKey,
		Doc: "[idx] or [source glob] -> 'src:dest:mode:rw:propagation'; null if none."},
	FieldContainerMountSource: {Name: "container.mount.source", Class: ClassContainer, Type: Charbuf, Arg: ArgRequired | ArgIndex | ArgKey,
		Doc: "[idx] or [DEST glob] -> source."},
	FieldContainerMountDest: {Name: "container.mount.dest", Class: ClassContainer, Type: Charbuf, Arg: ArgRequired | ArgIndex | ArgKey,
		Doc: "[idx] or [source glob] -> dest."},
	FieldContainerMountMode: {Name: "container.mount.mode", Class: ClassContainer, Type: Charbuf, Arg: ArgRequired | ArgIndex | ArgKey,
		Doc: "mode string."},
	FieldContainerMountRdwr: {Name: "container.mount.rdwr", Class: ClassContainer, Type: Charbuf, Arg: ArgRequired | ArgIndex | ArgKey,
		Doc: "'true'/'false'."},
	FieldContainerMountPropagation: {Name: "container.mount.propagation", Class: ClassContainer, Type: Charbuf, Arg: ArgRequired | ArgIndex | ArgKey,
		Doc: "propagation."},
	FieldContainerImageRepository: {Name: "container.image.repository", Class: ClassContainer, Type: Charbuf, Flags: Suggested,
		Doc: "container metadata of thread's container_id; null if no metadata. JSON imagerepo."},
	FieldContainerImageTag: {Name: "container.image.tag", Class: ClassContainer, Type: Charbuf, Flags: Suggested,
		Doc: "container metadata of thread's container_id; null if no metadata. JSON imagetag."},
	FieldContainerImageDigest: {Name: "container.image.digest", Class: ClassContainer, Type: Charbuf,
		Doc: "container metadata of thread's container_id; null if no metadata. JSON imagedigest."},
	FieldContainerHealthcheck: {Name: "container.healthcheck", Class: ClassContainer, Type: Charbuf, Flags: Deprecated,
		Doc: "Deprecated: never set."},
	FieldContainerLivenessProbe: {Name: "container.liveness_probe", Class: ClassContainer, Type: Charbuf, Flags: Deprecated,
		Doc: "Deprecated: never set."},
	FieldContainerReadinessProbe: {Name: "container.readiness_probe", Class: ClassContainer, Type: Charbuf, Flags: Deprecated,
		Doc: "Deprecated: never set."},
	FieldContainerStartTs: {Name: "container.start_ts", Class: ClassContainer, Type: AbsTime,
		Doc: "thread pidns_init_start_ts (no metadata needed); null if 0."},
	FieldContainerDuration: {Name: "container.duration", Class: ClassContainer, Type: RelTime,
		Doc: "evt.ts - pidns_init_start_ts."},
	FieldContainerIp: {Name: "container.ip", Class: ClassContainer, Type: Charbuf,
		Doc: "container metadata of thread's container_id; null if no metadata. JSON ip (IPv4)."},
	FieldContainerCniJson: {Name: "container.cni.json", Class: ClassContainer, Type: Charbuf,
		Doc: "container metadata of thread's container_id; null if no metadata. JSON cni_json."},
	FieldContainerHostPid: {Name: "container.host_pid", Class: ClassContainer, Type: Bool,
		Doc: "container metadata of thread's container_id; null if no metadata. host_pid."},
	FieldContainerHostNetwork: {Name: "container.host_network", Class: ClassContainer, Type: Bool,
		Doc: "container metadata of thread's container_id; null if no metadata. host_network."},
	FieldContainerHostIpc: {Name: "container.host_ipc", Class: ClassContainer, Type: Bool,
		Doc: "container metadata of thread's container_id; null if no metadata. host_ipc."},
	FieldContainerLabel: {Name: "container.label", Class: ClassContainer, Type: Charbuf, Arg: ArgRequired | ArgKey,
		Doc: "container.label[KEY] (also .KEY syntax) value; null if missing."},
	FieldContainerLabels: {Name: "container.labels", Class: ClassContainer, Type: Charbuf,
		Doc: "'k:v' joined by ', ', skipping keys starting 'annotation.' or 'io.kubernetes.'."},
	FieldProcIsContainerHealthcheck: {Name: "proc.is_container_healthcheck", Class: ClassContainer, Type: Bool, Flags: Deprecated,
		Doc: "Deprecated: never set (null)."},
	FieldProcIsContainerLivenessProbe: {Name: "proc.is_container_liveness_probe", Class: ClassContainer, Type: Bool, Flags: Deprecated,
		Doc: "Deprecated: never set."},
	FieldProcIsContainerReadinessProbe: {Name: "proc.is_container_readiness_probe", Class: ClassContainer, Type: Bool, Flags: Deprecated,
		Doc: "Deprecated: never set."},
	FieldK8sPodName: {Name: "k8s.pod.name", Class: ClassContainer, Type: Charbuf, Flags: Suggested,
		Doc: "label io.kubernetes.pod.name."},
	FieldK8sNsName: {Name: "k8s.ns.name", Class: ClassContainer, Type: Charbuf, Flags: Suggested,
		Doc: "label io.kubernetes.pod.namespace."},
	FieldK8sPodId: {Name: "k8s.pod.id", Class: ClassContainer, Type: Charbuf,
		Doc: "label io.kubernetes.pod.uid (legacy alias)."},
	FieldK8sPodUid: {Name: "k8s.pod.uid", Class: ClassContainer, Type: Charbuf,
		Doc: "label io.kubernetes.pod.uid."},
	FieldK8sPodSandboxId: {Name: "k8s.pod.sandbox_id", Class: ClassContainer, Type: Charbuf,
		Doc: "pod_sandbox_id truncated to 12."},
	FieldK8sPodFullSandboxId: {Name: "k8s.pod.full_sandbox_id", Class: ClassContainer, Type: Charbuf,
		Doc: "pod_sandbox_id."},
	FieldK8sPodLabel: {Name: "k8s.pod.label", Class: ClassContainer, Type: Charbuf, Arg: ArgRequired | ArgKey,
		Doc: "[KEY] in sandbox labels (own, or the sandbox container's if own cni_json empty)."},
	FieldK8sPodLabels: {Name: "k8s.pod.labels", Class: ClassContainer, Type: Charbuf,
		Doc: "sandbox labels 'k:v' joined by ', '."},
	FieldK8sPodIp: {Name: "k8s.pod.ip", Class: ClassContainer, Type: Charbuf,
		Doc: "container ip, or sandbox container's ip if own cni_json empty."},
	FieldK8sPodCniJson: {Name: "k8s.pod.cni.json", Class: ClassContainer, Type: Charbuf,
		Doc: "cni_json, own or sandbox container's."},
	FieldK8sRcName: {Name: "k8s.rc.name", Class: ClassContainer, Type: Charbuf, Flags: Deprecated,
		Doc: "Deprecated: never set."},
	FieldK8sRcId: {Name: "k8s.rc.id", Class: ClassContainer, Type: Charbuf, Flags: Deprecated,
		Doc: "Deprecated: never set."},
	FieldK8sRcLabel: {Name: "k8s.rc.label", Class: ClassContainer, Type: Charbuf, Arg: ArgRequired | ArgKey, Flags: Deprecated,
		Doc: "Deprecated: never set."},
	FieldK8sRcLabels: {Name: "k8s.rc.labels", Class: ClassContainer, Type: Charbuf, Flags: Deprecated,
		Doc: "Deprecated: never set."},
	FieldK8sSvcName: {Name: "k8s.svc.name", Class: ClassContainer, Type: Charbuf, Flags: Deprecated,
		Doc: "Deprecated: never set."},
	FieldK8sSvcId: {Name: "k8s.svc.id", Class: ClassContainer, Type: Charbuf, Flags: Deprecated,
		Doc: "Deprecated: never set."},
	FieldK8sSvcLabel: {Name: "k8s.svc.label", Class: ClassContainer, Type: Charbuf, Arg: ArgRequired | ArgKey, Flags: Deprecated,
		Doc: "Deprecated: never set."},
	FieldK8sSvcLabels: {Name: "k8s.svc.labels", Class: ClassContainer, Type: Charbuf, Flags: Deprecated,
		Doc: "Deprecated: never set."},
	FieldK8sNsId: {Name: "k8s.ns.id", Class: ClassContainer, Type: Charbuf, Flags: Deprecated,
		Doc: "Deprecated: never set."},
	FieldK8sNsLabel: {Name: "k8s.ns.label", Class: ClassContainer, Type: Charbuf, Arg: ArgRequired | ArgKey, Flags: Deprecated,
		Doc: "Deprecated: never set."},
	FieldK8sNsLabels: {Name: "k8s.ns.labels", Class: ClassContainer, Type: Charbuf, Flags: Deprecated,
		Doc: "Deprecated: never set."},
	FieldK8sRsName: {Name: "k8s.rs.name", Class: ClassContainer, Type: Charbuf, Flags: Deprecated,
		Doc: "Deprecated: never set."},
	FieldK8sRsId: {Name: "k8s.rs.id", Class: ClassContainer, Type: Charbuf, Flags: Deprecated,
		Doc: "Deprecated: never set."},
	FieldK8sRsLabel: {Name: "k8s.rs.label", Class: ClassContainer, Type: Charbuf, Arg: ArgRequired | ArgKey, Flags: Deprecated,
		Doc: "Deprecated: never set."},
	FieldK8sRsLabels: {Name: "k8s.rs.labels", Class: ClassContainer, Type: Charbuf, Flags: Deprecated,
		Doc: "Deprecated: never set."},
	FieldK8sDeploymentName: {Name: "k8s.deployment.name", Class: ClassContainer, Type: Charbuf, Flags: Deprecated,
		Doc: "Deprecated: never set."},
	FieldK8sDeploymentId: {Name: "k8s.deployment.id", Class: ClassContainer, Type: Charbuf, Flags: Deprecated,
		Doc: "Deprecated: never set."},
	FieldK8sDeploymentLabel: {Name: "k8s.deployment.label", Class: ClassContainer, Type: Charbuf, Arg: ArgRequired | ArgKey, Flags: Deprecated,
		Doc: "Deprecated: never set."},
	FieldK8sDeploymentLabels: {Name: "k8s.deployment.labels", Class: ClassContainer, Type: Charbuf, Flags: Deprecated,
		Doc: "Deprecated: never set."},
}

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
	FieldEvtIsIoUring                                     // evt.is_io_uring
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
		Doc: "Number of the event, counted from 1 in the order in which events are judged."},
	FieldEvtTime: {Name: "evt.time", Class: ClassGeneric, Type: Charbuf,
		Doc: "Time of the event in the local time zone, as HH:MM:SS with nanoseconds."},
	FieldEvtTimeS: {Name: "evt.time.s", Class: ClassGeneric, Type: Charbuf,
		Doc: "Time of the event in the local time zone, as HH:MM:SS."},
	FieldEvtTimeIso8601: {Name: "evt.time.iso8601", Class: ClassGeneric, Type: Charbuf,
		Doc: "Time of the event in UTC, as 2026-01-31T12:00:00.000000000+0000."},
	FieldEvtDatetime: {Name: "evt.datetime", Class: ClassGeneric, Type: Charbuf,
		Doc: "Date and time of the event in the local time zone, as 2026-01-31 12:00:00 with nanoseconds."},
	FieldEvtDatetimeS: {Name: "evt.datetime.s", Class: ClassGeneric, Type: Charbuf,
		Doc: "Date and time of the event in the local time zone, without nanoseconds."},
	FieldEvtRawtime: {Name: "evt.rawtime", Class: ClassGeneric, Type: AbsTime, Format: FmtDec,
		Doc: "Time of the event in nanoseconds since 1970."},
	FieldEvtRawtimeS: {Name: "evt.rawtime.s", Class: ClassGeneric, Type: AbsTime, Format: FmtDec,
		Doc: "Time of the event in whole seconds since 1970."},
	FieldEvtRawtimeNs: {Name: "evt.rawtime.ns", Class: ClassGeneric, Type: AbsTime, Format: FmtPadded,
		Doc: "Nanoseconds of evt.rawtime within its second, printed with nine digits."},
	FieldEvtReltime: {Name: "evt.reltime", Class: ClassGeneric, Type: RelTime, Format: FmtPadded,
		Doc: "Nanoseconds since the first event of the source."},
	FieldEvtReltimeS: {Name: "evt.reltime.s", Class: ClassGeneric, Type: RelTime, Format: FmtDec,
		Doc: "Whole seconds since the first event of the source."},
	FieldEvtReltimeNs: {Name: "evt.reltime.ns", Class: ClassGeneric, Type: RelTime, Format: FmtPadded,
		Doc: "Nanoseconds of evt.reltime within its second."},
	FieldEvtPluginname: {Name: "evt.pluginname", Class: ClassGeneric, Type: Charbuf,
		Doc: "Name of the plugin that made the event; absent for events of the kernel."},
	FieldEvtPlugininfo: {Name: "evt.plugininfo", Class: ClassGeneric, Type: Charbuf,
		Doc: "What the event's plugin says about it; absent for events of the kernel."},
	FieldEvtSource: {Name: "evt.source", Class: ClassGeneric, Type: Charbuf,
		Doc: "Name of the event source: syscall for everything that no plugin made."},
	FieldEvtIsAsync: {Name: "evt.is_async", Class: ClassGeneric, Type: Bool,
		Doc: "True for events that neither the kernel nor a plugin's stream made, such as container events."},
	FieldEvtAsynctype: {Name: "evt.asynctype", Class: ClassGeneric, Type: Charbuf,
		Doc: "Name of an asynchronous event, such as container; absent for others."},
	FieldEvtHostname: {Name: "evt.hostname", Class: ClassGeneric, Type: Charbuf,
		Doc: "Name of the machine; the environment variable FALCO_HOSTNAME replaces it."},
	FieldEvtLatency: {Name: "evt.latency", Class: ClassEvt, Type: RelTime, Flags: Deprecated, Format: FmtDec,
		Doc: "Always 0: events of the start of a call are no longer recorded."},
	FieldEvtLatencyS: {Name: "evt.latency.s", Class: ClassEvt, Type: RelTime, Flags: Deprecated, Format: FmtDec,
		Doc: "Always 0, see evt.latency."},
	FieldEvtLatencyNs: {Name: "evt.latency.ns", Class: ClassEvt, Type: RelTime, Flags: Deprecated, Format: FmtPadded,
		Doc: "Always 0, see evt.latency."},
	FieldEvtLatencyQuantized: {Name: "evt.latency.quantized", Class: ClassEvt, Type: Uint64, Flags: TableOnly | Deprecated, Format: FmtDec,
		Doc: "Always 0, see evt.latency."},
	FieldEvtLatencyHuman: {Name: "evt.latency.human", Class: ClassEvt, Type: Charbuf, Flags: Deprecated,
		Doc: "Always 0ns, see evt.latency."},
	FieldEvtDeltatime: {Name: "evt.deltatime", Class: ClassEvt, Type: RelTime, Format: FmtDec,
		Doc: "Nanoseconds since the last event for which this field was read; 0 the first time."},
	FieldEvtDeltatimeS: {Name: "evt.deltatime.s", Class: ClassEvt, Type: RelTime, Format: FmtDec,
		Doc: "Whole seconds of evt.deltatime."},
	FieldEvtDeltatimeNs: {Name: "evt.deltatime.ns", Class: ClassEvt, Type: RelTime, Format: FmtPadded,
		Doc: "Nanoseconds of evt.deltatime within its second."},
	FieldEvtOutputtime: {Name: "evt.outputtime", Class: ClassEvt, Type: Charbuf, Flags: PrintOnly,
		Doc: "Time of the event in the form that the output is configured for. Only for outputs."},
	FieldEvtDir: {Name: "evt.dir", Class: ClassEvt, Type: Charbuf, Flags: Deprecated, Format: FmtDir,
		Doc: "Direction: < for the end of a call, > for its start. Nearly all events are <."},
	FieldEvtType: {Name: "evt.type", Class: ClassEvt, Type: Charbuf,
		Doc: "Name of the event, in general of the system call: open, execve, ... Calls without an event of their own have their names too."},
	FieldEvtTypeIs: {Name: "evt.type.is", Class: ClassEvt, Type: Uint32, Arg: ArgRequired | ArgDotted,
		Doc: "evt.type.is.NAME is 1 when the event has that type, else 0."},
	FieldSyscallType: {Name: "syscall.type", Class: ClassEvt, Type: Charbuf,
		Doc: "Like evt.type, but absent for events that are no system calls."},
	FieldEvtCategory: {Name: "evt.category", Class: ClassEvt, Type: Charbuf,
		Doc: "Kind of the event: file, net, ipc, process, memory, signal, user, time, wait, ... Reads and writes have the kind of their descriptor."},
	FieldEvtCpu: {Name: "evt.cpu", Class: ClassEvt, Type: Int16, Format: FmtID,
		Doc: "Number of the CPU, or of the buffer, on which the event was recorded."},
	FieldEvtArgs: {Name: "evt.args", Class: ClassEvt, Type: Charbuf,
		Doc: "All parameters as name=value, joined by spaces."},
	FieldEvtArg: {Name: "evt.arg", Class: ClassEvt, Type: Charbuf, Arg: ArgRequired | ArgIndex | ArgDotted, Flags: Unstable,
		Doc: "One parameter as text, by name (evt.arg.flags) or number from 0 (evt.arg[1]): numbers are resolved to flags, errors and paths. Absent when the event has no such parameter."},
	FieldEvtRawarg: {Name: "evt.rawarg", Class: ClassEvt, Type: Dyn, Arg: ArgRequired | ArgDotted, Flags: NoRHS | NoTransformer,
		Doc: "One parameter by name with its own type, so that it compares as a number: evt.rawarg.mode. False in comparisons when the event has none."},
	FieldEvtInfo: {Name: "evt.info", Class: ClassEvt, Type: Charbuf,
		Doc: "The same as evt.args."},
	FieldEvtBuffer: {Name: "evt.buffer", Class: ClassEvt, Type: Bytebuf, Flags: Unstable,
		Doc: "The data that a read or write moved, or its beginning. In outputs, bytes that cannot be printed become dots."},
	FieldEvtBuflen: {Name: "evt.buflen", Class: ClassEvt, Type: Uint64, Format: FmtDec,
		Doc: "Number of bytes that a read or write moved."},
	FieldEvtRes: {Name: "evt.res", Class: ClassEvt, Type: Charbuf, Flags: Unstable, Format: FmtDec,
		Doc: "SUCCESS, or the name of the error such as ENOENT. Absent for events without a return value."},
	FieldEvtRawres: {Name: "evt.rawres", Class: ClassEvt, Type: Int64, Format: FmtDec,
		Doc: "Return value as a number; errors are negative."},
	FieldEvtFailed: {Name: "evt.failed", Class: ClassEvt, Type: Bool,
		Doc: "True when the call failed. Absent for events without a return value."},
	FieldEvtIsIo: {Name: "evt.is_io", Class: ClassEvt, Type: Bool,
		Doc: "True for events that read from or write to a descriptor."},
	FieldEvtIsIoRead: {Name: "evt.is_io_read", Class: ClassEvt, Type: Bool,
		Doc: "True for events that read from a descriptor."},
	FieldEvtIsIoWrite: {Name: "evt.is_io_write", Class: ClassEvt, Type: Bool,
		Doc: "True for events that write to a descriptor."},
	FieldEvtIoDir: {Name: "evt.io_dir", Class: ClassEvt, Type: Charbuf,
		Doc: "read or write, for events that move data; absent for others."},
	FieldEvtIsWait: {Name: "evt.is_wait", Class: ClassEvt, Type: Bool,
		Doc: "True for calls that wait, such as poll and nanosleep."},
	FieldEvtIsIoUring: {Name: "evt.is_io_uring", Class: ClassEvt, Type: Bool,
		Doc: "True when an io_uring has done the call's work; absent for others. Falco has neither the events nor the field."},
	FieldEvtWaitLatency: {Name: "evt.wait_latency", Class: ClassEvt, Type: RelTime, Flags: Deprecated, Format: FmtDec,
		Doc: "Always 0, see evt.latency."},
	FieldEvtIsSyslog: {Name: "evt.is_syslog", Class: ClassEvt, Type: Bool,
		Doc: "True for writes to /dev/log."},
	FieldEvtCount: {Name: "evt.count", Class: ClassEvt, Type: Uint32, Format: FmtDec,
		Doc: "Always 1."},
	FieldEvtCountError: {Name: "evt.count.error", Class: ClassEvt, Type: Uint32, Format: FmtDec,
		Doc: "1 when the call failed, else 0; absent without a return value."},
	FieldEvtCountErrorFile: {Name: "evt.count.error.file", Class: ClassEvt, Type: Uint32, Format: FmtDec,
		Doc: "Like evt.count.error, for files and directories only."},
	FieldEvtCountErrorNet: {Name: "evt.count.error.net", Class: ClassEvt, Type: Uint32, Format: FmtDec,
		Doc: "Like evt.count.error, for sockets only."},
	FieldEvtCountErrorMemory: {Name: "evt.count.error.memory", Class: ClassEvt, Type: Uint32, Format: FmtDec,
		Doc: "Like evt.count.error, for memory calls only."},
	FieldEvtCountErrorOther: {Name: "evt.count.error.other", Class: ClassEvt, Type: Uint32, Format: FmtDec,
		Doc: "Like evt.count.error, for all that is neither file, network nor memory."},
	FieldEvtCountExit: {Name: "evt.count.exit", Class: ClassEvt, Type: Uint32, Format: FmtDec,
		Doc: "1 for the end of a call, absent for others."},
	FieldEvtCountProcinfo: {Name: "evt.count.procinfo", Class: ClassEvt, Type: Uint32, Flags: TableOnly, Format: FmtDec,
		Doc: "1 for process information of a main thread, else 0. Only old captures have such events."},
	FieldEvtCountThreadinfo: {Name: "evt.count.threadinfo", Class: ClassEvt, Type: Uint32, Flags: TableOnly, Format: FmtDec,
		Doc: "1 for process information, else 0. Only old captures have such events."},
	FieldEvtAround: {Name: "evt.around", Class: ClassEvt, Type: Uint64, Arg: ArgRequired | ArgIndex, Flags: FilterOnly | NoRHS | NoTransformer, Format: FmtDec,
		Doc: "evt.around[T] = N is true within N milliseconds of the time T, in nanoseconds since 1970. Only for conditions."},
	FieldEvtAbspath: {Name: "evt.abspath", Class: ClassEvt, Type: Charbuf, Arg: ArgDotted,
		Doc: "Full path that a call with a directory descriptor is about; evt.abspath.src and evt.abspath.dst are those of a rename or link."},
	FieldEvtBuflenIn: {Name: "evt.buflen.in", Class: ClassEvt, Type: Uint64, Flags: TableOnly, Format: FmtDec,
		Doc: "evt.buflen of events that read."},
	FieldEvtBuflenOut: {Name: "evt.buflen.out", Class: ClassEvt, Type: Uint64, Flags: TableOnly, Format: FmtDec,
		Doc: "evt.buflen of events that write."},
	FieldEvtBuflenFile: {Name: "evt.buflen.file", Class: ClassEvt, Type: Uint64, Flags: TableOnly, Format: FmtDec,
		Doc: "evt.buflen of files."},
	FieldEvtBuflenFileIn: {Name: "evt.buflen.file.in", Class: ClassEvt, Type: Uint64, Flags: TableOnly, Format: FmtDec,
		Doc: "evt.buflen of reads of files."},
	FieldEvtBuflenFileOut: {Name: "evt.buflen.file.out", Class: ClassEvt, Type: Uint64, Flags: TableOnly, Format: FmtDec,
		Doc: "evt.buflen of writes to files."},
	FieldEvtBuflenNet: {Name: "evt.buflen.net", Class: ClassEvt, Type: Uint64, Flags: TableOnly, Format: FmtDec,
		Doc: "evt.buflen of sockets."},
	FieldEvtBuflenNetIn: {Name: "evt.buflen.net.in", Class: ClassEvt, Type: Uint64, Flags: TableOnly, Format: FmtDec,
		Doc: "evt.buflen of reads from sockets."},
	FieldEvtBuflenNetOut: {Name: "evt.buflen.net.out", Class: ClassEvt, Type: Uint64, Flags: TableOnly, Format: FmtDec,
		Doc: "evt.buflen of writes to sockets."},
	FieldEvtIsOpenRead: {Name: "evt.is_open_read", Class: ClassEvt, Type: Bool,
		Doc: "True for opens of a file for reading; false for other events."},
	FieldEvtIsOpenWrite: {Name: "evt.is_open_write", Class: ClassEvt, Type: Bool,
		Doc: "True for opens of a file for writing; false for other events."},
	FieldEvtInfraDockerName: {Name: "evt.infra.docker.name", Class: ClassEvt, Type: Charbuf, Flags: TableOnly,
		Doc: "Kept for old rules: name of a Docker event."},
	FieldEvtInfraDockerContainerId: {Name: "evt.infra.docker.container.id", Class: ClassEvt, Type: Charbuf, Flags: TableOnly,
		Doc: "Kept for old rules: container id of a Docker event."},
	FieldEvtInfraDockerContainerName: {Name: "evt.infra.docker.container.name", Class: ClassEvt, Type: Charbuf, Flags: TableOnly,
		Doc: "Kept for old rules: container name of a Docker event."},
	FieldEvtInfraDockerContainerImage: {Name: "evt.infra.docker.container.image", Class: ClassEvt, Type: Charbuf, Flags: TableOnly,
		Doc: "Kept for old rules: container image of a Docker event."},
	FieldEvtIsOpenExec: {Name: "evt.is_open_exec", Class: ClassEvt, Type: Bool,
		Doc: "True for opens that make a file which may be executed; false for other events."},
	FieldEvtIsOpenCreate: {Name: "evt.is_open_create", Class: ClassEvt, Type: Bool,
		Doc: "True for opens that make the file; false for other events."},
	FieldProcExe: {Name: "proc.exe", Class: ClassProcess, Type: Charbuf,
		Doc: "First argument of the command line (argv[0]), as the program was called."},
	FieldProcPexe: {Name: "proc.pexe", Class: ClassProcess, Type: Charbuf,
		Doc: "proc.exe of the parent process."},
	FieldProcAexe: {Name: "proc.aexe", Class: ClassProcess, Type: Charbuf, Arg: ArgIndex, Flags: NoRHS | NoTransformer,
		Doc: "proc.exe of an ancestor: [0] is the process itself, [1] its parent. Without a number: of any ancestor."},
	FieldProcExepath: {Name: "proc.exepath", Class: ClassProcess, Type: Charbuf,
		Doc: "Path of the executable file as the kernel knows it."},
	FieldProcPexepath: {Name: "proc.pexepath", Class: ClassProcess, Type: Charbuf,
		Doc: "proc.exepath of the parent process."},
	FieldProcAexepath: {Name: "proc.aexepath", Class: ClassProcess, Type: Charbuf, Arg: ArgIndex, Flags: NoRHS | NoTransformer,
		Doc: "proc.exepath of an ancestor: [0] is the process itself, [1] its parent. Without a number: of any ancestor."},
	FieldProcName: {Name: "proc.name", Class: ClassProcess, Type: Charbuf,
		Doc: "Name of the program, at most 15 bytes."},
	FieldProcPname: {Name: "proc.pname", Class: ClassProcess, Type: Charbuf,
		Doc: "proc.name of the parent process."},
	FieldProcAname: {Name: "proc.aname", Class: ClassProcess, Type: Charbuf, Arg: ArgIndex, Flags: NoRHS | NoTransformer,
		Doc: "proc.name of an ancestor: [0] is the process itself, [1] its parent. Without a number: of any ancestor."},
	FieldProcArgs: {Name: "proc.args", Class: ClassProcess, Type: Charbuf, Arg: ArgIndex,
		Doc: "Arguments behind argv[0], joined by spaces; proc.args[N] is one of them, from 0."},
	FieldProcAargs: {Name: "proc.aargs", Class: ClassProcess, Type: Charbuf, Arg: ArgIndex,
		Doc: "Arguments of an ancestor: [0] is the process itself, [1] its parent. Without a number: those of all ancestors, joined."},
	FieldProcCmdline: {Name: "proc.cmdline", Class: ClassProcess, Type: Charbuf,
		Doc: "Name and arguments of the program, joined by spaces."},
	FieldProcPcmdline: {Name: "proc.pcmdline", Class: ClassProcess, Type: Charbuf,
		Doc: "proc.cmdline of the parent process."},
	FieldProcAcmdline: {Name: "proc.acmdline", Class: ClassProcess, Type: Charbuf, Arg: ArgIndex, Flags: NoRHS | NoTransformer,
		Doc: "proc.cmdline of an ancestor: [0] is the process itself, [1] its parent. Without a number: of any ancestor."},
	FieldProcCmdnargs: {Name: "proc.cmdnargs", Class: ClassProcess, Type: Uint64, Format: FmtDec,
		Doc: "Number of arguments behind argv[0]."},
	FieldProcCmdlenargs: {Name: "proc.cmdlenargs", Class: ClassProcess, Type: Uint64, Format: FmtDec,
		Doc: "Sum of the lengths of the arguments behind argv[0], in bytes."},
	FieldProcExeline: {Name: "proc.exeline", Class: ClassProcess, Type: Charbuf,
		Doc: "argv[0] and the arguments, joined by spaces."},
	FieldProcEnv: {Name: "proc.env", Class: ClassProcess, Type: Charbuf, Arg: ArgKey,
		Doc: "The environment, joined by spaces; proc.env[NAME] is one variable's value, empty when it is not set. At most 4096 bytes are known."},
	FieldProcAenv: {Name: "proc.aenv", Class: ClassProcess, Type: Charbuf, Arg: ArgIndex | ArgKey, Flags: NoRHS | NoTransformer,
		Doc: "Environment of an ancestor: [N] by distance, [NAME] the nearest ancestor's value of that variable. Without an argument: of any ancestor."},
	FieldProcCwd: {Name: "proc.cwd", Class: ClassProcess, Type: Charbuf,
		Doc: "Working directory, always with a slash at the end."},
	FieldProcLoginshellid: {Name: "proc.loginshellid", Class: ClassProcess, Type: Int64, Format: FmtID,
		Doc: "Process id of the eldest ancestor whose name ends in sh; absent when there is none."},
	FieldProcTty: {Name: "proc.tty", Class: ClassProcess, Type: Uint32, Format: FmtID,
		Doc: "Device number of the controlling terminal, 0 when there is none."},
	FieldProcPid: {Name: "proc.pid", Class: ClassProcess, Type: Int64, Format: FmtID,
		Doc: "Process id on the host."},
	FieldProcPpid: {Name: "proc.ppid", Class: ClassProcess, Type: Int64, Format: FmtID,
		Doc: "Process id of the parent."},
	FieldProcApid: {Name: "proc.apid", Class: ClassProcess, Type: Int64, Arg: ArgIndex, Flags: NoRHS | NoTransformer, Format: FmtID,
		Doc: "Process id of an ancestor: [0] is the process itself, [1] its parent. Without a number: of any ancestor."},
	FieldProcVpid: {Name: "proc.vpid", Class: ClassProcess, Type: Int64, Format: FmtID,
		Doc: "Process id as the process sees it: in a container it differs from proc.pid."},
	FieldProcPvpid: {Name: "proc.pvpid", Class: ClassProcess, Type: Int64, Format: FmtID,
		Doc: "proc.vpid of the parent."},
	FieldProcSid: {Name: "proc.sid", Class: ClassProcess, Type: Int64, Format: FmtID,
		Doc: "Session id as the process sees it."},
	FieldProcSname: {Name: "proc.sname", Class: ClassProcess, Type: Charbuf,
		Doc: "proc.name of the session leader; empty when it is not known."},
	FieldProcSidExe: {Name: "proc.sid.exe", Class: ClassProcess, Type: Charbuf,
		Doc: "proc.exe of the session leader."},
	FieldProcSidExepath: {Name: "proc.sid.exepath", Class: ClassProcess, Type: Charbuf,
		Doc: "proc.exepath of the session leader."},
	FieldProcVpgid: {Name: "proc.vpgid", Class: ClassProcess, Type: Int64, Format: FmtID,
		Doc: "Process group id as the process sees it."},
	FieldProcVpgidName: {Name: "proc.vpgid.name", Class: ClassProcess, Type: Charbuf,
		Doc: "proc.name of the process group's leader, found by proc.vpgid."},
	FieldProcVpgidExe: {Name: "proc.vpgid.exe", Class: ClassProcess, Type: Charbuf,
		Doc: "proc.exe of the process group's leader, found by proc.vpgid."},
	FieldProcVpgidExepath: {Name: "proc.vpgid.exepath", Class: ClassProcess, Type: Charbuf,
		Doc: "proc.exepath of the process group's leader, found by proc.vpgid."},
	FieldProcPgid: {Name: "proc.pgid", Class: ClassProcess, Type: Int64, Format: FmtID,
		Doc: "Process group id on the host; -1 when it is not known."},
	FieldProcPgidName: {Name: "proc.pgid.name", Class: ClassProcess, Type: Charbuf,
		Doc: "proc.name of the process group's leader."},
	FieldProcPgidExe: {Name: "proc.pgid.exe", Class: ClassProcess, Type: Charbuf,
		Doc: "proc.exe of the process group's leader."},
	FieldProcPgidExepath: {Name: "proc.pgid.exepath", Class: ClassProcess, Type: Charbuf,
		Doc: "proc.exepath of the process group's leader."},
	FieldProcDuration: {Name: "proc.duration", Class: ClassProcess, Type: RelTime, Format: FmtDec,
		Doc: "Nanoseconds since the process was made; absent when that is not known."},
	FieldProcPpidDuration: {Name: "proc.ppid.duration", Class: ClassProcess, Type: RelTime, Format: FmtDec,
		Doc: "Nanoseconds since the parent process was made."},
	FieldProcPidTs: {Name: "proc.pid.ts", Class: ClassProcess, Type: RelTime, Format: FmtDec,
		Doc: "Time at which the process was made, in nanoseconds since 1970; absent when it is not known."},
	FieldProcPpidTs: {Name: "proc.ppid.ts", Class: ClassProcess, Type: RelTime, Format: FmtDec,
		Doc: "Time at which the parent process was made, in nanoseconds since 1970."},
	FieldProcIsExeWritable: {Name: "proc.is_exe_writable", Class: ClassProcess, Type: Bool,
		Doc: "True when the user who runs the program may change its file."},
	FieldProcIsExeUpperLayer: {Name: "proc.is_exe_upper_layer", Class: ClassProcess, Type: Bool,
		Doc: "True when the executable is in the upper layer of an overlay filesystem: it is not part of the container's image."},
	FieldProcIsExeLowerLayer: {Name: "proc.is_exe_lower_layer", Class: ClassProcess, Type: Bool,
		Doc: "True when the executable is in the lower layer of an overlay filesystem: it is part of the container's image."},
	FieldProcIsExeFromMemfd: {Name: "proc.is_exe_from_memfd", Class: ClassProcess, Type: Bool,
		Doc: "True when the program was executed from memory (memfd_create), without a file."},
	FieldProcIsSidLeader: {Name: "proc.is_sid_leader", Class: ClassProcess, Type: Bool,
		Doc: "True when the process leads its session."},
	FieldProcIsVpgidLeader: {Name: "proc.is_vpgid_leader", Class: ClassProcess, Type: Bool,
		Doc: "True when the process leads its process group, as it sees it."},
	FieldProcIsPgidLeader: {Name: "proc.is_pgid_leader", Class: ClassProcess, Type: Bool,
		Doc: "True when the process leads its process group."},
	FieldProcExeIno: {Name: "proc.exe_ino", Class: ClassProcess, Type: Int64, Format: FmtDec,
		Doc: "Inode number of the executable; absent when it is not known."},
	FieldProcExeInoCtime: {Name: "proc.exe_ino.ctime", Class: ClassProcess, Type: AbsTime, Format: FmtDec,
		Doc: "Last change of the executable's inode, in nanoseconds since 1970; absent when it is not known."},
	FieldProcExeInoMtime: {Name: "proc.exe_ino.mtime", Class: ClassProcess, Type: AbsTime, Format: FmtDec,
		Doc: "Last modification of the executable's contents, in nanoseconds since 1970; absent when it is not known."},
	FieldProcExeInoCtimeDurationProcStart: {Name: "proc.exe_ino.ctime_duration_proc_start", Class: ClassProcess, Type: AbsTime, Format: FmtDec,
		Doc: "Nanoseconds from the last change of the executable's inode to the start of the process. Small values are programs that were just dropped."},
	FieldProcExeInoCtimeDurationPidnsStart: {Name: "proc.exe_ino.ctime_duration_pidns_start", Class: ClassProcess, Type: AbsTime, Format: FmtDec,
		Doc: "Nanoseconds from the start of the pid namespace, as a container's start, to the last change of the executable's inode; absent when the file is older."},
	FieldProcPidnsInitStartTs: {Name: "proc.pidns_init_start_ts", Class: ClassProcess, Type: Uint64, Format: FmtDec,
		Doc: "Start of the pid namespace, in nanoseconds since 1970: of a container, or of the machine."},
	FieldThreadCapPermitted: {Name: "thread.cap_permitted", Class: ClassProcess, Type: Charbuf,
		Doc: "Permitted capabilities, as CAP_* names joined by spaces."},
	FieldThreadCapInheritable: {Name: "thread.cap_inheritable", Class: ClassProcess, Type: Charbuf,
		Doc: "Inheritable capabilities, as CAP_* names joined by spaces."},
	FieldThreadCapEffective: {Name: "thread.cap_effective", Class: ClassProcess, Type: Charbuf,
		Doc: "Effective capabilities, as CAP_* names joined by spaces."},
	FieldProcFdopencount: {Name: "proc.fdopencount", Class: ClassProcess, Type: Uint64, Format: FmtDec,
		Doc: "Number of open descriptors of the process."},
	FieldProcFdlimit: {Name: "proc.fdlimit", Class: ClassProcess, Type: Int64, Format: FmtDec,
		Doc: "Limit on the open descriptors of the process."},
	FieldProcFdusage: {Name: "proc.fdusage", Class: ClassProcess, Type: Double,
		Doc: "Open descriptors in percent of the limit."},
	FieldProcVmsize: {Name: "proc.vmsize", Class: ClassProcess, Type: Uint64, Format: FmtDec,
		Doc: "Virtual memory of the process in kB."},
	FieldProcVmrss: {Name: "proc.vmrss", Class: ClassProcess, Type: Uint64, Format: FmtDec,
		Doc: "Resident memory of the process in kB."},
	FieldProcVmswap: {Name: "proc.vmswap", Class: ClassProcess, Type: Uint64, Format: FmtDec,
		Doc: "Swapped memory of the process in kB."},
	FieldThreadPfmajor: {Name: "thread.pfmajor", Class: ClassProcess, Type: Uint64, Format: FmtDec,
		Doc: "Page faults of the thread that needed a disk."},
	FieldThreadPfminor: {Name: "thread.pfminor", Class: ClassProcess, Type: Uint64, Format: FmtDec,
		Doc: "Page faults of the thread that needed no disk."},
	FieldThreadTid: {Name: "thread.tid", Class: ClassProcess, Type: Int64, Format: FmtID,
		Doc: "Thread id on the host."},
	FieldThreadIsmain: {Name: "thread.ismain", Class: ClassProcess, Type: Bool,
		Doc: "True for the main thread of a process."},
	FieldThreadVtid: {Name: "thread.vtid", Class: ClassProcess, Type: Int64, Format: FmtID,
		Doc: "Thread id as the thread sees it: in a container it differs from thread.tid."},
	FieldThreadNametid: {Name: "thread.nametid", Class: ClassProcess, Type: Charbuf, Flags: TableOnly,
		Doc: "proc.name with thread.tid behind it."},
	FieldThreadExectime: {Name: "thread.exectime", Class: ClassProcess, Type: RelTime, Format: FmtDec,
		Doc: "Nanoseconds that the thread ran before a switch event; 0 for other events."},
	FieldThreadTotexectime: {Name: "thread.totexectime", Class: ClassProcess, Type: RelTime, Format: FmtDec,
		Doc: "Sum of thread.exectime of the thread so far."},
	FieldThreadCgroups: {Name: "thread.cgroups", Class: ClassProcess, Type: Charbuf,
		Doc: "Control groups as subsystem=path, joined by spaces."},
	FieldThreadCgroup: {Name: "thread.cgroup", Class: ClassProcess, Type: Charbuf, Arg: ArgRequired | ArgDotted,
		Doc: "Path of the control group in one subsystem: thread.cgroup.memory. Absent when there is none."},
	FieldProcNthreads: {Name: "proc.nthreads", Class: ClassProcess, Type: Uint64, Format: FmtDec,
		Doc: "Number of threads of the process that are alive."},
	FieldProcNchilds: {Name: "proc.nchilds", Class: ClassProcess, Type: Uint64, Format: FmtDec,
		Doc: "Number of threads of the process that are alive, without the main thread."},
	FieldThreadCpu: {Name: "thread.cpu", Class: ClassProcess, Type: Double,
		Doc: "CPU use of the thread in percent. Only old captures have it."},
	FieldThreadCpuUser: {Name: "thread.cpu.user", Class: ClassProcess, Type: Double,
		Doc: "CPU use of the thread in user mode, in percent. Only old captures have it."},
	FieldThreadCpuSystem: {Name: "thread.cpu.system", Class: ClassProcess, Type: Double,
		Doc: "CPU use of the thread in the kernel, in percent. Only old captures have it."},
	FieldThreadVmsize: {Name: "thread.vmsize", Class: ClassProcess, Type: Uint64, Format: FmtDec,
		Doc: "proc.vmsize for a main thread, 0 for others."},
	FieldThreadVmrss: {Name: "thread.vmrss", Class: ClassProcess, Type: Uint64, Format: FmtDec,
		Doc: "proc.vmrss for a main thread, 0 for others."},
	FieldThreadVmsizeB: {Name: "thread.vmsize.b", Class: ClassProcess, Type: Uint64, Flags: TableOnly, Format: FmtDec,
		Doc: "thread.vmsize in bytes."},
	FieldThreadVmrssB: {Name: "thread.vmrss.b", Class: ClassProcess, Type: Uint64, Flags: TableOnly, Format: FmtDec,
		Doc: "thread.vmrss in bytes."},
	FieldProcStdinType: {Name: "proc.stdin.type", Class: ClassProcess, Type: Charbuf,
		Doc: "fd.type of the standard input; absent when it is not known."},
	FieldProcStdoutType: {Name: "proc.stdout.type", Class: ClassProcess, Type: Charbuf,
		Doc: "fd.type of the standard output; absent when it is not known."},
	FieldProcStderrType: {Name: "proc.stderr.type", Class: ClassProcess, Type: Charbuf,
		Doc: "fd.type of the standard error output; absent when it is not known."},
	FieldProcStdinName: {Name: "proc.stdin.name", Class: ClassProcess, Type: Charbuf,
		Doc: "fd.name of the standard input; absent when it is not known."},
	FieldProcStdoutName: {Name: "proc.stdout.name", Class: ClassProcess, Type: Charbuf,
		Doc: "fd.name of the standard output; absent when it is not known."},
	FieldProcStderrName: {Name: "proc.stderr.name", Class: ClassProcess, Type: Charbuf,
		Doc: "fd.name of the standard error output; absent when it is not known."},
	FieldUserUid: {Name: "user.uid", Class: ClassUser, Type: Uint32, Format: FmtID,
		Doc: "Effective user id."},
	FieldUserName: {Name: "user.name", Class: ClassUser, Type: Charbuf,
		Doc: "Name of the user; <NA> when it is not known."},
	FieldUserHomedir: {Name: "user.homedir", Class: ClassUser, Type: Charbuf,
		Doc: "Home directory of the user; <NA> when it is not known."},
	FieldUserShell: {Name: "user.shell", Class: ClassUser, Type: Charbuf,
		Doc: "Login shell of the user; <NA> when it is not known."},
	FieldUserLoginuid: {Name: "user.loginuid", Class: ClassUser, Type: Int64, Format: FmtID,
		Doc: "User id with which the session was opened, whatever it became by su or sudo; -1 when there is none."},
	FieldUserLoginname: {Name: "user.loginname", Class: ClassUser, Type: Charbuf,
		Doc: "Name of the user with whom the session was opened; <NA> when it is not known."},
	FieldGroupGid: {Name: "group.gid", Class: ClassGroup, Type: Uint32, Format: FmtID,
		Doc: "Effective group id."},
	FieldGroupName: {Name: "group.name", Class: ClassGroup, Type: Charbuf,
		Doc: "Name of the group; <NA> when it is not known."},
	FieldFdNum: {Name: "fd.num", Class: ClassFD, Type: Int64, Format: FmtID,
		Doc: "Number of the descriptor that the event is about. Only events about descriptors have it."},
	FieldFdType: {Name: "fd.type", Class: ClassFD, Type: Charbuf, Format: FmtDec,
		Doc: "Kind of the descriptor: file, directory, ipv4, ipv6, unix, pipe, event, signalfd, eventpoll, inotify, timerfd, netlink, bpf, userfaultfd, io_uring, memfd, pidfd."},
	FieldFdTypechar: {Name: "fd.typechar", Class: ClassFD, Type: Charbuf, Format: FmtDec,
		Doc: "Kind of the descriptor as one character: f file, d directory, 4 and 6 sockets, u unix socket, p pipe, e event, ... Guessed from the event when the descriptor is not known."},
	FieldFdName: {Name: "fd.name", Class: ClassFD, Type: Charbuf,
		Doc: "Full path of a file; CLIENT:PORT->SERVER:PORT of a connection; path of a unix socket. Known for calls that failed, too."},
	FieldFdDirectory: {Name: "fd.directory", Class: ClassFD, Type: Charbuf,
		Doc: "Directory of a file's path; the path of a directory."},
	FieldFdFilename: {Name: "fd.filename", Class: ClassFD, Type: Charbuf,
		Doc: "Name of a file without its directory."},
	FieldFdIp: {Name: "fd.ip", Class: ClassFD, Type: IPAddr, Flags: FilterOnly | NoRHS | NoTransformer,
		Doc: "Either address of a connection: = is true when one of the ends matches, != when neither does. Only for conditions."},
	FieldFdCip: {Name: "fd.cip", Class: ClassFD, Type: IPAddr,
		Doc: "Address of the client; absent when it is not known which end that is."},
	FieldFdSip: {Name: "fd.sip", Class: ClassFD, Type: IPAddr,
		Doc: "Address of the server, or that a socket listens on; absent when it is not known which end that is."},
	FieldFdLip: {Name: "fd.lip", Class: ClassFD, Type: IPAddr,
		Doc: "Address of the local end."},
	FieldFdRip: {Name: "fd.rip", Class: ClassFD, Type: IPAddr,
		Doc: "Address of the remote end."},
	FieldFdPort: {Name: "fd.port", Class: ClassFD, Type: Port, Flags: FilterOnly | NoRHS | NoTransformer, Format: FmtDec,
		Doc: "Either port of a connection, like fd.ip. Only for conditions."},
	FieldFdCport: {Name: "fd.cport", Class: ClassFD, Type: Port, Format: FmtDec,
		Doc: "Port of the client."},
	FieldFdSport: {Name: "fd.sport", Class: ClassFD, Type: Port, Format: FmtDec,
		Doc: "Port of the server, or that a socket listens on."},
	FieldFdLport: {Name: "fd.lport", Class: ClassFD, Type: Port, Format: FmtDec,
		Doc: "Port of the local end."},
	FieldFdRport: {Name: "fd.rport", Class: ClassFD, Type: Port, Format: FmtDec,
		Doc: "Port of the remote end."},
	FieldFdL4proto: {Name: "fd.l4proto", Class: ClassFD, Type: Charbuf,
		Doc: "Transport protocol: tcp, udp, icmp or raw; <NA> when it is not known."},
	FieldFdSockfamily: {Name: "fd.sockfamily", Class: ClassFD, Type: Charbuf,
		Doc: "ip or unix, for sockets."},
	FieldFdIsServer: {Name: "fd.is_server", Class: ClassFD, Type: Bool,
		Doc: "True when the process is the server's end of the connection."},
	FieldFdUid: {Name: "fd.uid", Class: ClassFD, Type: Charbuf,
		Doc: "Thread id with the descriptor's number behind it: unlike fd.num unique on the machine."},
	FieldFdContainername: {Name: "fd.containername", Class: ClassFD, Type: Charbuf,
		Doc: "Container id, a colon, and fd.name."},
	FieldFdContainerdirectory: {Name: "fd.containerdirectory", Class: ClassFD, Type: Charbuf,
		Doc: "Container id, a colon, and fd.directory."},
	FieldFdProto: {Name: "fd.proto", Class: ClassFD, Type: Port, Flags: FilterOnly | NoRHS | NoTransformer,
		Doc: "Either port of a connection, compared with names of services or numbers. Only for conditions."},
	FieldFdCproto: {Name: "fd.cproto", Class: ClassFD, Type: Charbuf,
		Doc: "Port of the client as text."},
	FieldFdSproto: {Name: "fd.sproto", Class: ClassFD, Type: Charbuf,
		Doc: "Port of the server as text."},
	FieldFdLproto: {Name: "fd.lproto", Class: ClassFD, Type: Charbuf,
		Doc: "Port of the local end as text."},
	FieldFdRproto: {Name: "fd.rproto", Class: ClassFD, Type: Charbuf,
		Doc: "Port of the remote end as text."},
	FieldFdNet: {Name: "fd.net", Class: ClassFD, Type: IPNet, Flags: FilterOnly | NoRHS | NoTransformer,
		Doc: "Network that either address is in: fd.net = 10.0.0.0/8. Only for conditions."},
	FieldFdCnet: {Name: "fd.cnet", Class: ClassFD, Type: IPNet, Flags: FilterOnly | NoRHS | NoTransformer,
		Doc: "Network that the client's address is in. Only for conditions."},
	FieldFdSnet: {Name: "fd.snet", Class: ClassFD, Type: IPNet, Flags: FilterOnly | NoRHS | NoTransformer,
		Doc: "Network that the server's address is in. Only for conditions."},
	FieldFdLnet: {Name: "fd.lnet", Class: ClassFD, Type: IPNet, Flags: FilterOnly | NoRHS | NoTransformer,
		Doc: "Network that the local address is in. Only for conditions."},
	FieldFdRnet: {Name: "fd.rnet", Class: ClassFD, Type: IPNet, Flags: FilterOnly | NoRHS | NoTransformer,
		Doc: "Network that the remote address is in. Only for conditions."},
	FieldFdConnected: {Name: "fd.connected", Class: ClassFD, Type: Bool,
		Doc: "True for a socket that is connected."},
	FieldFdNameChanged: {Name: "fd.name_changed", Class: ClassFD, Type: Bool,
		Doc: "True when the event gave the descriptor another name."},
	FieldFdCipName: {Name: "fd.cip.name", Class: ClassFD, Type: Charbuf, Flags: NoRHS | NoTransformer,
		Doc: "Domain name of the client's address."},
	FieldFdSipName: {Name: "fd.sip.name", Class: ClassFD, Type: Charbuf, Flags: NoRHS | NoTransformer,
		Doc: "Domain name of the server's address."},
	FieldFdLipName: {Name: "fd.lip.name", Class: ClassFD, Type: Charbuf, Flags: NoRHS | NoTransformer,
		Doc: "Domain name of the local address."},
	FieldFdRipName: {Name: "fd.rip.name", Class: ClassFD, Type: Charbuf, Flags: NoRHS | NoTransformer,
		Doc: "Domain name of the remote address."},
	FieldFdDev: {Name: "fd.dev", Class: ClassFD, Type: Int32, Format: FmtHex,
		Doc: "Number of the device that the file is on."},
	FieldFdDevMajor: {Name: "fd.dev.major", Class: ClassFD, Type: Int32, Format: FmtDec,
		Doc: "Major number of the device that the file is on."},
	FieldFdDevMinor: {Name: "fd.dev.minor", Class: ClassFD, Type: Int32, Format: FmtDec,
		Doc: "Minor number of the device that the file is on."},
	FieldFdIno: {Name: "fd.ino", Class: ClassFD, Type: Int64, Format: FmtDec,
		Doc: "Inode number of the file; 0 when it is not known."},
	FieldFdNameraw: {Name: "fd.nameraw", Class: ClassFD, Type: Charbuf,
		Doc: "Path of a file as the program gave it, not resolved."},
	FieldFdTypes: {Name: "fd.types", Class: ClassFD, Type: Charbuf, List: true, Arg: ArgIndex, Flags: NoRHS, Format: FmtDec,
		Doc: "Kinds of all descriptors of the process, each once; fd.types[N] is that of descriptor N."},
	FieldFdIsUpperLayer: {Name: "fd.is_upper_layer", Class: ClassFD, Type: Bool,
		Doc: "True for a file in the upper layer of an overlay filesystem: the container wrote it."},
	FieldFdIsLowerLayer: {Name: "fd.is_lower_layer", Class: ClassFD, Type: Bool,
		Doc: "True for a file in the lower layer of an overlay filesystem: it is part of the container's image."},
	FieldFsPathName: {Name: "fs.path.name", Class: ClassFSPath, Type: Charbuf,
		Doc: "Full path that the call was about: opened, made, removed, or given other attributes. Only of calls that succeeded."},
	FieldFsPathNameraw: {Name: "fs.path.nameraw", Class: ClassFSPath, Type: Charbuf,
		Doc: "Path that the call was about as the program gave it. Only of calls that succeeded."},
	FieldFsPathSource: {Name: "fs.path.source", Class: ClassFSPath, Type: Charbuf,
		Doc: "Full path that a rename came from, that a link was made at, or the device of a mount."},
	FieldFsPathSourceraw: {Name: "fs.path.sourceraw", Class: ClassFSPath, Type: Charbuf,
		Doc: "fs.path.source as the program gave it."},
	FieldFsPathTarget: {Name: "fs.path.target", Class: ClassFSPath, Type: Charbuf,
		Doc: "Full path that a rename went to, that a link refers to, or where something was mounted."},
	FieldFsPathTargetraw: {Name: "fs.path.targetraw", Class: ClassFSPath, Type: Charbuf,
		Doc: "fs.path.target as the program gave it."},
	FieldUtilCnt: {Name: "util.cnt", Class: ClassUtil, Type: Uint64, Format: FmtID,
		Doc: "Counter that goes up each time it is read."},
	FieldFdlistNums: {Name: "fdlist.nums", Class: ClassFDList, Type: Charbuf, Format: FmtID,
		Doc: "Numbers of the descriptors that poll or ppoll waits for, joined by commas."},
	FieldFdlistNames: {Name: "fdlist.names", Class: ClassFDList, Type: Charbuf,
		Doc: "Names of the descriptors that poll or ppoll waits for, joined by commas."},
	FieldFdlistCips: {Name: "fdlist.cips", Class: ClassFDList, Type: Charbuf,
		Doc: "Client addresses of the sockets that poll or ppoll waits for, joined by commas."},
	FieldFdlistSips: {Name: "fdlist.sips", Class: ClassFDList, Type: Charbuf,
		Doc: "Server addresses of the sockets that poll or ppoll waits for, joined by commas."},
	FieldFdlistCports: {Name: "fdlist.cports", Class: ClassFDList, Type: Charbuf, Format: FmtDec,
		Doc: "Client ports of the sockets that poll or ppoll waits for, joined by commas."},
	FieldFdlistSports: {Name: "fdlist.sports", Class: ClassFDList, Type: Charbuf, Format: FmtDec,
		Doc: "Server ports of the sockets that poll or ppoll waits for, joined by commas."},
	FieldContainerId: {Name: "container.id", Class: ClassContainer, Type: Charbuf, Flags: Suggested,
		Doc: "First 12 characters of the container's id; host outside of containers."},
	FieldContainerFullId: {Name: "container.full_id", Class: ClassContainer, Type: Charbuf,
		Doc: "Whole id of the container. Absent when no container event told of it."},
	FieldContainerName: {Name: "container.name", Class: ClassContainer, Type: Charbuf, Flags: Suggested,
		Doc: "Name of the container; host outside of containers."},
	FieldContainerImage: {Name: "container.image", Class: ClassContainer, Type: Charbuf,
		Doc: "Image of the container with its tag."},
	FieldContainerImageId: {Name: "container.image.id", Class: ClassContainer, Type: Charbuf,
		Doc: "Id of the container's image."},
	FieldContainerType: {Name: "container.type", Class: ClassContainer, Type: Charbuf,
		Doc: "Runtime of the container: docker, containerd, cri-o, podman, lxc, ...; host outside of containers."},
	FieldContainerPrivileged: {Name: "container.privileged", Class: ClassContainer, Type: Bool,
		Doc: "True for a privileged container."},
	FieldContainerMounts: {Name: "container.mounts", Class: ClassContainer, Type: Charbuf,
		Doc: "Mounts of the container as source:destination:mode:writable:propagation, joined by commas."},
	FieldContainerMount: {Name: "container.mount", Class: ClassContainer, Type: Charbuf, Arg: ArgRequired | ArgIndex | ArgKey,
		Doc: "One mount as source:destination:mode:writable:propagation, by number from 0 or by a pattern of its source."},
	FieldContainerMountSource: {Name: "container.mount.source", Class: ClassContainer, Type: Charbuf, Arg: ArgRequired | ArgIndex | ArgKey,
		Doc: "Source of a mount, by number from 0 or by a pattern of its destination."},
	FieldContainerMountDest: {Name: "container.mount.dest", Class: ClassContainer, Type: Charbuf, Arg: ArgRequired | ArgIndex | ArgKey,
		Doc: "Destination of a mount, by number from 0 or by a pattern of its source."},
	FieldContainerMountMode: {Name: "container.mount.mode", Class: ClassContainer, Type: Charbuf, Arg: ArgRequired | ArgIndex | ArgKey,
		Doc: "Mode of a mount, by number from 0 or by a pattern of its source."},
	FieldContainerMountRdwr: {Name: "container.mount.rdwr", Class: ClassContainer, Type: Charbuf, Arg: ArgRequired | ArgIndex | ArgKey,
		Doc: "true for a writable mount, by number from 0 or by a pattern of its source."},
	FieldContainerMountPropagation: {Name: "container.mount.propagation", Class: ClassContainer, Type: Charbuf, Arg: ArgRequired | ArgIndex | ArgKey,
		Doc: "Propagation of a mount, by number from 0 or by a pattern of its source."},
	FieldContainerImageRepository: {Name: "container.image.repository", Class: ClassContainer, Type: Charbuf, Flags: Suggested,
		Doc: "Repository of the container's image, without tag."},
	FieldContainerImageTag: {Name: "container.image.tag", Class: ClassContainer, Type: Charbuf, Flags: Suggested,
		Doc: "Tag of the container's image."},
	FieldContainerImageDigest: {Name: "container.image.digest", Class: ClassContainer, Type: Charbuf,
		Doc: "Digest of the container's image."},
	FieldContainerHealthcheck: {Name: "container.healthcheck", Class: ClassContainer, Type: Charbuf, Flags: Deprecated,
		Doc: "Kept for old rules: never there."},
	FieldContainerLivenessProbe: {Name: "container.liveness_probe", Class: ClassContainer, Type: Charbuf, Flags: Deprecated,
		Doc: "Kept for old rules: never there."},
	FieldContainerReadinessProbe: {Name: "container.readiness_probe", Class: ClassContainer, Type: Charbuf, Flags: Deprecated,
		Doc: "Kept for old rules: never there."},
	FieldContainerStartTs: {Name: "container.start_ts", Class: ClassContainer, Type: AbsTime,
		Doc: "Start of the container, in nanoseconds since 1970."},
	FieldContainerDuration: {Name: "container.duration", Class: ClassContainer, Type: RelTime,
		Doc: "Nanoseconds since the start of the container."},
	FieldContainerIp: {Name: "container.ip", Class: ClassContainer, Type: Charbuf,
		Doc: "IPv4 address of the container."},
	FieldContainerCniJson: {Name: "container.cni.json", Class: ClassContainer, Type: Charbuf,
		Doc: "Network configuration of the container as its CNI plugin reports it, in JSON."},
	FieldContainerHostPid: {Name: "container.host_pid", Class: ClassContainer, Type: Bool,
		Doc: "True when the container shares the host's pid namespace."},
	FieldContainerHostNetwork: {Name: "container.host_network", Class: ClassContainer, Type: Bool,
		Doc: "True when the container shares the host's network."},
	FieldContainerHostIpc: {Name: "container.host_ipc", Class: ClassContainer, Type: Bool,
		Doc: "True when the container shares the host's IPC namespace."},
	FieldContainerLabel: {Name: "container.label", Class: ClassContainer, Type: Charbuf, Arg: ArgRequired | ArgKey,
		Doc: "Value of one label of the container: container.label[KEY]. Absent when there is none."},
	FieldContainerLabels: {Name: "container.labels", Class: ClassContainer, Type: Charbuf,
		Doc: "Labels of the container as key:value, joined by commas."},
	FieldProcIsContainerHealthcheck: {Name: "proc.is_container_healthcheck", Class: ClassContainer, Type: Bool, Flags: Deprecated,
		Doc: "Kept for old rules: never there."},
	FieldProcIsContainerLivenessProbe: {Name: "proc.is_container_liveness_probe", Class: ClassContainer, Type: Bool, Flags: Deprecated,
		Doc: "Kept for old rules: never there."},
	FieldProcIsContainerReadinessProbe: {Name: "proc.is_container_readiness_probe", Class: ClassContainer, Type: Bool, Flags: Deprecated,
		Doc: "Kept for old rules: never there."},
	FieldK8sPodName: {Name: "k8s.pod.name", Class: ClassContainer, Type: Charbuf, Flags: Suggested,
		Doc: "Name of the Kubernetes pod."},
	FieldK8sNsName: {Name: "k8s.ns.name", Class: ClassContainer, Type: Charbuf, Flags: Suggested,
		Doc: "Name of the pod's namespace."},
	FieldK8sPodId: {Name: "k8s.pod.id", Class: ClassContainer, Type: Charbuf,
		Doc: "The same as k8s.pod.uid."},
	FieldK8sPodUid: {Name: "k8s.pod.uid", Class: ClassContainer, Type: Charbuf,
		Doc: "Unique id of the Kubernetes pod."},
	FieldK8sPodSandboxId: {Name: "k8s.pod.sandbox_id", Class: ClassContainer, Type: Charbuf,
		Doc: "First 12 characters of the id of the pod's sandbox container."},
	FieldK8sPodFullSandboxId: {Name: "k8s.pod.full_sandbox_id", Class: ClassContainer, Type: Charbuf,
		Doc: "Whole id of the pod's sandbox container."},
	FieldK8sPodLabel: {Name: "k8s.pod.label", Class: ClassContainer, Type: Charbuf, Arg: ArgRequired | ArgKey,
		Doc: "Value of one label of the pod: k8s.pod.label[KEY]. Absent when there is none."},
	FieldK8sPodLabels: {Name: "k8s.pod.labels", Class: ClassContainer, Type: Charbuf,
		Doc: "Labels of the pod as key:value, joined by commas."},
	FieldK8sPodIp: {Name: "k8s.pod.ip", Class: ClassContainer, Type: Charbuf,
		Doc: "IPv4 address of the pod."},
	FieldK8sPodCniJson: {Name: "k8s.pod.cni.json", Class: ClassContainer, Type: Charbuf,
		Doc: "Network configuration of the pod as its CNI plugin reports it, in JSON."},
	FieldK8sRcName: {Name: "k8s.rc.name", Class: ClassContainer, Type: Charbuf, Flags: Deprecated,
		Doc: "Kept for old rules: never there."},
	FieldK8sRcId: {Name: "k8s.rc.id", Class: ClassContainer, Type: Charbuf, Flags: Deprecated,
		Doc: "Kept for old rules: never there."},
	FieldK8sRcLabel: {Name: "k8s.rc.label", Class: ClassContainer, Type: Charbuf, Arg: ArgRequired | ArgKey, Flags: Deprecated,
		Doc: "Kept for old rules: never there."},
	FieldK8sRcLabels: {Name: "k8s.rc.labels", Class: ClassContainer, Type: Charbuf, Flags: Deprecated,
		Doc: "Kept for old rules: never there."},
	FieldK8sSvcName: {Name: "k8s.svc.name", Class: ClassContainer, Type: Charbuf, Flags: Deprecated,
		Doc: "Kept for old rules: never there."},
	FieldK8sSvcId: {Name: "k8s.svc.id", Class: ClassContainer, Type: Charbuf, Flags: Deprecated,
		Doc: "Kept for old rules: never there."},
	FieldK8sSvcLabel: {Name: "k8s.svc.label", Class: ClassContainer, Type: Charbuf, Arg: ArgRequired | ArgKey, Flags: Deprecated,
		Doc: "Kept for old rules: never there."},
	FieldK8sSvcLabels: {Name: "k8s.svc.labels", Class: ClassContainer, Type: Charbuf, Flags: Deprecated,
		Doc: "Kept for old rules: never there."},
	FieldK8sNsId: {Name: "k8s.ns.id", Class: ClassContainer, Type: Charbuf, Flags: Deprecated,
		Doc: "Kept for old rules: never there."},
	FieldK8sNsLabel: {Name: "k8s.ns.label", Class: ClassContainer, Type: Charbuf, Arg: ArgRequired | ArgKey, Flags: Deprecated,
		Doc: "Kept for old rules: never there."},
	FieldK8sNsLabels: {Name: "k8s.ns.labels", Class: ClassContainer, Type: Charbuf, Flags: Deprecated,
		Doc: "Kept for old rules: never there."},
	FieldK8sRsName: {Name: "k8s.rs.name", Class: ClassContainer, Type: Charbuf, Flags: Deprecated,
		Doc: "Kept for old rules: never there."},
	FieldK8sRsId: {Name: "k8s.rs.id", Class: ClassContainer, Type: Charbuf, Flags: Deprecated,
		Doc: "Kept for old rules: never there."},
	FieldK8sRsLabel: {Name: "k8s.rs.label", Class: ClassContainer, Type: Charbuf, Arg: ArgRequired | ArgKey, Flags: Deprecated,
		Doc: "Kept for old rules: never there."},
	FieldK8sRsLabels: {Name: "k8s.rs.labels", Class: ClassContainer, Type: Charbuf, Flags: Deprecated,
		Doc: "Kept for old rules: never there."},
	FieldK8sDeploymentName: {Name: "k8s.deployment.name", Class: ClassContainer, Type: Charbuf, Flags: Deprecated,
		Doc: "Kept for old rules: never there."},
	FieldK8sDeploymentId: {Name: "k8s.deployment.id", Class: ClassContainer, Type: Charbuf, Flags: Deprecated,
		Doc: "Kept for old rules: never there."},
	FieldK8sDeploymentLabel: {Name: "k8s.deployment.label", Class: ClassContainer, Type: Charbuf, Arg: ArgRequired | ArgKey, Flags: Deprecated,
		Doc: "Kept for old rules: never there."},
	FieldK8sDeploymentLabels: {Name: "k8s.deployment.labels", Class: ClassContainer, Type: Charbuf, Flags: Deprecated,
		Doc: "Kept for old rules: never there."},
}

// The rows below are the event schema's facts; new rows are added by hand, in id order.

package catalog

// Event identifiers. An even id is an enter or a meta event, an odd one an exit event.
const (
	EvtGenericE                   EventID = 0   // PPME_GENERIC_E
	EvtGenericX                   EventID = 1   // PPME_GENERIC_X
	EvtOpenE                      EventID = 2   // PPME_SYSCALL_OPEN_E
	EvtOpenX                      EventID = 3   // PPME_SYSCALL_OPEN_X
	EvtCloseE                     EventID = 4   // PPME_SYSCALL_CLOSE_E
	EvtCloseX                     EventID = 5   // PPME_SYSCALL_CLOSE_X
	EvtReadE                      EventID = 6   // PPME_SYSCALL_READ_E
	EvtReadX                      EventID = 7   // PPME_SYSCALL_READ_X
	EvtWriteE                     EventID = 8   // PPME_SYSCALL_WRITE_E
	EvtWriteX                     EventID = 9   // PPME_SYSCALL_WRITE_X
	EvtBrk1E                      EventID = 10  // PPME_SYSCALL_BRK_1_E
	EvtBrk1X                      EventID = 11  // PPME_SYSCALL_BRK_1_X
	EvtExecve8E                   EventID = 12  // PPME_SYSCALL_EXECVE_8_E
	EvtExecve8X                   EventID = 13  // PPME_SYSCALL_EXECVE_8_X
	EvtClone11E                   EventID = 14  // PPME_SYSCALL_CLONE_11_E
	EvtClone11X                   EventID = 15  // PPME_SYSCALL_CLONE_11_X
	EvtProcexitE                  EventID = 16  // PPME_PROCEXIT_E
	EvtProcexitX                  EventID = 17  // PPME_PROCEXIT_X
	EvtSocketE                    EventID = 18  // PPME_SOCKET_SOCKET_E
	EvtSocketX                    EventID = 19  // PPME_SOCKET_SOCKET_X
	EvtBindE                      EventID = 20  // PPME_SOCKET_BIND_E
	EvtBindX                      EventID = 21  // PPME_SOCKET_BIND_X
	EvtConnectE                   EventID = 22  // PPME_SOCKET_CONNECT_E
	EvtConnectX                   EventID = 23  // PPME_SOCKET_CONNECT_X
	EvtListenE                    EventID = 24  // PPME_SOCKET_LISTEN_E
	EvtListenX                    EventID = 25  // PPME_SOCKET_LISTEN_X
	EvtAcceptE                    EventID = 26  // PPME_SOCKET_ACCEPT_E
	EvtAcceptX                    EventID = 27  // PPME_SOCKET_ACCEPT_X
	EvtSendE                      EventID = 28  // PPME_SOCKET_SEND_E
	EvtSendX                      EventID = 29  // PPME_SOCKET_SEND_X
	EvtSendtoE                    EventID = 30  // PPME_SOCKET_SENDTO_E
	EvtSendtoX                    EventID = 31  // PPME_SOCKET_SENDTO_X
	EvtRecvE                      EventID = 32  // PPME_SOCKET_RECV_E
	EvtRecvX                      EventID = 33  // PPME_SOCKET_RECV_X
	EvtRecvfromE                  EventID = 34  // PPME_SOCKET_RECVFROM_E
	EvtRecvfromX                  EventID = 35  // PPME_SOCKET_RECVFROM_X
	EvtShutdownE                  EventID = 36  // PPME_SOCKET_SHUTDOWN_E
	EvtShutdownX                  EventID = 37  // PPME_SOCKET_SHUTDOWN_X
	EvtGetsocknameE               EventID = 38  // PPME_SOCKET_GETSOCKNAME_E
	EvtGetsocknameX               EventID = 39  // PPME_SOCKET_GETSOCKNAME_X
	EvtGetpeernameE               EventID = 40  // PPME_SOCKET_GETPEERNAME_E
	EvtGetpeernameX               EventID = 41  // PPME_SOCKET_GETPEERNAME_X
	EvtSocketpairE                EventID = 42  // PPME_SOCKET_SOCKETPAIR_E
	EvtSocketpairX                EventID = 43  // PPME_SOCKET_SOCKETPAIR_X
	EvtSetsockoptE                EventID = 44  // PPME_SOCKET_SETSOCKOPT_E
	EvtSetsockoptX                EventID = 45  // PPME_SOCKET_SETSOCKOPT_X
	EvtGetsockoptE                EventID = 46  // PPME_SOCKET_GETSOCKOPT_E
	EvtGetsockoptX                EventID = 47  // PPME_SOCKET_GETSOCKOPT_X
	EvtSendmsgE                   EventID = 48  // PPME_SOCKET_SENDMSG_E
	EvtSendmsgX                   EventID = 49  // PPME_SOCKET_SENDMSG_X
	EvtSendmmsgE                  EventID = 50  // PPME_SOCKET_SENDMMSG_E
	EvtSendmmsgX                  EventID = 51  // PPME_SOCKET_SENDMMSG_X
	EvtRecvmsgE                   EventID = 52  // PPME_SOCKET_RECVMSG_E
	EvtRecvmsgX                   EventID = 53  // PPME_SOCKET_RECVMSG_X
	EvtRecvmmsgE                  EventID = 54  // PPME_SOCKET_RECVMMSG_E
	EvtRecvmmsgX                  EventID = 55  // PPME_SOCKET_RECVMMSG_X
	EvtAccept4E                   EventID = 56  // PPME_SOCKET_ACCEPT4_E
	EvtAccept4X                   EventID = 57  // PPME_SOCKET_ACCEPT4_X
	EvtCreatE                     EventID = 58  // PPME_SYSCALL_CREAT_E
	EvtCreatX                     EventID = 59  // PPME_SYSCALL_CREAT_X
	EvtPipeE                      EventID = 60  // PPME_SYSCALL_PIPE_E
	EvtPipeX                      EventID = 61  // PPME_SYSCALL_PIPE_X
	EvtEventfdE                   EventID = 62  // PPME_SYSCALL_EVENTFD_E
	EvtEventfdX                   EventID = 63  // PPME_SYSCALL_EVENTFD_X
	EvtFutexE                     EventID = 64  // PPME_SYSCALL_FUTEX_E
	EvtFutexX                     EventID = 65  // PPME_SYSCALL_FUTEX_X
	EvtStatE                      EventID = 66  // PPME_SYSCALL_STAT_E
	EvtStatX                      EventID = 67  // PPME_SYSCALL_STAT_X
	EvtLstatE                     EventID = 68  // PPME_SYSCALL_LSTAT_E
	EvtLstatX                     EventID = 69  // PPME_SYSCALL_LSTAT_X
	EvtFstatE                     EventID = 70  // PPME_SYSCALL_FSTAT_E
	EvtFstatX                     EventID = 71  // PPME_SYSCALL_FSTAT_X
	EvtStat64E                    EventID = 72  // PPME_SYSCALL_STAT64_E
	EvtStat64X                    EventID = 73  // PPME_SYSCALL_STAT64_X
	EvtLstat64E                   EventID = 74  // PPME_SYSCALL_LSTAT64_E
	EvtLstat64X                   EventID = 75  // PPME_SYSCALL_LSTAT64_X
	EvtFstat64E                   EventID = 76  // PPME_SYSCALL_FSTAT64_E
	EvtFstat64X                   EventID = 77  // PPME_SYSCALL_FSTAT64_X
	EvtEpollwaitE                 EventID = 78  // PPME_SYSCALL_EPOLLWAIT_E
	EvtEpollwaitX                 EventID = 79  // PPME_SYSCALL_EPOLLWAIT_X
	EvtPollE                      EventID = 80  // PPME_SYSCALL_POLL_E
	EvtPollX                      EventID = 81  // PPME_SYSCALL_POLL_X
	EvtSelectE                    EventID = 82  // PPME_SYSCALL_SELECT_E
	EvtSelectX                    EventID = 83  // PPME_SYSCALL_SELECT_X
	EvtNewselectE                 EventID = 84  // PPME_SYSCALL_NEWSELECT_E
	EvtNewselectX                 EventID = 85  // PPME_SYSCALL_NEWSELECT_X
	EvtLseekE                     EventID = 86  // PPME_SYSCALL_LSEEK_E
	EvtLseekX                     EventID = 87  // PPME_SYSCALL_LSEEK_X
	EvtLlseekE                    EventID = 88  // PPME_SYSCALL_LLSEEK_E
	EvtLlseekX                    EventID = 89  // PPME_SYSCALL_LLSEEK_X
	EvtIoctl2E                    EventID = 90  // PPME_SYSCALL_IOCTL_2_E
	EvtIoctl2X                    EventID = 91  // PPME_SYSCALL_IOCTL_2_X
	EvtGetcwdE                    EventID = 92  // PPME_SYSCALL_GETCWD_E
	EvtGetcwdX                    EventID = 93  // PPME_SYSCALL_GETCWD_X
	EvtChdirE                     EventID = 94  // PPME_SYSCALL_CHDIR_E
	EvtChdirX                     EventID = 95  // PPME_SYSCALL_CHDIR_X
	EvtFchdirE                    EventID = 96  // PPME_SYSCALL_FCHDIR_E
	EvtFchdirX                    EventID = 97  // PPME_SYSCALL_FCHDIR_X
	EvtMkdirE                     EventID = 98  // PPME_SYSCALL_MKDIR_E
	EvtMkdirX                     EventID = 99  // PPME_SYSCALL_MKDIR_X
	EvtRmdirE                     EventID = 100 // PPME_SYSCALL_RMDIR_E
	EvtRmdirX                     EventID = 101 // PPME_SYSCALL_RMDIR_X
	EvtOpenatE                    EventID = 102 // PPME_SYSCALL_OPENAT_E
	EvtOpenatX                    EventID = 103 // PPME_SYSCALL_OPENAT_X
	EvtLinkE                      EventID = 104 // PPME_SYSCALL_LINK_E
	EvtLinkX                      EventID = 105 // PPME_SYSCALL_LINK_X
	EvtLinkatE                    EventID = 106 // PPME_SYSCALL_LINKAT_E
	EvtLinkatX                    EventID = 107 // PPME_SYSCALL_LINKAT_X
	EvtUnlinkE                    EventID = 108 // PPME_SYSCALL_UNLINK_E
	EvtUnlinkX                    EventID = 109 // PPME_SYSCALL_UNLINK_X
	EvtUnlinkatE                  EventID = 110 // PPME_SYSCALL_UNLINKAT_E
	EvtUnlinkatX                  EventID = 111 // PPME_SYSCALL_UNLINKAT_X
	EvtPreadE                     EventID = 112 // PPME_SYSCALL_PREAD_E
	EvtPreadX                     EventID = 113 // PPME_SYSCALL_PREAD_X
	EvtPwriteE                    EventID = 114 // PPME_SYSCALL_PWRITE_E
	EvtPwriteX                    EventID = 115 // PPME_SYSCALL_PWRITE_X
	EvtReadvE                     EventID = 116 // PPME_SYSCALL_READV_E
	EvtReadvX                     EventID = 117 // PPME_SYSCALL_READV_X
	EvtWritevE                    EventID = 118 // PPME_SYSCALL_WRITEV_E
	EvtWritevX                    EventID = 119 // PPME_SYSCALL_WRITEV_X
	EvtPreadvE                    EventID = 120 // PPME_SYSCALL_PREADV_E
	EvtPreadvX                    EventID = 121 // PPME_SYSCALL_PREADV_X
	EvtPwritevE                   EventID = 122 // PPME_SYSCALL_PWRITEV_E
	EvtPwritevX                   EventID = 123 // PPME_SYSCALL_PWRITEV_X
	EvtDupE                       EventID = 124 // PPME_SYSCALL_DUP_E
	EvtDupX                       EventID = 125 // PPME_SYSCALL_DUP_X
	EvtSignalfdE                  EventID = 126 // PPME_SYSCALL_SIGNALFD_E
	EvtSignalfdX                  EventID = 127 // PPME_SYSCALL_SIGNALFD_X
	EvtKillE                      EventID = 128 // PPME_SYSCALL_KILL_E
	EvtKillX                      EventID = 129 // PPME_SYSCALL_KILL_X
	EvtTkillE                     EventID = 130 // PPME_SYSCALL_TKILL_E
	EvtTkillX                     EventID = 131 // PPME_SYSCALL_TKILL_X
	EvtTgkillE                    EventID = 132 // PPME_SYSCALL_TGKILL_E
	EvtTgkillX                    EventID = 133 // PPME_SYSCALL_TGKILL_X
	EvtNanosleepE                 EventID = 134 // PPME_SYSCALL_NANOSLEEP_E
	EvtNanosleepX                 EventID = 135 // PPME_SYSCALL_NANOSLEEP_X
	EvtTimerfdCreateE             EventID = 136 // PPME_SYSCALL_TIMERFD_CREATE_E
	EvtTimerfdCreateX             EventID = 137 // PPME_SYSCALL_TIMERFD_CREATE_X
	EvtInotifyInitE               EventID = 138 // PPME_SYSCALL_INOTIFY_INIT_E
	EvtInotifyInitX               EventID = 139 // PPME_SYSCALL_INOTIFY_INIT_X
	EvtGetrlimitE                 EventID = 140 // PPME_SYSCALL_GETRLIMIT_E
	EvtGetrlimitX                 EventID = 141 // PPME_SYSCALL_GETRLIMIT_X
	EvtSetrlimitE                 EventID = 142 // PPME_SYSCALL_SETRLIMIT_E
	EvtSetrlimitX                 EventID = 143 // PPME_SYSCALL_SETRLIMIT_X
	EvtPrlimitE                   EventID = 144 // PPME_SYSCALL_PRLIMIT_E
	EvtPrlimitX                   EventID = 145 // PPME_SYSCALL_PRLIMIT_X
	EvtSchedswitch1E              EventID = 146 // PPME_SCHEDSWITCH_1_E
	EvtSchedswitch1X              EventID = 147 // PPME_SCHEDSWITCH_1_X
	EvtDropE                      EventID = 148 // PPME_DROP_E
	EvtDropX                      EventID = 149 // PPME_DROP_X
	EvtFcntlE                     EventID = 150 // PPME_SYSCALL_FCNTL_E
	EvtFcntlX                     EventID = 151 // PPME_SYSCALL_FCNTL_X
	EvtSchedswitch6E              EventID = 152 // PPME_SCHEDSWITCH_6_E
	EvtSchedswitch6X              EventID = 153 // PPME_SCHEDSWITCH_6_X
	EvtExecve13E                  EventID = 154 // PPME_SYSCALL_EXECVE_13_E
	EvtExecve13X                  EventID = 155 // PPME_SYSCALL_EXECVE_13_X
	EvtClone16E                   EventID = 156 // PPME_SYSCALL_CLONE_16_E
	EvtClone16X                   EventID = 157 // PPME_SYSCALL_CLONE_16_X
	EvtBrk4E                      EventID = 158 // PPME_SYSCALL_BRK_4_E
	EvtBrk4X                      EventID = 159 // PPME_SYSCALL_BRK_4_X
	EvtMmapE                      EventID = 160 // PPME_SYSCALL_MMAP_E
	EvtMmapX                      EventID = 161 // PPME_SYSCALL_MMAP_X
	EvtMmap2E                     EventID = 162 // PPME_SYSCALL_MMAP2_E
	EvtMmap2X                     EventID = 163 // PPME_SYSCALL_MMAP2_X
	EvtMunmapE                    EventID = 164 // PPME_SYSCALL_MUNMAP_E
	EvtMunmapX                    EventID = 165 // PPME_SYSCALL_MUNMAP_X
	EvtSpliceE                    EventID = 166 // PPME_SYSCALL_SPLICE_E
	EvtSpliceX                    EventID = 167 // PPME_SYSCALL_SPLICE_X
	EvtPtraceE                    EventID = 168 // PPME_SYSCALL_PTRACE_E
	EvtPtraceX                    EventID = 169 // PPME_SYSCALL_PTRACE_X
	EvtIoctl3E                    EventID = 170 // PPME_SYSCALL_IOCTL_3_E
	EvtIoctl3X                    EventID = 171 // PPME_SYSCALL_IOCTL_3_X
	EvtExecve14E                  EventID = 172 // PPME_SYSCALL_EXECVE_14_E
	EvtExecve14X                  EventID = 173 // PPME_SYSCALL_EXECVE_14_X
	EvtRenameE                    EventID = 174 // PPME_SYSCALL_RENAME_E
	EvtRenameX                    EventID = 175 // PPME_SYSCALL_RENAME_X
	EvtRenameatE                  EventID = 176 // PPME_SYSCALL_RENAMEAT_E
	EvtRenameatX                  EventID = 177 // PPME_SYSCALL_RENAMEAT_X
	EvtSymlinkE                   EventID = 178 // PPME_SYSCALL_SYMLINK_E
	EvtSymlinkX                   EventID = 179 // PPME_SYSCALL_SYMLINK_X
	EvtSymlinkatE                 EventID = 180 // PPME_SYSCALL_SYMLINKAT_E
	EvtSymlinkatX                 EventID = 181 // PPME_SYSCALL_SYMLINKAT_X
	EvtForkE                      EventID = 182 // PPME_SYSCALL_FORK_E
	EvtForkX                      EventID = 183 // PPME_SYSCALL_FORK_X
	EvtVforkE                     EventID = 184 // PPME_SYSCALL_VFORK_E
	EvtVforkX                     EventID = 185 // PPME_SYSCALL_VFORK_X
	EvtProcexit1E                 EventID = 186 // PPME_PROCEXIT_1_E
	EvtProcexit1X                 EventID = 187 // PPME_PROCEXIT_1_X
	EvtSendfileE                  EventID = 188 // PPME_SYSCALL_SENDFILE_E
	EvtSendfileX                  EventID = 189 // PPME_SYSCALL_SENDFILE_X
	EvtQuotactlE                  EventID = 190 // PPME_SYSCALL_QUOTACTL_E
	EvtQuotactlX                  EventID = 191 // PPME_SYSCALL_QUOTACTL_X
	EvtSetresuidE                 EventID = 192 // PPME_SYSCALL_SETRESUID_E
	EvtSetresuidX                 EventID = 193 // PPME_SYSCALL_SETRESUID_X
	EvtSetresgidE                 EventID = 194 // PPME_SYSCALL_SETRESGID_E
	EvtSetresgidX                 EventID = 195 // PPME_SYSCALL_SETRESGID_X
	EvtScapeventE                 EventID = 196 // PPME_SCAPEVENT_E
	EvtScapeventX                 EventID = 197 // PPME_SCAPEVENT_X
	EvtSetuidE                    EventID = 198 // PPME_SYSCALL_SETUID_E
	EvtSetuidX                    EventID = 199 // PPME_SYSCALL_SETUID_X
	EvtSetgidE                    EventID = 200 // PPME_SYSCALL_SETGID_E
	EvtSetgidX                    EventID = 201 // PPME_SYSCALL_SETGID_X
	EvtGetuidE                    EventID = 202 // PPME_SYSCALL_GETUID_E
	EvtGetuidX                    EventID = 203 // PPME_SYSCALL_GETUID_X
	EvtGeteuidE                   EventID = 204 // PPME_SYSCALL_GETEUID_E
	EvtGeteuidX                   EventID = 205 // PPME_SYSCALL_GETEUID_X
	EvtGetgidE                    EventID = 206 // PPME_SYSCALL_GETGID_E
	EvtGetgidX                    EventID = 207 // PPME_SYSCALL_GETGID_X
	EvtGetegidE                   EventID = 208 // PPME_SYSCALL_GETEGID_E
	EvtGetegidX                   EventID = 209 // PPME_SYSCALL_GETEGID_X
	EvtGetresuidE                 EventID = 210 // PPME_SYSCALL_GETRESUID_E
	EvtGetresuidX                 EventID = 211 // PPME_SYSCALL_GETRESUID_X
	EvtGetresgidE                 EventID = 212 // PPME_SYSCALL_GETRESGID_E
	EvtGetresgidX                 EventID = 213 // PPME_SYSCALL_GETRESGID_X
	EvtExecve15E                  EventID = 214 // PPME_SYSCALL_EXECVE_15_E
	EvtExecve15X                  EventID = 215 // PPME_SYSCALL_EXECVE_15_X
	EvtClone17E                   EventID = 216 // PPME_SYSCALL_CLONE_17_E
	EvtClone17X                   EventID = 217 // PPME_SYSCALL_CLONE_17_X
	EvtFork17E                    EventID = 218 // PPME_SYSCALL_FORK_17_E
	EvtFork17X                    EventID = 219 // PPME_SYSCALL_FORK_17_X
	EvtVfork17E                   EventID = 220 // PPME_SYSCALL_VFORK_17_E
	EvtVfork17X                   EventID = 221 // PPME_SYSCALL_VFORK_17_X
	EvtClone20E                   EventID = 222 // PPME_SYSCALL_CLONE_20_E
	EvtClone20X                   EventID = 223 // PPME_SYSCALL_CLONE_20_X
	EvtFork20E                    EventID = 224 // PPME_SYSCALL_FORK_20_E
	EvtFork20X                    EventID = 225 // PPME_SYSCALL_FORK_20_X
	EvtVfork20E                   EventID = 226 // PPME_SYSCALL_VFORK_20_E
	EvtVfork20X                   EventID = 227 // PPME_SYSCALL_VFORK_20_X
	EvtContainerE                 EventID = 228 // PPME_CONTAINER_E
	EvtContainerX                 EventID = 229 // PPME_CONTAINER_X
	EvtExecve16E                  EventID = 230 // PPME_SYSCALL_EXECVE_16_E
	EvtExecve16X                  EventID = 231 // PPME_SYSCALL_EXECVE_16_X
	EvtSignaldeliverE             EventID = 232 // PPME_SIGNALDELIVER_E
	EvtSignaldeliverX             EventID = 233 // PPME_SIGNALDELIVER_X
	EvtProcinfoE                  EventID = 234 // PPME_PROCINFO_E
	EvtProcinfoX                  EventID = 235 // PPME_PROCINFO_X
	EvtGetdentsE                  EventID = 236 // PPME_SYSCALL_GETDENTS_E
	EvtGetdentsX                  EventID = 237 // PPME_SYSCALL_GETDENTS_X
	EvtGetdents64E                EventID = 238 // PPME_SYSCALL_GETDENTS64_E
	EvtGetdents64X                EventID = 239 // PPME_SYSCALL_GETDENTS64_X
	EvtSetnsE                     EventID = 240 // PPME_SYSCALL_SETNS_E
	EvtSetnsX                     EventID = 241 // PPME_SYSCALL_SETNS_X
	EvtFlockE                     EventID = 242 // PPME_SYSCALL_FLOCK_E
	EvtFlockX                     EventID = 243 // PPME_SYSCALL_FLOCK_X
	EvtCpuHotplugE                EventID = 244 // PPME_CPU_HOTPLUG_E
	EvtCpuHotplugX                EventID = 245 // PPME_CPU_HOTPLUG_X
	EvtAccept5E                   EventID = 246 // PPME_SOCKET_ACCEPT_5_E
	EvtAccept5X                   EventID = 247 // PPME_SOCKET_ACCEPT_5_X
	EvtAccept45E                  EventID = 248 // PPME_SOCKET_ACCEPT4_5_E
	EvtAccept45X                  EventID = 249 // PPME_SOCKET_ACCEPT4_5_X
	EvtSemopE                     EventID = 250 // PPME_SYSCALL_SEMOP_E
	EvtSemopX                     EventID = 251 // PPME_SYSCALL_SEMOP_X
	EvtSemctlE                    EventID = 252 // PPME_SYSCALL_SEMCTL_E
	EvtSemctlX                    EventID = 253 // PPME_SYSCALL_SEMCTL_X
	EvtPpollE                     EventID = 254 // PPME_SYSCALL_PPOLL_E
	EvtPpollX                     EventID = 255 // PPME_SYSCALL_PPOLL_X
	EvtMountE                     EventID = 256 // PPME_SYSCALL_MOUNT_E
	EvtMountX                     EventID = 257 // PPME_SYSCALL_MOUNT_X
	EvtUmountE                    EventID = 258 // PPME_SYSCALL_UMOUNT_E
	EvtUmountX                    EventID = 259 // PPME_SYSCALL_UMOUNT_X
	EvtK8sE                       EventID = 260 // PPME_K8S_E
	EvtK8sX                       EventID = 261 // PPME_K8S_X
	EvtSemgetE                    EventID = 262 // PPME_SYSCALL_SEMGET_E
	EvtSemgetX                    EventID = 263 // PPME_SYSCALL_SEMGET_X
	EvtAccessE                    EventID = 264 // PPME_SYSCALL_ACCESS_E
	EvtAccessX                    EventID = 265 // PPME_SYSCALL_ACCESS_X
	EvtChrootE                    EventID = 266 // PPME_SYSCALL_CHROOT_E
	EvtChrootX                    EventID = 267 // PPME_SYSCALL_CHROOT_X
	EvtTracerE                    EventID = 268 // PPME_TRACER_E
	EvtTracerX                    EventID = 269 // PPME_TRACER_X
	EvtMesosE                     EventID = 270 // PPME_MESOS_E
	EvtMesosX                     EventID = 271 // PPME_MESOS_X
	EvtContainerJsonE             EventID = 272 // PPME_CONTAINER_JSON_E
	EvtContainerJsonX             EventID = 273 // PPME_CONTAINER_JSON_X
	EvtSetsidE                    EventID = 274 // PPME_SYSCALL_SETSID_E
	EvtSetsidX                    EventID = 275 // PPME_SYSCALL_SETSID_X
	EvtMkdir2E                    EventID = 276 // PPME_SYSCALL_MKDIR_2_E
	EvtMkdir2X                    EventID = 277 // PPME_SYSCALL_MKDIR_2_X
	EvtRmdir2E                    EventID = 278 // PPME_SYSCALL_RMDIR_2_E
	EvtRmdir2X                    EventID = 279 // PPME_SYSCALL_RMDIR_2_X
	EvtNotificationE              EventID = 280 // PPME_NOTIFICATION_E
	EvtNotificationX              EventID = 281 // PPME_NOTIFICATION_X
	EvtExecve17E                  EventID = 282 // PPME_SYSCALL_EXECVE_17_E
	EvtExecve17X                  EventID = 283 // PPME_SYSCALL_EXECVE_17_X
	EvtUnshareE                   EventID = 284 // PPME_SYSCALL_UNSHARE_E
	EvtUnshareX                   EventID = 285 // PPME_SYSCALL_UNSHARE_X
	EvtInfrastructureEventE       EventID = 286 // PPME_INFRASTRUCTURE_EVENT_E
	EvtInfrastructureEventX       EventID = 287 // PPME_INFRASTRUCTURE_EVENT_X
	EvtExecve18E                  EventID = 288 // PPME_SYSCALL_EXECVE_18_E
	EvtExecve18X                  EventID = 289 // PPME_SYSCALL_EXECVE_18_X
	EvtPageFaultE                 EventID = 290 // PPME_PAGE_FAULT_E
	EvtPageFaultX                 EventID = 291 // PPME_PAGE_FAULT_X
	EvtExecve19E                  EventID = 292 // PPME_SYSCALL_EXECVE_19_E
	EvtExecve19X                  EventID = 293 // PPME_SYSCALL_EXECVE_19_X
	EvtSetpgidE                   EventID = 294 // PPME_SYSCALL_SETPGID_E
	EvtSetpgidX                   EventID = 295 // PPME_SYSCALL_SETPGID_X
	EvtBpfE                       EventID = 296 // PPME_SYSCALL_BPF_E
	EvtBpfX                       EventID = 297 // PPME_SYSCALL_BPF_X
	EvtSeccompE                   EventID = 298 // PPME_SYSCALL_SECCOMP_E
	EvtSeccompX                   EventID = 299 // PPME_SYSCALL_SECCOMP_X
	EvtUnlink2E                   EventID = 300 // PPME_SYSCALL_UNLINK_2_E
	EvtUnlink2X                   EventID = 301 // PPME_SYSCALL_UNLINK_2_X
	EvtUnlinkat2E                 EventID = 302 // PPME_SYSCALL_UNLINKAT_2_E
	EvtUnlinkat2X                 EventID = 303 // PPME_SYSCALL_UNLINKAT_2_X
	EvtMkdiratE                   EventID = 304 // PPME_SYSCALL_MKDIRAT_E
	EvtMkdiratX                   EventID = 305 // PPME_SYSCALL_MKDIRAT_X
	EvtOpenat2E                   EventID = 306 // PPME_SYSCALL_OPENAT_2_E
	EvtOpenat2X                   EventID = 307 // PPME_SYSCALL_OPENAT_2_X
	EvtLink2E                     EventID = 308 // PPME_SYSCALL_LINK_2_E
	EvtLink2X                     EventID = 309 // PPME_SYSCALL_LINK_2_X
	EvtLinkat2E                   EventID = 310 // PPME_SYSCALL_LINKAT_2_E
	EvtLinkat2X                   EventID = 311 // PPME_SYSCALL_LINKAT_2_X
	EvtFchmodatE                  EventID = 312 // PPME_SYSCALL_FCHMODAT_E
	EvtFchmodatX                  EventID = 313 // PPME_SYSCALL_FCHMODAT_X
	EvtChmodE                     EventID = 314 // PPME_SYSCALL_CHMOD_E
	EvtChmodX                     EventID = 315 // PPME_SYSCALL_CHMOD_X
	EvtFchmodE                    EventID = 316 // PPME_SYSCALL_FCHMOD_E
	EvtFchmodX                    EventID = 317 // PPME_SYSCALL_FCHMOD_X
	EvtRenameat2E                 EventID = 318 // PPME_SYSCALL_RENAMEAT2_E
	EvtRenameat2X                 EventID = 319 // PPME_SYSCALL_RENAMEAT2_X
	EvtUserfaultfdE               EventID = 320 // PPME_SYSCALL_USERFAULTFD_E
	EvtUserfaultfdX               EventID = 321 // PPME_SYSCALL_USERFAULTFD_X
	EvtPlugineventE               EventID = 322 // PPME_PLUGINEVENT_E
	EvtPlugineventX               EventID = 323 // PPME_PLUGINEVENT_X
	EvtContainerJson2E            EventID = 324 // PPME_CONTAINER_JSON_2_E
	EvtContainerJson2X            EventID = 325 // PPME_CONTAINER_JSON_2_X
	EvtSyscOpenat2E               EventID = 326 // PPME_SYSCALL_OPENAT2_E
	EvtSyscOpenat2X               EventID = 327 // PPME_SYSCALL_OPENAT2_X
	EvtMprotectE                  EventID = 328 // PPME_SYSCALL_MPROTECT_E
	EvtMprotectX                  EventID = 329 // PPME_SYSCALL_MPROTECT_X
	EvtExecveatE                  EventID = 330 // PPME_SYSCALL_EXECVEAT_E
	EvtExecveatX                  EventID = 331 // PPME_SYSCALL_EXECVEAT_X
	EvtCopyFileRangeE             EventID = 332 // PPME_SYSCALL_COPY_FILE_RANGE_E
	EvtCopyFileRangeX             EventID = 333 // PPME_SYSCALL_COPY_FILE_RANGE_X
	EvtClone3E                    EventID = 334 // PPME_SYSCALL_CLONE3_E
	EvtClone3X                    EventID = 335 // PPME_SYSCALL_CLONE3_X
	EvtOpenByHandleAtE            EventID = 336 // PPME_SYSCALL_OPEN_BY_HANDLE_AT_E
	EvtOpenByHandleAtX            EventID = 337 // PPME_SYSCALL_OPEN_BY_HANDLE_AT_X
	EvtIoUringSetupE              EventID = 338 // PPME_SYSCALL_IO_URING_SETUP_E
	EvtIoUringSetupX              EventID = 339 // PPME_SYSCALL_IO_URING_SETUP_X
	EvtIoUringEnterE              EventID = 340 // PPME_SYSCALL_IO_URING_ENTER_E
	EvtIoUringEnterX              EventID = 341 // PPME_SYSCALL_IO_URING_ENTER_X
	EvtIoUringRegisterE           EventID = 342 // PPME_SYSCALL_IO_URING_REGISTER_E
	EvtIoUringRegisterX           EventID = 343 // PPME_SYSCALL_IO_URING_REGISTER_X
	EvtMlockE                     EventID = 344 // PPME_SYSCALL_MLOCK_E
	EvtMlockX                     EventID = 345 // PPME_SYSCALL_MLOCK_X
	EvtMunlockE                   EventID = 346 // PPME_SYSCALL_MUNLOCK_E
	EvtMunlockX                   EventID = 347 // PPME_SYSCALL_MUNLOCK_X
	EvtMlockallE                  EventID = 348 // PPME_SYSCALL_MLOCKALL_E
	EvtMlockallX                  EventID = 349 // PPME_SYSCALL_MLOCKALL_X
	EvtMunlockallE                EventID = 350 // PPME_SYSCALL_MUNLOCKALL_E
	EvtMunlockallX                EventID = 351 // PPME_SYSCALL_MUNLOCKALL_X
	EvtCapsetE                    EventID = 352 // PPME_SYSCALL_CAPSET_E
	EvtCapsetX                    EventID = 353 // PPME_SYSCALL_CAPSET_X
	EvtUserAddedE                 EventID = 354 // PPME_USER_ADDED_E
	EvtUserAddedX                 EventID = 355 // PPME_USER_ADDED_X
	EvtUserDeletedE               EventID = 356 // PPME_USER_DELETED_E
	EvtUserDeletedX               EventID = 357 // PPME_USER_DELETED_X
	EvtGroupAddedE                EventID = 358 // PPME_GROUP_ADDED_E
	EvtGroupAddedX                EventID = 359 // PPME_GROUP_ADDED_X
	EvtGroupDeletedE              EventID = 360 // PPME_GROUP_DELETED_E
	EvtGroupDeletedX              EventID = 361 // PPME_GROUP_DELETED_X
	EvtDup2E                      EventID = 362 // PPME_SYSCALL_DUP2_E
	EvtDup2X                      EventID = 363 // PPME_SYSCALL_DUP2_X
	EvtDup3E                      EventID = 364 // PPME_SYSCALL_DUP3_E
	EvtDup3X                      EventID = 365 // PPME_SYSCALL_DUP3_X
	EvtDup1E                      EventID = 366 // PPME_SYSCALL_DUP_1_E
	EvtDup1X                      EventID = 367 // PPME_SYSCALL_DUP_1_X
	EvtBpf2E                      EventID = 368 // PPME_SYSCALL_BPF_2_E
	EvtBpf2X                      EventID = 369 // PPME_SYSCALL_BPF_2_X
	EvtMlock2E                    EventID = 370 // PPME_SYSCALL_MLOCK2_E
	EvtMlock2X                    EventID = 371 // PPME_SYSCALL_MLOCK2_X
	EvtFsconfigE                  EventID = 372 // PPME_SYSCALL_FSCONFIG_E
	EvtFsconfigX                  EventID = 373 // PPME_SYSCALL_FSCONFIG_X
	EvtEpollCreateE               EventID = 374 // PPME_SYSCALL_EPOLL_CREATE_E
	EvtEpollCreateX               EventID = 375 // PPME_SYSCALL_EPOLL_CREATE_X
	EvtEpollCreate1E              EventID = 376 // PPME_SYSCALL_EPOLL_CREATE1_E
	EvtEpollCreate1X              EventID = 377 // PPME_SYSCALL_EPOLL_CREATE1_X
	EvtChownE                     EventID = 378 // PPME_SYSCALL_CHOWN_E
	EvtChownX                     EventID = 379 // PPME_SYSCALL_CHOWN_X
	EvtLchownE                    EventID = 380 // PPME_SYSCALL_LCHOWN_E
	EvtLchownX                    EventID = 381 // PPME_SYSCALL_LCHOWN_X
	EvtFchownE                    EventID = 382 // PPME_SYSCALL_FCHOWN_E
	EvtFchownX                    EventID = 383 // PPME_SYSCALL_FCHOWN_X
	EvtFchownatE                  EventID = 384 // PPME_SYSCALL_FCHOWNAT_E
	EvtFchownatX                  EventID = 385 // PPME_SYSCALL_FCHOWNAT_X
	EvtUmount1E                   EventID = 386 // PPME_SYSCALL_UMOUNT_1_E
	EvtUmount1X                   EventID = 387 // PPME_SYSCALL_UMOUNT_1_X
	EvtAccept46E                  EventID = 388 // PPME_SOCKET_ACCEPT4_6_E
	EvtAccept46X                  EventID = 389 // PPME_SOCKET_ACCEPT4_6_X
	EvtUmount2E                   EventID = 390 // PPME_SYSCALL_UMOUNT2_E
	EvtUmount2X                   EventID = 391 // PPME_SYSCALL_UMOUNT2_X
	EvtPipe2E                     EventID = 392 // PPME_SYSCALL_PIPE2_E
	EvtPipe2X                     EventID = 393 // PPME_SYSCALL_PIPE2_X
	EvtInotifyInit1E              EventID = 394 // PPME_SYSCALL_INOTIFY_INIT1_E
	EvtInotifyInit1X              EventID = 395 // PPME_SYSCALL_INOTIFY_INIT1_X
	EvtEventfd2E                  EventID = 396 // PPME_SYSCALL_EVENTFD2_E
	EvtEventfd2X                  EventID = 397 // PPME_SYSCALL_EVENTFD2_X
	EvtSignalfd4E                 EventID = 398 // PPME_SYSCALL_SIGNALFD4_E
	EvtSignalfd4X                 EventID = 399 // PPME_SYSCALL_SIGNALFD4_X
	EvtPrctlE                     EventID = 400 // PPME_SYSCALL_PRCTL_E
	EvtPrctlX                     EventID = 401 // PPME_SYSCALL_PRCTL_X
	EvtAsynceventE                EventID = 402 // PPME_ASYNCEVENT_E
	EvtAsynceventX                EventID = 403 // PPME_ASYNCEVENT_X
	EvtMemfdCreateE               EventID = 404 // PPME_SYSCALL_MEMFD_CREATE_E
	EvtMemfdCreateX               EventID = 405 // PPME_SYSCALL_MEMFD_CREATE_X
	EvtPidfdGetfdE                EventID = 406 // PPME_SYSCALL_PIDFD_GETFD_E
	EvtPidfdGetfdX                EventID = 407 // PPME_SYSCALL_PIDFD_GETFD_X
	EvtPidfdOpenE                 EventID = 408 // PPME_SYSCALL_PIDFD_OPEN_E
	EvtPidfdOpenX                 EventID = 409 // PPME_SYSCALL_PIDFD_OPEN_X
	EvtInitModuleE                EventID = 410 // PPME_SYSCALL_INIT_MODULE_E
	EvtInitModuleX                EventID = 411 // PPME_SYSCALL_INIT_MODULE_X
	EvtFinitModuleE               EventID = 412 // PPME_SYSCALL_FINIT_MODULE_E
	EvtFinitModuleX               EventID = 413 // PPME_SYSCALL_FINIT_MODULE_X
	EvtMknodE                     EventID = 414 // PPME_SYSCALL_MKNOD_E
	EvtMknodX                     EventID = 415 // PPME_SYSCALL_MKNOD_X
	EvtMknodatE                   EventID = 416 // PPME_SYSCALL_MKNODAT_E
	EvtMknodatX                   EventID = 417 // PPME_SYSCALL_MKNODAT_X
	EvtNewfstatatE                EventID = 418 // PPME_SYSCALL_NEWFSTATAT_E
	EvtNewfstatatX                EventID = 419 // PPME_SYSCALL_NEWFSTATAT_X
	EvtProcessVmReadvE            EventID = 420 // PPME_SYSCALL_PROCESS_VM_READV_E
	EvtProcessVmReadvX            EventID = 421 // PPME_SYSCALL_PROCESS_VM_READV_X
	EvtProcessVmWritevE           EventID = 422 // PPME_SYSCALL_PROCESS_VM_WRITEV_E
	EvtProcessVmWritevX           EventID = 423 // PPME_SYSCALL_PROCESS_VM_WRITEV_X
	EvtDeleteModuleE              EventID = 424 // PPME_SYSCALL_DELETE_MODULE_E
	EvtDeleteModuleX              EventID = 425 // PPME_SYSCALL_DELETE_MODULE_X
	EvtSetreuidE                  EventID = 426 // PPME_SYSCALL_SETREUID_E
	EvtSetreuidX                  EventID = 427 // PPME_SYSCALL_SETREUID_X
	EvtSetregidE                  EventID = 428 // PPME_SYSCALL_SETREGID_E
	EvtSetregidX                  EventID = 429 // PPME_SYSCALL_SETREGID_X
	EvtIterTaskE                  EventID = 430 // PPME_ITER_TASK_E
	EvtIterTaskX                  EventID = 431 // PPME_ITER_TASK_X
	EvtIterTaskFilePipeE          EventID = 432 // PPME_ITER_TASK_FILE_PIPE_E
	EvtIterTaskFilePipeX          EventID = 433 // PPME_ITER_TASK_FILE_PIPE_X
	EvtIterTaskFileMemfdE         EventID = 434 // PPME_ITER_TASK_FILE_MEMFD_E
	EvtIterTaskFileMemfdX         EventID = 435 // PPME_ITER_TASK_FILE_MEMFD_X
	EvtIterTaskFileRegularE       EventID = 436 // PPME_ITER_TASK_FILE_REGULAR_E
	EvtIterTaskFileRegularX       EventID = 437 // PPME_ITER_TASK_FILE_REGULAR_X
	EvtIterTaskFileDirectoryE     EventID = 438 // PPME_ITER_TASK_FILE_DIRECTORY_E
	EvtIterTaskFileDirectoryX     EventID = 439 // PPME_ITER_TASK_FILE_DIRECTORY_X
	EvtIterTaskFileSocketInetE    EventID = 440 // PPME_ITER_TASK_FILE_SOCKET_INET_E
	EvtIterTaskFileSocketInetX    EventID = 441 // PPME_ITER_TASK_FILE_SOCKET_INET_X
	EvtIterTaskFileSocketInet6E   EventID = 442 // PPME_ITER_TASK_FILE_SOCKET_INET6_E
	EvtIterTaskFileSocketInet6X   EventID = 443 // PPME_ITER_TASK_FILE_SOCKET_INET6_X
	EvtIterTaskFileSocketUnixE    EventID = 444 // PPME_ITER_TASK_FILE_SOCKET_UNIX_E
	EvtIterTaskFileSocketUnixX    EventID = 445 // PPME_ITER_TASK_FILE_SOCKET_UNIX_X
	EvtIterTaskFileSocketNetlinkE EventID = 446 // PPME_ITER_TASK_FILE_SOCKET_NETLINK_E
	EvtIterTaskFileSocketNetlinkX EventID = 447 // PPME_ITER_TASK_FILE_SOCKET_NETLINK_X
	EvtIterTaskFileAnonInodeE     EventID = 448 // PPME_ITER_TASK_FILE_ANON_INODE_E
	EvtIterTaskFileAnonInodeX     EventID = 449 // PPME_ITER_TASK_FILE_ANON_INODE_X
	EvtCloseRangeE                EventID = 450 // PPME_SYSCALL_CLOSE_RANGE_E
	EvtCloseRangeX                EventID = 451 // PPME_SYSCALL_CLOSE_RANGE_X
	EvtKeyctlE                    EventID = 452 // PPME_SYSCALL_KEYCTL_E
	EvtKeyctlX                    EventID = 453 // PPME_SYSCALL_KEYCTL_X

	// NumEvents is one more than the largest event id.
	NumEvents = 454
)

// Events is the event table, indexed by event id.
var Events = [NumEvents]EventInfo{
	0: {Name: "syscall", Category: CatOther, Origin: FromSyscall, Flags: OldVersion | Converted, Params: []Param{
		{Name: "ID", Type: SyscallID, Format: FmtDec},
		{Name: "nativeID", Type: Uint16, Format: FmtDec},
	}},
	1: {Name: "syscall", Category: CatOther, Origin: FromSyscall, Flags: Converted, Params: []Param{
		{Name: "ID", Type: SyscallID, Format: FmtDec},
		{Name: "nativeID", Type: Uint16, Format: FmtDec},
	}},
	2: {Name: "open", Category: CatFile, Origin: FromSyscall, Flags: CreatesFD | ModifiesState | Converted, Params: []Param{
		{Name: "name", Type: Fspath},
		{Name: "flags", Type: Flags32, Format: FmtHex, Flags: flagsFileFlags},
		{Name: "mode", Type: Uint32, Format: FmtOct},
	}},
	3: {Name: "open", Category: CatFile, Origin: FromSyscall, Flags: CreatesFD | ModifiesState | Converted, Params: []Param{
		{Name: "fd", Type: FD, Format: FmtDec},
		{Name: "name", Type: Fspath},
		{Name: "flags", Type: Flags32, Format: FmtHex, Flags: flagsFileFlags},
		{Name: "mode", Type: Uint32, Format: FmtOct},
		{Name: "dev", Type: Uint32, Format: FmtHex},
		{Name: "ino", Type: Uint64, Format: FmtDec},
	}},
	4: {Name: "close", Category: CatIOOther, Origin: FromSyscall, Flags: DestroysFD | UsesFD | ModifiesState | OldVersion | Converted, Params: []Param{
		{Name: "fd", Type: FD, Format: FmtDec},
	}},
	5: {Name: "close", Category: CatIOOther, Origin: FromSyscall, Flags: DestroysFD | UsesFD | ModifiesState | Converted, FDParam: 2, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "fd", Type: FD, Format: FmtDec},
	}},
	6: {Name: "read", Category: CatIORead, Origin: FromSyscall, Flags: UsesFD | ReadsFromFD | OldVersion | Converted, Params: []Param{
		{Name: "fd", Type: FD, Format: FmtDec},
		{Name: "size", Type: Uint32, Format: FmtDec},
	}},
	7: {Name: "read", Category: CatIORead, Origin: FromSyscall, Flags: UsesFD | ReadsFromFD | Converted, FDParam: 3, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "data", Type: Bytebuf},
		{Name: "fd", Type: FD, Format: FmtDec},
		{Name: "size", Type: Uint32, Format: FmtDec},
	}},
	8: {Name: "write", Category: CatIOWrite, Origin: FromSyscall, Flags: UsesFD | WritesToFD | OldVersion | Converted, Params: []Param{
		{Name: "fd", Type: FD, Format: FmtDec},
		{Name: "size", Type: Uint32, Format: FmtDec},
	}},
	9: {Name: "write", Category: CatIOWrite, Origin: FromSyscall, Flags: UsesFD | WritesToFD | Converted, FDParam: 3, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "data", Type: Bytebuf},
		{Name: "fd", Type: FD, Format: FmtDec},
		{Name: "size", Type: Uint32, Format: FmtDec},
	}},
	10: {Name: "brk", Category: CatMemory, Origin: FromSyscall, Flags: OldVersion | Converted, Params: []Param{
		{Name: "size", Type: Uint32, Format: FmtDec},
	}},
	11: {Name: "brk", Category: CatMemory, Origin: FromSyscall, Flags: OldVersion | Converted, Params: []Param{
		{Name: "res", Type: Uint64, Format: FmtHex},
	}},
	12: {Name: "execve", Category: CatProcess, Origin: FromSyscall, Flags: ModifiesState | OldVersion | Converted},
	13: {Name: "execve", Category: CatProcess, Origin: FromSyscall, Flags: ModifiesState | OldVersion | Converted, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "exe", Type: Charbuf},
		{Name: "args", Type: Bytebuf},
		{Name: "tid", Type: PID, Format: FmtDec},
		{Name: "pid", Type: PID, Format: FmtDec},
		{Name: "ptid", Type: PID, Format: FmtDec},
		{Name: "cwd", Type: Charbuf},
		{Name: "fdlimit", Type: Uint64, Format: FmtDec},
	}},
	14: {Name: "clone", Category: CatProcess, Origin: FromSyscall, Flags: ModifiesState | OldVersion},
	15: {Name: "clone", Category: CatProcess, Origin: FromSyscall, Flags: ModifiesState | OldVersion | Converted, Params: []Param{
		{Name: "res", Type: PID, Format: FmtDec},
		{Name: "exe", Type: Charbuf},
		{Name: "args", Type: Bytebuf},
		{Name: "tid", Type: PID, Format: FmtDec},
		{Name: "pid", Type: PID, Format: FmtDec},
		{Name: "ptid", Type: PID, Format: FmtDec},
		{Name: "cwd", Type: Charbuf},
		{Name: "fdlimit", Type: Int64, Format: FmtDec},
		{Name: "flags", Type: Flags32, Format: FmtHex, Flags: flagsCloneFlags},
		{Name: "uid", Type: Uint32, Format: FmtDec},
		{Name: "gid", Type: Uint32, Format: FmtDec},
	}},
	16: {Name: "procexit", Category: CatProcess, Origin: FromTracepoint, Flags: ModifiesState | OldVersion | Converted},
	17: {Name: "NA", Category: CatUnknown, Origin: 0, Flags: Unused},
	18: {Name: "socket", Category: CatNet, Origin: FromSyscall, Flags: CreatesFD | ModifiesState | OldVersion | Converted, Params: []Param{
		{Name: "domain", Type: EnumFlags32, Format: FmtDec, Flags: flagsSocketFamilies},
		{Name: "type", Type: Uint32, Format: FmtDec},
		{Name: "proto", Type: Uint32, Format: FmtDec},
	}},
	19: {Name: "socket", Category: CatNet, Origin: FromSyscall, Flags: CreatesFD | ModifiesState | Converted, Params: []Param{
		{Name: "fd", Type: FD, Format: FmtDec},
		{Name: "domain", Type: EnumFlags32, Format: FmtDec, Flags: flagsSocketFamilies},
		{Name: "type", Type: Uint32, Format: FmtDec},
		{Name: "proto", Type: Uint32, Format: FmtDec},
		{Name: "flags", Type: Flags32, Format: FmtHex, Flags: flagsFileFlags},
	}},
	20: {Name: "bind", Category: CatNet, Origin: FromSyscall, Flags: UsesFD | ModifiesState | OldVersion | Converted, Params: []Param{
		{Name: "fd", Type: FD, Format: FmtDec},
	}},
	21: {Name: "bind", Category: CatNet, Origin: FromSyscall, Flags: UsesFD | ModifiesState | Converted, FDParam: 3, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "addr", Type: Sockaddr},
		{Name: "fd", Type: FD, Format: FmtDec},
	}},
	22: {Name: "connect", Category: CatNet, Origin: FromSyscall, Flags: UsesFD | ModifiesState | Converted, Params: []Param{
		{Name: "fd", Type: FD, Format: FmtDec},
		{Name: "addr", Type: Sockaddr},
	}},
	23: {Name: "connect", Category: CatNet, Origin: FromSyscall, Flags: UsesFD | ModifiesState | Converted, FDParam: 3, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "tuple", Type: Socktuple},
		{Name: "fd", Type: FD, Format: FmtDec},
		{Name: "addr", Type: Sockaddr},
	}},
	24: {Name: "listen", Category: CatNet, Origin: FromSyscall, Flags: UsesFD | OldVersion | Converted, Params: []Param{
		{Name: "fd", Type: FD, Format: FmtDec},
		{Name: "backlog", Type: Int32, Format: FmtDec},
	}},
	25: {Name: "listen", Category: CatNet, Origin: FromSyscall, Flags: UsesFD | Converted, FDParam: 2, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "fd", Type: FD, Format: FmtDec},
		{Name: "backlog", Type: Int32, Format: FmtDec},
	}},
	26: {Name: "accept", Category: CatNet, Origin: FromSyscall, Flags: CreatesFD | ModifiesState | OldVersion},
	27: {Name: "accept", Category: CatNet, Origin: FromSyscall, Flags: CreatesFD | ModifiesState | OldVersion | Converted, Params: []Param{
		{Name: "fd", Type: FD, Format: FmtDec},
		{Name: "tuple", Type: Socktuple},
		{Name: "queuepct", Type: Uint8, Format: FmtDec},
	}},
	28: {Name: "send", Category: CatIOWrite, Origin: FromSyscall, Flags: UsesFD | WritesToFD | OldVersion | Converted, Params: []Param{
		{Name: "fd", Type: FD, Format: FmtDec},
		{Name: "size", Type: Uint32, Format: FmtDec},
	}},
	29: {Name: "send", Category: CatIOWrite, Origin: FromSyscall, Flags: UsesFD | WritesToFD | Converted, FDParam: 3, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "data", Type: Bytebuf},
		{Name: "fd", Type: FD, Format: FmtDec},
		{Name: "size", Type: Uint32, Format: FmtDec},
		{Name: "tuple", Type: Socktuple},
	}},
	30: {Name: "sendto", Category: CatIOWrite, Origin: FromSyscall, Flags: UsesFD | WritesToFD | ModifiesState | OldVersion | Converted, Params: []Param{
		{Name: "fd", Type: FD, Format: FmtDec},
		{Name: "size", Type: Uint32, Format: FmtDec},
		{Name: "tuple", Type: Socktuple},
	}},
	31: {Name: "sendto", Category: CatIOWrite, Origin: FromSyscall, Flags: UsesFD | WritesToFD | ModifiesState | Converted, FDParam: 3, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "data", Type: Bytebuf},
		{Name: "fd", Type: FD, Format: FmtDec},
		{Name: "size", Type: Uint32, Format: FmtDec},
		{Name: "tuple", Type: Socktuple},
	}},
	32: {Name: "recv", Category: CatIORead, Origin: FromSyscall, Flags: UsesFD | ReadsFromFD | OldVersion | Converted, Params: []Param{
		{Name: "fd", Type: FD, Format: FmtDec},
		{Name: "size", Type: Uint32, Format: FmtDec},
	}},
	33: {Name: "recv", Category: CatIORead, Origin: FromSyscall, Flags: UsesFD | ReadsFromFD | Converted, FDParam: 3, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "data", Type: Bytebuf},
		{Name: "fd", Type: FD, Format: FmtDec},
		{Name: "size", Type: Uint32, Format: FmtDec},
		{Name: "tuple", Type: Socktuple},
	}},
	34: {Name: "recvfrom", Category: CatIORead, Origin: FromSyscall, Flags: UsesFD | ReadsFromFD | ModifiesState | OldVersion | Converted, Params: []Param{
		{Name: "fd", Type: FD, Format: FmtDec},
		{Name: "size", Type: Uint32, Format: FmtDec},
	}},
	35: {Name: "recvfrom", Category: CatIORead, Origin: FromSyscall, Flags: UsesFD | ReadsFromFD | ModifiesState | Converted, FDParam: 4, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "data", Type: Bytebuf},
		{Name: "tuple", Type: Socktuple},
		{Name: "fd", Type: FD, Format: FmtDec},
		{Name: "size", Type: Uint32, Format: FmtDec},
	}},
	36: {Name: "shutdown", Category: CatNet, Origin: FromSyscall, Flags: UsesFD | ModifiesState | OldVersion | Converted, Params: []Param{
		{Name: "fd", Type: FD, Format: FmtDec},
		{Name: "how", Type: EnumFlags8, Format: FmtHex, Flags: flagsShutdownHow},
	}},
	37: {Name: "shutdown", Category: CatNet, Origin: FromSyscall, Flags: UsesFD | ModifiesState | Converted, FDParam: 2, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "fd", Type: FD, Format: FmtDec},
		{Name: "how", Type: EnumFlags8, Format: FmtHex, Flags: flagsShutdownHow},
	}},
	38: {Name: "getsockname", Category: CatNet, Origin: FromSyscall, Flags: OldVersion},
	39: {Name: "getsockname", Category: CatNet, Origin: FromSyscall, Flags: 0},
	40: {Name: "getpeername", Category: CatNet, Origin: FromSyscall, Flags: OldVersion},
	41: {Name: "getpeername", Category: CatNet, Origin: FromSyscall, Flags: 0},
	42: {Name: "socketpair", Category: CatIPC, Origin: FromSyscall, Flags: CreatesFD | ModifiesState | OldVersion | Converted, Params: []Param{
		{Name: "domain", Type: EnumFlags32, Format: FmtDec, Flags: flagsSocketFamilies},
		{Name: "type", Type: Uint32, Format: FmtDec},
		{Name: "proto", Type: Uint32, Format: FmtDec},
	}},
	43: {Name: "socketpair", Category: CatIPC, Origin: FromSyscall, Flags: CreatesFD | ModifiesState | Converted, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "fd1", Type: FD, Format: FmtDec},
		{Name: "fd2", Type: FD, Format: FmtDec},
		{Name: "source", Type: Uint64, Format: FmtHex},
		{Name: "peer", Type: Uint64, Format: FmtHex},
		{Name: "domain", Type: EnumFlags32, Format: FmtDec, Flags: flagsSocketFamilies},
		{Name: "type", Type: Uint32, Format: FmtDec},
		{Name: "proto", Type: Uint32, Format: FmtDec},
	}},
	44: {Name: "setsockopt", Category: CatNet, Origin: FromSyscall, Flags: OldVersion},
	45: {Name: "setsockopt", Category: CatNet, Origin: FromSyscall, Flags: UsesFD, FDParam: 2, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "fd", Type: FD, Format: FmtDec},
		{Name: "level", Type: EnumFlags8, Format: FmtDec, Flags: flagsSockoptLevels},
		{Name: "optname", Type: EnumFlags8, Format: FmtDec, Flags: flagsSockoptOptions},
		{Name: "val", Type: Dyn, Format: FmtDec, Dyn: sockoptDynamicParam},
		{Name: "optlen", Type: Uint32, Format: FmtDec},
	}},
	46: {Name: "getsockopt", Category: CatNet, Origin: FromSyscall, Flags: ModifiesState | OldVersion},
	47: {Name: "getsockopt", Category: CatNet, Origin: FromSyscall, Flags: UsesFD | ModifiesState, FDParam: 2, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "fd", Type: FD, Format: FmtDec},
		{Name: "level", Type: EnumFlags8, Format: FmtDec, Flags: flagsSockoptLevels},
		{Name: "optname", Type: EnumFlags8, Format: FmtDec, Flags: flagsSockoptOptions},
		{Name: "val", Type: Dyn, Format: FmtDec, Dyn: sockoptDynamicParam},
		{Name: "optlen", Type: Uint32, Format: FmtDec},
	}},
	48: {Name: "sendmsg", Category: CatIOWrite, Origin: FromSyscall, Flags: UsesFD | WritesToFD | ModifiesState | OldVersion | Converted, Params: []Param{
		{Name: "fd", Type: FD, Format: FmtDec},
		{Name: "size", Type: Uint32, Format: FmtDec},
		{Name: "tuple", Type: Socktuple},
	}},
	49: {Name: "sendmsg", Category: CatIOWrite, Origin: FromSyscall, Flags: UsesFD | WritesToFD | ModifiesState | Converted, FDParam: 3, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "data", Type: Bytebuf},
		{Name: "fd", Type: FD, Format: FmtDec},
		{Name: "size", Type: Uint32, Format: FmtDec},
		{Name: "tuple", Type: Socktuple},
	}},
	50: {Name: "sendmmsg", Category: CatIOWrite, Origin: FromSyscall, Flags: OldVersion},
	51: {Name: "sendmmsg", Category: CatIOWrite, Origin: FromSyscall, Flags: UsesFD | WritesToFD | ModifiesState | Converted, FDParam: 2, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "fd", Type: FD, Format: FmtDec},
		{Name: "size", Type: Uint32, Format: FmtDec},
		{Name: "data", Type: Bytebuf},
		{Name: "tuple", Type: Socktuple},
	}},
	52: {Name: "recvmsg", Category: CatIORead, Origin: FromSyscall, Flags: UsesFD | ReadsFromFD | ModifiesState | OldVersion | Converted, Params: []Param{
		{Name: "fd", Type: FD, Format: FmtDec},
	}},
	53: {Name: "recvmsg", Category: CatIORead, Origin: FromSyscall, Flags: UsesFD | ReadsFromFD | ModifiesState | Converted, FDParam: 6, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "size", Type: Uint32, Format: FmtDec},
		{Name: "data", Type: Bytebuf},
		{Name: "tuple", Type: Socktuple},
		{Name: "msgcontrol", Type: Bytebuf},
		{Name: "fd", Type: FD, Format: FmtDec},
	}},
	54: {Name: "recvmmsg", Category: CatIORead, Origin: FromSyscall, Flags: OldVersion},
	55: {Name: "recvmmsg", Category: CatIORead, Origin: FromSyscall, Flags: UsesFD | ReadsFromFD | ModifiesState | Converted, FDParam: 2, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "fd", Type: FD, Format: FmtDec},
		{Name: "size", Type: Uint32, Format: FmtDec},
		{Name: "data", Type: Bytebuf},
		{Name: "tuple", Type: Socktuple},
		{Name: "msgcontrol", Type: Bytebuf},
	}},
	56: {Name: "accept", Category: CatNet, Origin: FromSyscall, Flags: CreatesFD | ModifiesState | OldVersion | Converted, Params: []Param{
		{Name: "flags", Type: Int32, Format: FmtHex},
	}},
	57: {Name: "accept", Category: CatNet, Origin: FromSyscall, Flags: CreatesFD | ModifiesState | OldVersion | Converted, Params: []Param{
		{Name: "fd", Type: FD, Format: FmtDec},
		{Name: "tuple", Type: Socktuple},
		{Name: "queuepct", Type: Uint8, Format: FmtDec},
	}},
	58: {Name: "creat", Category: CatFile, Origin: FromSyscall, Flags: CreatesFD | ModifiesState | Converted, Params: []Param{
		{Name: "name", Type: Fspath},
		{Name: "mode", Type: Uint32, Format: FmtOct},
	}},
	59: {Name: "creat", Category: CatFile, Origin: FromSyscall, Flags: CreatesFD | ModifiesState | Converted, Params: []Param{
		{Name: "fd", Type: FD, Format: FmtDec},
		{Name: "name", Type: Fspath},
		{Name: "mode", Type: Uint32, Format: FmtOct},
		{Name: "dev", Type: Uint32, Format: FmtHex},
		{Name: "ino", Type: Uint64, Format: FmtDec},
		{Name: "creat_flags", Type: Flags16, Format: FmtHex, Flags: flagsCreatFlags},
	}},
	60: {Name: "pipe", Category: CatIPC, Origin: FromSyscall, Flags: CreatesFD | ModifiesState | OldVersion},
	61: {Name: "pipe", Category: CatIPC, Origin: FromSyscall, Flags: CreatesFD | ModifiesState, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "fd1", Type: FD, Format: FmtDec},
		{Name: "fd2", Type: FD, Format: FmtDec},
		{Name: "ino", Type: Uint64, Format: FmtDec},
	}},
	62: {Name: "eventfd", Category: CatIPC, Origin: FromSyscall, Flags: CreatesFD | ModifiesState | OldVersion | Converted, Params: []Param{
		{Name: "initval", Type: Uint64, Format: FmtDec},
		{Name: "flags", Type: Uint32, Format: FmtHex},
	}},
	63: {Name: "eventfd", Category: CatIPC, Origin: FromSyscall, Flags: CreatesFD | ModifiesState | Converted, Params: []Param{
		{Name: "res", Type: FD, Format: FmtDec},
		{Name: "initval", Type: Uint64, Format: FmtDec},
		{Name: "flags", Type: Uint32, Format: FmtHex},
	}},
	64: {Name: "futex", Category: CatIPC, Origin: FromSyscall, Flags: OldVersion | Converted, Params: []Param{
		{Name: "addr", Type: Uint64, Format: FmtHex},
		{Name: "op", Type: Flags16, Format: FmtHex, Flags: flagsFutexOperations},
		{Name: "val", Type: Uint64, Format: FmtDec},
	}},
	65: {Name: "futex", Category: CatIPC, Origin: FromSyscall, Flags: Converted, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "addr", Type: Uint64, Format: FmtHex},
		{Name: "op", Type: Flags16, Format: FmtHex, Flags: flagsFutexOperations},
		{Name: "val", Type: Uint64, Format: FmtDec},
	}},
	66: {Name: "stat", Category: CatFile, Origin: FromSyscall, Flags: OldVersion},
	67: {Name: "stat", Category: CatFile, Origin: FromSyscall, Flags: 0, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "path", Type: Fspath},
	}},
	68: {Name: "lstat", Category: CatFile, Origin: FromSyscall, Flags: OldVersion},
	69: {Name: "lstat", Category: CatFile, Origin: FromSyscall, Flags: 0, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "path", Type: Fspath},
	}},
	70: {Name: "fstat", Category: CatFile, Origin: FromSyscall, Flags: UsesFD | OldVersion | Converted, Params: []Param{
		{Name: "fd", Type: FD},
	}},
	71: {Name: "fstat", Category: CatFile, Origin: FromSyscall, Flags: UsesFD | Converted, FDParam: 2, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "fd", Type: FD},
	}},
	72: {Name: "stat64", Category: CatFile, Origin: FromSyscall, Flags: OldVersion},
	73: {Name: "stat64", Category: CatFile, Origin: FromSyscall, Flags: 0, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "path", Type: Fspath},
	}},
	74: {Name: "lstat64", Category: CatFile, Origin: FromSyscall, Flags: OldVersion},
	75: {Name: "lstat64", Category: CatFile, Origin: FromSyscall, Flags: 0, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "path", Type: Fspath},
	}},
	76: {Name: "fstat64", Category: CatFile, Origin: FromSyscall, Flags: UsesFD | OldVersion, Params: []Param{
		{Name: "fd", Type: FD},
	}},
	77: {Name: "fstat64", Category: CatFile, Origin: FromSyscall, Flags: 0, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
	}},
	78: {Name: "epoll_wait", Category: CatWait, Origin: FromSyscall, Flags: Waits | OldVersion | Converted, Params: []Param{
		{Name: "maxevents", Type: Errno, Format: FmtDec},
	}},
	79: {Name: "epoll_wait", Category: CatWait, Origin: FromSyscall, Flags: Waits | Converted, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "maxevents", Type: Errno, Format: FmtDec},
	}},
	80: {Name: "poll", Category: CatWait, Origin: FromSyscall, Flags: Waits | OldVersion | Converted, Params: []Param{
		{Name: "fds", Type: FDList, Format: FmtDec},
		{Name: "timeout", Type: Int64, Format: FmtDec},
	}},
	81: {Name: "poll", Category: CatWait, Origin: FromSyscall, Flags: Waits | Converted, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "fds", Type: FDList, Format: FmtDec},
		{Name: "timeout", Type: Int64, Format: FmtDec},
	}},
	82: {Name: "select", Category: CatWait, Origin: FromSyscall, Flags: Waits | OldVersion},
	83: {Name: "select", Category: CatWait, Origin: FromSyscall, Flags: Waits, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
	}},
	84: {Name: "select", Category: CatWait, Origin: FromSyscall, Flags: Waits | OldVersion},
	85: {Name: "select", Category: CatWait, Origin: FromSyscall, Flags: Waits | OldVersion | Converted, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
	}},
	86: {Name: "lseek", Category: CatFile, Origin: FromSyscall, Flags: UsesFD | OldVersion | Converted, Params: []Param{
		{Name: "fd", Type: FD, Format: FmtDec},
		{Name: "offset", Type: Uint64, Format: FmtDec},
		{Name: "whence", Type: EnumFlags8, Format: FmtDec, Flags: flagsLseekWhence},
	}},
	87: {Name: "lseek", Category: CatFile, Origin: FromSyscall, Flags: UsesFD | Converted, FDParam: 2, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "fd", Type: FD, Format: FmtDec},
		{Name: "offset", Type: Uint64, Format: FmtDec},
		{Name: "whence", Type: EnumFlags8, Format: FmtDec, Flags: flagsLseekWhence},
	}},
	88: {Name: "llseek", Category: CatFile, Origin: FromSyscall, Flags: UsesFD | OldVersion | Converted, Params: []Param{
		{Name: "fd", Type: FD, Format: FmtDec},
		{Name: "offset", Type: Uint64, Format: FmtDec},
		{Name: "whence", Type: EnumFlags8, Format: FmtDec, Flags: flagsLseekWhence},
	}},
	89: {Name: "llseek", Category: CatFile, Origin: FromSyscall, Flags: UsesFD | Converted, FDParam: 2, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "fd", Type: FD, Format: FmtDec},
		{Name: "offset", Type: Uint64, Format: FmtDec},
		{Name: "whence", Type: EnumFlags8, Format: FmtDec, Flags: flagsLseekWhence},
	}},
	90: {Name: "ioctl", Category: CatIOOther, Origin: FromSyscall, Flags: UsesFD | OldVersion | Converted, Params: []Param{
		{Name: "fd", Type: FD, Format: FmtDec},
		{Name: "request", Type: Uint64, Format: FmtHex},
	}},
	91: {Name: "ioctl", Category: CatIOOther, Origin: FromSyscall, Flags: UsesFD | OldVersion | Converted, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
	}},
	92: {Name: "getcwd", Category: CatFile, Origin: FromSyscall, Flags: OldVersion},
	93: {Name: "getcwd", Category: CatFile, Origin: FromSyscall, Flags: 0, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "path", Type: Charbuf},
	}},
	94: {Name: "chdir", Category: CatFile, Origin: FromSyscall, Flags: ModifiesState | OldVersion},
	95: {Name: "chdir", Category: CatFile, Origin: FromSyscall, Flags: ModifiesState, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "path", Type: Charbuf},
	}},
	96: {Name: "fchdir", Category: CatFile, Origin: FromSyscall, Flags: UsesFD | ModifiesState | OldVersion | Converted, Params: []Param{
		{Name: "fd", Type: FD},
	}},
	97: {Name: "fchdir", Category: CatFile, Origin: FromSyscall, Flags: UsesFD | ModifiesState | Converted, FDParam: 2, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "fd", Type: FD},
	}},
	98: {Name: "mkdir", Category: CatFile, Origin: FromSyscall, Flags: OldVersion | Converted, Params: []Param{
		{Name: "path", Type: Fspath},
		{Name: "mode", Type: Uint32, Format: FmtHex},
	}},
	99: {Name: "mkdir", Category: CatFile, Origin: FromSyscall, Flags: OldVersion | Converted, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
	}},
	100: {Name: "rmdir", Category: CatFile, Origin: FromSyscall, Flags: OldVersion | Converted, Params: []Param{
		{Name: "path", Type: Fspath},
	}},
	101: {Name: "rmdir", Category: CatFile, Origin: FromSyscall, Flags: OldVersion | Converted, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
	}},
	102: {Name: "openat", Category: CatFile, Origin: FromSyscall, Flags: CreatesFD | ModifiesState | OldVersion | Converted, Params: []Param{
		{Name: "dirfd", Type: FD, Format: FmtDec},
		{Name: "name", Type: Charbuf},
		{Name: "flags", Type: Flags32, Format: FmtHex, Flags: flagsFileFlags},
		{Name: "mode", Type: Uint32, Format: FmtOct},
	}},
	103: {Name: "openat", Category: CatFile, Origin: FromSyscall, Flags: CreatesFD | ModifiesState | OldVersion | Converted, Params: []Param{
		{Name: "fd", Type: FD, Format: FmtDec},
	}},
	104: {Name: "link", Category: CatFile, Origin: FromSyscall, Flags: OldVersion | Converted, Params: []Param{
		{Name: "oldpath", Type: Fspath},
		{Name: "newpath", Type: Fspath},
	}},
	105: {Name: "link", Category: CatFile, Origin: FromSyscall, Flags: OldVersion | Converted, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
	}},
	106: {Name: "linkat", Category: CatFile, Origin: FromSyscall, Flags: OldVersion | Converted, Params: []Param{
		{Name: "olddir", Type: FD, Format: FmtDec},
		{Name: "oldpath", Type: Charbuf},
		{Name: "newdir", Type: FD, Format: FmtDec},
		{Name: "newpath", Type: Charbuf},
	}},
	107: {Name: "linkat", Category: CatFile, Origin: FromSyscall, Flags: OldVersion | Converted, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
	}},
	108: {Name: "unlink", Category: CatFile, Origin: FromSyscall, Flags: OldVersion | Converted, Params: []Param{
		{Name: "path", Type: Fspath},
	}},
	109: {Name: "unlink", Category: CatFile, Origin: FromSyscall, Flags: OldVersion | Converted, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
	}},
	110: {Name: "unlinkat", Category: CatFile, Origin: FromSyscall, Flags: OldVersion | Converted, Params: []Param{
		{Name: "dirfd", Type: FD, Format: FmtDec},
		{Name: "name", Type: Charbuf},
	}},
	111: {Name: "unlinkat", Category: CatFile, Origin: FromSyscall, Flags: OldVersion | Converted, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
	}},
	112: {Name: "pread", Category: CatIORead, Origin: FromSyscall, Flags: UsesFD | ReadsFromFD | OldVersion | Converted, Params: []Param{
		{Name: "fd", Type: FD, Format: FmtDec},
		{Name: "size", Type: Uint32, Format: FmtDec},
		{Name: "pos", Type: Uint64, Format: FmtDec},
	}},
	113: {Name: "pread", Category: CatIORead, Origin: FromSyscall, Flags: UsesFD | ReadsFromFD | Converted, FDParam: 3, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "data", Type: Bytebuf},
		{Name: "fd", Type: FD, Format: FmtDec},
		{Name: "size", Type: Uint32, Format: FmtDec},
		{Name: "pos", Type: Uint64, Format: FmtDec},
	}},
	114: {Name: "pwrite", Category: CatIOWrite, Origin: FromSyscall, Flags: UsesFD | WritesToFD | OldVersion | Converted, Params: []Param{
		{Name: "fd", Type: FD, Format: FmtDec},
		{Name: "size", Type: Uint32, Format: FmtDec},
		{Name: "pos", Type: Uint64, Format: FmtDec},
	}},
	115: {Name: "pwrite", Category: CatIOWrite, Origin: FromSyscall, Flags: UsesFD | WritesToFD | Converted, FDParam: 3, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "data", Type: Bytebuf},
		{Name: "fd", Type: FD, Format: FmtDec},
		{Name: "size", Type: Uint32, Format: FmtDec},
		{Name: "pos", Type: Uint64, Format: FmtDec},
	}},
	116: {Name: "readv", Category: CatIORead, Origin: FromSyscall, Flags: UsesFD | ReadsFromFD | OldVersion | Converted, Params: []Param{
		{Name: "fd", Type: FD, Format: FmtDec},
	}},
	117: {Name: "readv", Category: CatIORead, Origin: FromSyscall, Flags: UsesFD | ReadsFromFD | Converted, FDParam: 4, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "size", Type: Uint32, Format: FmtDec},
		{Name: "data", Type: Bytebuf},
		{Name: "fd", Type: FD, Format: FmtDec},
	}},
	118: {Name: "writev", Category: CatIOWrite, Origin: FromSyscall, Flags: UsesFD | WritesToFD | OldVersion | Converted, Params: []Param{
		{Name: "fd", Type: FD, Format: FmtDec},
		{Name: "size", Type: Uint32, Format: FmtDec},
	}},
	119: {Name: "writev", Category: CatIOWrite, Origin: FromSyscall, Flags: UsesFD | WritesToFD | Converted, FDParam: 3, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "data", Type: Bytebuf},
		{Name: "fd", Type: FD, Format: FmtDec},
		{Name: "size", Type: Uint32, Format: FmtDec},
	}},
	120: {Name: "preadv", Category: CatIORead, Origin: FromSyscall, Flags: UsesFD | ReadsFromFD | OldVersion | Converted, Params: []Param{
		{Name: "fd", Type: FD, Format: FmtDec},
		{Name: "pos", Type: Uint64, Format: FmtDec},
	}},
	121: {Name: "preadv", Category: CatIORead, Origin: FromSyscall, Flags: UsesFD | ReadsFromFD | Converted, FDParam: 4, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "size", Type: Uint32, Format: FmtDec},
		{Name: "data", Type: Bytebuf},
		{Name: "fd", Type: FD, Format: FmtDec},
		{Name: "pos", Type: Uint64, Format: FmtDec},
	}},
	122: {Name: "pwritev", Category: CatIOWrite, Origin: FromSyscall, Flags: UsesFD | WritesToFD | OldVersion | Converted, Params: []Param{
		{Name: "fd", Type: FD, Format: FmtDec},
		{Name: "size", Type: Uint32, Format: FmtDec},
		{Name: "pos", Type: Uint64, Format: FmtDec},
	}},
	123: {Name: "pwritev", Category: CatIOWrite, Origin: FromSyscall, Flags: UsesFD | WritesToFD | Converted, FDParam: 3, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "data", Type: Bytebuf},
		{Name: "fd", Type: FD, Format: FmtDec},
		{Name: "size", Type: Uint32, Format: FmtDec},
		{Name: "pos", Type: Uint64, Format: FmtDec},
	}},
	124: {Name: "dup", Category: CatIOOther, Origin: FromSyscall, Flags: CreatesFD | UsesFD | ModifiesState | OldVersion | Converted, Params: []Param{
		{Name: "fd", Type: FD, Format: FmtDec},
	}},
	125: {Name: "dup", Category: CatIOOther, Origin: FromSyscall, Flags: CreatesFD | UsesFD | ModifiesState | OldVersion | Converted, Params: []Param{
		{Name: "res", Type: FD, Format: FmtDec},
	}},
	126: {Name: "signalfd", Category: CatSignal, Origin: FromSyscall, Flags: CreatesFD | ModifiesState | OldVersion | Converted, Params: []Param{
		{Name: "fd", Type: FD, Format: FmtDec},
		{Name: "mask", Type: Uint32, Format: FmtHex},
		{Name: "flags", Type: Uint8, Format: FmtHex},
	}},
	127: {Name: "signalfd", Category: CatSignal, Origin: FromSyscall, Flags: CreatesFD | ModifiesState | Converted, Params: []Param{
		{Name: "res", Type: FD, Format: FmtDec},
		{Name: "fd", Type: FD, Format: FmtDec},
		{Name: "mask", Type: Uint32, Format: FmtHex},
		{Name: "flags", Type: Uint8, Format: FmtHex},
	}},
	128: {Name: "kill", Category: CatSignal, Origin: FromSyscall, Flags: OldVersion | Converted, Params: []Param{
		{Name: "pid", Type: PID, Format: FmtDec},
		{Name: "sig", Type: SigType, Format: FmtDec},
	}},
	129: {Name: "kill", Category: CatSignal, Origin: FromSyscall, Flags: Converted, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "pid", Type: PID, Format: FmtDec},
		{Name: "sig", Type: SigType, Format: FmtDec},
	}},
	130: {Name: "tkill", Category: CatSignal, Origin: FromSyscall, Flags: OldVersion | Converted, Params: []Param{
		{Name: "tid", Type: PID, Format: FmtDec},
		{Name: "sig", Type: SigType, Format: FmtDec},
	}},
	131: {Name: "tkill", Category: CatSignal, Origin: FromSyscall, Flags: Converted, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "tid", Type: PID, Format: FmtDec},
		{Name: "sig", Type: SigType, Format: FmtDec},
	}},
	132: {Name: "tgkill", Category: CatSignal, Origin: FromSyscall, Flags: OldVersion | Converted, Params: []Param{
		{Name: "pid", Type: PID, Format: FmtDec},
		{Name: "tid", Type: PID, Format: FmtDec},
		{Name: "sig", Type: SigType, Format: FmtDec},
	}},
	133: {Name: "tgkill", Category: CatSignal, Origin: FromSyscall, Flags: Converted, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "pid", Type: PID, Format: FmtDec},
		{Name: "tid", Type: PID, Format: FmtDec},
		{Name: "sig", Type: SigType, Format: FmtDec},
	}},
	134: {Name: "nanosleep", Category: CatSleep, Origin: FromSyscall, Flags: Waits | OldVersion | Converted, Params: []Param{
		{Name: "interval", Type: RelTime, Format: FmtDec},
	}},
	135: {Name: "nanosleep", Category: CatSleep, Origin: FromSyscall, Flags: Waits | Converted, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "interval", Type: RelTime, Format: FmtDec},
	}},
	136: {Name: "timerfd_create", Category: CatTime, Origin: FromSyscall, Flags: CreatesFD | ModifiesState | OldVersion | Converted, Params: []Param{
		{Name: "clockid", Type: Uint8, Format: FmtDec},
		{Name: "flags", Type: Uint8, Format: FmtHex},
	}},
	137: {Name: "timerfd_create", Category: CatTime, Origin: FromSyscall, Flags: CreatesFD | ModifiesState | Converted, Params: []Param{
		{Name: "res", Type: FD, Format: FmtDec},
		{Name: "clockid", Type: Uint8, Format: FmtDec},
		{Name: "flags", Type: Uint8, Format: FmtHex},
	}},
	138: {Name: "inotify_init", Category: CatIPC, Origin: FromSyscall, Flags: CreatesFD | ModifiesState | OldVersion | Converted, Params: []Param{
		{Name: "flags", Type: Uint8, Format: FmtHex},
	}},
	139: {Name: "inotify_init", Category: CatIPC, Origin: FromSyscall, Flags: CreatesFD | ModifiesState | Converted, Params: []Param{
		{Name: "res", Type: FD, Format: FmtDec},
		{Name: "flags", Type: Uint8, Format: FmtHex},
	}},
	140: {Name: "getrlimit", Category: CatProcess, Origin: FromSyscall, Flags: OldVersion | Converted, Params: []Param{
		{Name: "resource", Type: EnumFlags8, Format: FmtDec, Flags: flagsRlimitResources},
	}},
	141: {Name: "getrlimit", Category: CatProcess, Origin: FromSyscall, Flags: Converted, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "cur", Type: Int64, Format: FmtDec},
		{Name: "max", Type: Int64, Format: FmtDec},
		{Name: "resource", Type: EnumFlags8, Format: FmtDec, Flags: flagsRlimitResources},
	}},
	142: {Name: "setrlimit", Category: CatProcess, Origin: FromSyscall, Flags: OldVersion | Converted, Params: []Param{
		{Name: "resource", Type: EnumFlags8, Format: FmtDec, Flags: flagsRlimitResources},
	}},
	143: {Name: "setrlimit", Category: CatProcess, Origin: FromSyscall, Flags: Converted, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "cur", Type: Int64, Format: FmtDec},
		{Name: "max", Type: Int64, Format: FmtDec},
		{Name: "resource", Type: EnumFlags8, Format: FmtDec, Flags: flagsRlimitResources},
	}},
	144: {Name: "prlimit", Category: CatProcess, Origin: FromSyscall, Flags: OldVersion | Converted, Params: []Param{
		{Name: "pid", Type: PID, Format: FmtDec},
		{Name: "resource", Type: EnumFlags8, Format: FmtDec, Flags: flagsRlimitResources},
	}},
	145: {Name: "prlimit", Category: CatProcess, Origin: FromSyscall, Flags: Converted, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "newcur", Type: Int64, Format: FmtDec},
		{Name: "newmax", Type: Int64, Format: FmtDec},
		{Name: "oldcur", Type: Int64, Format: FmtDec},
		{Name: "oldmax", Type: Int64, Format: FmtDec},
		{Name: "pid", Type: Int64, Format: FmtDec},
		{Name: "resource", Type: EnumFlags8, Format: FmtDec, Flags: flagsRlimitResources},
	}},
	146: {Name: "switch", Category: CatScheduler, Origin: FromTracepoint, Flags: SkipReset | OldVersion | Converted, Params: []Param{
		{Name: "next", Type: PID, Format: FmtDec},
	}},
	147: {Name: "NA", Category: CatUnknown, Origin: 0, Flags: Unused},
	148: {Name: "drop", Category: CatInternal, Origin: FromMeta, Flags: SkipReset, Params: []Param{
		{Name: "ratio", Type: Uint32, Format: FmtDec},
	}},
	149: {Name: "drop", Category: CatInternal, Origin: FromMeta, Flags: SkipReset, Params: []Param{
		{Name: "ratio", Type: Uint32, Format: FmtDec},
	}},
	150: {Name: "fcntl", Category: CatIOOther, Origin: FromSyscall, Flags: UsesFD | ModifiesState | OldVersion | Converted, Params: []Param{
		{Name: "fd", Type: FD, Format: FmtDec},
		{Name: "cmd", Type: EnumFlags8, Format: FmtDec, Flags: flagsFcntlCommands},
	}},
	151: {Name: "fcntl", Category: CatIOOther, Origin: FromSyscall, Flags: UsesFD | ModifiesState | Converted, FDParam: 2, Params: []Param{
		{Name: "res", Type: FD, Format: FmtDec},
		{Name: "fd", Type: FD, Format: FmtDec},
		{Name: "cmd", Type: EnumFlags8, Format: FmtDec, Flags: flagsFcntlCommands},
		{Name: "arg", Type: Uint64, Format: FmtHex},
	}},
	152: {Name: "switch", Category: CatScheduler, Origin: FromTracepoint, Flags: 0, Params: []Param{
		{Name: "next", Type: PID, Format: FmtDec},
		{Name: "pgft_maj", Type: Uint64, Format: FmtDec},
		{Name: "pgft_min", Type: Uint64, Format: FmtDec},
		{Name: "vm_size", Type: Uint32, Format: FmtDec},
		{Name: "vm_rss", Type: Uint32, Format: FmtDec},
		{Name: "vm_swap", Type: Uint32, Format: FmtDec},
	}},
	153: {Name: "NA", Category: CatUnknown, Origin: 0, Flags: Unused},
	154: {Name: "execve", Category: CatProcess, Origin: FromSyscall, Flags: ModifiesState | OldVersion | Converted},
	155: {Name: "execve", Category: CatProcess, Origin: FromSyscall, Flags: ModifiesState | OldVersion | Converted, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "exe", Type: Charbuf},
		{Name: "args", Type: Bytebuf},
		{Name: "tid", Type: PID, Format: FmtDec},
		{Name: "pid", Type: PID, Format: FmtDec},
		{Name: "ptid", Type: PID, Format: FmtDec},
		{Name: "cwd", Type: Charbuf},
		{Name: "fdlimit", Type: Uint64, Format: FmtDec},
		{Name: "pgft_maj", Type: Uint64, Format: FmtDec},
		{Name: "pgft_min", Type: Uint64, Format: FmtDec},
		{Name: "vm_size", Type: Uint32, Format: FmtDec},
		{Name: "vm_rss", Type: Uint32, Format: FmtDec},
		{Name: "vm_swap", Type: Uint32, Format: FmtDec},
	}},
	156: {Name: "clone", Category: CatProcess, Origin: FromSyscall, Flags: ModifiesState | OldVersion},
	157: {Name: "clone", Category: CatProcess, Origin: FromSyscall, Flags: ModifiesState | OldVersion | Converted, Params: []Param{
		{Name: "res", Type: PID, Format: FmtDec},
		{Name: "exe", Type: Charbuf},
		{Name: "args", Type: Bytebuf},
		{Name: "tid", Type: PID, Format: FmtDec},
		{Name: "pid", Type: PID, Format: FmtDec},
		{Name: "ptid", Type: PID, Format: FmtDec},
		{Name: "cwd", Type: Charbuf},
		{Name: "fdlimit", Type: Int64, Format: FmtDec},
		{Name: "pgft_maj", Type: Uint64, Format: FmtDec},
		{Name: "pgft_min", Type: Uint64, Format: FmtDec},
		{Name: "vm_size", Type: Uint32, Format: FmtDec},
		{Name: "vm_rss", Type: Uint32, Format: FmtDec},
		{Name: "vm_swap", Type: Uint32, Format: FmtDec},
		{Name: "flags", Type: Flags32, Format: FmtHex, Flags: flagsCloneFlags},
		{Name: "uid", Type: Uint32, Format: FmtDec},
		{Name: "gid", Type: Uint32, Format: FmtDec},
	}},
	158: {Name: "brk", Category: CatMemory, Origin: FromSyscall, Flags: OldVersion | Converted, Params: []Param{
		{Name: "addr", Type: Uint64, Format: FmtHex},
	}},
	159: {Name: "brk", Category: CatMemory, Origin: FromSyscall, Flags: Converted, Params: []Param{
		{Name: "res", Type: Uint64, Format: FmtHex},
		{Name: "vm_size", Type: Uint32, Format: FmtDec},
		{Name: "vm_rss", Type: Uint32, Format: FmtDec},
		{Name: "vm_swap", Type: Uint32, Format: FmtDec},
		{Name: "addr", Type: Uint64, Format: FmtHex},
	}},
	160: {Name: "mmap", Category: CatMemory, Origin: FromSyscall, Flags: UsesFD | OldVersion | Converted, Params: []Param{
		{Name: "addr", Type: Uint64, Format: FmtHex},
		{Name: "length", Type: Uint64, Format: FmtDec},
		{Name: "prot", Type: Flags32, Format: FmtHex, Flags: flagsProtFlags},
		{Name: "flags", Type: Flags32, Format: FmtHex, Flags: flagsMmapFlags},
		{Name: "fd", Type: FD, Format: FmtDec},
		{Name: "offset", Type: Uint64, Format: FmtDec},
	}},
	161: {Name: "mmap", Category: CatMemory, Origin: FromSyscall, Flags: UsesFD | Converted, FDParam: 9, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtHex},
		{Name: "vm_size", Type: Uint32, Format: FmtDec},
		{Name: "vm_rss", Type: Uint32, Format: FmtDec},
		{Name: "vm_swap", Type: Uint32, Format: FmtDec},
		{Name: "addr", Type: Uint64, Format: FmtHex},
		{Name: "length", Type: Uint64, Format: FmtDec},
		{Name: "prot", Type: Flags32, Format: FmtHex, Flags: flagsProtFlags},
		{Name: "flags", Type: Flags32, Format: FmtHex, Flags: flagsMmapFlags},
		{Name: "fd", Type: FD, Format: FmtDec},
		{Name: "offset", Type: Uint64, Format: FmtDec},
	}},
	162: {Name: "mmap2", Category: CatMemory, Origin: FromSyscall, Flags: UsesFD | OldVersion | Converted, Params: []Param{
		{Name: "addr", Type: Uint64, Format: FmtHex},
		{Name: "length", Type: Uint64, Format: FmtDec},
		{Name: "prot", Type: Flags32, Format: FmtHex, Flags: flagsProtFlags},
		{Name: "flags", Type: Flags32, Format: FmtHex, Flags: flagsMmapFlags},
		{Name: "fd", Type: FD, Format: FmtDec},
		{Name: "pgoffset", Type: Uint64, Format: FmtDec},
	}},
	163: {Name: "mmap2", Category: CatMemory, Origin: FromSyscall, Flags: UsesFD | Converted, FDParam: 9, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtHex},
		{Name: "vm_size", Type: Uint32, Format: FmtDec},
		{Name: "vm_rss", Type: Uint32, Format: FmtDec},
		{Name: "vm_swap", Type: Uint32, Format: FmtDec},
		{Name: "addr", Type: Uint64, Format: FmtHex},
		{Name: "length", Type: Uint64, Format: FmtDec},
		{Name: "prot", Type: Flags32, Format: FmtHex, Flags: flagsProtFlags},
		{Name: "flags", Type: Flags32, Format: FmtHex, Flags: flagsMmapFlags},
		{Name: "fd", Type: FD, Format: FmtDec},
		{Name: "pgoffset", Type: Uint64, Format: FmtDec},
	}},
	164: {Name: "munmap", Category: CatMemory, Origin: FromSyscall, Flags: OldVersion | Converted, Params: []Param{
		{Name: "addr", Type: Uint64, Format: FmtHex},
		{Name: "length", Type: Uint64, Format: FmtDec},
	}},
	165: {Name: "munmap", Category: CatMemory, Origin: FromSyscall, Flags: Converted, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "vm_size", Type: Uint32, Format: FmtDec},
		{Name: "vm_rss", Type: Uint32, Format: FmtDec},
		{Name: "vm_swap", Type: Uint32, Format: FmtDec},
		{Name: "addr", Type: Uint64, Format: FmtHex},
		{Name: "length", Type: Uint64, Format: FmtDec},
	}},
	166: {Name: "splice", Category: CatIOOther, Origin: FromSyscall, Flags: UsesFD | OldVersion | Converted, Params: []Param{
		{Name: "fd_in", Type: FD, Format: FmtDec},
		{Name: "fd_out", Type: FD, Format: FmtDec},
		{Name: "size", Type: Uint64, Format: FmtDec},
		{Name: "flags", Type: Flags32, Format: FmtHex, Flags: flagsSpliceFlags},
	}},
	167: {Name: "splice", Category: CatIOOther, Origin: FromSyscall, Flags: UsesFD | Converted, FDParam: 3, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "fd_in", Type: FD, Format: FmtDec},
		{Name: "fd_out", Type: FD, Format: FmtDec},
		{Name: "size", Type: Uint64, Format: FmtDec},
		{Name: "flags", Type: Flags32, Format: FmtHex, Flags: flagsSpliceFlags},
	}},
	168: {Name: "ptrace", Category: CatProcess, Origin: FromSyscall, Flags: OldVersion | Converted, Params: []Param{
		{Name: "request", Type: EnumFlags16, Format: FmtDec, Flags: flagsPtraceRequests},
		{Name: "pid", Type: PID, Format: FmtDec},
	}},
	169: {Name: "ptrace", Category: CatProcess, Origin: FromSyscall, Flags: Converted, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "addr", Type: Dyn, Format: FmtHex, Dyn: ptraceDynamicParam},
		{Name: "data", Type: Dyn, Format: FmtHex, Dyn: ptraceDynamicParam},
		{Name: "request", Type: EnumFlags16, Format: FmtDec, Flags: flagsPtraceRequests},
		{Name: "pid", Type: PID, Format: FmtDec},
	}},
	170: {Name: "ioctl", Category: CatIOOther, Origin: FromSyscall, Flags: UsesFD | OldVersion | Converted, Params: []Param{
		{Name: "fd", Type: FD, Format: FmtDec},
		{Name: "request", Type: Uint64, Format: FmtHex},
		{Name: "argument", Type: Uint64, Format: FmtHex},
	}},
	171: {Name: "ioctl", Category: CatIOOther, Origin: FromSyscall, Flags: UsesFD | Converted, FDParam: 2, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "fd", Type: FD, Format: FmtDec},
		{Name: "request", Type: Uint64, Format: FmtHex},
		{Name: "argument", Type: Uint64, Format: FmtHex},
	}},
	172: {Name: "execve", Category: CatProcess, Origin: FromSyscall, Flags: ModifiesState | OldVersion | Converted},
	173: {Name: "execve", Category: CatProcess, Origin: FromSyscall, Flags: ModifiesState | OldVersion | Converted, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "exe", Type: Charbuf},
		{Name: "args", Type: Bytebuf},
		{Name: "tid", Type: PID, Format: FmtDec},
		{Name: "pid", Type: PID, Format: FmtDec},
		{Name: "ptid", Type: PID, Format: FmtDec},
		{Name: "cwd", Type: Charbuf},
		{Name: "fdlimit", Type: Uint64, Format: FmtDec},
		{Name: "pgft_maj", Type: Uint64, Format: FmtDec},
		{Name: "pgft_min", Type: Uint64, Format: FmtDec},
		{Name: "vm_size", Type: Uint32, Format: FmtDec},
		{Name: "vm_rss", Type: Uint32, Format: FmtDec},
		{Name: "vm_swap", Type: Uint32, Format: FmtDec},
		{Name: "env", Type: Bytebuf},
	}},
	174: {Name: "rename", Category: CatFile, Origin: FromSyscall, Flags: OldVersion},
	175: {Name: "rename", Category: CatFile, Origin: FromSyscall, Flags: 0, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "oldpath", Type: Fspath},
		{Name: "newpath", Type: Fspath},
	}},
	176: {Name: "renameat", Category: CatFile, Origin: FromSyscall, Flags: OldVersion},
	177: {Name: "renameat", Category: CatFile, Origin: FromSyscall, Flags: 0, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "olddirfd", Type: FD, Format: FmtDec},
		{Name: "oldpath", Type: Fsrelpath, DirFD: 2},
		{Name: "newdirfd", Type: FD, Format: FmtDec},
		{Name: "newpath", Type: Fsrelpath, DirFD: 4},
	}},
	178: {Name: "symlink", Category: CatFile, Origin: FromSyscall, Flags: OldVersion},
	179: {Name: "symlink", Category: CatFile, Origin: FromSyscall, Flags: 0, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "target", Type: Charbuf},
		{Name: "linkpath", Type: Fspath},
	}},
	180: {Name: "symlinkat", Category: CatFile, Origin: FromSyscall, Flags: OldVersion},
	181: {Name: "symlinkat", Category: CatFile, Origin: FromSyscall, Flags: UsesFD, FDParam: 3, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "target", Type: Charbuf},
		{Name: "linkdirfd", Type: FD, Format: FmtDec},
		{Name: "linkpath", Type: Fsrelpath, DirFD: 3},
	}},
	182: {Name: "fork", Category: CatProcess, Origin: FromSyscall, Flags: ModifiesState | OldVersion},
	183: {Name: "fork", Category: CatProcess, Origin: FromSyscall, Flags: ModifiesState | OldVersion | Converted, Params: []Param{
		{Name: "res", Type: PID, Format: FmtDec},
		{Name: "exe", Type: Charbuf},
		{Name: "args", Type: Bytebuf},
		{Name: "tid", Type: PID, Format: FmtDec},
		{Name: "pid", Type: PID, Format: FmtDec},
		{Name: "ptid", Type: PID, Format: FmtDec},
		{Name: "cwd", Type: Charbuf},
		{Name: "fdlimit", Type: Int64, Format: FmtDec},
		{Name: "pgft_maj", Type: Uint64, Format: FmtDec},
		{Name: "pgft_min", Type: Uint64, Format: FmtDec},
		{Name: "vm_size", Type: Uint32, Format: FmtDec},
		{Name: "vm_rss", Type: Uint32, Format: FmtDec},
		{Name: "vm_swap", Type: Uint32, Format: FmtDec},
		{Name: "flags", Type: Flags32, Format: FmtHex, Flags: flagsCloneFlags},
		{Name: "uid", Type: Uint32, Format: FmtDec},
		{Name: "gid", Type: Uint32, Format: FmtDec},
	}},
	184: {Name: "vfork", Category: CatProcess, Origin: FromSyscall, Flags: ModifiesState | OldVersion},
	185: {Name: "vfork", Category: CatProcess, Origin: FromSyscall, Flags: ModifiesState | OldVersion | Converted, Params: []Param{
		{Name: "res", Type: PID, Format: FmtDec},
		{Name: "exe", Type: Charbuf},
		{Name: "args", Type: Bytebuf},
		{Name: "tid", Type: PID, Format: FmtDec},
		{Name: "pid", Type: PID, Format: FmtDec},
		{Name: "ptid", Type: PID, Format: FmtDec},
		{Name: "cwd", Type: Charbuf},
		{Name: "fdlimit", Type: Int64, Format: FmtDec},
		{Name: "pgft_maj", Type: Uint64, Format: FmtDec},
		{Name: "pgft_min", Type: Uint64, Format: FmtDec},
		{Name: "vm_size", Type: Uint32, Format: FmtDec},
		{Name: "vm_rss", Type: Uint32, Format: FmtDec},
		{Name: "vm_swap", Type: Uint32, Format: FmtDec},
		{Name: "flags", Type: Flags32, Format: FmtHex, Flags: flagsCloneFlags},
		{Name: "uid", Type: Uint32, Format: FmtDec},
		{Name: "gid", Type: Uint32, Format: FmtDec},
	}},
	186: {Name: "procexit", Category: CatProcess, Origin: FromTracepoint, Flags: ModifiesState, Params: []Param{
		{Name: "status", Type: Errno, Format: FmtDec},
		{Name: "ret", Type: Errno, Format: FmtDec},
		{Name: "sig", Type: SigType, Format: FmtDec},
		{Name: "core", Type: Uint8, Format: FmtDec},
		{Name: "reaper_tid", Type: PID, Format: FmtDec},
	}},
	187: {Name: "NA", Category: CatUnknown, Origin: 0, Flags: Unused},
	188: {Name: "sendfile", Category: CatIOWrite, Origin: FromSyscall, Flags: UsesFD | OldVersion | Converted, Params: []Param{
		{Name: "out_fd", Type: FD, Format: FmtDec},
		{Name: "in_fd", Type: FD, Format: FmtDec},
		{Name: "offset", Type: Uint64, Format: FmtDec},
		{Name: "size", Type: Uint64, Format: FmtDec},
	}},
	189: {Name: "sendfile", Category: CatIOWrite, Origin: FromSyscall, Flags: UsesFD | Converted, FDParam: 3, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "offset", Type: Uint64, Format: FmtDec},
		{Name: "out_fd", Type: FD, Format: FmtDec},
		{Name: "in_fd", Type: FD, Format: FmtDec},
		{Name: "size", Type: Uint64, Format: FmtDec},
	}},
	190: {Name: "quotactl", Category: CatUser, Origin: FromSyscall, Flags: OldVersion | Converted, Params: []Param{
		{Name: "cmd", Type: Flags16, Format: FmtDec, Flags: flagsQuotactlCmds},
		{Name: "type", Type: Flags8, Format: FmtDec, Flags: flagsQuotactlTypes},
		{Name: "id", Type: Uint32, Format: FmtDec},
		{Name: "quota_fmt", Type: Flags8, Format: FmtDec, Flags: flagsQuotactlQuotaFmts},
	}},
	191: {Name: "quotactl", Category: CatUser, Origin: FromSyscall, Flags: Converted, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "special", Type: Charbuf},
		{Name: "quotafilepath", Type: Charbuf},
		{Name: "dqb_bhardlimit", Type: Uint64, Format: FmtDec},
		{Name: "dqb_bsoftlimit", Type: Uint64, Format: FmtDec},
		{Name: "dqb_curspace", Type: Uint64, Format: FmtDec},
		{Name: "dqb_ihardlimit", Type: Uint64, Format: FmtDec},
		{Name: "dqb_isoftlimit", Type: Uint64, Format: FmtDec},
		{Name: "dqb_btime", Type: RelTime, Format: FmtDec},
		{Name: "dqb_itime", Type: RelTime, Format: FmtDec},
		{Name: "dqi_bgrace", Type: RelTime, Format: FmtDec},
		{Name: "dqi_igrace", Type: RelTime, Format: FmtDec},
		{Name: "dqi_flags", Type: Flags8, Format: FmtDec, Flags: flagsQuotactlDqiFlags},
		{Name: "quota_fmt_out", Type: Flags8, Format: FmtDec, Flags: flagsQuotactlQuotaFmts},
		{Name: "cmd", Type: Flags16, Format: FmtDec, Flags: flagsQuotactlCmds},
		{Name: "type", Type: Flags8, Format: FmtDec, Flags: flagsQuotactlTypes},
		{Name: "id", Type: Uint32, Format: FmtDec},
		{Name: "quota_fmt", Type: Flags8, Format: FmtDec, Flags: flagsQuotactlQuotaFmts},
	}},
	192: {Name: "setresuid", Category: CatUser, Origin: FromSyscall, Flags: ModifiesState | OldVersion | Converted, Params: []Param{
		{Name: "ruid", Type: UID, Format: FmtDec},
		{Name: "euid", Type: UID, Format: FmtDec},
		{Name: "suid", Type: UID, Format: FmtDec},
	}},
	193: {Name: "setresuid", Category: CatUser, Origin: FromSyscall, Flags: ModifiesState | Converted, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "ruid", Type: UID, Format: FmtDec},
		{Name: "euid", Type: UID, Format: FmtDec},
		{Name: "suid", Type: UID, Format: FmtDec},
	}},
	194: {Name: "setresgid", Category: CatUser, Origin: FromSyscall, Flags: ModifiesState | OldVersion | Converted, Params: []Param{
		{Name: "rgid", Type: GID, Format: FmtDec},
		{Name: "egid", Type: GID, Format: FmtDec},
		{Name: "sgid", Type: GID, Format: FmtDec},
	}},
	195: {Name: "setresgid", Category: CatUser, Origin: FromSyscall, Flags: ModifiesState | Converted, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "rgid", Type: GID, Format: FmtDec},
		{Name: "egid", Type: GID, Format: FmtDec},
		{Name: "sgid", Type: GID, Format: FmtDec},
	}},
	196: {Name: "scapevent", Category: CatInternal, Origin: FromMeta, Flags: SkipReset, Params: []Param{
		{Name: "event_type", Type: Uint32, Format: FmtDec},
		{Name: "event_data", Type: Uint64, Format: FmtDec},
	}},
	197: {Name: "NA", Category: CatUnknown, Origin: 0, Flags: Unused},
	198: {Name: "setuid", Category: CatUser, Origin: FromSyscall, Flags: ModifiesState | OldVersion | Converted, Params: []Param{
		{Name: "uid", Type: UID, Format: FmtDec},
	}},
	199: {Name: "setuid", Category: CatUser, Origin: FromSyscall, Flags: ModifiesState | Converted, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "uid", Type: UID, Format: FmtDec},
	}},
	200: {Name: "setgid", Category: CatUser, Origin: FromSyscall, Flags: ModifiesState | OldVersion | Converted, Params: []Param{
		{Name: "gid", Type: GID, Format: FmtDec},
	}},
	201: {Name: "setgid", Category: CatUser, Origin: FromSyscall, Flags: ModifiesState | Converted, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "gid", Type: GID, Format: FmtDec},
	}},
	202: {Name: "getuid", Category: CatUser, Origin: FromSyscall, Flags: OldVersion},
	203: {Name: "getuid", Category: CatUser, Origin: FromSyscall, Flags: 0, Params: []Param{
		{Name: "uid", Type: UID, Format: FmtDec},
	}},
	204: {Name: "geteuid", Category: CatUser, Origin: FromSyscall, Flags: OldVersion},
	205: {Name: "geteuid", Category: CatUser, Origin: FromSyscall, Flags: 0, Params: []Param{
		{Name: "euid", Type: UID, Format: FmtDec},
	}},
	206: {Name: "getgid", Category: CatUser, Origin: FromSyscall, Flags: OldVersion},
	207: {Name: "getgid", Category: CatUser, Origin: FromSyscall, Flags: 0, Params: []Param{
		{Name: "gid", Type: GID, Format: FmtDec},
	}},
	208: {Name: "getegid", Category: CatUser, Origin: FromSyscall, Flags: OldVersion},
	209: {Name: "getegid", Category: CatUser, Origin: FromSyscall, Flags: 0, Params: []Param{
		{Name: "egid", Type: GID, Format: FmtDec},
	}},
	210: {Name: "getresuid", Category: CatUser, Origin: FromSyscall, Flags: OldVersion},
	211: {Name: "getresuid", Category: CatUser, Origin: FromSyscall, Flags: 0, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "ruid", Type: UID, Format: FmtDec},
		{Name: "euid", Type: UID, Format: FmtDec},
		{Name: "suid", Type: UID, Format: FmtDec},
	}},
	212: {Name: "getresgid", Category: CatUser, Origin: FromSyscall, Flags: OldVersion},
	213: {Name: "getresgid", Category: CatUser, Origin: FromSyscall, Flags: 0, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "rgid", Type: GID, Format: FmtDec},
		{Name: "egid", Type: GID, Format: FmtDec},
		{Name: "sgid", Type: GID, Format: FmtDec},
	}},
	214: {Name: "execve", Category: CatProcess, Origin: FromSyscall, Flags: ModifiesState | OldVersion | Converted},
	215: {Name: "execve", Category: CatProcess, Origin: FromSyscall, Flags: ModifiesState | OldVersion | Converted, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "exe", Type: Charbuf},
		{Name: "args", Type: Bytebuf},
		{Name: "tid", Type: PID, Format: FmtDec},
		{Name: "pid", Type: PID, Format: FmtDec},
		{Name: "ptid", Type: PID, Format: FmtDec},
		{Name: "cwd", Type: Charbuf},
		{Name: "fdlimit", Type: Uint64, Format: FmtDec},
		{Name: "pgft_maj", Type: Uint64, Format: FmtDec},
		{Name: "pgft_min", Type: Uint64, Format: FmtDec},
		{Name: "vm_size", Type: Uint32, Format: FmtDec},
		{Name: "vm_rss", Type: Uint32, Format: FmtDec},
		{Name: "vm_swap", Type: Uint32, Format: FmtDec},
		{Name: "comm", Type: Charbuf},
		{Name: "env", Type: Bytebuf},
	}},
	216: {Name: "clone", Category: CatProcess, Origin: FromSyscall, Flags: ModifiesState | OldVersion},
	217: {Name: "clone", Category: CatProcess, Origin: FromSyscall, Flags: ModifiesState | OldVersion | Converted, Params: []Param{
		{Name: "res", Type: PID, Format: FmtDec},
		{Name: "exe", Type: Charbuf},
		{Name: "args", Type: Bytebuf},
		{Name: "tid", Type: PID, Format: FmtDec},
		{Name: "pid", Type: PID, Format: FmtDec},
		{Name: "ptid", Type: PID, Format: FmtDec},
		{Name: "cwd", Type: Charbuf},
		{Name: "fdlimit", Type: Int64, Format: FmtDec},
		{Name: "pgft_maj", Type: Uint64, Format: FmtDec},
		{Name: "pgft_min", Type: Uint64, Format: FmtDec},
		{Name: "vm_size", Type: Uint32, Format: FmtDec},
		{Name: "vm_rss", Type: Uint32, Format: FmtDec},
		{Name: "vm_swap", Type: Uint32, Format: FmtDec},
		{Name: "comm", Type: Charbuf},
		{Name: "flags", Type: Flags32, Format: FmtHex, Flags: flagsCloneFlags},
		{Name: "uid", Type: Uint32, Format: FmtDec},
		{Name: "gid", Type: Uint32, Format: FmtDec},
	}},
	218: {Name: "fork", Category: CatProcess, Origin: FromSyscall, Flags: ModifiesState | OldVersion},
	219: {Name: "fork", Category: CatProcess, Origin: FromSyscall, Flags: ModifiesState | OldVersion | Converted, Params: []Param{
		{Name: "res", Type: PID, Format: FmtDec},
		{Name: "exe", Type: Charbuf},
		{Name: "args", Type: Bytebuf},
		{Name: "tid", Type: PID, Format: FmtDec},
		{Name: "pid", Type: PID, Format: FmtDec},
		{Name: "ptid", Type: PID, Format: FmtDec},
		{Name: "cwd", Type: Charbuf},
		{Name: "fdlimit", Type: Int64, Format: FmtDec},
		{Name: "pgft_maj", Type: Uint64, Format: FmtDec},
		{Name: "pgft_min", Type: Uint64, Format: FmtDec},
		{Name: "vm_size", Type: Uint32, Format: FmtDec},
		{Name: "vm_rss", Type: Uint32, Format: FmtDec},
		{Name: "vm_swap", Type: Uint32, Format: FmtDec},
		{Name: "comm", Type: Charbuf},
		{Name: "flags", Type: Flags32, Format: FmtHex, Flags: flagsCloneFlags},
		{Name: "uid", Type: Uint32, Format: FmtDec},
		{Name: "gid", Type: Uint32, Format: FmtDec},
	}},
	220: {Name: "vfork", Category: CatProcess, Origin: FromSyscall, Flags: ModifiesState | OldVersion},
	221: {Name: "vfork", Category: CatProcess, Origin: FromSyscall, Flags: ModifiesState | OldVersion | Converted, Params: []Param{
		{Name: "res", Type: PID, Format: FmtDec},
		{Name: "exe", Type: Charbuf},
		{Name: "args", Type: Bytebuf},
		{Name: "tid", Type: PID, Format: FmtDec},
		{Name: "pid", Type: PID, Format: FmtDec},
		{Name: "ptid", Type: PID, Format: FmtDec},
		{Name: "cwd", Type: Charbuf},
		{Name: "fdlimit", Type: Int64, Format: FmtDec},
		{Name: "pgft_maj", Type: Uint64, Format: FmtDec},
		{Name: "pgft_min", Type: Uint64, Format: FmtDec},
		{Name: "vm_size", Type: Uint32, Format: FmtDec},
		{Name: "vm_rss", Type: Uint32, Format: FmtDec},
		{Name: "vm_swap", Type: Uint32, Format: FmtDec},
		{Name: "comm", Type: Charbuf},
		{Name: "flags", Type: Flags32, Format: FmtHex, Flags: flagsCloneFlags},
		{Name: "uid", Type: Uint32, Format: FmtDec},
		{Name: "gid", Type: Uint32, Format: FmtDec},
	}},
	222: {Name: "clone", Category: CatProcess, Origin: FromSyscall, Flags: ModifiesState | OldVersion},
	223: {Name: "clone", Category: CatProcess, Origin: FromSyscall, Flags: ModifiesState | Converted, Params: []Param{
		{Name: "res", Type: PID, Format: FmtDec},
		{Name: "exe", Type: Charbuf},
		{Name: "args", Type: Bytebuf},
		{Name: "tid", Type: PID, Format: FmtDec},
		{Name: "pid", Type: PID, Format: FmtDec},
		{Name: "ptid", Type: PID, Format: FmtDec},
		{Name: "cwd", Type: Charbuf},
		{Name: "fdlimit", Type: Int64, Format: FmtDec},
		{Name: "pgft_maj", Type: Uint64, Format: FmtDec},
		{Name: "pgft_min", Type: Uint64, Format: FmtDec},
		{Name: "vm_size", Type: Uint32, Format: FmtDec},
		{Name: "vm_rss", Type: Uint32, Format: FmtDec},
		{Name: "vm_swap", Type: Uint32, Format: FmtDec},
		{Name: "comm", Type: Charbuf},
		{Name: "cgroups", Type: Bytebuf},
		{Name: "flags", Type: Flags32, Format: FmtHex, Flags: flagsCloneFlags},
		{Name: "uid", Type: Uint32, Format: FmtDec},
		{Name: "gid", Type: Uint32, Format: FmtDec},
		{Name: "vtid", Type: PID, Format: FmtDec},
		{Name: "vpid", Type: PID, Format: FmtDec},
		{Name: "pidns_init_start_ts", Type: Uint64, Format: FmtDec},
	}},
	224: {Name: "fork", Category: CatProcess, Origin: FromSyscall, Flags: ModifiesState | OldVersion},
	225: {Name: "fork", Category: CatProcess, Origin: FromSyscall, Flags: ModifiesState | Converted, Params: []Param{
		{Name: "res", Type: PID, Format: FmtDec},
		{Name: "exe", Type: Charbuf},
		{Name: "args", Type: Bytebuf},
		{Name: "tid", Type: PID, Format: FmtDec},
		{Name: "pid", Type: PID, Format: FmtDec},
		{Name: "ptid", Type: PID, Format: FmtDec},
		{Name: "cwd", Type: Charbuf},
		{Name: "fdlimit", Type: Int64, Format: FmtDec},
		{Name: "pgft_maj", Type: Uint64, Format: FmtDec},
		{Name: "pgft_min", Type: Uint64, Format: FmtDec},
		{Name: "vm_size", Type: Uint32, Format: FmtDec},
		{Name: "vm_rss", Type: Uint32, Format: FmtDec},
		{Name: "vm_swap", Type: Uint32, Format: FmtDec},
		{Name: "comm", Type: Charbuf},
		{Name: "cgroups", Type: Bytebuf},
		{Name: "flags", Type: Flags32, Format: FmtHex, Flags: flagsCloneFlags},
		{Name: "uid", Type: Uint32, Format: FmtDec},
		{Name: "gid", Type: Uint32, Format: FmtDec},
		{Name: "vtid", Type: PID, Format: FmtDec},
		{Name: "vpid", Type: PID, Format: FmtDec},
		{Name: "pidns_init_start_ts", Type: Uint64, Format: FmtDec},
	}},
	226: {Name: "vfork", Category: CatProcess, Origin: FromSyscall, Flags: ModifiesState | OldVersion},
	227: {Name: "vfork", Category: CatProcess, Origin: FromSyscall, Flags: ModifiesState | Converted, Params: []Param{
		{Name: "res", Type: PID, Format: FmtDec},
		{Name: "exe", Type: Charbuf},
		{Name: "args", Type: Bytebuf},
		{Name: "tid", Type: PID, Format: FmtDec},
		{Name: "pid", Type: PID, Format: FmtDec},
		{Name: "ptid", Type: PID, Format: FmtDec},
		{Name: "cwd", Type: Charbuf},
		{Name: "fdlimit", Type: Int64, Format: FmtDec},
		{Name: "pgft_maj", Type: Uint64, Format: FmtDec},
		{Name: "pgft_min", Type: Uint64, Format: FmtDec},
		{Name: "vm_size", Type: Uint32, Format: FmtDec},
		{Name: "vm_rss", Type: Uint32, Format: FmtDec},
		{Name: "vm_swap", Type: Uint32, Format: FmtDec},
		{Name: "comm", Type: Charbuf},
		{Name: "cgroups", Type: Bytebuf},
		{Name: "flags", Type: Flags32, Format: FmtHex, Flags: flagsCloneFlags},
		{Name: "uid", Type: Uint32, Format: FmtDec},
		{Name: "gid", Type: Uint32, Format: FmtDec},
		{Name: "vtid", Type: PID, Format: FmtDec},
		{Name: "vpid", Type: PID, Format: FmtDec},
		{Name: "pidns_init_start_ts", Type: Uint64, Format: FmtDec},
	}},
	228: {Name: "container", Category: CatInternal, Origin: FromMeta, Flags: ModifiesState | SkipReset | OldVersion | Converted, Params: []Param{
		{Name: "id", Type: Charbuf},
		{Name: "type", Type: Uint32, Format: FmtDec},
		{Name: "name", Type: Charbuf},
		{Name: "image", Type: Charbuf},
	}},
	229: {Name: "NA", Category: CatUnknown, Origin: 0, Flags: Unused},
	230: {Name: "execve", Category: CatProcess, Origin: FromSyscall, Flags: ModifiesState | OldVersion | Converted},
	231: {Name: "execve", Category: CatProcess, Origin: FromSyscall, Flags: ModifiesState | OldVersion | Converted, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "exe", Type: Charbuf},
		{Name: "args", Type: Bytebuf},
		{Name: "tid", Type: PID, Format: FmtDec},
		{Name: "pid", Type: PID, Format: FmtDec},
		{Name: "ptid", Type: PID, Format: FmtDec},
		{Name: "cwd", Type: Charbuf},
		{Name: "fdlimit", Type: Uint64, Format: FmtDec},
		{Name: "pgft_maj", Type: Uint64, Format: FmtDec},
		{Name: "pgft_min", Type: Uint64, Format: FmtDec},
		{Name: "vm_size", Type: Uint32, Format: FmtDec},
		{Name: "vm_rss", Type: Uint32, Format: FmtDec},
		{Name: "vm_swap", Type: Uint32, Format: FmtDec},
		{Name: "comm", Type: Charbuf},
		{Name: "cgroups", Type: Bytebuf},
		{Name: "env", Type: Bytebuf},
	}},
	232: {Name: "signaldeliver", Category: CatSignal, Origin: FromTracepoint, Flags: 0, Params: []Param{
		{Name: "spid", Type: PID, Format: FmtDec},
		{Name: "dpid", Type: PID, Format: FmtDec},
		{Name: "sig", Type: SigType, Format: FmtDec},
	}},
	233: {Name: "NA", Category: CatUnknown, Origin: 0, Flags: Unused},
	234: {Name: "procinfo", Category: CatInternal, Origin: FromMeta, Flags: SkipReset, Params: []Param{
		{Name: "cpu_usr", Type: Uint64, Format: FmtDec},
		{Name: "cpu_sys", Type: Uint64, Format: FmtDec},
	}},
	235: {Name: "NA", Category: CatUnknown, Origin: 0, Flags: Unused},
	236: {Name: "getdents", Category: CatFile, Origin: FromSyscall, Flags: UsesFD | OldVersion | Converted, Params: []Param{
		{Name: "fd", Type: FD},
	}},
	237: {Name: "getdents", Category: CatFile, Origin: FromSyscall, Flags: UsesFD | Converted, FDParam: 2, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "fd", Type: FD},
	}},
	238: {Name: "getdents64", Category: CatFile, Origin: FromSyscall, Flags: UsesFD | OldVersion | Converted, Params: []Param{
		{Name: "fd", Type: FD},
	}},
	239: {Name: "getdents64", Category: CatFile, Origin: FromSyscall, Flags: UsesFD | Converted, FDParam: 2, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "fd", Type: FD},
	}},
	240: {Name: "setns", Category: CatProcess, Origin: FromSyscall, Flags: UsesFD | OldVersion | Converted, Params: []Param{
		{Name: "fd", Type: FD},
		{Name: "nstype", Type: Flags32, Format: FmtHex, Flags: flagsCloneFlags},
	}},
	241: {Name: "setns", Category: CatProcess, Origin: FromSyscall, Flags: UsesFD | Converted, FDParam: 2, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "fd", Type: FD},
		{Name: "nstype", Type: Flags32, Format: FmtHex, Flags: flagsCloneFlags},
	}},
	242: {Name: "flock", Category: CatFile, Origin: FromSyscall, Flags: UsesFD | OldVersion | Converted, Params: []Param{
		{Name: "fd", Type: FD},
		{Name: "operation", Type: Flags32, Format: FmtHex, Flags: flagsFlockFlags},
	}},
	243: {Name: "flock", Category: CatFile, Origin: FromSyscall, Flags: UsesFD | Converted, FDParam: 2, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "fd", Type: FD},
		{Name: "operation", Type: Flags32, Format: FmtHex, Flags: flagsFlockFlags},
	}},
	244: {Name: "cpu_hotplug", Category: CatSystem, Origin: FromMeta, Flags: ModifiesState | SkipReset, Params: []Param{
		{Name: "cpu", Type: Uint32, Format: FmtDec},
		{Name: "action", Type: Uint32, Format: FmtDec},
	}},
	245: {Name: "NA", Category: CatUnknown, Origin: 0, Flags: Unused},
	246: {Name: "accept", Category: CatNet, Origin: FromSyscall, Flags: CreatesFD | ModifiesState | OldVersion},
	247: {Name: "accept", Category: CatNet, Origin: FromSyscall, Flags: CreatesFD | ModifiesState, Params: []Param{
		{Name: "fd", Type: FD, Format: FmtDec},
		{Name: "tuple", Type: Socktuple},
		{Name: "queuepct", Type: Uint8, Format: FmtDec},
		{Name: "queuelen", Type: Uint32, Format: FmtDec},
		{Name: "queuemax", Type: Uint32, Format: FmtDec},
	}},
	248: {Name: "accept", Category: CatNet, Origin: FromSyscall, Flags: CreatesFD | ModifiesState | OldVersion | Converted, Params: []Param{
		{Name: "flags", Type: Int32, Format: FmtHex},
	}},
	249: {Name: "accept", Category: CatNet, Origin: FromSyscall, Flags: CreatesFD | ModifiesState | OldVersion | Converted, Params: []Param{
		{Name: "fd", Type: FD, Format: FmtDec},
		{Name: "tuple", Type: Socktuple},
		{Name: "queuepct", Type: Uint8, Format: FmtDec},
		{Name: "queuelen", Type: Uint32, Format: FmtDec},
		{Name: "queuemax", Type: Uint32, Format: FmtDec},
	}},
	250: {Name: "semop", Category: CatProcess, Origin: FromSyscall, Flags: OldVersion | Converted, Params: []Param{
		{Name: "semid", Type: Int32, Format: FmtDec},
	}},
	251: {Name: "semop", Category: CatProcess, Origin: FromSyscall, Flags: Converted, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "nsops", Type: Uint32, Format: FmtDec},
		{Name: "sem_num_0", Type: Uint16, Format: FmtDec},
		{Name: "sem_op_0", Type: Int16, Format: FmtDec},
		{Name: "sem_flg_0", Type: Flags16, Format: FmtHex, Flags: flagsSemopFlags},
		{Name: "sem_num_1", Type: Uint16, Format: FmtDec},
		{Name: "sem_op_1", Type: Int16, Format: FmtDec},
		{Name: "sem_flg_1", Type: Flags16, Format: FmtHex, Flags: flagsSemopFlags},
		{Name: "semid", Type: Int32, Format: FmtDec},
	}},
	252: {Name: "semctl", Category: CatProcess, Origin: FromSyscall, Flags: OldVersion | Converted, Params: []Param{
		{Name: "semid", Type: Int32, Format: FmtDec},
		{Name: "semnum", Type: Int32, Format: FmtDec},
		{Name: "cmd", Type: Flags16, Format: FmtHex, Flags: flagsSemctlCommands},
		{Name: "val", Type: Int32, Format: FmtDec},
	}},
	253: {Name: "semctl", Category: CatProcess, Origin: FromSyscall, Flags: Converted, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "semid", Type: Int32, Format: FmtDec},
		{Name: "semnum", Type: Int32, Format: FmtDec},
		{Name: "cmd", Type: Flags16, Format: FmtHex, Flags: flagsSemctlCommands},
		{Name: "val", Type: Int32, Format: FmtDec},
	}},
	254: {Name: "ppoll", Category: CatWait, Origin: FromSyscall, Flags: Waits | OldVersion | Converted, Params: []Param{
		{Name: "fds", Type: FDList, Format: FmtDec},
		{Name: "timeout", Type: RelTime, Format: FmtDec},
		{Name: "sigmask", Type: SigSet, Format: FmtDec},
	}},
	255: {Name: "ppoll", Category: CatWait, Origin: FromSyscall, Flags: Waits | Converted, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "fds", Type: FDList, Format: FmtDec},
		{Name: "timeout", Type: RelTime, Format: FmtDec},
		{Name: "sigmask", Type: SigSet, Format: FmtDec},
	}},
	256: {Name: "mount", Category: CatFile, Origin: FromSyscall, Flags: ModifiesState | OldVersion | Converted, Params: []Param{
		{Name: "flags", Type: Flags32, Format: FmtHex, Flags: flagsMountFlags},
	}},
	257: {Name: "mount", Category: CatFile, Origin: FromSyscall, Flags: ModifiesState | Converted, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "dev", Type: Charbuf},
		{Name: "dir", Type: Fspath},
		{Name: "type", Type: Charbuf},
		{Name: "flags", Type: Flags32, Format: FmtHex, Flags: flagsMountFlags},
	}},
	258: {Name: "umount", Category: CatFile, Origin: FromSyscall, Flags: ModifiesState | OldVersion, Params: []Param{
		{Name: "flags", Type: Flags32, Format: FmtHex, Flags: flagsUmountFlags},
	}},
	259: {Name: "umount", Category: CatFile, Origin: FromSyscall, Flags: ModifiesState | OldVersion | Converted, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "name", Type: Fspath},
	}},
	260: {Name: "k8s", Category: CatInternal, Origin: FromMeta, Flags: ModifiesState | SkipReset | OldVersion, Params: []Param{
		{Name: "json", Type: Charbuf},
	}},
	261: {Name: "NA", Category: CatUnknown, Origin: 0, Flags: Unused},
	262: {Name: "semget", Category: CatProcess, Origin: FromSyscall, Flags: OldVersion | Converted, Params: []Param{
		{Name: "key", Type: Int32, Format: FmtHex},
		{Name: "nsems", Type: Int32, Format: FmtDec},
		{Name: "semflg", Type: Flags32, Format: FmtHex, Flags: flagsSemgetFlags},
	}},
	263: {Name: "semget", Category: CatProcess, Origin: FromSyscall, Flags: Converted, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "key", Type: Int32, Format: FmtHex},
		{Name: "nsems", Type: Int32, Format: FmtDec},
		{Name: "semflg", Type: Flags32, Format: FmtHex, Flags: flagsSemgetFlags},
	}},
	264: {Name: "access", Category: CatFile, Origin: FromSyscall, Flags: OldVersion | Converted, Params: []Param{
		{Name: "mode", Type: Flags32, Format: FmtHex, Flags: flagsAccessFlags},
	}},
	265: {Name: "access", Category: CatFile, Origin: FromSyscall, Flags: Converted, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "name", Type: Fspath},
		{Name: "mode", Type: Flags32, Format: FmtHex, Flags: flagsAccessFlags},
	}},
	266: {Name: "chroot", Category: CatProcess, Origin: FromSyscall, Flags: ModifiesState | OldVersion},
	267: {Name: "chroot", Category: CatProcess, Origin: FromSyscall, Flags: ModifiesState, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "path", Type: Fspath},
	}},
	268: {Name: "tracer", Category: CatOther, Origin: FromMeta, Flags: OldVersion, Params: []Param{
		{Name: "id", Type: Int64, Format: FmtDec},
		{Name: "tags", Type: CharbufArray},
		{Name: "args", Type: CharbufPairs},
	}},
	269: {Name: "NA", Category: CatUnknown, Origin: 0, Flags: Unused, Params: []Param{
		{Name: "id", Type: Int64, Format: FmtDec},
		{Name: "tags", Type: CharbufArray},
		{Name: "args", Type: CharbufPairs},
	}},
	270: {Name: "mesos", Category: CatInternal, Origin: FromMeta, Flags: ModifiesState | SkipReset | OldVersion, Params: []Param{
		{Name: "json", Type: Charbuf},
	}},
	271: {Name: "NA", Category: CatUnknown, Origin: 0, Flags: Unused},
	272: {Name: "container", Category: CatProcess, Origin: FromMeta, Flags: ModifiesState | OldVersion | Converted, Params: []Param{
		{Name: "json", Type: Charbuf},
	}},
	273: {Name: "NA", Category: CatUnknown, Origin: 0, Flags: Unused},
	274: {Name: "setsid", Category: CatProcess, Origin: FromSyscall, Flags: ModifiesState | OldVersion},
	275: {Name: "setsid", Category: CatProcess, Origin: FromSyscall, Flags: ModifiesState, Params: []Param{
		{Name: "res", Type: PID, Format: FmtDec},
	}},
	276: {Name: "mkdir", Category: CatFile, Origin: FromSyscall, Flags: OldVersion | Converted, Params: []Param{
		{Name: "mode", Type: Uint32, Format: FmtHex},
	}},
	277: {Name: "mkdir", Category: CatFile, Origin: FromSyscall, Flags: Converted, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "path", Type: Fspath},
		{Name: "mode", Type: Uint32, Format: FmtHex},
	}},
	278: {Name: "rmdir", Category: CatFile, Origin: FromSyscall, Flags: OldVersion},
	279: {Name: "rmdir", Category: CatFile, Origin: FromSyscall, Flags: 0, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "path", Type: Fspath},
	}},
	280: {Name: "notification", Category: CatOther, Origin: FromMeta, Flags: SkipReset, Params: []Param{
		{Name: "id", Type: Charbuf, Format: FmtDec},
		{Name: "desc", Type: Charbuf},
	}},
	281: {Name: "NA", Category: CatUnknown, Origin: 0, Flags: Unused},
	282: {Name: "execve", Category: CatProcess, Origin: FromSyscall, Flags: ModifiesState | OldVersion | Converted},
	283: {Name: "execve", Category: CatProcess, Origin: FromSyscall, Flags: ModifiesState | OldVersion | Converted, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "exe", Type: Charbuf},
		{Name: "args", Type: Bytebuf},
		{Name: "tid", Type: PID, Format: FmtDec},
		{Name: "pid", Type: PID, Format: FmtDec},
		{Name: "ptid", Type: PID, Format: FmtDec},
		{Name: "cwd", Type: Charbuf},
		{Name: "fdlimit", Type: Uint64, Format: FmtDec},
		{Name: "pgft_maj", Type: Uint64, Format: FmtDec},
		{Name: "pgft_min", Type: Uint64, Format: FmtDec},
		{Name: "vm_size", Type: Uint32, Format: FmtDec},
		{Name: "vm_rss", Type: Uint32, Format: FmtDec},
		{Name: "vm_swap", Type: Uint32, Format: FmtDec},
		{Name: "comm", Type: Charbuf},
		{Name: "cgroups", Type: Bytebuf},
		{Name: "env", Type: Bytebuf},
		{Name: "tty", Type: Int32, Format: FmtDec},
	}},
	284: {Name: "unshare", Category: CatProcess, Origin: FromSyscall, Flags: OldVersion | Converted, Params: []Param{
		{Name: "flags", Type: Flags32, Format: FmtHex, Flags: flagsCloneFlags},
	}},
	285: {Name: "unshare", Category: CatProcess, Origin: FromSyscall, Flags: Converted, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "flags", Type: Flags32, Format: FmtHex, Flags: flagsCloneFlags},
	}},
	286: {Name: "infra", Category: CatInternal, Origin: FromMeta, Flags: SkipReset, Params: []Param{
		{Name: "source", Type: Charbuf, Format: FmtDec},
		{Name: "name", Type: Charbuf},
		{Name: "description", Type: Charbuf},
		{Name: "scope", Type: Charbuf},
	}},
	287: {Name: "NA", Category: CatUnknown, Origin: 0, Flags: Unused},
	288: {Name: "execve", Category: CatProcess, Origin: FromSyscall, Flags: ModifiesState | OldVersion | Converted, Params: []Param{
		{Name: "filename", Type: Fspath},
	}},
	289: {Name: "execve", Category: CatProcess, Origin: FromSyscall, Flags: ModifiesState | OldVersion | Converted, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "exe", Type: Charbuf},
		{Name: "args", Type: Bytebuf},
		{Name: "tid", Type: PID, Format: FmtDec},
		{Name: "pid", Type: PID, Format: FmtDec},
		{Name: "ptid", Type: PID, Format: FmtDec},
		{Name: "cwd", Type: Charbuf},
		{Name: "fdlimit", Type: Uint64, Format: FmtDec},
		{Name: "pgft_maj", Type: Uint64, Format: FmtDec},
		{Name: "pgft_min", Type: Uint64, Format: FmtDec},
		{Name: "vm_size", Type: Uint32, Format: FmtDec},
		{Name: "vm_rss", Type: Uint32, Format: FmtDec},
		{Name: "vm_swap", Type: Uint32, Format: FmtDec},
		{Name: "comm", Type: Charbuf},
		{Name: "cgroups", Type: Bytebuf},
		{Name: "env", Type: Bytebuf},
		{Name: "tty", Type: Int32, Format: FmtDec},
	}},
	290: {Name: "page_fault", Category: CatOther, Origin: FromTracepoint, Flags: SkipReset, Params: []Param{
		{Name: "addr", Type: Uint64, Format: FmtHex},
		{Name: "ip", Type: Uint64, Format: FmtHex},
		{Name: "error", Type: Flags32, Format: FmtHex, Flags: flagsPfFlags},
	}},
	291: {Name: "NA", Category: CatUnknown, Origin: 0, Flags: Unused},
	292: {Name: "execve", Category: CatProcess, Origin: FromSyscall, Flags: ModifiesState | OldVersion | Converted, Params: []Param{
		{Name: "filename", Type: Fspath},
	}},
	293: {Name: "execve", Category: CatProcess, Origin: FromSyscall, Flags: ModifiesState | Converted, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "exe", Type: Charbuf},
		{Name: "args", Type: Bytebuf},
		{Name: "tid", Type: PID, Format: FmtDec},
		{Name: "pid", Type: PID, Format: FmtDec},
		{Name: "ptid", Type: PID, Format: FmtDec},
		{Name: "cwd", Type: Charbuf},
		{Name: "fdlimit", Type: Uint64, Format: FmtDec},
		{Name: "pgft_maj", Type: Uint64, Format: FmtDec},
		{Name: "pgft_min", Type: Uint64, Format: FmtDec},
		{Name: "vm_size", Type: Uint32, Format: FmtDec},
		{Name: "vm_rss", Type: Uint32, Format: FmtDec},
		{Name: "vm_swap", Type: Uint32, Format: FmtDec},
		{Name: "comm", Type: Charbuf},
		{Name: "cgroups", Type: Bytebuf},
		{Name: "env", Type: Bytebuf},
		{Name: "tty", Type: Uint32, Format: FmtDec},
		{Name: "vpgid", Type: PID, Format: FmtDec},
		{Name: "loginuid", Type: UID, Format: FmtDec},
		{Name: "flags", Type: Flags32, Format: FmtHex, Flags: flagsExecveFlags},
		{Name: "cap_inheritable", Type: Uint64, Format: FmtHex},
		{Name: "cap_permitted", Type: Uint64, Format: FmtHex},
		{Name: "cap_effective", Type: Uint64, Format: FmtHex},
		{Name: "exe_ino", Type: Uint64, Format: FmtDec},
		{Name: "exe_ino_ctime", Type: AbsTime, Format: FmtDec},
		{Name: "exe_ino_mtime", Type: AbsTime, Format: FmtDec},
		{Name: "uid", Type: UID, Format: FmtDec},
		{Name: "trusted_exepath", Type: Fspath},
		{Name: "pgid", Type: PID},
		{Name: "gid", Type: GID, Format: FmtDec},
		{Name: "filename", Type: Fspath},
	}},
	294: {Name: "setpgid", Category: CatProcess, Origin: FromSyscall, Flags: OldVersion | Converted, Params: []Param{
		{Name: "pid", Type: PID, Format: FmtDec},
		{Name: "pgid", Type: PID, Format: FmtDec},
	}},
	295: {Name: "setpgid", Category: CatProcess, Origin: FromSyscall, Flags: Converted, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "pid", Type: PID, Format: FmtDec},
		{Name: "pgid", Type: PID, Format: FmtDec},
	}},
	296: {Name: "bpf", Category: CatOther, Origin: FromSyscall, Flags: CreatesFD | OldVersion | Converted, Params: []Param{
		{Name: "cmd", Type: Int64, Format: FmtDec},
	}},
	297: {Name: "bpf", Category: CatOther, Origin: FromSyscall, Flags: CreatesFD | OldVersion | Converted, Params: []Param{
		{Name: "res_or_fd", Type: Dyn, Format: FmtDec, Dyn: bpfDynamicParam},
	}},
	298: {Name: "seccomp", Category: CatOther, Origin: FromSyscall, Flags: OldVersion | Converted, Params: []Param{
		{Name: "op", Type: Uint64, Format: FmtDec},
		{Name: "flags", Type: Uint64, Format: FmtHex},
	}},
	299: {Name: "seccomp", Category: CatOther, Origin: FromSyscall, Flags: Converted, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "op", Type: Uint64, Format: FmtDec},
		{Name: "flags", Type: Uint64, Format: FmtHex},
	}},
	300: {Name: "unlink", Category: CatFile, Origin: FromSyscall, Flags: OldVersion},
	301: {Name: "unlink", Category: CatFile, Origin: FromSyscall, Flags: 0, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "path", Type: Fspath},
	}},
	302: {Name: "unlinkat", Category: CatFile, Origin: FromSyscall, Flags: OldVersion},
	303: {Name: "unlinkat", Category: CatFile, Origin: FromSyscall, Flags: UsesFD, FDParam: 2, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "dirfd", Type: FD, Format: FmtDec},
		{Name: "name", Type: Fsrelpath, DirFD: 2},
		{Name: "flags", Type: Flags32, Format: FmtHex, Flags: flagsUnlinkatFlags},
	}},
	304: {Name: "mkdirat", Category: CatFile, Origin: FromSyscall, Flags: OldVersion},
	305: {Name: "mkdirat", Category: CatFile, Origin: FromSyscall, Flags: UsesFD, FDParam: 2, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "dirfd", Type: FD, Format: FmtDec},
		{Name: "path", Type: Fsrelpath, DirFD: 2},
		{Name: "mode", Type: Uint32, Format: FmtHex},
	}},
	306: {Name: "openat", Category: CatFile, Origin: FromSyscall, Flags: CreatesFD | ModifiesState | Converted, Params: []Param{
		{Name: "dirfd", Type: FD, Format: FmtDec},
		{Name: "name", Type: Fsrelpath, DirFD: 1},
		{Name: "flags", Type: Flags32, Format: FmtHex, Flags: flagsFileFlags},
		{Name: "mode", Type: Uint32, Format: FmtOct},
	}},
	307: {Name: "openat", Category: CatFile, Origin: FromSyscall, Flags: CreatesFD | ModifiesState | Converted, Params: []Param{
		{Name: "fd", Type: FD, Format: FmtDec},
		{Name: "dirfd", Type: FD, Format: FmtDec},
		{Name: "name", Type: Fsrelpath, DirFD: 2},
		{Name: "flags", Type: Flags32, Format: FmtHex, Flags: flagsFileFlags},
		{Name: "mode", Type: Uint32, Format: FmtOct},
		{Name: "dev", Type: Uint32, Format: FmtHex},
		{Name: "ino", Type: Uint64, Format: FmtDec},
	}},
	308: {Name: "link", Category: CatFile, Origin: FromSyscall, Flags: OldVersion},
	309: {Name: "link", Category: CatFile, Origin: FromSyscall, Flags: 0, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "oldpath", Type: Fspath},
		{Name: "newpath", Type: Fspath},
	}},
	310: {Name: "linkat", Category: CatFile, Origin: FromSyscall, Flags: OldVersion},
	311: {Name: "linkat", Category: CatFile, Origin: FromSyscall, Flags: 0, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "olddir", Type: FD, Format: FmtDec},
		{Name: "oldpath", Type: Fsrelpath, DirFD: 2},
		{Name: "newdir", Type: FD, Format: FmtDec},
		{Name: "newpath", Type: Fsrelpath, DirFD: 4},
		{Name: "flags", Type: Flags32, Format: FmtHex, Flags: flagsLinkatFlags},
	}},
	312: {Name: "fchmodat", Category: CatFile, Origin: FromSyscall, Flags: OldVersion},
	313: {Name: "fchmodat", Category: CatFile, Origin: FromSyscall, Flags: UsesFD, FDParam: 2, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "dirfd", Type: FD, Format: FmtDec},
		{Name: "filename", Type: Fsrelpath, DirFD: 2},
		{Name: "mode", Type: Mode, Format: FmtOct, Flags: flagsChmodMode},
	}},
	314: {Name: "chmod", Category: CatFile, Origin: FromSyscall, Flags: OldVersion},
	315: {Name: "chmod", Category: CatFile, Origin: FromSyscall, Flags: 0, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "filename", Type: Fspath},
		{Name: "mode", Type: Mode, Format: FmtOct, Flags: flagsChmodMode},
	}},
	316: {Name: "fchmod", Category: CatFile, Origin: FromSyscall, Flags: OldVersion},
	317: {Name: "fchmod", Category: CatFile, Origin: FromSyscall, Flags: UsesFD, FDParam: 2, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "fd", Type: FD, Format: FmtDec},
		{Name: "mode", Type: Mode, Format: FmtOct, Flags: flagsChmodMode},
	}},
	318: {Name: "renameat2", Category: CatFile, Origin: FromSyscall, Flags: OldVersion},
	319: {Name: "renameat2", Category: CatFile, Origin: FromSyscall, Flags: 0, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "olddirfd", Type: FD, Format: FmtDec},
		{Name: "oldpath", Type: Fsrelpath, DirFD: 2},
		{Name: "newdirfd", Type: FD, Format: FmtDec},
		{Name: "newpath", Type: Fsrelpath, DirFD: 4},
		{Name: "flags", Type: Flags32, Format: FmtHex, Flags: flagsRenameat2Flags},
	}},
	320: {Name: "userfaultfd", Category: CatFile, Origin: FromSyscall, Flags: CreatesFD | ModifiesState | OldVersion},
	321: {Name: "userfaultfd", Category: CatFile, Origin: FromSyscall, Flags: CreatesFD | ModifiesState, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "flags", Type: Flags32, Format: FmtHex, Flags: flagsFileFlags},
	}},
	322: {Name: "pluginevent", Category: CatOther, Origin: FromPlugin, Flags: LargePayload, Params: []Param{
		{Name: "plugin_id", Type: Uint32, Format: FmtDec},
		{Name: "event_data", Type: Bytebuf},
	}},
	323: {Name: "NA", Category: CatUnknown, Origin: 0, Flags: Unused},
	324: {Name: "container", Category: CatProcess, Origin: FromMeta, Flags: ModifiesState | LargePayload, Params: []Param{
		{Name: "json", Type: Charbuf},
	}},
	325: {Name: "NA", Category: CatUnknown, Origin: 0, Flags: Unused},
	326: {Name: "openat2", Category: CatFile, Origin: FromSyscall, Flags: CreatesFD | ModifiesState | Converted, Params: []Param{
		{Name: "dirfd", Type: FD, Format: FmtDec},
		{Name: "name", Type: Fsrelpath, DirFD: 1},
		{Name: "flags", Type: Flags32, Format: FmtHex, Flags: flagsFileFlags},
		{Name: "mode", Type: Uint32, Format: FmtOct},
		{Name: "resolve", Type: Flags32, Format: FmtHex, Flags: flagsOpenat2Flags},
	}},
	327: {Name: "openat2", Category: CatFile, Origin: FromSyscall, Flags: CreatesFD | ModifiesState | Converted, Params: []Param{
		{Name: "fd", Type: FD, Format: FmtDec},
		{Name: "dirfd", Type: FD, Format: FmtDec},
		{Name: "name", Type: Fsrelpath, DirFD: 2},
		{Name: "flags", Type: Flags32, Format: FmtHex, Flags: flagsFileFlags},
		{Name: "mode", Type: Uint32, Format: FmtOct},
		{Name: "resolve", Type: Flags32, Format: FmtHex, Flags: flagsOpenat2Flags},
		{Name: "dev", Type: Uint32, Format: FmtHex},
		{Name: "ino", Type: Uint64, Format: FmtDec},
	}},
	328: {Name: "mprotect", Category: CatMemory, Origin: FromSyscall, Flags: OldVersion | Converted, Params: []Param{
		{Name: "addr", Type: Uint64, Format: FmtHex},
		{Name: "length", Type: Uint64, Format: FmtDec},
		{Name: "prot", Type: Flags32, Format: FmtHex, Flags: flagsProtFlags},
	}},
	329: {Name: "mprotect", Category: CatMemory, Origin: FromSyscall, Flags: Converted, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "addr", Type: Uint64, Format: FmtHex},
		{Name: "length", Type: Uint64, Format: FmtDec},
		{Name: "prot", Type: Flags32, Format: FmtHex, Flags: flagsProtFlags},
	}},
	330: {Name: "execveat", Category: CatProcess, Origin: FromSyscall, Flags: ModifiesState | OldVersion | Converted, Params: []Param{
		{Name: "dirfd", Type: FD, Format: FmtDec},
		{Name: "pathname", Type: Fsrelpath, DirFD: 1},
		{Name: "flags", Type: Flags32, Format: FmtHex, Flags: flagsExecveatFlags},
	}},
	331: {Name: "execveat", Category: CatProcess, Origin: FromSyscall, Flags: ModifiesState | Converted, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "exe", Type: Charbuf},
		{Name: "args", Type: Bytebuf},
		{Name: "tid", Type: PID, Format: FmtDec},
		{Name: "pid", Type: PID, Format: FmtDec},
		{Name: "ptid", Type: PID, Format: FmtDec},
		{Name: "cwd", Type: Charbuf},
		{Name: "fdlimit", Type: Uint64, Format: FmtDec},
		{Name: "pgft_maj", Type: Uint64, Format: FmtDec},
		{Name: "pgft_min", Type: Uint64, Format: FmtDec},
		{Name: "vm_size", Type: Uint32, Format: FmtDec},
		{Name: "vm_rss", Type: Uint32, Format: FmtDec},
		{Name: "vm_swap", Type: Uint32, Format: FmtDec},
		{Name: "comm", Type: Charbuf},
		{Name: "cgroups", Type: Bytebuf},
		{Name: "env", Type: Bytebuf},
		{Name: "tty", Type: Uint32, Format: FmtDec},
		{Name: "vpgid", Type: PID, Format: FmtDec},
		{Name: "loginuid", Type: UID, Format: FmtDec},
		{Name: "flags", Type: Flags32, Format: FmtHex, Flags: flagsExecveFlags},
		{Name: "cap_inheritable", Type: Uint64, Format: FmtHex},
		{Name: "cap_permitted", Type: Uint64, Format: FmtHex},
		{Name: "cap_effective", Type: Uint64, Format: FmtHex},
		{Name: "exe_ino", Type: Uint64, Format: FmtDec},
		{Name: "exe_ino_ctime", Type: AbsTime, Format: FmtDec},
		{Name: "exe_ino_mtime", Type: AbsTime, Format: FmtDec},
		{Name: "uid", Type: UID, Format: FmtDec},
		{Name: "trusted_exepath", Type: Fspath},
		{Name: "pgid", Type: PID},
		{Name: "gid", Type: GID, Format: FmtDec},
	}},
	332: {Name: "copy_file_range", Category: CatFile, Origin: FromSyscall, Flags: UsesFD | ReadsFromFD | WritesToFD | OldVersion | Converted, Params: []Param{
		{Name: "fdin", Type: FD, Format: FmtDec},
		{Name: "offin", Type: Uint64, Format: FmtDec},
		{Name: "len", Type: Uint64, Format: FmtDec},
	}},
	333: {Name: "copy_file_range", Category: CatFile, Origin: FromSyscall, Flags: UsesFD | ReadsFromFD | WritesToFD | Converted, FDParam: 2, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "fdout", Type: FD, Format: FmtDec},
		{Name: "offout", Type: Uint64, Format: FmtDec},
		{Name: "fdin", Type: FD, Format: FmtDec},
		{Name: "offin", Type: Uint64, Format: FmtDec},
		{Name: "len", Type: Uint64, Format: FmtDec},
	}},
	334: {Name: "clone3", Category: CatProcess, Origin: FromSyscall, Flags: ModifiesState | OldVersion},
	335: {Name: "clone3", Category: CatProcess, Origin: FromSyscall, Flags: ModifiesState | Converted, Params: []Param{
		{Name: "res", Type: PID, Format: FmtDec},
		{Name: "exe", Type: Charbuf},
		{Name: "args", Type: Bytebuf},
		{Name: "tid", Type: PID, Format: FmtDec},
		{Name: "pid", Type: PID, Format: FmtDec},
		{Name: "ptid", Type: PID, Format: FmtDec},
		{Name: "cwd", Type: Charbuf},
		{Name: "fdlimit", Type: Int64, Format: FmtDec},
		{Name: "pgft_maj", Type: Uint64, Format: FmtDec},
		{Name: "pgft_min", Type: Uint64, Format: FmtDec},
		{Name: "vm_size", Type: Uint32, Format: FmtDec},
		{Name: "vm_rss", Type: Uint32, Format: FmtDec},
		{Name: "vm_swap", Type: Uint32, Format: FmtDec},
		{Name: "comm", Type: Charbuf},
		{Name: "cgroups", Type: Bytebuf},
		{Name: "flags", Type: Flags32, Format: FmtHex, Flags: flagsCloneFlags},
		{Name: "uid", Type: Uint32, Format: FmtDec},
		{Name: "gid", Type: Uint32, Format: FmtDec},
		{Name: "vtid", Type: PID, Format: FmtDec},
		{Name: "vpid", Type: PID, Format: FmtDec},
		{Name: "pidns_init_start_ts", Type: Uint64, Format: FmtDec},
	}},
	336: {Name: "open_by_handle_at", Category: CatFile, Origin: FromSyscall, Flags: CreatesFD | ModifiesState | OldVersion},
	337: {Name: "open_by_handle_at", Category: CatFile, Origin: FromSyscall, Flags: CreatesFD | ModifiesState, Params: []Param{
		{Name: "fd", Type: FD, Format: FmtDec},
		{Name: "mountfd", Type: FD, Format: FmtDec},
		{Name: "flags", Type: Flags32, Format: FmtHex, Flags: flagsFileFlags},
		{Name: "path", Type: Fspath},
		{Name: "dev", Type: Uint32, Format: FmtHex},
		{Name: "ino", Type: Uint64, Format: FmtDec},
	}},
	338: {Name: "io_uring_setup", Category: CatIOOther, Origin: FromSyscall, Flags: CreatesFD | ModifiesState | OldVersion},
	339: {Name: "io_uring_setup", Category: CatIOOther, Origin: FromSyscall, Flags: CreatesFD | ModifiesState, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "entries", Type: Uint32, Format: FmtDec},
		{Name: "sq_entries", Type: Uint32, Format: FmtDec},
		{Name: "cq_entries", Type: Uint32, Format: FmtDec},
		{Name: "flags", Type: Flags32, Format: FmtHex, Flags: flagsIoUringSetupFlags},
		{Name: "sq_thread_cpu", Type: Uint32, Format: FmtDec},
		{Name: "sq_thread_idle", Type: Uint32, Format: FmtDec},
		{Name: "features", Type: Flags32, Format: FmtHex, Flags: flagsIoUringSetupFeats},
	}},
	340: {Name: "io_uring_enter", Category: CatIOOther, Origin: FromSyscall, Flags: OldVersion},
	341: {Name: "io_uring_enter", Category: CatIOOther, Origin: FromSyscall, Flags: UsesFD, FDParam: 2, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "fd", Type: FD, Format: FmtDec},
		{Name: "to_submit", Type: Uint32, Format: FmtDec},
		{Name: "min_complete", Type: Uint32, Format: FmtDec},
		{Name: "flags", Type: Flags32, Format: FmtHex, Flags: flagsIoUringEnterFlags},
		{Name: "sig", Type: SigSet, Format: FmtDec},
	}},
	342: {Name: "io_uring_register", Category: CatIOOther, Origin: FromSyscall, Flags: OldVersion},
	343: {Name: "io_uring_register", Category: CatIOOther, Origin: FromSyscall, Flags: UsesFD, FDParam: 2, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "fd", Type: FD, Format: FmtDec},
		{Name: "opcode", Type: EnumFlags16, Format: FmtDec, Flags: flagsIoUringRegisterOpcodes},
		{Name: "arg", Type: Uint64, Format: FmtHex},
		{Name: "nr_args", Type: Uint32, Format: FmtDec},
	}},
	344: {Name: "mlock", Category: CatMemory, Origin: FromSyscall, Flags: OldVersion},
	345: {Name: "mlock", Category: CatMemory, Origin: FromSyscall, Flags: 0, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "addr", Type: Uint64, Format: FmtHex},
		{Name: "len", Type: Uint64, Format: FmtDec},
	}},
	346: {Name: "munlock", Category: CatMemory, Origin: FromSyscall, Flags: OldVersion},
	347: {Name: "munlock", Category: CatMemory, Origin: FromSyscall, Flags: 0, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "addr", Type: Uint64, Format: FmtHex},
		{Name: "len", Type: Uint64, Format: FmtDec},
	}},
	348: {Name: "mlockall", Category: CatMemory, Origin: FromSyscall, Flags: OldVersion},
	349: {Name: "mlockall", Category: CatMemory, Origin: FromSyscall, Flags: 0, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "flags", Type: Flags32, Format: FmtHex, Flags: flagsMlockallFlags},
	}},
	350: {Name: "munlockall", Category: CatMemory, Origin: FromSyscall, Flags: OldVersion},
	351: {Name: "munlockall", Category: CatMemory, Origin: FromSyscall, Flags: 0, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
	}},
	352: {Name: "capset", Category: CatProcess, Origin: FromSyscall, Flags: ModifiesState | OldVersion},
	353: {Name: "capset", Category: CatProcess, Origin: FromSyscall, Flags: ModifiesState, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "cap_inheritable", Type: Uint64, Format: FmtHex},
		{Name: "cap_permitted", Type: Uint64, Format: FmtHex},
		{Name: "cap_effective", Type: Uint64, Format: FmtHex},
	}},
	354: {Name: "useradded", Category: CatProcess, Origin: FromMeta, Flags: ModifiesState, Params: []Param{
		{Name: "uid", Type: Uint32, Format: FmtDec},
		{Name: "gid", Type: Uint32, Format: FmtDec},
		{Name: "name", Type: Charbuf},
		{Name: "home", Type: Charbuf},
		{Name: "shell", Type: Charbuf},
		{Name: "container_id", Type: Charbuf},
	}},
	355: {Name: "NA", Category: CatUnknown, Origin: 0, Flags: Unused},
	356: {Name: "userdeleted", Category: CatProcess, Origin: FromMeta, Flags: ModifiesState, Params: []Param{
		{Name: "uid", Type: Uint32, Format: FmtDec},
		{Name: "gid", Type: Uint32, Format: FmtDec},
		{Name: "name", Type: Charbuf},
		{Name: "home", Type: Charbuf},
		{Name: "shell", Type: Charbuf},
		{Name: "container_id", Type: Charbuf},
	}},
	357: {Name: "NA", Category: CatUnknown, Origin: 0, Flags: Unused},
	358: {Name: "groupadded", Category: CatProcess, Origin: FromMeta, Flags: ModifiesState, Params: []Param{
		{Name: "gid", Type: Uint32, Format: FmtDec},
		{Name: "name", Type: Charbuf},
		{Name: "container_id", Type: Charbuf},
	}},
	359: {Name: "NA", Category: CatUnknown, Origin: 0, Flags: Unused},
	360: {Name: "groupdeleted", Category: CatProcess, Origin: FromMeta, Flags: ModifiesState, Params: []Param{
		{Name: "gid", Type: Uint32, Format: FmtDec},
		{Name: "name", Type: Charbuf},
		{Name: "container_id", Type: Charbuf},
	}},
	361: {Name: "NA", Category: CatUnknown, Origin: 0, Flags: Unused},
	362: {Name: "dup2", Category: CatIOOther, Origin: FromSyscall, Flags: CreatesFD | UsesFD | ModifiesState | OldVersion, Params: []Param{
		{Name: "fd", Type: FD, Format: FmtDec},
	}},
	363: {Name: "dup2", Category: CatIOOther, Origin: FromSyscall, Flags: CreatesFD | UsesFD | ModifiesState, FDParam: 2, Params: []Param{
		{Name: "res", Type: FD, Format: FmtDec},
		{Name: "oldfd", Type: FD, Format: FmtDec},
		{Name: "newfd", Type: FD, Format: FmtDec},
	}},
	364: {Name: "dup3", Category: CatIOOther, Origin: FromSyscall, Flags: CreatesFD | UsesFD | ModifiesState | OldVersion, Params: []Param{
		{Name: "fd", Type: FD, Format: FmtDec},
	}},
	365: {Name: "dup3", Category: CatIOOther, Origin: FromSyscall, Flags: CreatesFD | UsesFD | ModifiesState, FDParam: 2, Params: []Param{
		{Name: "res", Type: FD, Format: FmtDec},
		{Name: "oldfd", Type: FD, Format: FmtDec},
		{Name: "newfd", Type: FD, Format: FmtDec},
		{Name: "flags", Type: Flags32, Format: FmtHex, Flags: flagsFileFlags},
	}},
	366: {Name: "dup", Category: CatIOOther, Origin: FromSyscall, Flags: CreatesFD | UsesFD | ModifiesState | OldVersion, Params: []Param{
		{Name: "fd", Type: FD, Format: FmtDec},
	}},
	367: {Name: "dup", Category: CatIOOther, Origin: FromSyscall, Flags: CreatesFD | UsesFD | ModifiesState, FDParam: 2, Params: []Param{
		{Name: "res", Type: FD, Format: FmtDec},
		{Name: "oldfd", Type: FD, Format: FmtDec},
	}},
	368: {Name: "bpf", Category: CatOther, Origin: FromSyscall, Flags: CreatesFD | OldVersion, Params: []Param{
		{Name: "cmd", Type: Int64, Format: FmtDec},
	}},
	369: {Name: "bpf", Category: CatOther, Origin: FromSyscall, Flags: CreatesFD, Params: []Param{
		{Name: "fd", Type: FD, Format: FmtDec},
		{Name: "cmd", Type: EnumFlags32, Format: FmtDec, Flags: flagsBpfCommands},
	}},
	370: {Name: "mlock2", Category: CatMemory, Origin: FromSyscall, Flags: OldVersion},
	371: {Name: "mlock2", Category: CatMemory, Origin: FromSyscall, Flags: 0, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "addr", Type: Uint64, Format: FmtHex},
		{Name: "len", Type: Uint64, Format: FmtDec},
		{Name: "flags", Type: Flags32, Format: FmtHex, Flags: flagsMlock2Flags},
	}},
	372: {Name: "fsconfig", Category: CatSystem, Origin: FromSyscall, Flags: OldVersion},
	373: {Name: "fsconfig", Category: CatSystem, Origin: FromSyscall, Flags: UsesFD, FDParam: 2, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "fd", Type: FD, Format: FmtDec},
		{Name: "cmd", Type: EnumFlags32, Format: FmtDec, Flags: flagsFsconfigCmds},
		{Name: "key", Type: Charbuf},
		{Name: "value_bytebuf", Type: Bytebuf},
		{Name: "value_charbuf", Type: Charbuf},
		{Name: "aux", Type: Int32, Format: FmtDec},
	}},
	374: {Name: "epoll_create", Category: CatWait, Origin: FromSyscall, Flags: CreatesFD | ModifiesState | OldVersion | Converted, Params: []Param{
		{Name: "size", Type: Int32, Format: FmtDec},
	}},
	375: {Name: "epoll_create", Category: CatWait, Origin: FromSyscall, Flags: CreatesFD | ModifiesState | Converted, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "size", Type: Int32, Format: FmtDec},
	}},
	376: {Name: "epoll_create1", Category: CatWait, Origin: FromSyscall, Flags: CreatesFD | ModifiesState | OldVersion | Converted, Params: []Param{
		{Name: "flags", Type: Flags32, Format: FmtHex, Flags: flagsEpollCreate1Flags},
	}},
	377: {Name: "epoll_create1", Category: CatWait, Origin: FromSyscall, Flags: CreatesFD | ModifiesState | Converted, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "flags", Type: Flags32, Format: FmtHex, Flags: flagsEpollCreate1Flags},
	}},
	378: {Name: "chown", Category: CatFile, Origin: FromSyscall, Flags: OldVersion},
	379: {Name: "chown", Category: CatFile, Origin: FromSyscall, Flags: 0, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "path", Type: Fspath},
		{Name: "uid", Type: Uint32, Format: FmtDec},
		{Name: "gid", Type: Uint32, Format: FmtDec},
	}},
	380: {Name: "lchown", Category: CatFile, Origin: FromSyscall, Flags: OldVersion},
	381: {Name: "lchown", Category: CatFile, Origin: FromSyscall, Flags: 0, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "path", Type: Fspath},
		{Name: "uid", Type: Uint32, Format: FmtDec},
		{Name: "gid", Type: Uint32, Format: FmtDec},
	}},
	382: {Name: "fchown", Category: CatFile, Origin: FromSyscall, Flags: OldVersion},
	383: {Name: "fchown", Category: CatFile, Origin: FromSyscall, Flags: UsesFD, FDParam: 2, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "fd", Type: FD, Format: FmtDec},
		{Name: "uid", Type: Uint32, Format: FmtDec},
		{Name: "gid", Type: Uint32, Format: FmtDec},
	}},
	384: {Name: "fchownat", Category: CatFile, Origin: FromSyscall, Flags: OldVersion},
	385: {Name: "fchownat", Category: CatFile, Origin: FromSyscall, Flags: UsesFD, FDParam: 2, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "dirfd", Type: FD, Format: FmtDec},
		{Name: "pathname", Type: Fsrelpath, DirFD: 2},
		{Name: "uid", Type: Uint32, Format: FmtDec},
		{Name: "gid", Type: Uint32, Format: FmtDec},
		{Name: "flags", Type: Flags32, Format: FmtHex, Flags: flagsFchownatFlags},
	}},
	386: {Name: "umount", Category: CatFile, Origin: FromSyscall, Flags: ModifiesState | OldVersion},
	387: {Name: "umount", Category: CatFile, Origin: FromSyscall, Flags: ModifiesState, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "name", Type: Fspath},
	}},
	388: {Name: "accept4", Category: CatNet, Origin: FromSyscall, Flags: CreatesFD | ModifiesState | OldVersion | Converted, Params: []Param{
		{Name: "flags", Type: Int32, Format: FmtHex},
	}},
	389: {Name: "accept4", Category: CatNet, Origin: FromSyscall, Flags: CreatesFD | ModifiesState | Converted, Params: []Param{
		{Name: "fd", Type: FD, Format: FmtDec},
		{Name: "tuple", Type: Socktuple},
		{Name: "queuepct", Type: Uint8, Format: FmtDec},
		{Name: "queuelen", Type: Uint32, Format: FmtDec},
		{Name: "queuemax", Type: Uint32, Format: FmtDec},
		{Name: "flags", Type: Int32, Format: FmtHex},
	}},
	390: {Name: "umount2", Category: CatFile, Origin: FromSyscall, Flags: ModifiesState | OldVersion | Converted, Params: []Param{
		{Name: "flags", Type: Flags32, Format: FmtHex, Flags: flagsUmountFlags},
	}},
	391: {Name: "umount2", Category: CatFile, Origin: FromSyscall, Flags: ModifiesState | Converted, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "name", Type: Fspath},
		{Name: "flags", Type: Flags32, Format: FmtHex, Flags: flagsUmountFlags},
	}},
	392: {Name: "pipe2", Category: CatIPC, Origin: FromSyscall, Flags: CreatesFD | ModifiesState | OldVersion},
	393: {Name: "pipe2", Category: CatIPC, Origin: FromSyscall, Flags: CreatesFD | ModifiesState, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "fd1", Type: FD, Format: FmtDec},
		{Name: "fd2", Type: FD, Format: FmtDec},
		{Name: "ino", Type: Uint64, Format: FmtDec},
		{Name: "flags", Type: Flags32, Format: FmtHex, Flags: flagsFileFlags},
	}},
	394: {Name: "inotify_init1", Category: CatIPC, Origin: FromSyscall, Flags: CreatesFD | ModifiesState | OldVersion},
	395: {Name: "inotify_init1", Category: CatIPC, Origin: FromSyscall, Flags: CreatesFD | ModifiesState, Params: []Param{
		{Name: "res", Type: FD, Format: FmtDec},
		{Name: "flags", Type: Flags16, Format: FmtHex, Flags: flagsFileFlags},
	}},
	396: {Name: "eventfd2", Category: CatIPC, Origin: FromSyscall, Flags: CreatesFD | ModifiesState | OldVersion | Converted, Params: []Param{
		{Name: "initval", Type: Uint64, Format: FmtDec},
	}},
	397: {Name: "eventfd2", Category: CatIPC, Origin: FromSyscall, Flags: CreatesFD | ModifiesState | Converted, Params: []Param{
		{Name: "res", Type: FD, Format: FmtDec},
		{Name: "flags", Type: Flags16, Format: FmtHex, Flags: flagsFileFlags},
		{Name: "initval", Type: Uint64, Format: FmtDec},
	}},
	398: {Name: "signalfd4", Category: CatSignal, Origin: FromSyscall, Flags: CreatesFD | ModifiesState | OldVersion | Converted, Params: []Param{
		{Name: "fd", Type: FD, Format: FmtDec},
		{Name: "mask", Type: Uint32, Format: FmtHex},
	}},
	399: {Name: "signalfd4", Category: CatSignal, Origin: FromSyscall, Flags: CreatesFD | ModifiesState | Converted, Params: []Param{
		{Name: "res", Type: FD, Format: FmtDec},
		{Name: "flags", Type: Flags16, Format: FmtHex, Flags: flagsFileFlags},
		{Name: "fd", Type: FD, Format: FmtDec},
		{Name: "mask", Type: Uint32, Format: FmtHex},
	}},
	400: {Name: "prctl", Category: CatProcess, Origin: FromSyscall, Flags: ModifiesState | OldVersion},
	401: {Name: "prctl", Category: CatProcess, Origin: FromSyscall, Flags: ModifiesState, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "option", Type: EnumFlags32, Format: FmtDec, Flags: flagsPrctlOptions},
		{Name: "arg2_str", Type: Charbuf},
		{Name: "arg2_int", Type: Int64, Format: FmtDec},
	}},
	402: {Name: "asyncevent", Category: CatOther, Origin: FromMeta, Flags: LargePayload, Params: []Param{
		{Name: "plugin_id", Type: Uint32, Format: FmtDec},
		{Name: "name", Type: Charbuf},
		{Name: "data", Type: Bytebuf},
	}},
	403: {Name: "NA", Category: CatUnknown, Origin: 0, Flags: Unused},
	404: {Name: "memfd_create", Category: CatMemory, Origin: FromSyscall, Flags: CreatesFD | ModifiesState | OldVersion},
	405: {Name: "memfd_create", Category: CatMemory, Origin: FromSyscall, Flags: CreatesFD | ModifiesState, Params: []Param{
		{Name: "fd", Type: FD, Format: FmtDec},
		{Name: "name", Type: Charbuf},
		{Name: "flags", Type: Flags32, Format: FmtHex, Flags: flagsMemfdCreateFlags},
	}},
	406: {Name: "pidfd_getfd", Category: CatProcess, Origin: FromSyscall, Flags: CreatesFD | ModifiesState | OldVersion},
	407: {Name: "pidfd_getfd", Category: CatProcess, Origin: FromSyscall, Flags: CreatesFD | ModifiesState, Params: []Param{
		{Name: "fd", Type: FD, Format: FmtDec},
		{Name: "pid_fd", Type: FD, Format: FmtDec},
		{Name: "target_fd", Type: FD, Format: FmtDec},
		{Name: "flags", Type: Uint32, Format: FmtHex},
	}},
	408: {Name: "pidfd_open", Category: CatProcess, Origin: FromSyscall, Flags: CreatesFD | ModifiesState | OldVersion},
	409: {Name: "pidfd_open", Category: CatProcess, Origin: FromSyscall, Flags: CreatesFD | ModifiesState, Params: []Param{
		{Name: "fd", Type: FD, Format: FmtDec},
		{Name: "pid", Type: PID, Format: FmtDec},
		{Name: "flags", Type: Flags32, Format: FmtHex, Flags: flagsPidfdOpenFlags},
	}},
	410: {Name: "init_module", Category: CatOther, Origin: FromSyscall, Flags: OldVersion},
	411: {Name: "init_module", Category: CatOther, Origin: FromSyscall, Flags: 0, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "img", Type: Bytebuf},
		{Name: "length", Type: Uint64, Format: FmtDec},
		{Name: "uargs", Type: Charbuf},
	}},
	412: {Name: "finit_module", Category: CatOther, Origin: FromSyscall, Flags: OldVersion},
	413: {Name: "finit_module", Category: CatOther, Origin: FromSyscall, Flags: UsesFD | ReadsFromFD, FDParam: 2, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "fd", Type: FD, Format: FmtDec},
		{Name: "uargs", Type: Charbuf},
		{Name: "flags", Type: Flags32, Format: FmtHex, Flags: flagsFinitModuleFlags},
	}},
	414: {Name: "mknod", Category: CatOther, Origin: FromSyscall, Flags: OldVersion},
	415: {Name: "mknod", Category: CatOther, Origin: FromSyscall, Flags: 0, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "path", Type: Fspath},
		{Name: "mode", Type: Mode, Format: FmtOct, Flags: flagsMknodMode},
		{Name: "dev", Type: Uint32, Format: FmtDec},
	}},
	416: {Name: "mknodat", Category: CatOther, Origin: FromSyscall, Flags: OldVersion},
	417: {Name: "mknodat", Category: CatOther, Origin: FromSyscall, Flags: UsesFD, FDParam: 2, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "dirfd", Type: FD, Format: FmtDec},
		{Name: "path", Type: Fsrelpath, DirFD: 2},
		{Name: "mode", Type: Mode, Format: FmtOct, Flags: flagsMknodMode},
		{Name: "dev", Type: Uint32, Format: FmtDec},
	}},
	418: {Name: "newfstatat", Category: CatFile, Origin: FromSyscall, Flags: OldVersion},
	419: {Name: "newfstatat", Category: CatFile, Origin: FromSyscall, Flags: UsesFD, FDParam: 2, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "dirfd", Type: FD, Format: FmtDec},
		{Name: "path", Type: Fsrelpath, DirFD: 2},
		{Name: "flags", Type: Flags32, Format: FmtHex, Flags: flagsNewfstatatFlags},
	}},
	420: {Name: "process_vm_readv", Category: CatIPC, Origin: FromSyscall, Flags: OldVersion},
	421: {Name: "process_vm_readv", Category: CatIPC, Origin: FromSyscall, Flags: 0, Params: []Param{
		{Name: "res", Type: Int64, Format: FmtDec},
		{Name: "pid", Type: PID, Format: FmtDec},
		{Name: "data", Type: Bytebuf},
	}},
	422: {Name: "process_vm_writev", Category: CatIPC, Origin: FromSyscall, Flags: OldVersion},
	423: {Name: "process_vm_writev", Category: CatIPC, Origin: FromSyscall, Flags: 0, Params: []Param{
		{Name: "res", Type: Int64, Format: FmtDec},
		{Name: "pid", Type: PID, Format: FmtDec},
		{Name: "data", Type: Bytebuf},
	}},
	424: {Name: "delete_module", Category: CatOther, Origin: FromSyscall, Flags: OldVersion},
	425: {Name: "delete_module", Category: CatOther, Origin: FromSyscall, Flags: 0, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "name", Type: Charbuf},
		{Name: "flags", Type: Flags32, Format: FmtHex, Flags: flagsDeleteModuleFlags},
	}},
	426: {Name: "setreuid", Category: CatUser, Origin: FromSyscall, Flags: ModifiesState | OldVersion},
	427: {Name: "setreuid", Category: CatUser, Origin: FromSyscall, Flags: ModifiesState, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "ruid", Type: UID, Format: FmtDec},
		{Name: "euid", Type: UID, Format: FmtDec},
	}},
	428: {Name: "setregid", Category: CatUser, Origin: FromSyscall, Flags: OldVersion},
	429: {Name: "setregid", Category: CatUser, Origin: FromSyscall, Flags: ModifiesState, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "rgid", Type: UID, Format: FmtDec},
		{Name: "egid", Type: UID, Format: FmtDec},
	}},
	430: {Name: "task", Category: CatProcess, Origin: FromIter, Flags: ModifiesState, Params: []Param{
		{Name: "ppid", Type: PID32, Format: FmtDec},
		{Name: "pgid", Type: PID32, Format: FmtDec},
		{Name: "vpgid", Type: PID32, Format: FmtDec},
		{Name: "sid", Type: PID32, Format: FmtDec},
		{Name: "comm", Type: Charbuf},
		{Name: "argv", Type: CharbufArray},
		{Name: "exepath", Type: Fspath},
		{Name: "flags", Type: Flags32, Format: FmtHex, Flags: flagsExecveFlags},
		{Name: "env", Type: CharbufArray},
		{Name: "cwd", Type: Charbuf},
		{Name: "fdlimit", Type: Uint64, Format: FmtDec},
		{Name: "euid", Type: UID, Format: FmtDec},
		{Name: "egid", Type: GID, Format: FmtDec},
		{Name: "cap_permitted", Type: Uint64, Format: FmtHex},
		{Name: "cap_effective", Type: Uint64, Format: FmtHex},
		{Name: "cap_inheritable", Type: Uint64, Format: FmtHex},
		{Name: "exe_ino_num", Type: Uint64, Format: FmtDec},
		{Name: "exe_ino_ctime", Type: AbsTime, Format: FmtDec},
		{Name: "exe_ino_mtime", Type: AbsTime, Format: FmtDec},
		{Name: "vm_size", Type: Uint32, Format: FmtDec},
		{Name: "vm_rss", Type: Uint32, Format: FmtDec},
		{Name: "vm_swap", Type: Uint32, Format: FmtDec},
		{Name: "pgft_maj", Type: Uint64, Format: FmtDec},
		{Name: "pgft_min", Type: Uint64, Format: FmtDec},
		{Name: "vtgid", Type: PID32, Format: FmtDec},
		{Name: "vpid", Type: PID32, Format: FmtDec},
		{Name: "pidns_init_start_ts", Type: Uint64, Format: FmtDec},
		{Name: "cgroups", Type: CharbufArray},
		{Name: "root", Type: Fspath},
		{Name: "start_time", Type: AbsTime, Format: FmtDec},
		{Name: "tty", Type: Uint32, Format: FmtDec},
		{Name: "loginuid", Type: UID, Format: FmtDec},
	}},
	431: {Name: "NA", Category: CatUnknown, Origin: 0, Flags: Unused},
	432: {Name: "task_file_pipe", Category: CatFile, Origin: FromIter, Flags: ModifiesState, Params: []Param{
		{Name: "fd", Type: FD32, Format: FmtDec},
		{Name: "path", Type: Fspath},
		{Name: "ino_num", Type: Uint64, Format: FmtDec},
	}},
	433: {Name: "NA", Category: CatUnknown, Origin: 0, Flags: Unused},
	434: {Name: "task_file_memfd", Category: CatFile, Origin: FromIter, Flags: ModifiesState, Params: []Param{
		{Name: "fd", Type: FD32, Format: FmtDec},
		{Name: "path", Type: Fspath},
		{Name: "ino_num", Type: Uint64, Format: FmtDec},
	}},
	435: {Name: "NA", Category: CatUnknown, Origin: 0, Flags: Unused},
	436: {Name: "task_file_regular", Category: CatFile, Origin: FromIter, Flags: ModifiesState, Params: []Param{
		{Name: "fd", Type: FD32, Format: FmtDec},
		{Name: "path", Type: Fspath},
		{Name: "flags", Type: Flags32, Format: FmtHex, Flags: flagsFileFlags},
		{Name: "mnt_id", Type: Uint32, Format: FmtDec},
		{Name: "ino_num", Type: Uint64, Format: FmtDec},
	}},
	437: {Name: "NA", Category: CatUnknown, Origin: 0, Flags: Unused},
	438: {Name: "task_file_directory", Category: CatFile, Origin: FromIter, Flags: ModifiesState, Params: []Param{
		{Name: "fd", Type: FD32, Format: FmtDec},
		{Name: "path", Type: Fspath},
		{Name: "ino_num", Type: Uint64, Format: FmtDec},
	}},
	439: {Name: "NA", Category: CatUnknown, Origin: 0, Flags: Unused},
	440: {Name: "task_file_socket_inet", Category: CatFile, Origin: FromIter, Flags: ModifiesState, Params: []Param{
		{Name: "fd", Type: FD32, Format: FmtDec},
		{Name: "sk_type", Type: Uint16, Format: FmtDec},
		{Name: "sk_proto", Type: Uint16, Format: FmtDec},
		{Name: "local_ip", Type: IPv4Addr, Format: FmtHex},
		{Name: "local_port", Type: Port, Format: FmtHex},
		{Name: "remote_ip", Type: IPv4Addr, Format: FmtHex},
		{Name: "remote_port", Type: Port, Format: FmtHex},
		{Name: "ino_num", Type: Uint64, Format: FmtDec},
	}},
	441: {Name: "NA", Category: CatUnknown, Origin: 0, Flags: Unused},
	442: {Name: "task_file_socket_inet6", Category: CatFile, Origin: FromIter, Flags: ModifiesState, Params: []Param{
		{Name: "fd", Type: FD32, Format: FmtDec},
		{Name: "sk_type", Type: Uint16, Format: FmtDec},
		{Name: "sk_proto", Type: Uint16, Format: FmtDec},
		{Name: "local_ip", Type: IPv6Addr, Format: FmtHex},
		{Name: "local_port", Type: Port, Format: FmtHex},
		{Name: "remote_ip", Type: IPv6Addr, Format: FmtHex},
		{Name: "remote_port", Type: Port, Format: FmtHex},
		{Name: "ino_num", Type: Uint64, Format: FmtDec},
	}},
	443: {Name: "NA", Category: CatUnknown, Origin: 0, Flags: Unused},
	444: {Name: "task_file_socket_unix", Category: CatFile, Origin: FromIter, Flags: ModifiesState, Params: []Param{
		{Name: "fd", Type: FD32, Format: FmtDec},
		{Name: "sk_type", Type: Uint16, Format: FmtDec},
		{Name: "sk_proto", Type: Uint16, Format: FmtDec},
		{Name: "sk_pointer", Type: Uint64},
		{Name: "sun_path", Type: Fspath},
		{Name: "ino_num", Type: Uint64, Format: FmtDec},
	}},
	445: {Name: "NA", Category: CatUnknown, Origin: 0, Flags: Unused},
	446: {Name: "task_file_socket_netlink", Category: CatFile, Origin: FromIter, Flags: ModifiesState, Params: []Param{
		{Name: "fd", Type: FD32, Format: FmtDec},
		{Name: "sk_type", Type: Uint16, Format: FmtDec},
		{Name: "sk_proto", Type: Uint16, Format: FmtDec},
		{Name: "ino_num", Type: Uint64, Format: FmtDec},
	}},
	447: {Name: "NA", Category: CatUnknown, Origin: 0, Flags: Unused},
	448: {Name: "task_file_anon_inode", Category: CatFile, Origin: FromIter, Flags: ModifiesState, Params: []Param{
		{Name: "fd", Type: FD32, Format: FmtDec},
		{Name: "fd_type", Type: Flags8, Format: FmtDec, Flags: flagsAnonInodeFdTypes},
		{Name: "path", Type: Fspath},
		{Name: "ino_num", Type: Uint64, Format: FmtDec},
	}},
	449: {Name: "NA", Category: CatUnknown, Origin: 0, Flags: Unused},
	450: {Name: "NA", Category: CatUnknown, Origin: 0, Flags: Unused},
	451: {Name: "close_range", Category: CatIOOther, Origin: FromSyscall, Flags: ModifiesState, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "first", Type: Uint32, Format: FmtDec},
		{Name: "last", Type: Uint32, Format: FmtDec},
		{Name: "flags", Type: Flags32, Format: FmtHex, Flags: flagsCloseRangeFlags},
	}},
	452: {Name: "NA", Category: CatUnknown, Origin: 0, Flags: Unused},
	453: {Name: "keyctl", Category: CatOther, Origin: FromSyscall, Flags: 0, Params: []Param{
		{Name: "res", Type: Errno, Format: FmtDec},
		{Name: "operation", Type: EnumFlags32, Format: FmtDec, Flags: flagsKeyctlOperations},
		{Name: "arg2", Type: Dyn, Format: FmtDec, Dyn: keyctlDynamicParam},
		{Name: "arg3", Type: Dyn, Format: FmtDec, Dyn: keyctlDynamicParam},
		{Name: "arg4", Type: Dyn, Format: FmtDec, Dyn: keyctlDynamicParam},
		{Name: "arg5", Type: Dyn, Format: FmtDec, Dyn: keyctlDynamicParam},
	}},
}

package bpf

import (
	"strings"
	"testing"

	"github.com/cilium/ebpf/btf"
)

// optional are the members that a kernel may lack because of its version, its
// configuration or its architecture.
var optional = map[string]bool{
	"task_struct.loginuid":             true, // CONFIG_AUDIT
	"inode.i_ctime_sec":                true, // 6.11
	"inode.i_ctime_nsec":               true,
	"inode.i_mtime_sec":                true,
	"inode.i_mtime_nsec":               true,
	"inode.__i_ctime":                  true, // 6.6 to 6.10
	"inode.__i_mtime":                  true, // 6.7 to 6.10
	"inode.i_ctime":                    true, // before
	"inode.i_mtime":                    true,
	"kernfs_node.__parent":             true, // 6.15
	"kernfs_node.parent":               true, // before
	"mm_struct.rss_stat":               true, // of two types
	"thread_info.status":               true, // by architecture
	"mm_rss_stat.count":                true, // to 6.1
	"percpu_counter.count":             true,
	"cgroup_subsys_id.cpuacct_cgrp_id": true,
	"mm_rss_stat":                      true, // to 6.1
	"io_fixed_file":                    true, // to 6.12
	"io_link":                          true, // 5.15
	"io_socket":                        true, // 5.19
	"io_cqe":                           true, // 5.19
	"io_pipe":                          true, // 6.16
	"io_epoll_wait":                    true, // 6.15
	"io_bind":                          true, // 6.11
	"io_listen":                        true, // 6.11
	"io_sr_msg.addr":                   true, // 6.0 to 6.9
	"io_kiocb.cqe":                     true, // 5.19
	"io_file_table.data":               true, // 6.13
	"io_rsrc_data.nodes":               true, // 6.13
	"io_rsrc_node.file_ptr":            true, // 6.13
	"io_ring_ctx.nr_user_files":        true, // to 6.12
	"io_file_table.files":              true,
	"io_kiocb.user_data":               true, // to 5.18
}

// TestSlimHeader looks every member of our kernel types up in the running
// kernel's type information.
func TestSlimHeader(t *testing.T) {
	kernel, err := btf.LoadKernelSpec()
	if err != nil {
		t.Skip(err)
	}
	spec, err := loadSensor()
	if err != nil {
		t.Fatal(err)
	}
	ours := map[string]bool{"settings": true, "counters": true, "losses": true, "conv_bits": true, "enum_key": true, "param": true, "call": true, "scratch": true,
		"ring": true, "guard": true, "guard_test": true, "guard_clause": true, "told": true, "path_machine": true, "cgroup_key": true, "uring_call": true, "uring_key": true, "uring_req": true, "uring_str": true, "own_key": true, "own_addr": true, "own_path": true, "user_iovec": true, "user_msghdr": true, "user_mmsghdr": true}
	checked := 0
	for typ, err := range spec.Types.All() {
		if err != nil {
			t.Fatal(err)
		}
		s, ok := typ.(*btf.Struct)
		if !ok || s.Name == "" || ours[s.Name] {
			continue
		}
		name, _, _ := strings.Cut(s.Name, "___")
		var real *btf.Struct
		if err := kernel.TypeByName(name, &real); err != nil {
			if !optional[name] {
				t.Errorf("struct %s: %v", name, err)
			}
			continue
		}
		for _, m := range s.Members {
			if m.Name == "" {
				continue
			}
			checked++
			if !hasMember(real, m.Name, 0) && !optional[name+"."+m.Name] {
				t.Errorf("struct %s has no member %s", name, m.Name)
			}
		}
	}
	if checked < 50 {
		t.Errorf("only %d members were looked up", checked)
	}
	t.Logf("%d members", checked)
}

// hasMember looks into unnamed structs and unions too.
func hasMember(typ btf.Type, name string, depth int) bool {
	if depth > 8 {
		return false
	}
	var members []btf.Member
	switch t := btf.UnderlyingType(typ).(type) {
	case *btf.Struct:
		members = t.Members
	case *btf.Union:
		members = t.Members
	}
	for _, m := range members {
		if m.Name == name || m.Name == "" && hasMember(m.Type, name, depth+1) {
			return true
		}
	}
	return false
}

package containers

import (
	"path/filepath"
	"slices"
	"testing"
)

func TestConfiguredStorage(t *testing.T) {
	root := t.TempDir()
	if got := configuredStorage(root); got != nil {
		t.Errorf("without a file: %v", got)
	}
	write(t, filepath.Join(root, "etc/containers/storage.conf"), "[storage]\ndriver = \"overlay\"\n# graphroot = \"/no\"\ngraphroot = \"/big/disk\" # here\nrunroot='/run/c'\nimagestore = \"\"\n")
	if got := configuredStorage(root); !slices.Equal(got, []string{"/run/c", "/big/disk"}) {
		t.Errorf("%v", got)
	}
	o := &Options{HostRoot: root, Off: map[string]bool{"docker": true, "podman": true, "containerd": true}}
	st := o.engines()[0].(*storage)
	if len(st.roots) != 4 || st.roots[1] != filepath.Join(root, "/big/disk") || st.roots[3] != filepath.Join(root, "/var/lib/containers/storage") {
		t.Errorf("%v", st.roots)
	}
}

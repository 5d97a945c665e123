package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// applets are the commands that tests and falcod's detection start.
var applets = strings.Fields("sh false cat ls mkdir rm ln cp mv sleep kill echo env id touch chmod ps head")

// pack makes the root of a boot: a compressed archive that the kernel unpacks into
// memory. The programs are built from the sources at hand.
func pack(ctx context.Context, dir string, k *kernel, f files) (string, error) {
	bin := filepath.Join(dir, "bin-"+k.arch)
	build := func(args ...string) error {
		cmd := exec.CommandContext(ctx, "go", args...)
		cmd.Env = append(os.Environ(), "CGO_ENABLED=0", "GOOS=linux", "GOARCH="+k.arch)
		if out, err := cmd.CombinedOutput(); err != nil {
			return fmt.Errorf("go %s: %w: %s", strings.Join(args, " "), err, out)
		}
		return nil
	}
	const module = "github.com/falcoc/falcoc/"
	for _, p := range [][]string{
		{"test", "-c", "-ldflags=-s -w", "-o", bin + "/bpf.test", module + "driver/bpf"},
		{"test", "-c", "-ldflags=-s -w", "-o", bin + "/sensor.test", module + "runtime/sensor"},
		{"build", "-trimpath", "-ldflags=-s -w", "-o", bin + "/falcod", module + "cmd/falcod"},
		{"build", "-trimpath", "-ldflags=-s -w", "-o", bin + "/init", module + "driver/bpf/kernels"},
	} {
		if err := build(p...); err != nil {
			return "", err
		}
	}
	// Tests start true under other names, which busybox does not take.
	source := bin + "/true.go"
	if err := os.WriteFile(source, []byte("package main\n\nfunc main() {}\n"), 0o644); err != nil {
		return "", err
	}
	if err := build("build", "-trimpath", "-ldflags=-s -w", "-o", bin+"/true", source); err != nil {
		return "", err
	}
	job, err := json.Marshal(job{Only: k.only, Tests: *tests, Steps: *stepped})
	if err != nil {
		return "", err
	}
	name := filepath.Join(dir, k.String()+".cpio.gz")
	out, err := os.Create(name)
	if err != nil {
		return "", err
	}
	defer out.Close()
	zip, err := gzip.NewWriterLevel(out, gzip.BestSpeed)
	if err != nil {
		return "", err
	}
	a := archive{to: zip}
	for _, d := range strings.Fields("bin dev etc proc root run sys tmp usr usr/bin var") {
		a.add(d, 0o040755, nil)
	}
	for from, to := range map[string]string{
		bin + "/init": "init", bin + "/bpf.test": "bin/bpf.test", bin + "/sensor.test": "bin/sensor.test", bin + "/falcod": "bin/falcod", bin + "/true": "bin/true", f.busybox: "bin/busybox",
	} {
		text, err := os.ReadFile(from)
		if err != nil {
			return "", err
		}
		a.add(to, 0o100755, text)
	}
	for _, applet := range applets {
		a.add("bin/"+applet, 0o120777, []byte("busybox"))
		a.add("usr/bin/"+applet, 0o120777, []byte("../../bin/busybox"))
	}
	a.add("etc/passwd", 0o100644, []byte("root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/bin/false\n"))
	a.add("etc/group", 0o100644, []byte("root:x:0:\nnogroup:x:65534:\n"))
	a.add("etc/shadow", 0o100600, []byte("root:*:19000:0:99999:7:::\n"))
	a.add("job", 0o100644, job)
	a.end()
	if a.err == nil {
		a.err = zip.Close()
	}
	if a.err == nil {
		a.err = out.Close()
	}
	return name, a.err
}

// archive writes the "newc" form of cpio, which kernels unpack.
type archive struct {
	to  io.Writer
	ino int
	err error
}

func (a *archive) add(name string, mode uint32, content []byte) {
	if a.err != nil {
		return
	}
	a.ino++
	var b bytes.Buffer
	pad := func() {
		for b.Len()%4 != 0 {
			b.WriteByte(0)
		}
	}
	fmt.Fprintf(&b, "070701%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x", a.ino, mode, 0, 0, 1, 0, len(content), 0, 0, 0, 0, len(name)+1, 0)
	b.WriteString(name + "\x00")
	pad()
	b.Write(content)
	pad()
	_, a.err = a.to.Write(b.Bytes())
}

func (a *archive) end() { a.add("TRAILER!!!", 0, nil) }

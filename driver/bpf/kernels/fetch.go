package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// files are what a boot needs of Debian.
type files struct {
	release string // of the kernel
	kernel  string // its image
	busybox string // statically linked
}

// fetch gets the kernel of a suite and busybox, by an apt that knows nothing of this
// machine's own: it has its own sources, state and cache below dir.
func fetch(ctx context.Context, dir string, k *kernel) (f files, err error) {
	for _, tool := range []string{"apt-get", "apt-cache", "dpkg-deb"} {
		if _, err := exec.LookPath(tool); err != nil {
			return f, fmt.Errorf("%s is missing: this needs a Debian machine", tool)
		}
	}
	root := filepath.Join(dir, k.suite+"-"+k.arch)
	done := filepath.Join(root, "packages")
	if text, err := os.ReadFile(done); err != nil || len(strings.Fields(string(text))) != 2 {
		if err := download(ctx, root, done, k); err != nil {
			return f, err
		}
	}
	text, err := os.ReadFile(done)
	if err != nil {
		return f, err
	}
	image := strings.Fields(string(text))[0]
	f.release = strings.TrimPrefix(image, "linux-image-")
	f.kernel = filepath.Join(root, "tree/boot/vmlinuz-"+f.release)
	for _, name := range []string{"bin/busybox", "usr/bin/busybox"} {
		f.busybox = filepath.Join(root, "tree", name)
		if _, err = os.Stat(f.busybox); err == nil {
			break
		}
	}
	if _, err2 := os.Stat(f.kernel); err != nil || err2 != nil {
		return f, errors.Join(err, err2, os.Remove(done)) // the next run fetches again
	}
	return f, nil
}

// download leaves the two packages unpacked in root/tree, and their names in done.
func download(ctx context.Context, root, done string, k *kernel) error {
	options := []string{
		"-qq", "-o", "Dir::State=" + root + "/state", "-o", "Dir::Cache=" + root + "/cache", "-o", "Dir::Etc::sourcelist=" + root + "/sources.list",
		"-o", "Dir::Etc::sourceparts=-", "-o", "Dir::Etc::preferencesparts=-", "-o", "APT::Architecture=" + k.arch, "-o", "APT::Architectures=" + k.arch, "-o", "Acquire::Languages=none",
		"-o", "Dir::State::status=" + root + "/status", "-o", "APT::Sandbox::User=root", "-o", "Acquire::Retries=3",
	}
	apt := func(tool string, args ...string) (string, error) {
		cmd := exec.CommandContext(ctx, tool, append(options[:len(options):len(options)], args...)...)
		cmd.Dir = root
		var out, errs bytes.Buffer
		cmd.Stdout, cmd.Stderr = &out, &errs
		if err := cmd.Run(); err != nil {
			return "", fmt.Errorf("%s %s: %w: %s", tool, strings.Join(args, " "), err, strings.TrimSpace(errs.String()))
		}
		return out.String(), nil
	}
	source := fmt.Sprintf("deb %s %s main\n", *mirror, k.suite)
	if base, ok := strings.CutSuffix(k.suite, "-backports"); ok {
		source += fmt.Sprintf("deb %s %s main\n", *mirror, base)
	}
	for _, d := range []string{"state/lists/partial", "cache/archives/partial", "tree"} {
		if err := os.MkdirAll(filepath.Join(root, d), 0o755); err != nil {
			return err
		}
	}
	if err := errors.Join(os.WriteFile(root+"/sources.list", []byte(source), 0o644), os.WriteFile(root+"/status", nil, 0o644)); err != nil {
		return err
	}
	if _, err := apt("apt-get", "update"); err != nil {
		return err
	}
	meta := k.meta
	if strings.HasSuffix(k.suite, "-backports") {
		meta += "/" + k.suite
	}
	// What installing would take tells the version of the suite that was asked for.
	plan, err := apt("apt-get", "install", "--simulate", "--no-install-recommends", meta)
	if err != nil {
		return err
	}
	image := ""
	for _, line := range strings.Split(plan, "\n") {
		if w := strings.Fields(line); len(w) > 1 && w[0] == "Inst" && strings.HasPrefix(w[1], "linux-image-") && w[1] != k.meta {
			image = w[1]
		}
	}
	if image == "" {
		return fmt.Errorf("%s of %s depends on no kernel", k.meta, k.suite)
	}
	image, _, _ = strings.Cut(image, ":")
	if _, err := apt("apt-get", "download", image, "busybox-static"); err != nil {
		return err
	}
	debs, err := filepath.Glob(root + "/*.deb")
	if err != nil {
		return err
	}
	for _, deb := range debs {
		// Modules are left out: what is needed is built in.
		unpack := exec.CommandContext(ctx, "sh", "-c", `dpkg-deb --fsys-tarfile "$1" | tar -x -C "$2" --exclude='*.ko*' --exclude='./usr/share/*'`, "sh", deb, root+"/tree")
		if out, err := unpack.CombinedOutput(); err != nil {
			return fmt.Errorf("unpacking %s: %w: %s", deb, err, out)
		}
		if err := os.Remove(deb); err != nil {
			return err
		}
	}
	return os.WriteFile(done, []byte(image+" busybox-static\n"), 0o644)
}

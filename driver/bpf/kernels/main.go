// Kernels boots Debian's kernels under QEMU and runs the live tests and falcod in
// each: it prints which programs a kernel refuses, which tests pass, and whether
// falcod detects something real. Other boots take away what the sensor needs, and
// falcod has to say so. Fetching takes a Debian machine with apt and qemu; KVM is
// used where it is.
package main

import (
	"context"
	"flag"
	"fmt"
	"log"
	"os"
	"os/signal"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"text/tabwriter"
	"time"
)

// kernel is one boot of a Debian kernel.
type kernel struct {
	name    string
	arch    string // as Debian and Go call it
	suite   string // of Debian
	meta    string // the package that depends on the kernel's
	cmdline string // more for the kernel
	only    string // this step only; otherwise the usual ones
}

var kernels = []kernel{
	{name: "5.10", arch: "amd64", suite: "bullseye", meta: "linux-image-cloud-amd64"},
	{name: "6.1", arch: "amd64", suite: "bookworm", meta: "linux-image-cloud-amd64"},
	{name: "6.12", arch: "amd64", suite: "trixie", meta: "linux-image-cloud-amd64"},
	{name: "backports", arch: "amd64", suite: "trixie-backports", meta: "linux-image-cloud-amd64"},
	{name: "unstable", arch: "amd64", suite: "sid", meta: "linux-image-cloud-amd64"},
	{name: "6.1", arch: "arm64", suite: "bookworm", meta: "linux-image-cloud-arm64"},
	{name: "6.12", arch: "arm64", suite: "trixie", meta: "linux-image-cloud-arm64"},
	{name: "6.12", arch: "amd64", suite: "trixie", meta: "linux-image-cloud-amd64", cmdline: "lockdown=confidentiality", only: "locked"},
	{name: "6.12", arch: "amd64", suite: "trixie", meta: "linux-image-cloud-amd64", only: "no-btf"},
}

func (k *kernel) String() string {
	s := k.name + "-" + k.arch
	if k.only != "" {
		s += "-" + k.only
	}
	return s
}

var (
	only    = flag.String("only", "", "regular expression: boot these only, such as 6.1-arm64")
	list    = flag.Bool("list", false, "name the boots and stop")
	cache   = flag.String("cache", ".cache/kernels", "folder for packages and logs")
	mirror  = flag.String("mirror", "http://deb.debian.org/debian", "Debian mirror")
	budget  = flag.Duration("timeout", 0, "for one boot with all its steps; 0 takes what the machine's speed suggests")
	tests   = flag.String("run", "", "regular expression: of the live tests, these only")
	stepped = flag.String("steps", "", "regular expression: of the steps of a boot (doctor, alert, tests, guards), these only")
	verbose = flag.Bool("v", false, "show the consoles")
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("kernels: ")
	if os.Getpid() == 1 {
		guest()
		return
	}
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	failed, err := run(ctx)
	stop()
	if err != nil {
		log.Fatal(err)
	}
	if failed {
		os.Exit(1)
	}
}

// run boots the kernels that were asked for and reports whether something failed.
func run(ctx context.Context) (failed bool, err error) {
	want, err := regexp.Compile(*only)
	if err != nil {
		return false, fmt.Errorf("-only: %w", err)
	}
	if _, err := regexp.Compile(*stepped); err != nil {
		return false, fmt.Errorf("-steps: %w", err)
	}
	var chosen []*kernel
	for i := range kernels {
		if k := &kernels[i]; want.MatchString(k.String()) {
			chosen = append(chosen, k)
		}
	}
	if *list {
		for _, k := range chosen {
			fmt.Println(k)
		}
		return false, nil
	}
	if len(chosen) == 0 {
		return false, fmt.Errorf("-only %q fits no boot; -list names them", *only)
	}
	dir, err := filepath.Abs(*cache)
	if err != nil {
		return false, err
	}
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "boot\tkernel\tby\tseconds\ttests\tprograms refused\tfalcod\tresult\t")
	for _, k := range chosen {
		o := outcome{}
		start := time.Now()
		if err := try(ctx, dir, k, &o); err != nil {
			o.problems = append(o.problems, err.Error())
		}
		if ctx.Err() != nil {
			return true, ctx.Err()
		}
		failed = failed || len(o.problems) > 0
		fmt.Fprintln(w, strings.Join([]string{k.String(), o.release, o.by, fmt.Sprintf("%.0f", time.Since(start).Seconds()), o.tests(), o.refusals(), o.said, o.result()}, "\t")+"\t")
		for _, p := range o.problems {
			log.Printf("%s: %s", k, p)
		}
		log.Printf("%s: done in %.0f s: %s", k, time.Since(start).Seconds(), o.result())
	}
	return failed, w.Flush()
}

// try fetches, boots and judges one kernel.
func try(ctx context.Context, dir string, k *kernel, o *outcome) error {
	host := runtime.GOARCH
	kvm := false
	if f, err := os.OpenFile("/dev/kvm", os.O_RDWR, 0); err == nil && k.arch == host {
		kvm = true
		_ = f.Close()
	}
	o.by = "TCG"
	limit := 20 * time.Minute
	if kvm {
		o.by, limit = "KVM", 5*time.Minute
	} else if k.arch != host {
		limit = 40 * time.Minute
	}
	if *budget > 0 {
		limit = *budget
	}
	files, err := fetch(ctx, dir, k)
	if err != nil {
		return fmt.Errorf("fetching: %w", err)
	}
	o.release = files.release
	image, err := pack(ctx, dir, k, files)
	if err != nil {
		return fmt.Errorf("making the root: %w", err)
	}
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	console, err := boot(ctx, k, kvm, files.kernel, image)
	name := filepath.Join(dir, k.String()+".log")
	if werr := os.WriteFile(name, console, 0o644); werr != nil {
		return werr
	}
	o.read(k, console)
	if err != nil {
		return fmt.Errorf("%w; the console is in %s", err, name)
	}
	if len(o.problems) > 0 {
		return fmt.Errorf("the console is in %s", name)
	}
	return nil
}

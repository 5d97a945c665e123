package main

import (
	"fmt"
	"log/slog"
	"net"
	goruntime "runtime"
	"strconv"

	"github.com/falcoc/falcoc/compiler"
	"github.com/falcoc/falcoc/runtime/config"
	"golang.org/x/sys/unix"
)

// starting says what detection begins with, in Falco's words: there are scripts that
// wait for them.
func (s *settings) starting(log *slog.Logger) {
	var u unix.Utsname
	_ = unix.Uname(&u) // an unknown machine has no name
	log.Info(fmt.Sprintf("Falco version: %s (%s)", falcoVersion, unix.ByteSliceToString(u.Machine[:])))
	if len(s.Result.Files) > 0 {
		log.Info("Falco initialized with configuration files:")
	}
	for _, name := range s.Result.Files {
		log.Info("   " + name + " | schema validation: ok")
	}
}

// loaded names the rule files.
func loaded(log *slog.Logger, res *compiler.Result) {
	log.Info("Loading rules from:")
	for i := range res.Files {
		f := &res.Files[i]
		verdict := "none"
		if f.Schema != nil {
			verdict = "ok"
			if !f.Schema.Valid {
				verdict = "failed"
			}
		}
		log.Info("   " + f.File.Name + " | schema validation: " + verdict)
	}
}

// opening says where events come from.
func opening(log *slog.Logger, conf *config.Config) {
	if w := &conf.Webserver; w.Enabled {
		log.Info(fmt.Sprintf("Starting health webserver with threadiness %d, listening on %s", goruntime.NumCPU(), net.JoinHostPort(w.Address, strconv.Itoa(w.Port))))
	}
	log.Info("Loaded event sources: syscall")
	log.Info("Enabled event sources: syscall")
	if conf.Engine.Kind != "replay" {
		log.Info("Opening 'syscall' source with modern BPF probe.")
	}
}

package daemon

import (
	"context"
	"maps"
	"net"
	"strconv"
	"strings"

	"github.com/falcoc/falcoc/runtime/health"
	"github.com/falcoc/falcoc/vm"
)

// serve starts the web server.
func (d *daemon) serve() (*health.Server, error) {
	w := &d.conf.Webserver
	opt := health.Options{
		Address: net.JoinHostPort(w.Address, strconv.Itoa(w.Port)), Healthz: w.Healthz, Metrics: w.Prometheus, UI: w.UI, Token: w.ReloadToken,
		Log: d.log, Versions: d.versions(),
		Healthy: func() error {
			if !d.running.Load() {
				return errNotRunning
			}
			return nil
		},
		Numbers: d.numbers, Rules: d.list,
		Reload: func(ctx context.Context) error { return d.reload(ctx, "POST /reload") },
	}
	if w.SSL {
		opt.Certificate = w.Certificate
	}
	s, err := health.Start(opt)
	if err == nil {
		d.log.Info("serving", "address", s.Addr().String())
	}
	return s, err
}

// versions are what /versions tells: falcod's names, and Falco's for those who ask a
// Falco which rules fit it.
func (d *daemon) versions() map[string]string {
	_, minor, _ := strings.Cut(vm.EngineVersion, ".")
	minor, _, _ = strings.Cut(minor, ".")
	v := map[string]string{
		"falcod": vm.Version, "engine": vm.EngineVersion, "schema": vm.SchemaVersion,
		"engine_version": minor, "engine_version_semver": vm.EngineVersion, "driver_schema_version": vm.SchemaVersion,
	}
	maps.Copy(v, d.opt.Versions)
	return v
}

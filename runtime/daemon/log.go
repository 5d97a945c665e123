package daemon

import (
	"io"
	"log/slog"
	"log/syslog"
	"os"
	"sync"

	"github.com/falcoc/falcoc/runtime/config"
)

// logLevels are slog's for Falco's.
var logLevels = map[string]slog.Level{
	"emergency": slog.LevelError + 12, "alert": slog.LevelError + 8, "critical": slog.LevelError + 4, "error": slog.LevelError,
	"warning": slog.LevelWarn, "notice": slog.LevelInfo + 2, "info": slog.LevelInfo, "debug": slog.LevelDebug,
}

// LogLevel is the least urgent level that the configuration wants logged.
func LogLevel(conf *config.Config) slog.Level { return logLevels[conf.LogLevel] }

// LogTo is where the configuration wants lines of the log.
func LogTo(conf *config.Config, stderr io.Writer) io.Writer {
	var to []io.Writer
	if conf.LogStderr {
		to = append(to, stderr)
	}
	if conf.LogSyslog {
		to = append(to, &sysLog{})
	}
	return io.MultiWriter(to...)
}

// NewLog writes where the configuration says.
func NewLog(conf *config.Config, stderr io.Writer) *slog.Logger {
	w, opt := LogTo(conf, stderr), &slog.HandlerOptions{Level: LogLevel(conf)}
	if conf.LogFormat == "json" {
		return slog.New(slog.NewJSONHandler(w, opt))
	}
	return slog.New(slog.NewTextHandler(w, opt))
}

// sysLog gives lines to the local syslog daemon, and loses them where there is none.
type sysLog struct {
	mu sync.Mutex
	w  *syslog.Writer
}

func (s *sysLog) Write(line []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.w == nil {
		w, err := syslog.New(syslog.LOG_DAEMON|syslog.LOG_INFO, "falcod")
		if err != nil {
			return len(line), nil
		}
		s.w = w
	}
	_, _ = s.w.Write(line)
	return len(line), nil
}

// hostname is what alerts call this machine.
func hostname() string {
	if h := os.Getenv("FALCO_HOSTNAME"); h != "" {
		return h
	}
	h, err := os.Hostname()
	if err != nil {
		return "unknown"
	}
	return h
}

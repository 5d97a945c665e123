package outputs

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/exec"
	"syscall"
	"time"
)

// program gives alerts to the standard input of a shell command.
type program struct {
	command string
	keep    bool
	log     *slog.Logger
	cmd     *exec.Cmd
	stdin   *os.File
	ended   chan struct{}
}

// NewProgram is a sink that runs command by /bin/sh: once for all alerts with keep set,
// else for each alert. What the command writes goes to falcod's standard error.
func NewProgram(command string, keep bool, log *slog.Logger) Sink {
	return &program{command: command, keep: keep, log: log}
}

func (p *program) shell() *exec.Cmd {
	cmd := exec.Command("/bin/sh", "-c", p.command)
	cmd.Stdout, cmd.Stderr = os.Stderr, os.Stderr
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	return cmd
}

// kill ends a command with all it started.
func kill(cmd *exec.Cmd) { _ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }

func (p *program) Send(ctx context.Context, batch []*Alert) (int, error) {
	for i, a := range batch {
		err := p.once
		if p.keep {
			err = p.write
		}
		if err := err(ctx, a); err != nil {
			return i, err
		}
	}
	return len(batch), nil
}

// once runs a process for one alert.
func (p *program) once(ctx context.Context, a *Alert) error {
	cmd := p.shell()
	cmd.Stdin = bytes.NewReader(a.Line)
	cmd.WaitDelay = time.Second
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("starting the program: %w", err)
	}
	undo := context.AfterFunc(ctx, func() { kill(cmd) })
	err := cmd.Wait()
	if !undo() && ctx.Err() != nil {
		return fmt.Errorf("the program took too long: %w", ctx.Err())
	}
	if err != nil {
		return &Permanent{fmt.Errorf("the program failed: %w", err)}
	}
	return nil
}

// write gives the alert to the process that is there, or to a new one.
func (p *program) write(ctx context.Context, a *Alert) error {
	if p.cmd != nil {
		select {
		case <-p.ended:
			p.shut(0)
		default:
		}
	}
	if p.cmd == nil {
		if err := p.start(); err != nil {
			return fmt.Errorf("starting the program: %w", err)
		}
	}
	deadline, _ := ctx.Deadline()
	_ = p.stdin.SetWriteDeadline(deadline)
	undo := context.AfterFunc(ctx, func() { _ = p.stdin.SetWriteDeadline(time.Unix(1, 0)) })
	_, err := p.stdin.Write(a.Line)
	undo()
	if err != nil {
		p.shut(0)
		return fmt.Errorf("the program takes no alerts: %w", err)
	}
	return nil
}

func (p *program) start() error {
	r, w, err := os.Pipe()
	if err != nil {
		return err
	}
	defer r.Close()
	cmd := p.shell()
	cmd.Stdin = r
	if err := cmd.Start(); err != nil {
		w.Close()
		return err
	}
	p.cmd, p.stdin, p.ended = cmd, w, make(chan struct{})
	go func(ended chan struct{}) {
		defer close(ended)
		if err := cmd.Wait(); err != nil {
			p.log.Warn("the program ended", "error", err)
		}
	}(p.ended)
	return nil
}

// shut closes the program's input and kills what has not ended after grace.
func (p *program) shut(grace time.Duration) {
	if p.cmd == nil {
		return
	}
	_ = p.stdin.Close()
	select {
	case <-p.ended:
	case <-time.After(grace):
		kill(p.cmd)
		<-p.ended
	}
	p.cmd = nil
}

func (p *program) Close() error {
	p.shut(2 * time.Second)
	return nil
}

var _ io.Closer = (*program)(nil)

package state

import (
	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/runtime/containers"
)

// onAsync handles the events that collectors add to the stream: those about
// containers say what is known of one, or that it is gone.
func onAsync(s *State, ev *driver.Event) {
	name, _ := ev.Text(1)
	switch name {
	case "container":
		s.setContainer(s.parseContainer(ev.Param(2)))
	case "container_removed":
		if c := s.parseContainer(ev.Param(2)); c != nil {
			s.EventContainer = c
			delete(s.containers, c.ID)
		}
	}
}

// onContainerJSON handles the events of old captures whose one parameter is the
// container's JSON.
func onContainerJSON(s *State, ev *driver.Event) {
	s.setContainer(s.parseContainer(ev.Param(0)))
}

// onContainer handles the oldest form: id, type, name and image.
func onContainer(s *State, ev *driver.Event) {
	c := &containers.Container{Size: -1}
	c.ID, _ = s.param(ev, 0)
	if c.ID == "" {
		s.stats.BadContainers++
		return
	}
	n, _ := ev.Uint(1)
	c.Type = containers.TypeName(int(min(n, 1<<16)))
	c.Name, _ = s.param(ev, 2)
	c.Image, _ = s.param(ev, 3)
	s.setContainer(c)
}

// meet asks for a container that the state does not know.
func (s *State) meet(c *Cgroups) {
	if s.opt.Containers == nil || c.ContainerID == "" || s.containers[c.ContainerID] != nil {
		return
	}
	if ct := s.opt.Containers.Lookup(c.ContainerID, c.Runtime); ct != nil {
		s.addContainer(ct)
	}
}

func (s *State) setContainer(c *containers.Container) {
	if c == nil {
		return
	}
	s.EventContainer = c
	s.addContainer(c)
}

func (s *State) addContainer(c *containers.Container) {
	const most = 1 << 16
	if s.containers[c.ID] == nil && len(s.containers) >= most {
		s.stats.BadContainers++
		return
	}
	s.containers[c.ID] = c
}

func (s *State) parseContainer(data []byte) *containers.Container {
	c, err := containers.Parse([]byte(driver.CString(data)))
	if err != nil {
		s.stats.BadContainers++
		return nil
	}
	return c
}

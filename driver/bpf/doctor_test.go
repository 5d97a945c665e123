package bpf

import "testing"

func TestDiagnose(t *testing.T) {
	findings := Diagnose()
	parts := map[string]Finding{}
	failed := false
	for _, f := range findings {
		parts[f.Part] = f
		failed = failed || f.Status == Fails
		if f.Part == "" || f.Detail == "" || f.Status == Works && f.Remedy != "" {
			t.Errorf("%+v", f)
		}
	}
	for _, p := range []string{"kernel", "type information (BTF)", "ring buffers", "lockdown", "control groups", "sensor"} {
		if _, ok := parts[p]; !ok {
			t.Errorf("nothing about %s", p)
		}
	}
	if err := Check(); err == nil && parts["ring buffers"].Status != Works {
		t.Errorf("%+v", parts["ring buffers"])
	}
	if failed && parts["sensor"].Status == Works {
		t.Errorf("the sensor runs, but: %+v", findings)
	}
}

// What a kernel has no place for is told with what to do, and nothing else is.
func TestMissingParts(t *testing.T) {
	s := &Source{}
	s.lacks(PartPaths, "this kernel has no function security_path_unlink")
	s.lacks(PartPaths, "the same again")
	for _, f := range s.missing() {
		limited := f.Part == PartPaths
		if (f.Status == Limited) != limited || (f.Remedy != "") != limited || limited && f.Detail != "this kernel has no function security_path_unlink" {
			t.Errorf("%+v", f)
		}
	}
	if n := len(s.missing()); n != 3 {
		t.Errorf("%d parts", n)
	}
}

// Programs that were refused at functions are loaded as probes, of the same spec.
func TestHooksAgain(t *testing.T) {
	s := open(t, Options{NoScan: true, OnlyEvents: true})
	spec, err := loadSensor()
	if err != nil {
		t.Fatal(err)
	}
	fitMaps(spec, int(s.maps["scratches"].MaxEntries()), s.options.BufferSize)
	s.spec = spec
	for range 2 {
		for name := range hooks {
			s.unload(name)
			if err := s.require([]string{name}); err != nil {
				t.Fatal(err)
			}
		}
		s.probes = true
	}
	if len(s.Refused()) > 0 {
		t.Error(s.Refused())
	}
}

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

// Package helm holds by Helm's own library that the chart is well made: it is linted,
// rendered with its defaults and with everything switched on, and what comes out has the
// form of Kubernetes' own types and a configuration that falcod takes. It is a module of
// its own because Helm's library brings a hundred others.
package helm

import (
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/falcoc/falcoc/runtime/config"
	"helm.sh/helm/v4/pkg/chart/common"
	"helm.sh/helm/v4/pkg/chart/common/util"
	"helm.sh/helm/v4/pkg/chart/v2/lint"
	"helm.sh/helm/v4/pkg/chart/v2/loader"
	"helm.sh/helm/v4/pkg/engine"
	apps "k8s.io/api/apps/v1"
	core "k8s.io/api/core/v1"
	networking "k8s.io/api/networking/v1"
	"sigs.k8s.io/yaml"
)

// everything switches all of the chart on.
const everything = `
bundle: {configMap: my-rules, publicKey: {configMap: my-key}}
reloadToken: {secret: my-token}
service: {enabled: true}
serviceMonitor: {enabled: true, labels: {release: prometheus}}
imagePullSecrets: [{name: registry}]
env: [{name: PASSWORD, valueFrom: {secretKeyRef: {name: s, key: p}}}]
extraVolumes: [{name: certs, secret: {secretName: certs}}]
extraVolumeMounts: [{name: certs, mountPath: /certs, readOnly: true}]
config:
  http_output: {enabled: true, url: "https://alerts.example.org/", ca_cert: /certs/ca.pem}
  webserver: {ssl_enabled: true, ssl_certificate: /certs/web.pem, k8s_healthz_endpoint: /live}
`

func values(t *testing.T, text string) map[string]any {
	t.Helper()
	v := map[string]any{}
	if err := yaml.UnmarshalStrict([]byte(text), &v); err != nil {
		t.Fatal(err)
	}
	return v
}

// render gives the objects by the name of their template.
func render(t *testing.T, text string) (map[string]string, error) {
	t.Helper()
	chart, err := loader.Load("falcod")
	if err != nil {
		t.Fatal(err)
	}
	vals, err := util.ToRenderValues(chart, values(t, text), common.ReleaseOptions{Name: "r", Namespace: "security", IsInstall: true, Revision: 1}, common.DefaultCapabilities)
	if err != nil {
		return nil, err
	}
	files, err := engine.Render(chart, vals)
	objects := map[string]string{}
	for name, text := range files {
		if strings.TrimSpace(text) != "" && strings.HasSuffix(name, ".yaml") {
			objects[path.Base(name)] = text
		}
	}
	return objects, err
}

// object decodes one object and refuses fields that its type does not have.
func object[T any](t *testing.T, files map[string]string, name string) T {
	t.Helper()
	var o T
	if err := yaml.UnmarshalStrict([]byte(files[name]), &o); err != nil {
		t.Fatalf("%s: %v\n%s", name, err, files[name])
	}
	return o
}

func TestLint(t *testing.T) {
	for name, text := range map[string]string{"defaults": "", "everything": everything} {
		for _, m := range lint.RunAll("falcod", values(t, text), "security").Messages {
			if !strings.Contains(m.Error(), "icon is recommended") {
				t.Errorf("%s: %s", name, m)
			}
		}
	}
}

func TestDefaults(t *testing.T) {
	files, err := render(t, "")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for name := range files {
		names = append(names, name)
	}
	slices.Sort(names)
	if want := []string{"configmap.yaml", "daemonset.yaml", "networkpolicy.yaml", "serviceaccount.yaml"}; !slices.Equal(names, want) {
		t.Errorf("objects: %v", names)
	}
	ds := object[apps.DaemonSet](t, files, "daemonset.yaml")
	pod := ds.Spec.Template
	hold(t, ds)
	c := pod.Spec.Containers[0]
	var caps []string
	for _, name := range c.SecurityContext.Capabilities.Add {
		caps = append(caps, string(name))
	}
	if want := []string{"BPF", "PERFMON", "SYS_PTRACE", "DAC_READ_SEARCH"}; !slices.Equal(caps, want) || c.SecurityContext.Capabilities.Drop[0] != "ALL" {
		t.Errorf("capabilities: %v", caps)
	}
	if *c.SecurityContext.Privileged || !*c.SecurityContext.ReadOnlyRootFilesystem || !pod.Spec.HostPID || *pod.Spec.AutomountServiceAccountToken {
		t.Errorf("security: %+v", c.SecurityContext)
	}
	if c.LivenessProbe.HTTPGet.Path != "/healthz" || c.Ports[0].ContainerPort != 8765 || pod.Annotations["prometheus.io/port"] != "8765" {
		t.Errorf("web server: %+v %v", c.LivenessProbe, pod.Annotations)
	}
	if sa := object[core.ServiceAccount](t, files, "serviceaccount.yaml"); sa.Name != pod.Spec.ServiceAccountName {
		t.Errorf("service account %s, not %s", sa.Name, pod.Spec.ServiceAccountName)
	}
	np := object[networking.NetworkPolicy](t, files, "networkpolicy.yaml")
	for k, v := range np.Spec.PodSelector.MatchLabels {
		if pod.Labels[k] != v {
			t.Errorf("the policy selects %s=%s", k, v)
		}
	}
	if np.Spec.Ingress[0].Ports[0].Port.IntValue() != 8765 {
		t.Errorf("policy: %+v", np.Spec.Ingress)
	}
	check(t, files)
}

func TestEverything(t *testing.T) {
	files, err := render(t, everything)
	if err != nil {
		t.Fatal(err)
	}
	ds := object[apps.DaemonSet](t, files, "daemonset.yaml")
	hold(t, ds)
	c := ds.Spec.Template.Spec.Containers[0]
	if !slices.Contains(c.Args, "/etc/falcod-key/falcod.pub") || c.LivenessProbe.HTTPGet.Path != "/live" || c.LivenessProbe.HTTPGet.Scheme != "HTTPS" {
		t.Errorf("%v %+v", c.Args, c.LivenessProbe)
	}
	svc := object[core.Service](t, files, "service.yaml")
	for k, v := range svc.Spec.Selector {
		if ds.Spec.Template.Labels[k] != v {
			t.Errorf("the service selects %s=%s", k, v)
		}
	}
	monitor := values(t, files["servicemonitor.yaml"])
	if monitor["kind"] != "ServiceMonitor" || !strings.Contains(files["servicemonitor.yaml"], "scheme: https") {
		t.Errorf("%s", files["servicemonitor.yaml"])
	}
	res := check(t, files)
	if res.Bundle != "/etc/falcod-rules/rules.fbc" || res.Webserver.ReloadToken != "sesame" || res.HTTP.CACert != "/certs/ca.pem" || res.Webserver.Port != 8765 {
		t.Errorf("%+v", res.Config)
	}
}

// Mistakes in the values are refused before anything is installed.
func TestRefused(t *testing.T) {
	for text, want := range map[string]string{
		"bundel: {}":                        "bundel",
		"bundle: {configMap: a, secret: b}": "give one of configMap, secret and hostPath",
		"image: {pullPolicy: Sometimes}":    "pullPolicy",
		"hostRun: run":                      "hostRun",
		"serviceMonitor: {enabled: true}":   "needs service.enabled",
		"terminationGracePeriodSeconds: 1":  "terminationGracePeriodSeconds",
		"bundle: {file: ../x}":              "file",
		"service: {enabled: true}\nconfig: {webserver: {enabled: false}}": "needs config.webserver.enabled",
	} {
		if _, err := render(t, text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// hold holds that a DaemonSet selects its own pods, and that its mounts and volumes agree.
func hold(t *testing.T, ds apps.DaemonSet) {
	t.Helper()
	pod := ds.Spec.Template
	for k, v := range ds.Spec.Selector.MatchLabels {
		if pod.Labels[k] != v {
			t.Errorf("the selector has %s=%s", k, v)
		}
	}
	volumes := map[string]bool{}
	for _, v := range pod.Spec.Volumes {
		volumes[v.Name] = false
	}
	for _, m := range pod.Spec.Containers[0].VolumeMounts {
		if used, ok := volumes[m.Name]; !ok || used || !m.ReadOnly {
			t.Errorf("mount %+v", m)
		}
		volumes[m.Name] = true
	}
	for name, used := range volumes {
		if !used {
			t.Errorf("volume %s is not mounted", name)
		}
	}
}

// check has falcod read the configuration of the config map.
func check(t *testing.T, files map[string]string) *config.Result {
	t.Helper()
	cm := object[core.ConfigMap](t, files, "configmap.yaml")
	file := filepath.Join(t.TempDir(), "falcod.yaml")
	if err := os.WriteFile(file, []byte(cm.Data["falcod.yaml"]), 0o600); err != nil {
		t.Fatal(err)
	}
	res, err := config.Load(config.Source{File: file, Getenv: func(name string) string {
		return map[string]string{"FALCOD_RELOAD_TOKEN": "sesame"}[name]
	}})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range res.Problems {
		t.Errorf("%s\n%s", p, cm.Data["falcod.yaml"])
	}
	return res
}

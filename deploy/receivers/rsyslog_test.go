package receivers

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"math/big"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// identities are the files of an authority and of the certificates that it gave to a
// server and to a client.
type identities struct{ dir string }

func newIdentities(t *testing.T) *identities {
	t.Helper()
	ids := &identities{t.TempDir()}
	write := func(name, kind string, der []byte) {
		if err := os.WriteFile(ids.file(name), pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der}), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	make := func(name string, c, by *x509.Certificate, byKey *ecdsa.PrivateKey) *ecdsa.PrivateKey {
		key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
		if err != nil {
			t.Fatal(err)
		}
		if byKey == nil {
			byKey = key
		}
		der, err := x509.CreateCertificate(rand.Reader, c, by, &key.PublicKey, byKey)
		if err != nil {
			t.Fatal(err)
		}
		keyDER, err := x509.MarshalECPrivateKey(key)
		if err != nil {
			t.Fatal(err)
		}
		write(name+".pem", "CERTIFICATE", der)
		write(name+".key", "EC PRIVATE KEY", keyDER)
		return key
	}
	ca := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "ca"}, IsCA: true, BasicConstraintsValid: true,
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), KeyUsage: x509.KeyUsageCertSign,
	}
	caKey := make("ca", ca, ca, nil)
	for i, leaf := range []struct {
		name string
		use  x509.ExtKeyUsage
	}{{"server", x509.ExtKeyUsageServerAuth}, {"client", x509.ExtKeyUsageClientAuth}} {
		make(leaf.name, &x509.Certificate{
			SerialNumber: big.NewInt(int64(2 + i)), Subject: pkix.Name{CommonName: leaf.name}, NotBefore: ca.NotBefore, NotAfter: ca.NotAfter,
			IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, ExtKeyUsage: []x509.ExtKeyUsage{leaf.use}, KeyUsage: x509.KeyUsageDigitalSignature,
		}, ca, caKey)
	}
	return ids
}

func (ids *identities) file(name string) string { return filepath.Join(ids.dir, name) }

// put gives a server what it shows and whom it trusts.
func (ids *identities) put(t *testing.T, dir string) {
	t.Helper()
	for _, name := range []string{"ca.pem", "server.pem", "server.key"} {
		data, err := os.ReadFile(ids.file(name))
		if err == nil {
			err = os.WriteFile(filepath.Join(dir, name), data, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

// syslogRules have rsyslog listen in the four ways, and write what comes in each way to
// a file of its own. %[1]s is its folder, %[2]s to %[4]s are the ports for UDP, TCP, TLS.
const syslogRules = `
global(workDirectory="%[1]s" maxMessageSize="64k" parser.escapeControlCharactersOnReceive="off"
       defaultNetstreamDriverCAFile="%[1]s/ca.pem" defaultNetstreamDriverCertFile="%[1]s/server.pem" defaultNetstreamDriverKeyFile="%[1]s/server.key")
module(load="imuxsock" sysSock.use="off")
module(load="imudp")
module(load="imtcp")
template(name="message" type="string" string="%%programname%% %%syslogfacility-text%% %%msg%%\n")
ruleset(name="unix") { action(type="omfile" file="%[1]s/unix" template="message") }
ruleset(name="udp") { action(type="omfile" file="%[1]s/udp" template="message") }
ruleset(name="tcp") { action(type="omfile" file="%[1]s/tcp" template="message") }
ruleset(name="tls") { action(type="omfile" file="%[1]s/tls" template="message") }
input(type="imuxsock" socket="%[1]s/log" ruleset="unix" rateLimit.interval="0")
input(type="imudp" address="127.0.0.1" port="%[2]s" ruleset="udp" rcvbufSize="1m")
input(type="imtcp" address="127.0.0.1" port="%[3]s" ruleset="tcp")
input(type="imtcp" address="127.0.0.1" port="%[4]s" ruleset="tls" streamDriver.name="gtls" streamDriver.mode="1" streamDriver.authMode="x509/certvalid")
`

// rsyslog is Debian's. Its addr is the port for TLS; SCHEME.addr in its folder has the address of each way.
func rsyslog(t *testing.T, ids *identities) *receiver {
	t.Helper()
	bin, err := exec.LookPath("rsyslogd")
	if err != nil {
		t.Skip("no rsyslogd")
	}
	if list, _ := filepath.Glob("/usr/lib/*/rsyslog/lmnsd_gtls.so"); len(list) == 0 {
		t.Skip("this rsyslogd cannot do TLS")
	}
	dir, err := os.MkdirTemp("/tmp", "syslog") // a socket's path is short
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	r := &receiver{name: "syslog", dir: dir, addr: freeAddr(t)}
	ids.put(t, dir)
	ports := []any{dir}
	for _, scheme := range []string{"udp", "tcp", "tls"} {
		addr := r.addr
		if scheme != "tls" {
			addr = freeAddr(t)
		}
		_, port, _ := net.SplitHostPort(addr)
		ports = append(ports, port)
		if err := os.WriteFile(filepath.Join(dir, scheme+".addr"), []byte(scheme+"://"+addr), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "unix.addr"), []byte("unix://"+dir+"/log"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "conf"), fmt.Appendf(nil, syslogRules, ports...), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command(bin, "-N1", "-f", filepath.Join(dir, "conf")).CombinedOutput(); err != nil {
		t.Skipf("rsyslogd does not take its configuration here: %v\n%s", err, out)
	}
	r.cmd = func() *exec.Cmd {
		_ = os.Remove(filepath.Join(dir, "log"))
		_ = os.Remove(filepath.Join(dir, "pid"))
		return exec.Command(bin, "-n", "-f", filepath.Join(dir, "conf"), "-i", filepath.Join(dir, "pid"))
	}
	r.up = func(ctx context.Context) error {
		if _, err := os.Stat(filepath.Join(dir, "log")); err != nil {
			return err
		}
		return r.dial(ctx)
	}
	return r
}

package outputs

import (
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"os"
	"path/filepath"
)

// TLS says whom a connection trusts and who it is.
type TLS struct {
	Insecure   bool // do not verify the server
	CACert     string
	CABundle   string
	CAPath     string // a directory
	MTLS       bool
	ClientCert string
	ClientKey  string
}

// Config is the crypto/tls form.
func (t TLS) Config() (*tls.Config, error) {
	c := &tls.Config{InsecureSkipVerify: t.Insecure, MinVersion: tls.VersionTLS12}
	files := []string{}
	for _, name := range []string{t.CACert, t.CABundle} {
		if name != "" {
			files = append(files, name)
		}
	}
	if t.CAPath != "" {
		entries, err := os.ReadDir(t.CAPath)
		if err != nil {
			return nil, fmt.Errorf("certificates: %w", err)
		}
		for _, e := range entries {
			if !e.IsDir() {
				files = append(files, filepath.Join(t.CAPath, e.Name()))
			}
		}
	}
	if len(files) > 0 {
		c.RootCAs = x509.NewCertPool()
		found := false
		for _, name := range files {
			pem, err := os.ReadFile(name)
			if err != nil {
				return nil, fmt.Errorf("certificates: %w", err)
			}
			found = c.RootCAs.AppendCertsFromPEM(pem) || found
		}
		if !found {
			return nil, fmt.Errorf("certificates: none in %v", files)
		}
	}
	if t.MTLS {
		// Read for each handshake, so that a renewed certificate is taken.
		load := func() (*tls.Certificate, error) {
			cert, err := tls.LoadX509KeyPair(t.ClientCert, t.ClientKey)
			if err != nil {
				return nil, fmt.Errorf("client certificate: %w", err)
			}
			return &cert, nil
		}
		if _, err := load(); err != nil {
			return nil, err
		}
		c.GetClientCertificate = func(*tls.CertificateRequestInfo) (*tls.Certificate, error) { return load() }
	}
	return c, nil
}

package outputs

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"strconv"
	"time"
)

// HTTP says how alerts are posted.
type HTTP struct {
	URL       string
	UserAgent string
	TLS       TLS
	Echo      bool // log the answers
	Compress  bool
	KeepAlive bool
	Headers   map[string]string
	JSON      bool // what the lines are
}

// poster posts bodies.
type poster struct {
	opt    HTTP
	client *http.Client
	log    *slog.Logger
	gz     *gzip.Writer
	packed bytes.Buffer
}

// maxAnswer bounds what is read of an answer, in bytes.
const maxAnswer = 64 << 10

func newPoster(opt HTTP, log *slog.Logger) (*poster, error) {
	u, err := url.Parse(opt.URL)
	if err != nil {
		return nil, err
	}
	if u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return nil, fmt.Errorf("%q is no http or https address", opt.URL)
	}
	conf, err := opt.TLS.Config()
	if err != nil {
		return nil, err
	}
	return &poster{
		opt: opt, log: log, gz: gzip.NewWriter(nil),
		client: &http.Client{
			Transport: &http.Transport{
				Proxy: http.ProxyFromEnvironment, TLSClientConfig: conf, DisableKeepAlives: !opt.KeepAlive,
				ForceAttemptHTTP2: true, IdleConnTimeout: time.Minute, MaxIdleConnsPerHost: 1, MaxResponseHeaderBytes: 64 << 10,
			},
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
	}, nil
}

// post sends one body and returns the beginning of the answer.
func (p *poster) post(ctx context.Context, kind string, body []byte) ([]byte, error) {
	if p.opt.Compress {
		p.packed.Reset()
		p.gz.Reset(&p.packed)
		_, _ = p.gz.Write(body) // to memory
		_ = p.gz.Close()
		body = p.packed.Bytes()
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, p.opt.URL, bytes.NewReader(body))
	if err != nil {
		return nil, &Permanent{err}
	}
	req.Header.Set("Content-Type", kind)
	if p.opt.UserAgent != "" {
		req.Header.Set("User-Agent", p.opt.UserAgent)
	}
	if p.opt.Compress {
		req.Header.Set("Content-Encoding", "gzip")
	}
	for k, v := range p.opt.Headers {
		req.Header.Set(k, v)
	}
	res, err := p.client.Do(req)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	answer, err := io.ReadAll(io.LimitReader(res.Body, maxAnswer))
	if err != nil && res.StatusCode/100 != 2 {
		return nil, err
	}
	if p.opt.Echo {
		p.log.Info("answer", "status", res.StatusCode, "body", string(answer))
	}
	return answer, refusal(res)
}

// refusal is what an answer means: a busy or broken server is asked again.
func refusal(res *http.Response) error {
	if res.StatusCode/100 == 2 {
		return nil
	}
	err := fmt.Errorf("the server answers %s", res.Status)
	switch {
	case res.StatusCode >= 500, res.StatusCode == http.StatusTooManyRequests, res.StatusCode == http.StatusRequestTimeout,
		res.StatusCode == http.StatusTooEarly:
		if s, bad := strconv.Atoi(res.Header.Get("Retry-After")); bad == nil && s > 0 && s < 3600 {
			return &later{err, time.Duration(s) * time.Second}
		}
		return err
	}
	return &Permanent{err}
}

func (p *poster) Close() error {
	p.client.CloseIdleConnections()
	return nil
}

type httpSink struct{ *poster }

// NewHTTP is a sink that posts each alert.
func NewHTTP(opt HTTP, log *slog.Logger) (Sink, error) {
	p, err := newPoster(opt, log)
	if err != nil {
		return nil, err
	}
	return httpSink{p}, nil
}

func (h httpSink) Send(ctx context.Context, batch []*Alert) (int, error) {
	kind := "text/plain; charset=utf-8"
	if h.opt.JSON {
		kind = "application/json"
	}
	for i, a := range batch {
		if _, err := h.post(ctx, kind, bytes.TrimSuffix(a.Line, []byte{'\n'})); err != nil {
			return i, err
		}
	}
	return len(batch), nil
}

// otlp posts batches as OTLP/HTTP in JSON.
type otlp struct {
	*poster
	resource json.RawMessage
	version  string
}

// NewOTLP is a sink that makes log records of alerts. They need Full.
func NewOTLP(opt HTTP, hostname, version string, log *slog.Logger) (Sink, error) {
	opt.KeepAlive, opt.Compress = true, true
	p, err := newPoster(opt, log)
	if err != nil {
		return nil, err
	}
	res, err := json.Marshal(map[string]any{"attributes": []attribute{
		attr("service.name", "falcod"), attr("service.version", version), attr("host.name", hostname),
	}})
	if err != nil {
		return nil, err
	}
	return &otlp{poster: p, resource: res, version: version}, nil
}

type attribute struct {
	Key   string         `json:"key"`
	Value map[string]any `json:"value"`
}

func attr(key string, v any) attribute { return attribute{key, anyValue(v)} }

// anyValue is OTLP's tagged form of a value. Numbers are json.Number.
func anyValue(v any) map[string]any {
	switch v := v.(type) {
	case string:
		return map[string]any{"stringValue": v}
	case bool:
		return map[string]any{"boolValue": v}
	case json.Number:
		if _, err := v.Int64(); err == nil {
			return map[string]any{"intValue": v.String()}
		}
		f, err := v.Float64()
		if err != nil {
			return map[string]any{"stringValue": v.String()}
		}
		return map[string]any{"doubleValue": f}
	case []any:
		list := make([]any, len(v))
		for i := range v {
			list[i] = anyValue(v[i])
		}
		return map[string]any{"arrayValue": map[string]any{"values": list}}
	}
	return map[string]any{}
}

// severities are OTLP's numbers of the priorities.
var severities = [8]int{24, 23, 21, 17, 13, 10, 9, 5}

type logRecord struct {
	Time     string         `json:"timeUnixNano"`
	Severity int            `json:"severityNumber"`
	Text     string         `json:"severityText"`
	Body     map[string]any `json:"body"`
	Attrs    []attribute    `json:"attributes"`
}

func record(a *Alert) (logRecord, error) {
	var full struct {
		Output   string         `json:"output"`
		Priority string         `json:"priority"`
		Tags     []any          `json:"tags"`
		Fields   map[string]any `json:"output_fields"`
	}
	dec := json.NewDecoder(bytes.NewReader(a.Full))
	dec.UseNumber()
	if err := dec.Decode(&full); err != nil {
		return logRecord{}, err
	}
	r := logRecord{
		Time: strconv.FormatUint(a.Time, 10), Severity: severities[a.Priority&7], Text: full.Priority, Body: anyValue(full.Output),
		Attrs: []attribute{attr("falco.rule", a.Rule), attr("falco.source", a.Source), attr("falco.tags", full.Tags)},
	}
	for _, k := range sortedKeys(full.Fields) {
		if full.Fields[k] != nil {
			r.Attrs = append(r.Attrs, attr(k, full.Fields[k]))
		}
	}
	return r, nil
}

func (o *otlp) Send(ctx context.Context, batch []*Alert) (int, error) {
	records := make([]logRecord, 0, len(batch))
	for i, a := range batch {
		r, err := record(a)
		if err != nil {
			if i == 0 {
				return 0, &Permanent{fmt.Errorf("an alert that is no JSON: %w", err)}
			}
			batch = batch[:i] // the rest comes again
			break
		}
		records = append(records, r)
	}
	body, err := json.Marshal(map[string]any{"resourceLogs": []any{map[string]any{
		"resource":  o.resource,
		"scopeLogs": []any{map[string]any{"scope": map[string]any{"name": "falcod", "version": o.version}, "logRecords": records}},
	}}})
	if err != nil {
		return 0, &Permanent{err}
	}
	answer, err := o.post(ctx, "application/json", body)
	if err != nil {
		return 0, err
	}
	var part struct {
		Partial struct {
			Rejected json.Number `json:"rejectedLogRecords"`
			Message  string      `json:"errorMessage"`
		} `json:"partialSuccess"`
	}
	if json.Unmarshal(answer, &part) == nil {
		if n, _ := part.Partial.Rejected.Int64(); n > 0 {
			return len(batch) - int(min(n, int64(len(batch)))), &rejected{int(n), part.Partial.Message}
		}
	}
	return len(batch), nil
}

package containers

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"time"
)

// grpc makes the two unary calls that we have for containerd: HTTP/2 is in the
// standard library, and the messages have a handful of fields.
type grpc struct{ client *http.Client }

func newGRPC(socket string) *grpc {
	t := &http.Transport{
		DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
			var d net.Dialer
			return d.DialContext(ctx, "unix", socket)
		},
		Protocols: new(http.Protocols), IdleConnTimeout: time.Minute,
	}
	t.Protocols.SetUnencryptedHTTP2(true)
	return &grpc{&http.Client{Transport: t}}
}

var errMessage = errors.New("malformed protobuf message")

// get calls a method whose request has one text, in field 1, and returns the answer.
func (g *grpc) get(ctx context.Context, method, namespace, text string) ([]byte, error) {
	msg := binary.AppendUvarint([]byte{1<<3 | 2}, uint64(len(text)))
	msg = append(msg, text...)
	body := append(binary.BigEndian.AppendUint32([]byte{0}, uint32(len(msg))), msg...)
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://containerd"+method, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	req.Header = http.Header{"Content-Type": {"application/grpc"}, "Te": {"trailers"}, "Containerd-Namespace": {namespace}}
	res, err := g.client.Do(req)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	data, err := io.ReadAll(io.LimitReader(res.Body, maxAnswer))
	if err != nil {
		return nil, err
	}
	status := res.Header.Get("Grpc-Status") + res.Trailer.Get("Grpc-Status")
	if res.StatusCode != http.StatusOK || status != "0" {
		return nil, fmt.Errorf("containerd answers %s, status %s", res.Status, status)
	}
	if len(data) < 5 || data[0] != 0 || uint64(binary.BigEndian.Uint32(data[1:])) != uint64(len(data)-5) {
		return nil, errMessage
	}
	return data[5:], nil
}

// complete returns c with the image and the labels that containerd has for it.
func (g *grpc) complete(ctx context.Context, namespace string, c *Container) (*Container, bool) {
	data, err := g.get(ctx, "/containerd.services.containers.v1.Containers/Get", namespace, c.FullID)
	if err != nil {
		return nil, false
	}
	const fieldContainer, fieldLabels, fieldImage = 1, 2, 3
	more := *c
	set := map[string]string{}
	for _, l := range c.Labels {
		set[l.Key] = l.Value
	}
	image := ""
	err = members(data, func(field uint64, value []byte) error {
		if field != fieldContainer {
			return nil
		}
		return members(value, func(field uint64, value []byte) error {
			switch field {
			case fieldLabels:
				return pair(value, set)
			case fieldImage:
				image = string(value)
			}
			return nil
		})
	})
	if err != nil {
		return nil, false
	}
	more.Labels = labels(set)
	if name := set["nerdctl/name"]; name != "" {
		more.Name = name
	}
	if image == "" {
		return &more, true
	}
	if more.Image == "" {
		more.setImage(image, "")
	}
	if more.ImageDigest == "" {
		more.ImageDigest = g.digest(ctx, namespace, image)
	}
	return &more, true
}

// digest is that of an image's manifest, "" when it is not known.
func (g *grpc) digest(ctx context.Context, namespace, image string) string {
	data, err := g.get(ctx, "/containerd.services.images.v1.Images/Get", namespace, image)
	if err != nil {
		return ""
	}
	digest := ""
	const fieldImage, fieldTarget, fieldDigest = 1, 3, 2
	for _, want := range []uint64{fieldImage, fieldTarget, fieldDigest} {
		var inner []byte
		_ = members(data, func(field uint64, value []byte) error { // what cannot be read is not there
			if field == want {
				inner = value
			}
			return nil
		})
		data = inner
	}
	digest = string(data)
	return digest
}

// pair adds a map's entry.
func pair(data []byte, to map[string]string) error {
	var key, value string
	err := members(data, func(field uint64, v []byte) error {
		if field == 1 {
			key = string(v)
		} else if field == 2 {
			value = string(v)
		}
		return nil
	})
	to[key] = value
	return err
}

// members calls f for each member of a message that has a length; numbers are skipped.
func members(data []byte, f func(field uint64, value []byte) error) error {
	for len(data) > 0 {
		key, n := binary.Uvarint(data)
		if n <= 0 {
			return errMessage
		}
		data = data[n:]
		switch key & 7 {
		case 0:
			if _, n = binary.Uvarint(data); n <= 0 {
				return errMessage
			}
		case 1:
			n = 8
		case 5:
			n = 4
		case 2:
			size, k := binary.Uvarint(data)
			if k <= 0 || size > uint64(len(data)-k) {
				return errMessage
			}
			if err := f(key>>3, data[k:k+int(size)]); err != nil {
				return err
			}
			n = k + int(size)
		default:
			return errMessage
		}
		if n > len(data) {
			return errMessage
		}
		data = data[n:]
	}
	return nil
}

package api

import (
	"bytes"
	"context"
	"crypto/sha256"
	"hash"
	"io"
	"mime/multipart"
	"net/http"
	"regexp"

	"github.com/google/uuid"
	"github.com/gorilla/mux"

	"liaison/liaison"
)

// keyForm is what an Idempotency-Key may look like: a UUID, a document number, anything without blanks.
var keyForm = regexp.MustCompile(`^[\x21-\x7e]{8,200}$`)

// content is the digest of all that a request asks for: address, document in canonical form, and the file that streams behind it.
type content struct {
	hash hash.Hash
	file io.Reader // what is not read yet is read for the digest
}

func newContent(r *http.Request, document []byte) *content {
	c := &content{hash: sha256.New()}
	for _, part := range [][]byte{[]byte(r.Method), []byte(mux.CurrentRoute(r).GetName()), []byte(mux.Vars(r)["number"]), []byte(mux.Vars(r)["id"]), document} {
		sum := sha256.Sum256(part) // each part of the same length: none can run into the next
		c.hash.Write(sum[:])
	}
	return c
}

// with adds the file; it must be read through what is returned.
func (c *content) with(name string, file io.Reader) io.Reader {
	sum := sha256.Sum256([]byte(name))
	c.hash.Write(sum[:])
	c.file = io.TeeReader(file, c.hash)
	return c.file
}

func (c *content) digest() ([]byte, error) {
	if c.file != nil {
		if _, err := io.Copy(io.Discard, c.file); err != nil {
			return nil, unread(err)
		}
	}
	return c.hash.Sum(nil), nil
}

// once does an act under the request's Idempotency-Key, where it has one. made is what the act makes, or what the same request made before.
func (s *server) once(w http.ResponseWriter, r *http.Request, actor liaison.Actor, c *content, act func(ctx context.Context, id uuid.UUID) error) (made uuid.UUID, err error) {
	id := uuid.Must(uuid.NewV7())
	keys := r.Header.Values("Idempotency-Key")
	if len(keys) == 0 {
		return id, act(r.Context(), id)
	}
	if len(keys) > 1 || !keyForm.MatchString(keys[0]) {
		return uuid.Nil, malformed("Idempotency-Key", "应为 8 到 200 个不含空格的 ASCII 字符，例如一个 UUID，只写一次")
	}
	made, again, err := s.svc.Once(r.Context(), actor, liaison.Attempt{Key: keys[0], Digest: c.digest, Made: id}, func(ctx context.Context) error { return act(ctx, id) })
	if again {
		w.Header().Set("Idempotency-Replayed", "true")
	}
	return made, err
}

// uploaded is the file of a request, read as it arrives.
type uploaded struct {
	name string
	body io.Reader
}

// readBody reads the document and, where one comes with it, the file behind it. The document comes first, so that it can be refused before
// the file is read.
func readBody(r *http.Request, documentPart, filePart string, into any) (c *content, file *uploaded, err error) {
	if filePart == "" || !isMultipart(r) {
		doc, err := decode(r.Body, into)
		if err != nil {
			return nil, nil, err
		}
		return newContent(r, doc), nil, nil
	}
	parts, err := r.MultipartReader()
	if err != nil {
		return nil, nil, unread(err)
	}
	part, err := parts.NextPart()
	if err != nil || part.FormName() != documentPart {
		return nil, nil, malformed(documentPart, "第一部分应为 %s（JSON），其后是文件 %s", documentPart, filePart)
	}
	doc, err := decode(part, into)
	if err != nil {
		return nil, nil, err
	}
	c = newContent(r, doc)
	if part, err = parts.NextPart(); err == io.EOF {
		return c, nil, nil
	}
	if err != nil {
		return nil, nil, unread(err)
	}
	if part.FormName() != filePart || part.FileName() == "" {
		return nil, nil, malformed(filePart, "第二部分应为文件 %s，并写明文件名", filePart)
	}
	return c, &uploaded{name: part.FileName(), body: c.with(part.FileName(), &lastPart{part: part, parts: parts})}, nil
}

func isMultipart(r *http.Request) bool {
	return bytes.HasPrefix([]byte(r.Header.Get("Content-Type")), []byte("multipart/"))
}

// lastPart reads a part and then makes sure that nothing comes behind it: a second file would be lost without a word.
type lastPart struct {
	part  *multipart.Part
	parts *multipart.Reader
	ended bool
}

func (l *lastPart) Read(p []byte) (int, error) {
	if l.ended {
		return 0, io.EOF
	}
	n, err := l.part.Read(p)
	if err != io.EOF {
		return n, err
	}
	if _, next := l.parts.NextPart(); next != io.EOF {
		if next == nil {
			return n, malformed(l.part.FormName(), "文件之后不能再有内容，一次只收一份文件")
		}
		return n, unread(next)
	}
	l.ended = true
	return n, io.EOF
}

package objects

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/uuid"

	"liaison/storage/embedded"
)

// BenchmarkPut measures puts into the private store as an office has it, synced to disk, beside the least that any store
// must do: write a file, hash it, sync it.
func BenchmarkPut(b *testing.B) {
	stores, err := embedded.Start(b.Context(), embedded.Options{
		DataDir: filepath.Join(b.TempDir(), "data"), Server: true, S3Command: embedded.TestS3Command(b), MinioBinary: os.Getenv("LIAISON_TEST_MINIO_BINARY"),
	})
	if err != nil {
		b.Fatal(err)
	}
	defer stores.Stop()
	s3 := stores.S3
	s, err := Open(b.Context(), Config{Endpoint: s3.Endpoint, AccessKey: s3.AccessKey, SecretKey: s3.SecretKey, Bucket: "bench", Now: time.Now})
	if err != nil {
		b.Fatal(err)
	}
	for _, size := range []int{4 << 10, 1 << 20, 64 << 20} {
		content := bytes.Repeat([]byte("0123456789abcdef"), size/16)
		sum := digest(content)
		putOne := func() error {
			_, err := s.Put(b.Context(), Key(sum, uuid.New()), int64(size), sum, "application/pdf", bytes.NewReader(content), until())
			return err
		}
		name := fmt.Sprintf("%dKiB", size>>10)
		b.Run(name+"/one after another", func(b *testing.B) {
			b.SetBytes(int64(size))
			for b.Loop() {
				if err := putOne(); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(name+"/eight at once", func(b *testing.B) {
			b.SetBytes(int64(size))
			b.SetParallelism(4)
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					if err := putOne(); err != nil {
						b.Error(err)
					}
				}
			})
		})
		b.Run(name+"/plain file", func(b *testing.B) {
			b.SetBytes(int64(size))
			dir := b.TempDir()
			var n atomic.Int64
			for b.Loop() {
				if err := plainFile(filepath.Join(dir, fmt.Sprint(n.Add(1))), content); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func plainFile(path string, content []byte) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer f.Close()
	if _, err := f.Write(content); err != nil {
		return err
	}
	_ = digest(content)
	return f.Sync()
}

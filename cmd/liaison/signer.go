package main

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"liaison/documents/sign"
	"liaison/liaison"
	"liaison/liaison/fault"
)

// officeSigners is the offices' electronic signatures as the settings name them: nil when they name none. What is wrong with them is
// said when the service starts and when a letter is to be issued; commands that issue nothing go on without them.
func officeSigners() liaison.Signers {
	path := os.Getenv("LIAISON_SIGN_PKCS12")
	if path == "" {
		return nil
	}
	ring, err := openSigners(path)
	if err != nil {
		return noSigner{err}
	}
	return ring
}

// openSigners reads a certificate file, or all of a folder: one for each office that issues letters.
func openSigners(path string) (sign.Ring, error) {
	password, err := signPassword()
	if err != nil {
		return nil, err
	}
	files := []string{path}
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		if files, err = certificateFiles(path); err != nil {
			return nil, err
		}
	}
	var ring sign.Ring
	for _, f := range files {
		p12, err := os.ReadFile(f)
		if err != nil {
			return nil, fault.Wrap(err, fault.Invalid, "LIAISON_SIGN_PKCS12 指的证书文件 %s 打不开", f)
		}
		s, err := sign.Open(p12, password)
		if err != nil {
			return nil, fault.Wrap(err, fault.Invalid, "%s：%s", filepath.Base(f), err.Error())
		}
		ring = append(ring, s)
	}
	return ring, nil
}

// certificateFiles are the PKCS#12 files of a folder.
func certificateFiles(dir string) (files []string, err error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, fault.Wrap(err, fault.Invalid, "LIAISON_SIGN_PKCS12 指的文件夹 %s 打不开", dir)
	}
	for _, e := range entries {
		if ext := strings.ToLower(filepath.Ext(e.Name())); ext == ".p12" || ext == ".pfx" {
			files = append(files, filepath.Join(dir, e.Name()))
		}
	}
	if len(files) == 0 {
		return nil, fault.New(fault.Invalid, "LIAISON_SIGN_PKCS12 指的文件夹 %s 里没有 .p12 或 .pfx 证书文件", dir)
	}
	return files, nil
}

// signPassword is the password of the certificate file, from a file that only its owner can read or from the environment.
func signPassword() (string, error) {
	path := os.Getenv("LIAISON_SIGN_PASSWORD_FILE")
	if path == "" {
		return os.Getenv("LIAISON_SIGN_PASSWORD"), nil
	}
	info, err := os.Stat(path)
	if err == nil && runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0 {
		return "", fault.New(fault.Invalid, "LIAISON_SIGN_PASSWORD_FILE 指的文件 %s 别人也能读：请先执行 chmod 600 %s", path, path)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		return "", fault.Wrap(err, fault.Invalid, "LIAISON_SIGN_PASSWORD_FILE 指的文件 %s 打不开", path)
	}
	return strings.TrimRight(string(b), "\r\n"), nil
}

// noSigner stands for a certificate that is set but cannot be used: letters must not leave without the signature they should bear.
type noSigner struct{ reason error }

func (s noSigner) SignerOf(string, time.Time) liaison.Signer { return s }

func (s noSigner) Ready(time.Time) error { return s.reason }

func (s noSigner) Sign([]byte, time.Time, time.Time) ([]byte, liaison.Signature, error) {
	return nil, liaison.Signature{}, s.reason
}

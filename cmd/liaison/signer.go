package main

import (
	"os"
	"runtime"
	"strings"
	"time"

	"liaison/documents/sign"
	"liaison/liaison"
	"liaison/liaison/fault"
)

// officeSigner is the office's electronic signature as the settings name it: nil when they name none. What is wrong with it is said when
// the service starts and when a letter is to be issued; commands that issue nothing go on without it.
func officeSigner() liaison.Signer {
	path := os.Getenv("LIAISON_SIGN_PKCS12")
	if path == "" {
		return nil
	}
	s, err := openSigner(path)
	if err != nil {
		return noSigner{err}
	}
	return s
}

func openSigner(path string) (*sign.Signer, error) {
	password, err := signPassword()
	if err != nil {
		return nil, err
	}
	p12, err := os.ReadFile(path)
	if err != nil {
		return nil, fault.Wrap(err, fault.Invalid, "LIAISON_SIGN_PKCS12 指的证书文件 %s 打不开", path)
	}
	return sign.Open(p12, password)
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

func (s noSigner) Ready(time.Time) error { return s.reason }

func (s noSigner) Sign([]byte, time.Time, time.Time) ([]byte, liaison.Signature, error) {
	return nil, liaison.Signature{}, s.reason
}

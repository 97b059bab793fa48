package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net/url"
	"os"
	"strings"
	"time"

	"liaison/liaison/fault"
	"liaison/storage/objects"
)

// settings are what the environment names. What it does not name is embedded.
type settings struct {
	databaseURL string
	objects     objects.Config
	publicURL   string
}

// settingNames is every setting with what it means; serve --help prints it.
const settingNames = `设置（环境变量；都不设也能用，程序自带 PostgreSQL 启动器与 S3 存储）：
  LIAISON_DATABASE_URL    外部 PostgreSQL 的连接串，例如 postgres://用户:密码@主机:5432/库；中间没有连接池（PgBouncer 等）的，末尾加 ?default_query_exec_mode=cache_statement 更快
  LIAISON_S3_ENDPOINT     外部 S3 的地址，例如 s3.example.gov.cn:9000
  LIAISON_S3_ACCESS_KEY   访问密钥
  LIAISON_S3_SECRET_KEY   私有密钥
  LIAISON_S3_BUCKET       存储桶（默认 liaison；须为空桶或本程序建的、开了对象锁的桶）
  LIAISON_S3_REGION       区域
  LIAISON_S3_USE_TLS      true 或 false（默认 true）
  LIAISON_S3_RETENTION    GOVERNANCE（默认）或 COMPLIANCE
  LIAISON_ADDR            监听地址（默认 127.0.0.1:8080）
  LIAISON_TRUST_PROXY     true：服务只经由反向代理访问，信任其 X-Forwarded-Proto 与 X-Forwarded-For（用于 HTTPS 下的安全 Cookie）
  LIAISON_PUBLIC_URL      外部人员（收到文书的单位和个人）访问本系统的网址，例如 https://jc.example.gov.cn；设了则制发的文书印核验二维码，扫码进入 /check/ 下的核验页；不设则不印
  LIAISON_DATA            数据目录
  LIAISON_FONT_DIR        单位自有字体的目录（仿宋_GB2312、小标宋等），优先使用
  LIAISON_SIGN_PKCS12     单位签名证书（PKCS#12，.p12 或 .pfx）或者存放各单位证书的文件夹；证书所有者（CN）为单位全称，后面可有“电子印章”等字；设了则以该单位名义制发的文书都加电子签名（PAdES）
  LIAISON_SIGN_PASSWORD_FILE  存放证书密码（各证书相同）的文件，只许所有者读写（chmod 600）；也可用 LIAISON_SIGN_PASSWORD 直接给密码
  LIAISON_LETTER_DATA     true：制发的文书按 PDF/A-3u 附带 letter.json（文书载明的文号、事实、证据页码，供对方系统读取）；默认不附，为 PDF/A-2u
  LIAISON_POSTGRES_BIN    postgres 与 initdb 所在目录
  LIAISON_MINIO_BINARY    用这个 minio 程序代替自带的 S3 存储`

func readSettings() (settings, error) {
	s := settings{databaseURL: os.Getenv("LIAISON_DATABASE_URL")}
	s.objects = objects.Config{
		Endpoint: os.Getenv("LIAISON_S3_ENDPOINT"), AccessKey: os.Getenv("LIAISON_S3_ACCESS_KEY"), SecretKey: os.Getenv("LIAISON_S3_SECRET_KEY"),
		Bucket: os.Getenv("LIAISON_S3_BUCKET"), Region: os.Getenv("LIAISON_S3_REGION"), Retention: objects.Mode(os.Getenv("LIAISON_S3_RETENTION")), Now: time.Now,
	}
	var err error
	if s.publicURL, err = publicURL(os.Getenv("LIAISON_PUBLIC_URL")); err != nil {
		return s, err
	}
	if s.objects.Bucket == "" {
		s.objects.Bucket = "liaison"
	}
	if s.objects.Endpoint != "" {
		s.objects.UseTLS = true
		if s.objects.AccessKey == "" || s.objects.SecretKey == "" {
			return s, fault.New(fault.Invalid, "设置了 LIAISON_S3_ENDPOINT，还须设置 LIAISON_S3_ACCESS_KEY 和 LIAISON_S3_SECRET_KEY")
		}
	}
	switch v := strings.ToLower(os.Getenv("LIAISON_S3_USE_TLS")); v {
	case "":
	case "true", "1":
		s.objects.UseTLS = true
	case "false", "0":
		s.objects.UseTLS = false
	default:
		return s, fault.New(fault.Invalid, "LIAISON_S3_USE_TLS 应为 true 或 false，现为 %q", v)
	}
	return s, nil
}

// publicURL checks the address that is printed on letters: it stays on paper for good.
func publicURL(text string) (string, error) {
	text = strings.TrimRight(strings.TrimSpace(text), "/")
	if text == "" {
		return "", nil
	}
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.RawQuery != "" || u.Fragment != "" || u.User != nil || len(text) > 120 {
		return "", fault.New(fault.Invalid, "LIAISON_PUBLIC_URL 应为 https:// 开头的网址，例如 https://jc.example.gov.cn，现为 %q", text)
	}
	return text, nil
}

// complete reports whether both stores are named, so that nothing embedded is needed.
func (s settings) complete() bool { return s.databaseURL != "" && s.objects.Endpoint != "" }

func sha256Hex(r io.Reader) (string, error) {
	h := sha256.New()
	if _, err := io.Copy(h, r); err != nil {
		return "", fmt.Errorf("hash: %w", err)
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

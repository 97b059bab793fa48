package embedded_test

import (
	"os"
	"testing"

	"liaison/storage/embedded"
)

func TestMain(m *testing.M) {
	if role := os.Getenv("LIAISON_EMBEDDED_TEST_ROLE"); role != "" {
		os.Exit(playRole(role))
	}
	os.Exit(embedded.TestMain(m))
}

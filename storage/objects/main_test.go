package objects

import (
	"os"
	"testing"

	"liaison/storage/embedded"
)

func TestMain(m *testing.M) { os.Exit(embedded.TestMain(m)) }

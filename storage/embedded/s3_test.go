package embedded

import (
	"net/http"
	"testing"
)

func TestTheTestS3StoreAnswers(t *testing.T) {
	resp, err := http.Get("http://" + TestS3(t).Endpoint + "/")
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusForbidden {
		t.Errorf("an unsigned request got %s, want a refusal", resp.Status)
	}
}

package objects

import (
	"context"
	"errors"
	"fmt"

	"github.com/minio/minio-go/v7"

	"liaison/liaison/fault"
)

// Remove takes one version away for good. bypass lifts GOVERNANCE retention; the caller has made sure that two persons
// agreed and that reason and digest are on record. A version still under COMPLIANCE retention, under a legal hold, or
// under GOVERNANCE without bypass is a Refused fault. A version that is not there counts as removed.
func (s *Store) Remove(ctx context.Context, key, version string, bypass bool) error {
	if version == "" {
		// Without a version the store would hide the object and call that success.
		return fmt.Errorf("remove object %s: no version named", key)
	}
	err := s.client.RemoveObject(ctx, s.bucket, key, minio.RemoveObjectOptions{VersionID: version, GovernanceBypass: bypass})
	if err == nil {
		return nil
	}
	answer := minio.ToErrorResponse(err)
	switch answer.Code {
	case "NoSuchKey", "NoSuchVersion":
		return nil
	case "AccessDenied", "ObjectLocked", "InvalidRequest":
		info, statErr := s.Stat(ctx, key, version)
		switch {
		case statErr != nil:
			return errors.Join(s.explain("remove object", err), statErr)
		case info.LegalHold:
			return fault.Wrap(err, fault.Refused, "此件所属案件尚未办结，证据处于保全状态，不得删除")
		case info.RetainUntil.After(s.now()):
			return fault.Wrap(err, fault.Refused, "此件在保管期内（至 %s），不得删除", info.RetainUntil.Format("2006-01-02"))
		}
		// Neither: the account has no right to delete.
	}
	return s.explain("remove object", err)
}

// SetLegalHold puts a version under a legal hold, for as long as its case is open, or lifts it. Under a hold nobody can
// remove the version, whatever its retention. A version that is not there is a NotFound fault.
func (s *Store) SetLegalHold(ctx context.Context, key, version string, held bool) error {
	if version == "" {
		return fmt.Errorf("set legal hold on %s: no version named", key)
	}
	status := minio.LegalHoldDisabled
	if held {
		status = minio.LegalHoldEnabled
	}
	if err := s.client.PutObjectLegalHold(ctx, s.bucket, key, minio.PutObjectLegalHoldOptions{VersionID: version, Status: &status}); err != nil {
		return s.explainVersion("set legal hold", err)
	}
	return nil
}

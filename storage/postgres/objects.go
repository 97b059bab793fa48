package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"liaison/liaison"
)

// Objects implements liaison.Tx: objects of the pooling area, each with the case and the thing that it belongs to. They stream from
// the database while fn runs, so fn must not use the transaction, and should only take notes: no network call inside.
func (t *tx) Objects(ctx context.Context, fn func(ref liaison.ObjectRef, what string) error) error {
	rows, err := t.Tx.Query(ctx, `
		SELECT COALESCE(c.number || ' ', '') || o.what, o.object_key, o.object_version, o.object_sha256, o.object_size, o.object_retain_until
		FROM (
			SELECT s.case_id, s.path AS what, s.object_key, s.object_version, s.object_sha256, s.object_size, s.object_retain_until
			FROM source_file s WHERE s.tenant = @tenant AND s.object_key IS NOT NULL
			UNION ALL
			SELECT e.case_id, '证据 ' || e.file_name, e.object_key, e.object_version, e.object_sha256, e.object_size, e.object_retain_until
			FROM exhibit e WHERE e.tenant = @tenant
			UNION ALL
			SELECT e.case_id, '证据卷第 ' || e.ordinal || ' 版', e.object_key, e.object_version, e.object_sha256, e.object_size, e.object_retain_until
			FROM edition e WHERE e.tenant = @tenant
			UNION ALL
			SELECT l.case_id, '文书 ' || COALESCE(l.number, l.kind), l.object_key, l.object_version, l.object_sha256, l.object_size, l.object_retain_until
			FROM letter l WHERE l.tenant = @tenant AND l.object_key IS NOT NULL
			UNION ALL
			SELECT NULL, '印章图样 ' || s.office, s.object_key, s.object_version, s.object_sha256, s.object_size, s.object_retain_until
			FROM office_seal s WHERE s.tenant = @tenant
		) o
		LEFT JOIN case_file c ON c.tenant = @tenant AND c.id = o.case_id
		ORDER BY c.number, o.what COLLATE "C"`, args{"tenant": t.tenant})
	if err != nil {
		return explain("list objects", err)
	}
	var ref liaison.ObjectRef
	var what string
	_, err = pgx.ForEachRow(rows, append([]any{&what}, objectTargets(&ref)...), func() error { return fn(ref, what) })
	return explain("list objects", err)
}

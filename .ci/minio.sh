#!/usr/bin/env bash
# Builds MinIO once into the user's cache and prints the path of the program. Its source is archived and AGPL: it is a
# separate program that the tests talk S3 to, never part of ours. To run the store suite against it:
#   LIAISON_TEST_MINIO_BINARY=$(.ci/minio.sh) go test ./storage/objects ./storage/embedded
# The first build takes about four minutes on two cores; after that this returns at once.
set -euo pipefail
version=v0.0.0-20260212201848-7aac2a2c5b7c
cache=${LIAISON_CI_CACHE:-${XDG_CACHE_HOME:-${HOME:-${TMPDIR:-/tmp}}/.cache}/liaison-ci}
binary=$cache/minio-$version
if [ ! -x "$binary" ]; then
  mkdir -p "$cache"
  exec 9>"$cache/minio.lock"
  flock 9 # one build, whoever asks
  if [ ! -x "$binary" ]; then
    # Outside any module, so that our go.mod has no say in its versions.
    (cd "$cache" && GOBIN="$cache/new" GOFLAGS= nice -n 19 go install -trimpath -ldflags "-s -w" "github.com/minio/minio@$version" >&2)
    mv "$cache/new/minio" "$binary"
  fi
fi
echo "$binary"

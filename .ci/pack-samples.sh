#!/bin/sh
# Packs case folders into cmd/liaison/samples.zip, the samples that the program carries.
#
#   .ci/pack-samples.sh DIR    DIR holds one folder a case: case.yaml, exhibits, expected.json
#   .ci/pack-samples.sh        packs again what the zip holds now (after unzipping, editing: give DIR)
#
# The same files give the same bytes: names in order, UTF-8, one date, no extra fields.
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
zip=$here/cmd/liaison/samples.zip
exec python3 - "$zip" "${1:-}" <<'PY'
import os, sys, zipfile
target, folder = sys.argv[1], sys.argv[2]
files = {}
if folder:
    for root, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(root, name)
            files[os.path.relpath(path, folder).replace(os.sep, "/")] = open(path, "rb").read()
else:
    with zipfile.ZipFile(target) as z:
        files = {n: z.read(n) for n in z.namelist()}
with zipfile.ZipFile(target + ".new", "w", zipfile.ZIP_DEFLATED, compresslevel=9) as z:
    for name in sorted(files):
        info = zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0))
        info.compress_type = zipfile.ZIP_DEFLATED
        info.external_attr = 0o644 << 16
        info.flag_bits |= 0x800
        z.writestr(info, files[name])
os.replace(target + ".new", target)
print(f"{target}: {len(files)} files")
PY

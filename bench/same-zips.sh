#!/bin/sh
# Proves that the same sources give the same zips: builds the tree as it stands in two fresh copies that differ in path, time
# zone, locale and file mode mask, and compares every zip byte for byte. The tree itself is left alone. With --built, one copy
# is compared with the zips that `make package` has just built in the tree.
set -eu
cd "$(dirname "$0")/.."

JAVA_HOME=$(sh local/bin/find-jdk)
export JAVA_HOME
work=$(mktemp -d "${TMPDIR:-/tmp}/same-zips.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

build() { # build <copy> <mask> <time zone> <locale>
    (
        umask "$2"
        mkdir -p "$work/$1"
        tar -cf - --exclude=./.git --exclude=./.aws-sam --exclude=./.tools --exclude=./data --exclude=target . |
            tar -xf - -C "$work/$1" --no-same-permissions
        cd "$work/$1"
        TZ=$3 LC_ALL=$4 mvn -B -ntp -q -T2 clean package -Dmaven.test.skip=true </dev/null
    ) || {
        echo "same-zips: the build in the copy \"$1\" failed" >&2
        exit 1
    }
}

one=$work/one
if [ "${1-}" = --built ]; then # as they are now, whatever is built in the tree meanwhile
    mkdir "$one"
    tar -cf - functions/*/target/*.zip | tar -xf - -C "$one"
else
    build one 022 UTC C
fi
build some/other/place 077 Pacific/Kiritimati C.UTF-8

python3 - "$one" "$work/some/other/place" <<'EOP'
import hashlib
import sys
import zipfile
from pathlib import Path

one, other = (Path(tree) for tree in sys.argv[1:])


def zips(tree):
    return {str(path.relative_to(tree)): path for path in tree.glob("functions/*/target/*.zip")}


def entries(path):
    with zipfile.ZipFile(path) as archive:
        return [(e.filename, e.CRC, e.date_time, oct(e.external_attr >> 16)) for e in archive.infolist()]


first, second = zips(one), zips(other)
differ = sorted(first.keys() ^ second.keys())
for name in sorted(first.keys() & second.keys()):
    hashes = [hashlib.sha256(tree[name].read_bytes()).hexdigest() for tree in (first, second)]
    print(f"{hashes[0]}  {name}" if hashes[0] == hashes[1] else f"DIFFERS  {name}")
    if hashes[0] != hashes[1]:
        differ.append(name)
        for mine, its in list(zip(entries(first[name]), entries(second[name]))):
            if mine != its:
                print(f"  from {mine[0]}: {mine} or {its}")
                break
if not first:
    sys.exit("same-zips: the build made no zip under functions/*/target")
if differ:
    sys.exit("same-zips: two builds of the same sources differ in " + ", ".join(differ))
print(f"{len(first)} zips, the same twice")
EOP

#!/usr/bin/env bash
# Asks the real ResourceManager of YARN what it grants, and compares it with what this library says. Needs Java 17, Maven and a Maven repository.
# JUDGE_HOME: where jars and classes go, .judge/yarn by default. Arguments go to judge.ts (--write: write docs/yarn-packing.md).
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
home=${JUDGE_HOME:-$root/.judge/yarn}
mkdir -p "$home"

java -version 2>&1 | grep -q '"17\.' || { echo 'judge:yarn needs Java 17: the ResourceManager of Hadoop 3.4 does not start on later ones' >&2; exit 2; }

stamp=$(cat "$here/pom.xml" $(find "$here/src" -type f | sort) | cksum)
if [ "$(cat "$home/stamp" 2>/dev/null)" != "$stamp" ]; then
  mvn -q -B -f "$here/pom.xml" -Dmaven.repo.local="$home/repository" -Dbuild.folder="$home/target" \
    compile dependency:build-classpath -Dmdep.outputFile="$home/classpath.txt"
  echo "$stamp" > "$home/stamp"
fi
export YARN_JUDGE_CLASSPATH="$home/target/classes:$(cat "$home/classpath.txt")"
cd "$root"
exec npx tsx judges/yarn/judge.ts "$@"

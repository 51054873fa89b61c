#!/usr/bin/env bash
# The same app in every language, on the packages of this library: the templates have to be the same bytes, the facts and refusals the same.
#   run.sh [LANGUAGE…]   packages and runs python, java and go, and looks at .NET's sources; or the languages named
#   run.sh --quick       generates the sources of all languages, and runs Python on its own; no package is built
# Installs what it needs by itself into .judge/languages, which keeps it: the next run is warm.
set -euo pipefail
cd "$(dirname "$0")/../.."
root=$PWD here=judges/languages work=$PWD/.judge/languages
version_of() { node -p "require('./$1/package.json').version"; }
cdk=$(version_of node_modules/aws-cdk-lib) constructs=$(version_of node_modules/constructs) library=$(version_of .)
export CDK_VALIDATION=false JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION=20 \
  WORKLOAD=examples/q72.observed.workload.json SCRIPT=$here/job.py \
  GOMODCACHE=$work/go-modules GOCACHE=$work/go-cache GOFLAGS='-modcacherw -mod=mod' GONOSUMDB='github.com/aws/*,github.com/cdklabs/*' # go.sum has their hashes
mkdir -p "$work"
[ -f lib/bundle.js ] || npx projen compile

begin=$SECONDS
step() { echo "== $((SECONDS - begin)) s: $1"; begin=$SECONDS; }
quiet() { "$@" > "$work/log" 2>&1 || { tail -40 "$work/log"; exit 1; }; }
app() { # LANGUAGE COMMAND…: the app writes its templates and facts
  local language=$1; shift
  rm -rf "${work:?}/$language" "$work/$language.json"
  FACTS=$work/$language.json CDK_OUTDIR=$work/$language quiet "$@"
  step "$language: app"
}

venv() {
  [ -f "$work/venv-$cdk-$constructs" ] || { rm -rf "$work"/venv*; python3 -m venv "$work/venv" && quiet "$work/venv/bin/pip" install "aws-cdk-lib==$cdk" "constructs==$constructs" && touch "$work/venv-$cdk-$constructs"; }
  step 'python: aws-cdk-lib installed'
}

judge_python() {
  venv
  rm -rf "$work/dist/python"; quiet npx jsii-pacmak --target python --outdir "$work/dist"; step 'python: wheel built'
  quiet "$work/venv/bin/pip" install --no-deps --force-reinstall "$work"/dist/python/*.whl; step 'python: wheel installed'
  app python "$work/venv/bin/python" $here/python/app.py
}

judge_java() {
  local maven=(mvn -B -q "-Dmaven.repo.local=$work/m2" "-Dlibrary.repository=file://$work/dist/java" "-Dlibrary.version=$library" "-Dcdk.version=$cdk" "-Dconstructs.version=$constructs")
  rm -rf "$work/dist/java"; quiet npx jsii-pacmak --target java --maven-local-repository .judge/languages/m2 --outdir "$work/dist"; step 'java: jar built'
  rm -rf "$work/m2/io/github/cdksizedemr" "$work/java-app"; cp -r $here/java "$work/java-app"
  quiet "${maven[@]}" -f "$work/java-app/pom.xml" compile dependency:build-classpath "-Dmdep.outputFile=$work/java-app/classpath.txt"; step 'java: app compiled'
  app java java_of "$work/java-app"
}
java_of() { java -cp "$1/target/classes:$(cat "$1/classpath.txt")" judge.App; }

judge_go() {
  rm -rf "$work/go-module" "$work/go-app"; cp -r "$work/code/go/cdksizedemr" "$work/go-module"; cp -r $here/go "$work/go-app"
  (cd "$work/go-app" && quiet go mod edit -require="github.com/aws/aws-cdk-go/awscdk/v2@v$cdk" && quiet go mod tidy && quiet go build -o app .); step 'go: module and app compiled'
  app go "$work/go-app/app"
}

judge_dotnet() {
  quiet python3 $here/dotnet.py .jsii "$work/code/dotnet/CdkSizedEmr"
  if type -P dotnet > /dev/null; then
    quiet dotnet build "$work/code/dotnet/CdkSizedEmr"; step 'dotnet: compiled'
  else
    cat "$work/log"; echo 'dotnet: no SDK on this machine: its sources are generated and looked at, not compiled'
  fi
}

quick() {
  venv
  PYTHONPATH=$work/code/python/src app python "$work/venv/bin/python" $here/python/app.py
  judge_dotnet
}

python3 -m doctest $here/compare.py $here/dotnet.py
rm -rf "$work/code"; quiet npx jsii-pacmak --code-only --outdir "$work/code"; step 'sources of all languages generated'
app typescript node $here/typescript/app.js
if [ "${1:-}" = --quick ]; then
  quick; set -- python
else
  [ $# -gt 0 ] || set -- python java go dotnet
  for language in "$@"; do "judge_$language"; done
fi
compared=(); for language in "$@"; do [ "$language" = dotnet ] || compared+=("$language"); done
python3 $here/compare.py "$work" "${compared[@]}"
echo "languages: done in $SECONDS s"

#!/usr/bin/env bash
# The packed library as its users get it: installed into empty projects with the oldest and the newest aws-cdk-lib, in Python, by the GitHub action, beside another
# library, and before the analyzer that hubs of constructs use. Installs what it needs by itself.
#   bash judges/package/run.sh [typescript|python|action|mixin|analyzer …]     all where none is named
set -euo pipefail
cd "$(dirname "$0")/../.."
root=$PWD
work=$root/.tmp/judge-package
oldest=2.260.0 oldest_constructs=10.5.1 newest=2.276.0 newest_constructs=10.8.1 analyzer=0.0.5
export CDK_DISABLE_CLI_TELEMETRY=true CDK_VALIDATION=false JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION=20 NO_COLOR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
mkdir -p "$work"
parts=${*:-typescript python action mixin analyzer}
begin=$SECONDS
step() { echo "== $1 ($((SECONDS - begin)) s)"; }
wanted() { case " $parts " in *" $1 "*) true ;; *) false ;; esac }
quietly() { "$@" > "$work/out.log" 2>&1 || { cat "$work/out.log"; exit 1; }; }

[ -f lib/bundle.js ] || quietly npx projen compile
rm -f "$work"/*.tgz
npm pack --silent --ignore-scripts --pack-destination "$work" > /dev/null
tarball=$(ls "$work"/cdk-sized-emr-*.tgz)
step "packed, $(($(wc -c < "$tarball") / 1000)) kB"

empty_project() { # FOLDER PACKAGE…
  rm -rf "$1"; mkdir -p "$1"; cd "$1"; shift
  npm init --yes > /dev/null
  quietly npm install --no-audit --no-fund "$@"
}

typescript() { # NAME CDK CONSTRUCTS
  empty_project "$work/$1" "$tarball" "aws-cdk-lib@$2" "constructs@$3"
  sed "s#'../src'#'cdk-sized-emr'#" "$root/examples/nightly.ts" > app.ts
  echo 'app.synth();' >> app.ts
  "$root/node_modules/.bin/tsc" --strict --skipLibCheck false --module commonjs --target es2022 --types node --typeRoots "$root/node_modules/@types" app.ts
  CDK_OUTDIR=cdk.out node app.js
  npx sized-emr check cdk.out --severity note > check.txt
  npx sized-emr simulate --template cdk.out/Nightly.template.json > simulation.txt
  head -1 simulation.txt
  step "aws-cdk-lib $2: an empty project compiles, synthesizes, is checked and starts"
}

if wanted typescript; then
  typescript oldest "$oldest" "$oldest_constructs"
  typescript newest "$newest" "$newest_constructs"
  node "$root/judges/package/same.js" "$work/oldest/cdk.out/Nightly.template.json" "$work/newest/cdk.out/Nightly.template.json"
  step 'both templates are the same'
fi

if wanted python; then
  cd "$root"
  quietly npx jsii-pacmak --target python --outdir "$work/dist"
  rm -rf "$work/python"; mkdir -p "$work/python"; cd "$work/python"
  [ -x "$work/venv/bin/python" ] || python3 -m venv "$work/venv"
  quietly "$work/venv/bin/pip" install --quiet "aws-cdk-lib==$oldest" "constructs==$oldest_constructs"
  quietly "$work/venv/bin/pip" install --quiet --force-reinstall --no-deps "$work"/dist/python/*.whl
  cp "$root"/examples/python/app.py .
  CDK_OUTDIR=cdk.out "$work/venv/bin/python" app.py
  CDK_OUTDIR=$work/python/typescript "$root/node_modules/.bin/tsx" -e "require('$root/examples/nightly').app.synth()"
  cmp cdk.out/Nightly.template.json typescript/Nightly.template.json
  step 'examples/python: the same template to the byte as examples/nightly.ts'
fi

if wanted action; then
  rm -rf "$work/action"; mkdir -p "$work/action"; cd "$work/action"
  cp "$root/examples/by-hand.template.json" .
  : > outputs
  code=0
  env TEMPLATES=by-hand.template.json SEVERITY=warning SARIF=emr.sarif FAIL=true VERSION="file:$tarball" RUNNER_TEMP="$work/action" GITHUB_OUTPUT="$work/action/outputs" \
    bash "$root/action/check.sh" > said.txt 2> errors.txt || code=$?
  [ "$code" = 1 ] || { echo "the action ended with $code"; cat said.txt errors.txt; exit 1; }
  grep -qx 'findings=true' outputs && grep -q 'SZ6016' emr.sarif
  [ ! -e sized-emr/node_modules/aws-cdk-lib ] || { echo 'the action installs aws-cdk-lib, which it does not need'; exit 1; }
  step 'the action installs the command line alone, finds and tells'
fi

if wanted mixin; then
  quietly bash "$root/bench/others.sh"
  cd "$root/.tmp/bench-others"
  quietly npm install --no-audit --no-fund --no-save "$tarball"
  cp "$root/judges/package/mixin.js" .
  CDK_OUTDIR=$work/mixin node mixin.js
  npx sized-emr simulate --template "$work/mixin/Other.template.json" | head -1
  step 'an application of aws-data-solutions-framework is sized by the mixin, and starts'
fi

if wanted analyzer; then
  [ -d "$work/analyzer/node_modules" ] || empty_project "$work/analyzer" "@cdklabs/cdk-construct-analyzer@$analyzer"
  cd "$root"
  node judges/package/analyzer.js "$work/analyzer/node_modules/@cdklabs/cdk-construct-analyzer" "$tarball"
  step "cdk-construct-analyzer $analyzer: full where it is in our hands"
fi

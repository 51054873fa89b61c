#!/usr/bin/env bash
# Packs the library, installs it beside the newest aws-cdk-lib into an ignored folder, synthesizes with that version's validator
# (findings are errors) and cdk-nag's AwsSolutions pack, and has cfn-lint read the templates. Installs what it needs by itself.
set -euo pipefail
cd "$(dirname "$0")/../.."
root=$PWD
work=$root/.tmp/judge-template
cdk_version=2.276.0 constructs_version=10.8.1 cfn_lint_version=1.58.0 cdk_nag_version=3.0.2

ls dist/js/*.tgz > /dev/null 2>&1 || npx projen package:js
mkdir -p "$work"
cp judges/template/app.js judges/template/wrong.js "$work/"
cd "$work"
[ -f package.json ] || npm init --yes > /dev/null
tarball=$(ls -t "$root"/dist/js/*.tgz | head -1)
npm install --no-audit --no-fund --no-save "aws-cdk-lib@$cdk_version" "constructs@$constructs_version" "cdk-nag@$cdk_nag_version" "$tarball" > install.log 2>&1 || { cat install.log; exit 1; }
rm -rf cdk.out
WORKLOAD=$root/examples/q72.observed.workload.json CDK_OUTDIR=$work/cdk.out JSII_DEPRECATED=fail node app.js # a deprecated prop of CDK would warn every user
JSII_DEPRECATED=fail node wrong.js
echo "SizingChecks and its rules in Rego on aws-cdk-lib $cdk_version: clean apps pass, a mistake stops the synthesis, an acknowledgement is heard"
rm -rf examples cdk.examples; mkdir examples cdk.examples
cp "$root/judges/template/examples.js" . && cp "$root/examples/sales.py" examples/
for example in nightly cluster scheduled transient; do
  sed "s#'../src'#'cdk-sized-emr'#" "$root/examples/$example.ts" | "$root/node_modules/.bin/esbuild" --loader=ts --format=cjs --log-level=error > "examples/$example.js"
done
CDK_CONTEXT_JSON='{"@aws-cdk/core:validateAgainstDefaultRules":true}' JSII_DEPRECATED=fail node examples.js
echo "validator of aws-cdk-lib $cdk_version, AwsSolutions of cdk-nag $cdk_nag_version: clean"

npx sized-emr plan "$root/examples/q72.observed.workload.json" --json > plan.json
npx sized-emr simulate --template cdk.out/Q72.template.json > /dev/null
npx sized-emr check cdk.out --severity note --sarif findings.sarif
echo "the packed command plans, and its template starts in the simulation"

[ -x venv/bin/cfn-lint ] || { python3 -m venv venv && venv/bin/pip install -q "cfn-lint==$cfn_lint_version"; }
venv/bin/cfn-lint --regions us-east-1 -- cdk.out/*.template.json
venv/bin/cfn-lint --regions us-east-1 --ignore-checks W3005 -- cdk.examples/*/*.template.json # CDK's StateMachine states its dependency twice
echo "cfn-lint $cfn_lint_version: clean"

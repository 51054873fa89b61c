#!/usr/bin/env bash
# Who finds what: every mistake that our rules are about, in templates judged by us, by cfn-lint, by the validator of the newest aws-cdk-lib and by
# botocore's service models; and our .rego rules against our own. Writes docs/rules-by-judge.md with --write, else fails where it is not current.
# Installs what it needs by itself into an ignored folder.
set -euo pipefail
cd "$(dirname "$0")/../.."
root=$PWD
work=$root/.tmp/judge-checks
cdk_version=2.276.0 constructs_version=10.8.1 cfn_lint_version=1.58.0 botocore_version=1.43.107

mkdir -p "$work"
cp judges/checks/cdk-judge.js "$work/"
(
  cd "$work"
  [ -f package.json ] || npm init --yes > /dev/null
  [ -d node_modules/aws-cdk-lib ] || npm install --no-audit --no-fund --no-save "aws-cdk-lib@$cdk_version" "constructs@$constructs_version" > install.log 2>&1 || { cat install.log; exit 1; }
  [ -x venv/bin/cfn-lint ] || { python3 -m venv venv && venv/bin/pip install -q "cfn-lint==$cfn_lint_version" "botocore==$botocore_version"; }
)
npx tsx judges/checks/judge.ts "$work" "$@"

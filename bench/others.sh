#!/usr/bin/env bash
# Installs the other construct library for EMR Serverless beside the floor of aws-cdk-lib into an ignored folder. Its npm package comes out of its wheel:
# a jsii library carries the npm package in each of its languages.
set -euo pipefail
cd "$(dirname "$0")/.."
work=.tmp/bench-others
mkdir -p "$work"
cd "$work"
[ -f package.json ] || npm init --yes > /dev/null

version=1.21.3 package=@cdklabs/aws-data-solutions-framework
[ "$(node -p "require('./node_modules/$package/package.json').version" 2> /dev/null)" = "$version" ] && exit
python3 -m pip download --quiet --no-deps --dest wheels "cdklabs.aws-data-solutions-framework==$version"
python3 - <<'PYTHON'
import glob, zipfile
with zipfile.ZipFile(glob.glob('wheels/*.whl')[0]) as wheel:
    [packed] = [name for name in wheel.namelist() if name.endswith('.jsii.tgz')]
    open('package.tgz', 'wb').write(wheel.read(packed))
PYTHON
npm install --no-audit --no-fund ./package.tgz aws-cdk-lib@2.260.0 constructs@10.5.1 > install.log 2>&1 || { cat install.log; exit 1; }

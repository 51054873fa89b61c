#!/usr/bin/env bash
# Run, observe, plan, run again on the real Spark. Needs what judges/spark/run.sh has installed into .judge/.
set -euo pipefail
cd "$(dirname "$0")/../.."
export JUDGE_FOLDER=${JUDGE_FOLDER:-.judge}
export PYTHONPYCACHEPREFIX=$(cd "$JUDGE_FOLDER" && pwd)/pycache
npx esbuild src/cli/main.ts --bundle --platform=node --target=node20 --log-level=warning "--outfile=$JUDGE_FOLDER/cli.js"
exec "${PYTHON:-python3}" judges/logs/loop.py "$@"

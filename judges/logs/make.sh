#!/usr/bin/env bash
# Makes the logs of test/eventlog/logs anew, or those named. Needs what judges/spark/run.sh has installed into .judge/.
set -euo pipefail
cd "$(dirname "$0")/../.."
export JUDGE_FOLDER=${JUDGE_FOLDER:-.judge}
export PYTHONPYCACHEPREFIX=$(cd "$JUDGE_FOLDER" && pwd)/pycache
exec "${PYTHON:-python3}" judges/logs/make.py "$@"

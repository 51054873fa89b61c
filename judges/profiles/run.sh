#!/usr/bin/env bash
# Runs TPC-H, TPC-DS and jobs of every profile on the real Spark and writes data/measured-profiles.jsonc from their logs. Network only to install.
#   bash judges/profiles/run.sh                        what has not run yet
#   bash judges/profiles/run.sh KIND SCALE [NAME…]     those of a kind, or those named anew: tpch, tpcds, etl, python, ml, interactive, streaming
#   bash judges/profiles/run.sh --read                 only reads the logs that are there
# JUDGE_FOLDER: where pyspark, tables and logs go (.judge). JUDGE_JAVAS: Java homes to use, separated by colons, beside those found.
set -euo pipefail
cd "$(dirname "$0")/../.."
export JUDGE_FOLDER=${JUDGE_FOLDER:-.judge}
python=${PYTHON:-python3}
mkdir -p "$JUDGE_FOLDER/profiles"
export PYTHONPYCACHEPREFIX=$(cd "$JUDGE_FOLDER" && pwd)/pycache

install() { # VENV MODULE PACKAGE…
  local venv=$JUDGE_FOLDER/$1 module=$2
  shift 2
  [ -x "$venv/bin/python" ] || "$python" -m venv "$venv"
  "$venv/bin/python" -c "import $module" 2> "$JUDGE_FOLDER/import.log" || {
    echo "installing $* into $venv"
    "$venv/bin/pip" install --quiet "$@"
  }
}

if [ "${1:-}" != --read ]; then
  install spark-3.5.9 pyspark pyspark==3.5.9
  install spark-3.5.9 'numpy, pandas, pyarrow' numpy==1.26.4 pandas==2.2.3 pyarrow==17.0.0
  install data 'duckdb, duckdb_ext' tpchgen-cli==4.0.0 duckdb==1.4.4 duckdb-ext-tpch==1.4.4.20260205 duckdb-ext-tpcds==1.4.4.20260205
  "$python" judges/profiles/measure.py "$@"
fi
exec npx tsx judges/profiles/read.ts

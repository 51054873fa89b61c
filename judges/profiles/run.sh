#!/usr/bin/env bash
# Runs TPC-H, TPC-DS and jobs of every profile on the real Spark, writes data/measured-profiles.jsonc from their logs, and into data/profiles.jsonc what its rules make of them.
#   bash judges/profiles/run.sh                                        what has not run yet: an hour and more; stopped, it goes on where it was
#   bash judges/profiles/run.sh KIND SCALE [--cold] [--anew] [NAME…]   a kind, or those named: tpch, tpcds, etl, python, ml, interactive, streaming
#   bash judges/profiles/run.sh --read                                 only reads the logs that are there
#   bash judges/profiles/run.sh --defaults                             only the defaults and documents, from the table that is there: needs no Spark
# Needs Python 3.9 or newer with venv, Java 17 and, to install, the network. What data/ has after it is generated anew.
# JUDGE_FOLDER: where pyspark, tables and logs go (.judge). JUDGE_JAVAS: Java homes to use, separated by colons, beside those found.
set -euo pipefail
cd "$(dirname "$0")/../.."

install() { # VENV MODULE PACKAGE…
  local venv=$JUDGE_FOLDER/$1 module=$2
  shift 2
  [ -x "$venv/bin/python" ] || "$python" -m venv "$venv"
  "$venv/bin/python" -c "import $module" 2> "$JUDGE_FOLDER/import.log" || {
    echo "installing $* into $venv"
    "$venv/bin/pip" install --quiet "$@"
  }
}

measure() {
  install spark-3.5.9 pyspark pyspark==3.5.9
  install spark-3.5.9 'numpy, pandas, pyarrow' numpy==1.26.4 pandas==2.2.3 pyarrow==17.0.0
  install data 'duckdb, duckdb_ext' tpchgen-cli==4.0.0 duckdb==1.4.4 duckdb-ext-tpch==1.4.4.20260205 duckdb-ext-tpcds==1.4.4.20260205
  "$python" judges/profiles/measure.py "$@"
}

if [ "${1:-}" != --defaults ]; then
  export JUDGE_FOLDER=${JUDGE_FOLDER:-.judge}
  python=${PYTHON:-python3}
  mkdir -p "$JUDGE_FOLDER/profiles"
  PYTHONPYCACHEPREFIX=$(cd "$JUDGE_FOLDER" && pwd)/pycache
  export PYTHONPYCACHEPREFIX
  [ "${1:-}" = --read ] || measure "$@"
  npx tsx judges/profiles/read.ts
fi
npx tsx judges/profiles/defaults.ts
npx projen generate

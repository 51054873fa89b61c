#!/usr/bin/env bash
# Holds the model against the real Apache Spark. Installs what it needs into an ignored folder; network only for that.
#   bash judges/spark/run.sh            agreement of the memory model, and a sample of the recorded least heaps run again
#   bash judges/spark/run.sh --long     all agreement rows, every recorded least heap run again
#   bash judges/spark/run.sh --only agreement|heaps|native      one part
#   bash judges/spark/run.sh --measure [NAME…]   finds least heaps anew and writes them into least-heaps.jsonl
#   bash judges/spark/run.sh --predict           writes what the command line says now beside what was measured
#   bash judges/spark/run.sh --measure-native [NAME…]          resident memory of executors anew, into native-memory.jsonl
#   bash judges/spark/run.sh --measure-constants [CONSTANT…]   constants of data/laws.jsonc anew, into constants.jsonl
# JUDGE_FOLDER: where pyspark goes (.judge). JUDGE_JAVAS: Java homes to use, separated by colons, beside those found.
set -euo pipefail
cd "$(dirname "$0")/../.."
export JUDGE_FOLDER=${JUDGE_FOLDER:-.judge}
python=${PYTHON:-python3}
mkdir -p "$JUDGE_FOLDER"
export PYTHONPYCACHEPREFIX=$(cd "$JUDGE_FOLDER" && pwd)/pycache

for version in 3.5.9 4.3.0; do
  venv=$JUDGE_FOLDER/spark-$version
  [ -x "$venv/bin/python" ] || "$python" -m venv "$venv"
  "$venv/bin/python" -c 'import pyspark' 2> "$JUDGE_FOLDER/import.log" || {
    echo "installing pyspark $version into $venv"
    "$venv/bin/pip" install --quiet "pyspark==$version"
  }
done

npx esbuild judges/spark/model.ts --bundle --platform=node --target=node20 --log-level=warning "--outfile=$JUDGE_FOLDER/model.js"
exec "$python" judges/spark/judge.py "$@"

#!/usr/bin/env bash
# What action.yml runs. The inputs are in the environment, never in the text of a command.
set -uo pipefail

command=node_modules/.bin/sized-emr
if [ ! -x "$command" ]; then
  home=${RUNNER_TEMP:?}/sized-emr
  # aws-cdk-lib is a peer that the command line does without
  npm install --silent --no-audit --no-fund --omit=peer --prefix "$home" "cdk-sized-emr@${VERSION:?}" || exit 2
  command=$home/node_modules/.bin/sized-emr
fi

case ${SARIF-} in
  *$'\n'* | *$'\r'*) echo 'sarif: a name of one line is expected' >&2; exit 2 ;; # more would be outputs of their own
esac

read -r -d '' -a templates <<< "${TEMPLATES-}" || true
"$command" check "--severity=${SEVERITY-}" "--sarif=${SARIF-}" -- "${templates[@]}" # whatever they begin with, they are no flags
code=$?

# 0 nothing, 1 findings; all else is a template that cannot be read, or a wrong input
case $code in
  0) findings=false ;;
  1) findings=true ;;
  *) exit "$code" ;;
esac
{ echo "findings=$findings"; echo "sarif=$SARIF"; } >> "${GITHUB_OUTPUT:?}"
[ "$findings" = false ] || [ "${FAIL:?}" = false ]

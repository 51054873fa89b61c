#!/usr/bin/env bash
# The real `cdk bootstrap`, `deploy`, `diff`, `deploy` of a change and `destroy` against a stand-in of AWS on this machine (moto, taught EMR by
# moto_emr.py). After each deployment the services are asked what was made: it must be what the plans promise. Installs what it needs by itself.
set -euo pipefail
cd "$(dirname "$0")/../.."
work=$PWD/.judge/deploy port=${PORT:-5055} moto_version=5.2.5
mkdir -p "$work"
[ -f "$work/moto-$moto_version" ] || { python3 -m venv "$work/venv" && "$work/venv/bin/pip" install -q "moto[server]==$moto_version" && touch "$work/moto-$moto_version"; }
[ -d "$work/sdk/node_modules/asl-validator" ] || npm install --loglevel=error --no-audit --no-fund --prefix "$work/sdk" @aws-sdk/client-{emr-serverless,cloudformation,lambda,s3}@^3.1100.0 asl-validator@4.0.0 amazon-states-language-service@1.16.1 # the runtime of Lambda has it
[ -f lib/assets/feedback/index.js ] || npx projen compile
rm -rf "$work/functions" "$work/functions.log"
python=$work/venv/bin/python
export AWS_ENDPOINT_URL=http://localhost:$port AWS_ACCESS_KEY_ID=x AWS_SECRET_ACCESS_KEY=y AWS_REGION=us-east-1 AWS_DEFAULT_REGION=us-east-1 \
  AWS_EC2_METADATA_DISABLED=true CDK_DISABLE_CLI_TELEMETRY=true CDK_VALIDATION=false JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION=20 \
  NO_COLOR=1 CI=true EXPECTED=$work/expected.json WORK=$work CHANGED=0

if curl -s -o /dev/null "$AWS_ENDPOINT_URL/moto-api/data.json"; then echo "something answers on port $port already: set PORT"; exit 1; fi
"$python" judges/deploy/moto_emr.py -p "$port" > "$work/moto.log" 2>&1 & moto=$!
trap 'kill $moto' EXIT
for _ in $(seq 150); do curl -sf -o /dev/null "$AWS_ENDPOINT_URL/moto-api/data.json" && break; sleep 0.2; done

begin=$SECONDS
step() { echo "== $1 ($((SECONDS - begin)) s)"; }
cdk() { node_modules/.bin/cdk "$@" --app "node judges/deploy/app.js" --output "$work/cdk.out" --no-notices > "$work/out.log" 2>&1; }
must() { cdk "$@" || { cat "$work/out.log"; exit 1; }; }
refused() { # WHY COMMAND…
  local why=$1; shift
  if cdk "$@"; then echo "was taken: cdk $*"; exit 1; fi
  grep -q "$why" "$work/out.log" || { echo "refused for another reason:"; cat "$work/out.log"; exit 1; }
}
read_back() { for what in jobs cluster sales transient; do "$python" judges/deploy/read_back.py "$what" "$EXPECTED"; done; }
deploy() { must deploy --all --require-approval never --method=direct; } # moto 5.2.5 has no change set of an update

must bootstrap aws://123456789012/us-east-1; step bootstrap
deploy; step 'deploy'
read_back
NODE_PATH=$work/sdk/node_modules node judges/deploy/definitions.js "$work/cdk.out"
"$python" judges/deploy/feedback.py test/eventlog/logs; step 'event logs of a bucket become metrics'

must diff --all --no-change-set --fail; step 'diff of the same: none'
export CHANGED=1
if cdk diff Jobs --no-change-set --fail; then echo 'no diff of a change'; exit 1; fi
grep -q 'idleTimeoutMinutes\|IdleTimeoutMinutes' "$work/out.log" || { cat "$work/out.log"; exit 1; }; step 'diff of a change'
deploy; step 'deploy of a change'
read_back

must destroy --all --force; step destroy
"$python" judges/deploy/read_back.py gone ''

asked() { NAME=updated "$python" judges/deploy/read_back.py "$@"; }
must_deploy() { must deploy Updates --require-approval never --method=direct; }
not_deployed() { refused "$1" deploy Updates --require-approval never --method=direct; }
must_deploy; asked state start; asked started 20
MINUTES=30 must_deploy; asked stack UPDATE_COMPLETE; asked started 30; step 'a started application is stopped, updated and started again'
asked run start
MINUTES=40 not_deployed 'has 1 run (.*) under way'
asked stack UPDATE_ROLLBACK_COMPLETE; asked run goes-on; asked started 30; step 'a run that is under way is not ended: the deployment fails'
refused 'has 1 run (.*) under way' destroy Updates --force; asked run goes-on; asked started 30; step 'nor by a deletion'
asked run cancel
export MINUTES=30; must_deploy; MINUTES=40 FAIL=application not_deployed 'tags.long: length'
asked stack UPDATE_ROLLBACK_COMPLETE; asked started 30; step 'properties that are refused: rolled back, and started again'
MINUTES=40 FAIL=later not_deployed 'NEVER'
asked stack UPDATE_ROLLBACK_COMPLETE; asked started 30; step 'a later resource fails: rolled back, and started again'
must destroy Updates --force; asked gone ''; step 'a started application is stopped and deleted'

deploy; "$python" judges/deploy/read_back.py state start
CHANGED=0 EXPECTED=$work/refused.json refused 'cannot be updated in state STARTED' deploy Jobs --require-approval never --method=direct
"$python" judges/deploy/read_back.py application "$EXPECTED"; step 'a started application is not updated, and is as it was'
refused 'cannot be deleted in state STARTED' destroy Jobs --force; step 'a started application is not deleted'
if grep -q Traceback "$work/moto.log"; then grep -n -A20 Traceback "$work/moto.log" | tail -40; exit 1; fi # the command line takes some faults of the stand-in for success
if grep 'No Moto CloudFormation support' "$work/moto.log" | grep -v 'AWS::CDK::Metadata\|AWS::S3::BucketPolicy'; then echo 'the stand-in left these out'; exit 1; fi # those two are of the command line and its bootstrap
echo "deployed, changed and destroyed in $((SECONDS - begin)) s"

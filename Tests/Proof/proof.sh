#!/bin/sh
# Proves on the built program what tests inside it cannot: what reaches the disk, and what can be read there.
#
# Usage: Tests/Proof/proof.sh [PROGRAM]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
program=${1:-$root/.build/release/firmground}
referrals=$root/Tests/ExchangeTests/Fixtures/referrals/answers.ndjson
python3 -B "$here/count_syncs.py" "$program" "$referrals"
python3 -B "$here/no_names.py" "$program" "$referrals"
python3 -B "$here/timing.py" "$program"

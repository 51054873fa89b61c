#!/usr/bin/env bash
# The page in a real Chromium, opened from disk: every flow, no request, no error, accessibility in both colour schemes and at three widths.
# Screenshots go to test-reports/page. Takes the Chromium of the machine, else gets one; without one it fails.
set -euo pipefail
cd "$(dirname "$0")/../.."
work=$PWD/.judge/page
mkdir -p "$work"

found() { for name in "${CHROMIUM:-}" chromium chromium-browser google-chrome; do [ -n "$name" ] && command -v "$name" && return; done; }

# Debian's package where it may be installed, else the build that playwright offers.
get() {
  echo "no Chromium here: getting one"
  if command -v apt-get > /dev/null && [ "$(id -u)" = 0 ]; then
    apt-get -qq update > /dev/null && apt-get -qq install -y --no-install-recommends chromium > "$work/apt.log" 2>&1 && return
  fi
  PLAYWRIGHT_BROWSERS_PATH=$work/browsers node_modules/.bin/playwright-core install chromium > "$work/playwright.log" 2>&1 || return 0
  CHROMIUM=$(find "$work/browsers" -type f \( -name chrome -o -name headless_shell \) | head -1)
}

[ -n "$(found || true)" ] || get
CHROMIUM=$(found || true)
[ -n "$CHROMIUM" ] || { echo 'FAILED: no Chromium is to be had: apt-get install chromium, or set CHROMIUM to the path of one'; exit 1; }
export CHROMIUM
exec npx tsx judges/page/judge.ts "$@"

#!/bin/sh
# Make sure the browser tests have a Chromium, or say in one sentence how to get one.
if command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1 || command -v google-chrome >/dev/null 2>&1; then
    exit 0
fi
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    echo "Installing Chromium for the browser tests ..."
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null && exit 0
fi
echo "No Chromium found: the browser tests are skipped. Install it with 'sudo apt-get install chromium' (or your system's package) and run 'make test' again." >&2
exit 0

#!/usr/bin/env bash
# Makes the lock files again: every package with its version and hashes, for every system, and no index address.
set -euo pipefail
cd "$(dirname "$0")/.."
lock() { uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
  --no-emit-index-url --no-emit-find-links --upgrade pyproject.toml requirements/build.in "${@:2}" -o "requirements/$1.txt"; }
lock base
lock serve --extra serve
lock dev --extra dev --extra serve
lock spark --extra dev --extra serve --extra spark

# shellcheck shell=bash
# A browser to test with, and the Python that drives it. Sourced by ./test.

find_browser() {
  local name path
  for name in chromium google-chrome google-chrome-stable chromium-browser; do
    path=$(command -v "$name") || continue
    # Ubuntu's package is a stub that points to a snap, and a snap cannot read our folders.
    if grep -qIs snap "$path" && ! grep -qIs /usr/lib/chromium "$path"; then continue; fi
    say "$path"
    return
  done
  return 1
}

## A private Python with pinned packages; made once, and again when the pins change.
prepare_python() {
  local pins=Tests/Browser/requirements.txt
  if [[ -x .venv/bin/python ]] && cmp -s "$pins" .venv/pins.txt; then return; fi
  python3 -c 'import venv, ensurepip' 2>/dev/null ||
    need_packages "the browser tests (a private Python)" python3 python3-venv || return 1
  rm -rf .venv
  python3 -m venv .venv || return 1
  .venv/bin/pip install --quiet --disable-pip-version-check --requirement "$pins" || return 1
  cp "$pins" .venv/pins.txt
}

## Sets and exports ATTUNE_TEST_BROWSER. Fonts matter: without them screenshots show boxes.
prepare_browser() {
  prepare_python || return 1
  need_packages "the browser tests (fonts)" fonts-noto-core fonts-noto-cjk || return 1
  if ! find_browser >/dev/null; then
    if [[ $(. /etc/os-release && printf '%s' "$ID") = debian ]]; then
      need_packages "the browser tests" chromium || return 1
    else
      as_root .venv/bin/python -m playwright install-deps chromium || return 1
      .venv/bin/python -m playwright install chromium || return 1
    fi
  fi
  ATTUNE_TEST_BROWSER=$(find_browser || true)
  export ATTUNE_TEST_BROWSER
}

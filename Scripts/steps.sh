# shellcheck shell=bash
# Named steps with their times, and an honest list at the end. Sourced by ./test.

declare -a steps_done=() steps_failed=() steps_skipped=() notes=()

## step NAME COMMAND…: runs it, keeps its output in .build/logs, goes on after a failure.
step() {
  local name=$1 begun=$SECONDS log status=0
  shift
  log=.build/logs/$(tr -c 'a-z0-9\n' - <<<"${name,,}").log
  mkdir -p .build/logs
  printf '\n── %s\n' "$name"
  "$@" 2>&1 | tee "$log" | quieten || status=$?
  local took=$((SECONDS - begun))
  steps_done+=("$(printf '%5d s  %s' "$took" "$name")")
  if ((status)); then
    steps_failed+=("$name (all of its output: $log)")
    printf '── %s: failed after %d s\n' "$name" "$took"
    return "$status"
  fi
  printf '── %s: %d s\n' "$name" "$took"
}

## Thousands of lines that say "passed" hide the one that does not.
quieten() {
  sed -u -E -e '/Test run with/b' \
    -e '/^[^ ]+ +(Test|Suite|Test case) .* (started|passed)/d' \
    -e '/^\[[0-9]+\/[0-9]+\] |^(Fetch|Comput|Creating working copy|Working copy)/d'
}

## skip NAME REASON: allowed on a laptop, refused where CI is set.
skip() {
  steps_skipped+=("$1: $2")
  printf '\n── %s: skipped, %s\n' "$1" "$2"
  if [[ -n ${CI:-} ]]; then
    steps_failed+=("$1 (skipped, and CI skips nothing: $2)")
  fi
}

## note TEXT: something a reader of the result must know, and that no machine can change.
note() { notes+=("$*"); }

## The summary; its exit code is the answer of the whole run.
summary() {
  local line
  printf '\n══ Steps, %d s in all\n' "$SECONDS"
  for line in "${steps_done[@]}"; do printf '%s\n' "$line"; done
  if ((${#steps_skipped[@]})); then
    printf '══ Skipped\n'
    for line in "${steps_skipped[@]}"; do printf '  %s\n' "$line"; done
  else
    printf '══ Nothing was skipped.\n'
  fi
  for line in "${notes[@]}"; do printf '  Note: %s\n' "$line"; done
  if ((${#steps_failed[@]})); then
    printf '══ Failed\n'
    for line in "${steps_failed[@]}"; do printf '  %s\n' "$line"; done
    return 1
  fi
  printf '══ All passed.\n'
}

# Sourced by ./scripts/set-up, ./scripts/nomadx and ./scripts/test: installs and builds what is missing or out of date.
# Needs Node and npm only. Writes to stderr only.

root=$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")
stamps=$root/.cache/set-up

say() { printf '%s\n' "$*" >&2; }

# Whether something below the given paths is newer than the stamp. Folders count, so that a deleted file is noticed.
is_stale() {
  local stamp=$1
  shift
  [ ! -e "$stamp" ] || [ -n "$(find "$@" -newer "$stamp" ! -name '*.test.ts' ! -name '*.test-d.ts' -print -quit)" ]
}

needs_install() {
  [ ! -d "$root/node_modules/.pnpm" ] || is_stale "$stamps/installed" "$root/pnpm-lock.yaml" \
    "$root/pnpm-workspace.yaml" "$root/package.json" "$root"/packages/*/package.json "$root"/{jobs,examples}/package.json
}

needs_build() {
  [ ! -e "$root/packages/cli/oclif.manifest.json" ] || is_stale "$stamps/built" "$stamps/installed" \
    "$root"/packages/*/src "$root"/packages/*/package.json "$root/scripts/build.js" "$root/scripts/build" \
    "$root/scripts/stubs"
}

install() {
  local pnpm
  pnpm=$(sed -n 's/.*"packageManager": "\(pnpm@[0-9.]*\).*/\1/p' "$root/package.json")
  say "nomadx: installing with $pnpm"
  (cd "$root" && CI=1 npx -y "$pnpm" install --frozen-lockfile --reporter=append-only) </dev/null >&2
}

build() {
  say "nomadx: building"
  (cd "$root" && node scripts/build.js) </dev/null >&2
}

# What an editor needs to check job files. Checking core itself is the business of `pnpm check`.
write_declarations() {
  (cd "$root" && node node_modules/typescript/bin/tsc -b packages/core --noCheck) </dev/null >&2
}

# The stamp gets the time at which the work began: what changes meanwhile is done again the next time.
run_with_stamp() {
  local step=$1 stamp=$2 begun
  begun=$(mktemp)
  if ! "$step"; then
    rm -f "$begun"
    say "nomadx: the set-up failed"
    exit 1
  fi
  mkdir -p "$stamps"
  touch -r "$begun" "$stamp"
  rm -f "$begun"
}

set_up() {
  if ! needs_install && ! needs_build; then return; fi
  if ! command -v node >/dev/null || ! node -e 'process.exit(process.getBuiltinModule ? 0 : 1)'; then
    say "nomadx needs Node 20.19 or later"
    exit 1
  fi
  # One set-up at a time. Where there is no flock, two first runs at the same moment are the user's own affair.
  mkdir -p "$stamps"
  exec 9>"$stamps/lock"
  if command -v flock >/dev/null; then flock 9; fi
  if needs_install; then
    run_with_stamp install "$stamps/installed"
    write_declarations 9>&- &
  fi
  if needs_build; then run_with_stamp build "$stamps/built"; fi
  wait
  exec 9>&-
}

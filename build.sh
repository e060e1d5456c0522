#!/usr/bin/env bash
# ./build.sh VERB: everything this repository does, one verb each, each safe to repeat and each doing the set-up it needs.
#
#   setup [PACKAGES]  install what the build lacks, and these, or print the one command to type
#   build [--rid R]   compile the native executable, dist/openclaw
#   test [OPTIONS]    run all tests, those of the native executable too; OPTIONS go to `dotnet test` (--filter Name~Gate)
#   demo              the main job on a model that is built in: no network, no configuration, under a minute
#   run [OPTIONS]     the gateway with ./openclaw.toml, which speaks to an Ollama on this machine
#   bench [--json]    measure the executable and hold it against its bars
#   crash [OPTIONS]   kill the executable at every call that counts, and look whether anything was lost or done twice (--sample N, --syscall NAME)
#   differential [--count N] [--seed S]
#                     run drawn command lines for real, and look whether one did what the analysis had not named
#   install           copy executable, example configuration and systemd unit (PREFIX, SYSCONFDIR and DESTDIR are honoured)
set -euo pipefail
cd "$(dirname "$0")"

native=artifacts/native   # its own intermediate files: the native publish and the plain build never invalidate each other
results=artifacts/tests

say() { printf '%s\n' "$*" >&2; }
die() { say "build.sh: $*"; exit 1; }
has() { command -v "$1" > /dev/null 2>&1; }

machine_rid() {
  case $(uname -m) in
    x86_64) echo linux-x64 ;; aarch64) echo linux-arm64 ;; armv7l) echo linux-arm ;;
    *) die "no runtime identifier known for $(uname -m); name one with --rid" ;;
  esac
}

# Debian keeps the libraries of each architecture in a folder of its own.
sqlite_archive() {
  local triplet
  case $1 in
    linux-x64) triplet=x86_64-linux-gnu ;; linux-arm64) triplet=aarch64-linux-gnu ;; linux-arm) triplet=arm-linux-gnueabihf ;;
    *) die "no SQLite archive known for $1; name it with SQLITE_ARCHIVE" ;;
  esac
  echo "${SQLITE_ARCHIVE:-/usr/lib/$triplet/libsqlite3.a}"
}

setup() {
  local lacking=() as=() archive package
  has dotnet || die "the .NET SDK 10 is missing: install it from https://dot.net/download, then try again"
  dotnet --version > /dev/null || die "dotnet does not run here, or is older than global.json asks for; it says why above"
  archive=$(sqlite_archive "$(machine_rid)")
  has clang || has gcc || lacking+=(gcc libc6-dev)
  [ -e /usr/include/zlib.h ] || lacking+=(zlib1g-dev)
  [ -e "$archive" ] || lacking+=(libsqlite3-dev)
  for package in "$@"; do has "$package" || lacking+=("$package"); done
  [ ${#lacking[@]} -gt 0 ] || return 0

  has apt-get || die "the build lacks these Debian packages or their like: ${lacking[*]}"
  if [ "$(id -u)" != 0 ]; then
    sudo -n true 2> /dev/null || die "type this, then try again:  sudo apt-get install -y ${lacking[*]}"
    as=(sudo)
  fi
  say "installing ${lacking[*]}"
  # A fresh container has no package lists at all.
  "${as[@]}" apt-get -q update > /dev/null
  "${as[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -yq install --no-install-recommends "${lacking[@]}" > /dev/null
}

# The program and its package have different names.
setup_man() { has man || setup man-db; }

# What the executable is made of, as one word: when it is the same as last time there is nothing to compile.
fingerprint() {
  { echo "$1"; dotnet --version; stat -c '%n %s %Y' "$(sqlite_archive "$1")"
    find src Directory.*.props global.json openclaw.toml build.sh -type f -not -path '*/obj/*' -not -path '*/bin/*' -print0 | sort -z | xargs -0 sha256sum
  } | sha256sum | cut -d ' ' -f 1
}

# net10.0 where its native runtime pack can be restored, else the same sources for net9.0. Trying is the only test there is, and
# a registry that lacked the pack yesterday may have it today, so the answer is not kept.
native_framework() {
  mkdir -p "$native"
  if dotnet restore src/OpenClaw.Cli -r "$1" -p:AotTfm=net10.0 --artifacts-path "$native" > "$native/restore.log" 2>&1; then echo net10.0; else echo net9.0; fi
}

build() {
  local rid framework made flavour=()
  rid=$(machine_rid)
  while [ $# -gt 0 ]; do
    case $1 in --rid) rid=${2:?--rid needs a runtime identifier}; shift 2 ;; *) die "build knows --rid only, not $1" ;; esac
  done
  setup
  [ -e "$(sqlite_archive "$rid")" ] || die "no $(sqlite_archive "$rid"): the static SQLite library of $rid; name it with SQLITE_ARCHIVE"
  made=$(fingerprint "$rid")
  if [ ! -x dist/openclaw ] || [ "$made" != "$(cat "$native/made" 2> /dev/null)" ]; then
    framework=$(native_framework "$rid")
    [ "$framework" = net10.0 ] || say "the native runtime pack of net10.0 cannot be restored here: publishing the same sources for $framework"
    if has clang && has ld.lld; then flavour=(-p:LinkerFlavor=lld); fi
    dotnet publish src/OpenClaw.Cli -f "$framework" -r "$rid" -p:AotTfm="$framework" -p:SqliteArchive="$(sqlite_archive "$rid")" \
      "${flavour[@]}" --artifacts-path "$native" -o "$native/out" -v quiet --nologo >&2
    mkdir -p dist
    # Moved into place whole: a gateway that runs from dist/ keeps its old file, and a failed copy leaves no half of one.
    install -m 755 "$native/out/openclaw" "$native/openclaw.new" && mv "$native/openclaw.new" dist/openclaw
    echo "$made" > "$native/made"
  fi
  echo "dist/openclaw: $(stat -c %s dist/openclaw | awk '{ printf "%.1f MB", $1 / 1e6 }')"
}

run_tests() {
  local status=0
  build
  rm -rf "$results"
  dotnet test OpenClaw.Aot.sln --nologo --logger trx --results-directory "$results" "$@" || status=$?
  tally "$status"
}

# Adds up what the runner recorded. `<` cannot stand in the text of an XML file, so no test's output can pass for a counter.
tally() {
  local total=0 passed=0 failed=0 file t e p f skipped=0
  for file in "$results"/*.trx; do
    [ -e "$file" ] || die "the test runner left no results (it ended with $1)"
    read -r t e p f < <(sed -nE 's/.*<Counters total="([0-9]+)" executed="([0-9]+)" passed="([0-9]+)" failed="([0-9]+)".*/\1 \2 \3 \4/p' "$file") \
      || die "$file has no counters: the test run did not end"
    total=$((total + t)) passed=$((passed + p)) failed=$((failed + e - p)) skipped=$((skipped + t - e))
    [ "$f" -le $((e - p)) ] || die "$file contradicts itself"
  done
  [ "$skipped" = 0 ] || skip_reasons
  if [ "$1" != 0 ] && [ "$failed" = 0 ]; then say "the test runner ended with $1 though no test failed"; fi
  [ "$total" -gt 0 ] || say "no test was run"
  if [ "$skipped" = 0 ]; then echo "$passed passed, $failed failed"; else echo "$passed passed, $failed failed, $skipped skipped"; fi
  [ "$1" = 0 ] && [ "$failed" = 0 ] && [ "$total" -gt 0 ]
}

# A line for each reason that tests were skipped for: the runner names the tests and keeps the reasons to its files.
skip_reasons() {
  awk '/<UnitTestResult / { skipped = /outcome="NotExecuted"/ }
    skipped && sub(/.*<Message>/, "") { sub(/<\/Message>.*/, ""); gsub(/&quot;/, "\""); gsub(/&lt;/, "<"); gsub(/&gt;/, ">"); gsub(/&amp;/, "\\&"); count[$0]++ }
    END { for (reason in count) print count[reason] " skipped: " reason }' "$results"/*.trx | sort >&2
}

install_files() {
  local prefix=${PREFIX:-/usr/local} etc=${SYSCONFDIR:-/etc} root=${DESTDIR:-}
  build
  if [ -z "$root" ] && [ "$(id -u)" != 0 ]; then die "type this:  sudo ./build.sh install   (or set DESTDIR)"; fi
  install -D -m 755 dist/openclaw "$root$prefix/bin/openclaw"
  # The operator's file is his: only a missing one is written.
  if [ -e "$root$etc/openclaw/openclaw.toml" ]; then
    echo "kept $root$etc/openclaw/openclaw.toml; the new example is beside it"
    install -m 644 openclaw.toml "$root$etc/openclaw/openclaw.toml.example"
  else
    install -D -m 644 openclaw.toml "$root$etc/openclaw/openclaw.toml"
  fi
  install -d "$root$prefix/lib/systemd/system"
  sed "s|@BIN@|$prefix/bin/openclaw|; s|@CONFIG@|$etc/openclaw/openclaw.toml|" examples/systemd/openclaw.service > "$root$prefix/lib/systemd/system/openclaw.service"
  if [ -z "$root" ] && ! id openclaw > /dev/null 2>&1; then
    useradd --system --home-dir /var/lib/openclaw --shell /usr/sbin/nologin openclaw
  fi
  echo "installed $root$prefix/bin/openclaw; edit $etc/openclaw/openclaw.toml, then:  systemctl enable --now openclaw"
}

verb=${1:-}
[ $# -gt 0 ] && shift
case $verb in
  setup) setup "$@" ;;
  build) build "$@" ;;
  test) run_tests "$@" ;;
  demo) build >&2 && exec examples/demo/demo.sh "$PWD/dist/openclaw" ;;
  run) build >&2 && exec dist/openclaw run -c openclaw.toml "$@" ;;
  bench) build >&2 && exec dotnet run --project tests/OpenClaw.Benchmarks -c Release -v quiet -- "$PWD/dist/openclaw" "$@" ;;
  crash) setup strace && build >&2 && exec dotnet run --project tests/OpenClaw.Crash -c Release -v quiet -- "$PWD/dist/openclaw" "$@" ;;
  differential) setup zip unzip rsync less curl git make; setup_man; exec dotnet run --project tests/OpenClaw.Differential -c Release -v quiet -- "$@" ;;
  install) install_files ;;
  *) sed -n '2,13s/^# \?//p' build.sh >&2; [ "$verb" = --help ] || exit 64 ;;
esac

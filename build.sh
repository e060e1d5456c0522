#!/usr/bin/env bash
# ./build.sh VERB: everything this repository does, one verb each, each safe to repeat and each doing the set-up it needs.
#
#   setup [PACKAGES]  install what the build lacks, and these, or print the one command to type
#   build [--rid R]   compile the native executable, dist/openclaw; for another machine (linux-arm64, linux-x64) beside it, dist/openclaw-R
#   release [--key K] what people install who have no SDK: tarballs, Debian packages, an OCI image, sums and their signature, in dist
#                     release --check compiles the last commit a second time, in another folder, and compares every byte with dist
#   test [OPTIONS]    run all tests, those of the native executable too; OPTIONS go to `dotnet test` (--filter FullyQualifiedName~GateTests)
#                     test --unit [OPTIONS] runs what needs neither the native executable nor a server: about a minute
#   coverage          how much of each room the unit tests run through, in lines
#   demo              the main job on a model that is built in: no network, no configuration, under a minute
#   run [OPTIONS]     the gateway with ./openclaw.toml, yours to edit; as it comes it speaks to an Ollama on this machine
#   bench [--json]    measure the executable and hold it against its bars
#   crash [OPTIONS]   kill the executable at every call that counts, and look whether anything was lost or done twice (--sample N, --syscall NAME, --standby)
#   differential [--count N] [--seed S]
#                     run drawn command lines for real, and look whether one did what the analysis had not named
#   trace [FILE]      name functions and lines for the addresses in a stack trace of the executable that was built here; of a release: --release RID
#   format [--check]  lay out the C# sources with CSharpier, or say which are not laid out so
#   install           copy executable, example configuration and systemd unit (PREFIX, SYSCONFDIR and DESTDIR are honoured)
#
# bash ignores `set -e` in all that is called left of `&&` or `||`, in a condition or in `$(...)`. So a function here never relies on it: each
# step that can fail ends in `|| die`, and one that is called inside `$(...)` has its caller say `|| die` or `|| exit`.
set -euo pipefail
cd "$(dirname "$0")" || exit

native=artifacts/native   # its own intermediate files, a folder for each machine: the native publish and the plain build never invalidate each other
results=artifacts/tests
example=src/OpenClaw.Gateway/Config/openclaw.example.toml   # compiled in, and installed; ./openclaw.toml starts as the same and is the user's

say() { printf '%s\n' "$*" >&2; }
die() { say "build.sh: $*"; exit 1; }
has() { command -v "$1" > /dev/null 2>&1; }

machine_rid() {
  case $(uname -m) in
    x86_64) echo linux-x64 ;; aarch64) echo linux-arm64 ;; armv7l) echo linux-arm ;;
    *) die "no runtime identifier known for $(uname -m); name one with --rid" ;;
  esac
}

# Debian's name of a machine, and the folder it keeps the libraries of that machine in. 32-bit machines have no native compiler.
debian_arch() { case $1 in linux-x64) echo amd64 ;; linux-arm64) echo arm64 ;; *) die "there is a build for linux-x64 and linux-arm64, not for $1" ;; esac; }
triplet() { case $1 in linux-x64) echo x86_64-linux-gnu ;; *) echo aarch64-linux-gnu ;; esac; }

# The static SQLite library of a machine, in the sysroot that is named (empty: this system).
sqlite_archive() { echo "${SQLITE_ARCHIVE:-$2/usr/lib/$(triplet "$1")/libsqlite3.a}"; }

# What a linker needs of another machine, or of an older system than this one: packages of Debian 12 unpacked into a folder, of which nothing is
# run and nothing installed. The libraries of an image are from there too. An executable that is linked with it runs wherever glibc is 2.34 or newer. Prints the folder.
sysroot() {
  local root=${SYSROOT:-$PWD/artifacts/sysroot/$1} arch mode=unshare packages=libc6-dev,libgcc-12-dev,zlib1g-dev,libsqlite3-dev,libssl3,ca-certificates,tzdata
  [ "$(cat "$root/made" 2> /dev/null)" != "$packages" ] || { echo "$root"; return; }
  [ -z "${SYSROOT:-}" ] || die "SYSROOT=$SYSROOT is not a folder that this script unpacked with $packages, or not to its end"
  arch=$(debian_arch "$1") || exit
  setup clang ld.lld mmdebstrap
  [ "$(id -u)" != 0 ] || mode=root
  rm -rf "$root" && mkdir -p "$(dirname "$root")" || die "$root cannot be made anew"
  say "unpacking what the linker needs of Debian 12 for $arch"
  # With its updates and security archives, as mmdebstrap names them for a stable release: SQLite comes from there too.
  mmdebstrap --quiet --arch="$arch" --mode="$mode" --variant=extract --skip=check/qemu --hook-dir=/usr/share/mmdebstrap/hooks/merged-usr \
    --include="$packages" bookworm "$root" >&2 || die "Debian 12 for $arch could not be unpacked into $root; mmdebstrap says why above"
  echo "$packages" > "$root/made" || die "$root/made cannot be written"
  echo "$root"
}

setup() {
  local lacking=() as=() rid archive package
  has dotnet || die "the .NET SDK 10 is missing: install it from https://dot.net/download, then try again"
  dotnet --version > /dev/null || die "dotnet does not run here, or is older than global.json asks for; it says why above"
  rid=$(machine_rid) || exit
  archive=$(sqlite_archive "$rid" "")
  has clang || has gcc || lacking+=(gcc libc6-dev)
  [ -e /usr/include/zlib.h ] || lacking+=(zlib1g-dev)
  [ -e "$archive" ] || lacking+=(libsqlite3-dev)
  for package in "$@"; do
    # Some programs are in a package of another name.
    has "$package" || case $package in ld.lld) lacking+=(lld) ;; dpkg-deb) lacking+=(dpkg) ;; ssh-keygen) lacking+=(openssh-client) ;; mke2fs) lacking+=(e2fsprogs) ;; qemu-system-aarch64) lacking+=(qemu-system-arm) ;; *) lacking+=("$package") ;; esac
  done
  [ ${#lacking[@]} -gt 0 ] || return 0

  has apt-get || die "the build lacks these Debian packages or their like: ${lacking[*]}"
  if [ "$(id -u)" != 0 ]; then
    sudo -n true 2> /dev/null || die "type this, then try again:  sudo apt-get install -y ${lacking[*]}"
    as=(sudo)
  fi
  say "installing ${lacking[*]}"
  # A fresh container has no package lists at all.
  "${as[@]}" apt-get -q update > /dev/null || die "apt-get update failed; it says why above"
  "${as[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -yq install --no-install-recommends "${lacking[@]}" > /dev/null || die "apt-get could not install ${lacking[*]}; it says why above"
}

# The program and its package have different names.
setup_man() { has man || setup man-db; }

# What the executable is made of, as one word: when it is the same as last time there is nothing to compile. RID and SQLite archive are given.
fingerprint() {
  { echo "$1" && dotnet --version && stat -c '%n %s %Y' "$2" &&
    find src Directory.*.props global.json build.sh -type f -not -path '*/obj/*' -not -path '*/bin/*' -print0 | sort -z | xargs -0 sha256sum
  } | sha256sum | cut -d ' ' -f 1
}

# This machine's own is dist/openclaw; another one's lies beside it under its name and never replaces it.
build() {
  local rid own root= name=openclaw
  own=$(machine_rid) || exit
  rid=$own
  while [ $# -gt 0 ]; do
    case $1 in --rid) rid=${2:?--rid needs a runtime identifier}; shift 2 ;; *) die "build knows --rid only, not $1" ;; esac
  done
  debian_arch "$rid" > /dev/null || exit
  setup
  if [ "$rid" != "$own" ]; then
    name=openclaw-$rid
    root=$(sysroot "$rid") || exit
  fi
  compile "$rid" "$root" "$native/$rid" "dist/$name"
}

# RID, sysroot (empty: this system), folder of intermediate files, and where the executable goes.
compile() {
  local rid=$1 root=$2 into=$3 out=$4 archive made size
  archive=$(sqlite_archive "$rid" "$root")
  [ -e "$archive" ] || die "no $archive: the static SQLite library of $rid; name it with SQLITE_ARCHIVE"
  made=$(fingerprint "$rid" "$archive") || die "what $out is made of cannot be read; the reason is above"
  if [ ! -x "$out" ] || [ "$made" != "$(cat "$into/made" 2> /dev/null)" ]; then
    publish "$rid" "$root" "$archive" "$into" "$out"
    # Written last: only what is in place counts as made.
    echo "$made" > "$into/made" || die "$into/made cannot be written"
  fi
  size=$(stat -c %s "$out" | awk '{ printf "%.1f MB", $1 / 1e6 }') || die "$out cannot be read"
  echo "$out: $size"
}

# Compiles and moves into place, or ends the script and leaves the executable as it was.
publish() {
  local rid=$1 root=$2 archive=$3 into=$4 out=$5 flavour=()
  mkdir -p "$into" "$(dirname "$out")" || die "the folders $into and $(dirname "$out") cannot be made"
  if has clang && has ld.lld; then flavour=(-p:LinkerFlavor=lld); fi
  [ -z "$root" ] || flavour+=(-p:SysRoot="$root")
  # The file of an earlier publish must not pass for this one's.
  rm -f "$into/out/openclaw" "$into/openclaw.new" || die "what an earlier build left in $into cannot be removed"
  dotnet publish src/OpenClaw.Cli -r "$rid" -p:Native=true -p:SqliteArchive="$archive" \
    "${flavour[@]}" --artifacts-path "$into" -o "$into/out" -v quiet --nologo >&2 || die "the native executable was not compiled; dotnet says why above. $out is as it was"
  [ -s "$into/out/openclaw" ] || die "dotnet publish ended well and left no $into/out/openclaw. $out is as it was"
  # Moved into place whole: a gateway that runs from dist/ keeps its old file, and a failed copy leaves no half of one.
  install -m 755 "$into/out/openclaw" "$into/openclaw.new" || die "the new executable cannot be copied beside $out"
  mv "$into/openclaw.new" "$out" || die "the new executable cannot be moved to $out"
}

# The same commit, in another folder and at another time. The signing key is the same, and an ed25519 signature of the same text too.
release_again() {
  local again=$PWD/artifacts/release-again key=$PWD/artifacts/release/test-key
  [ -e dist/SHA256SUMS ] || die "there is no release in dist to compare with: ./build.sh release"
  git diff --quiet HEAD || die "the sources differ from the last commit, and only commits are compared: commit, then ./build.sh release and this again"
  rm -rf "$again" && git clone --quiet . "$again" || die "$again cannot be made"
  mkdir -p "$again/artifacts" && ln -s "$PWD/artifacts/sysroot" "$again/artifacts/sysroot" || die "the sysroots cannot be used again"
  "$again/build.sh" release --key "$key" > /dev/null || die "the second release was not built"
  diff "dist/SHA256SUMS" "$again/dist/SHA256SUMS" && cmp dist/SHA256SUMS.sig "$again/dist/SHA256SUMS.sig" || die "two builds of one commit differ; the sums are above, and the second build is in $again"
  rm -rf "$again"
  echo "the same $(wc -l < dist/SHA256SUMS) files, byte for byte"
}

# Both machines are compiled against Debian 12, this one's too: what is released does not depend on the system that built it.
release() {
  local key='' rid root into parts=()
  while [ $# -gt 0 ]; do
    case $1 in
      --key) key=${2:?--key needs the private key that signs}; shift 2 ;;
      --check) release_again; return ;;
      *) die "release knows --key and --check, not $1" ;;
    esac
  done
  setup clang ld.lld mmdebstrap dpkg-deb ssh-keygen
  if [ -z "$key" ]; then
    key=$PWD/artifacts/release/test-key
    mkdir -p "${key%/*}" && { [ -e "$key" ] || ssh-keygen -q -t ed25519 -N '' -C 'openclaw test release' -f "$key"; } || die "the test key $key cannot be made"
  fi
  [ -r "$key" ] && [ -r "$key.pub" ] || die "the key $key and its public half $key.pub are both needed, and one cannot be read"
  for rid in linux-x64 linux-arm64; do
    root=$(sysroot "$rid") || exit
    into=$PWD/artifacts/release/$rid
    compile "$rid" "$root" "$into" "artifacts/release/openclaw-$rid" >&2
    parts+=("$rid:artifacts/release/openclaw-$rid:$into:$root")
  done
  packaging/release.sh dist "$key" "${parts[@]}" || exit
  git describe --always --abbrev=40 --dirty > artifacts/release/commit || die "artifacts/release/commit cannot be written"
}

run_tests() {
  local status=0
  if [ "${1:-}" = --unit ]; then
    shift
    unit_tests "$@" || status=$?
  else
    build
    clear_results
    dotnet test OpenClaw.Aot.sln --nologo --logger trx --results-directory "$results" "$@" || status=$?
  fi
  tally "$status"
}

# All but the namespace EndToEnd, which holds what opens dist/openclaw or needs a server (an architecture test sees to that), and a handful that move a gigabyte, hold a long conversation or
# start hundreds of processes or wait for many seconds.
unit_filter='FullyQualifiedName!~OpenClaw.Tests.EndToEnd.&Load!=heavy'

unit_tests() {
  local filter=$unit_filter options=()
  has dotnet || die "the .NET SDK 10 is missing: install it from https://dot.net/download, then try again"
  while [ $# -gt 0 ]; do
    case $1 in
      --filter) filter="($filter)&(${2:?--filter needs an expression})"; shift 2 ;;
      --filter=*) filter="($filter)&(${1#--filter=})"; shift ;;
      *) options+=("$1"); shift ;;
    esac
  done
  clear_results
  # What is drawn at random takes most of the time: three hundredths of it here, all in a whole run. A first generation of 64 MB is collected seldom.
  OPENCLAW_TEST_DRAWS=${OPENCLAW_TEST_DRAWS:-3} DOTNET_GCgen0size=0x4000000 dotnet test tests/OpenClaw.Tests --nologo --logger trx --results-directory "$results" --filter "$filter" "${options[@]}"
}

# The library is compiled with paths that are the same on every machine, so its sources are not where its symbols say: hence ExcludeAssembliesWithoutSources.
coverage() {
  local folder=artifacts/coverage report failed=0
  has dotnet || die "the .NET SDK 10 is missing: install it from https://dot.net/download, then try again"
  rm -rf "$folder" || die "what an earlier run left in $folder cannot be removed"
  OPENCLAW_TEST_DRAWS=${OPENCLAW_TEST_DRAWS:-3} dotnet test tests/OpenClaw.Tests --nologo -v quiet --results-directory "$folder" --filter "$unit_filter" "$@" \
    --collect 'XPlat Code Coverage' -- DataCollectionRunSettings.DataCollectors.DataCollector.Configuration.ExcludeAssembliesWithoutSources=None >&2 || failed=$?
  report=$(find "$folder" -name coverage.cobertura.xml) && [ -n "$report" ] || die "the collector left no coverage.cobertura.xml in $folder"
  # A line stands under its method and again under its class; it counts once. What the compiler generated lies in obj.
  awk -F'"' '
    /<class / { for (i = 1; i < NF; i++) if ($i ~ / filename=$/) file = $(i + 1) }
    /<line / && file ~ /OpenClaw.Gateway\// && file !~ /\/obj\// {
      for (i = 1; i < NF; i++) { if ($i ~ / number=$/) line = $(i + 1); if ($i ~ / hits=$/) hits = $(i + 1) }
      if (!((file, line) in most) || hits > most[file, line]) most[file, line] = hits
    }
    END {
      for (at in most) {
        split(at, part, SUBSEP); room = part[1]; sub(/.*OpenClaw.Gateway\//, "", room); sub(/\/.*/, "", room)
        lines[room]++; run[room] += most[at] > 0; total++; all += most[at] > 0
      }
      for (room in lines) printf "%-16s %6d of %6d lines  %5.1f %%\n", room, run[room], lines[room], 100 * run[room] / lines[room]
      printf "%-16s %6d of %6d lines  %5.1f %%\n", "~ all rooms", all, total, 100 * all / total
    }' $report | sort
  [ "$failed" = 0 ] || die "not all tests passed; what they say is above, and the table is of what ran"
}

# What an earlier run recorded must not be counted as this one's.
clear_results() { rm -rf "$results" || die "what an earlier run left in $results cannot be removed"; }

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

# ./openclaw.toml comes as a copy of the example and is the user's to edit. Until then it follows the example: a new setting is written once.
follow_example() {
  local copied=artifacts/example-copied
  [ -e "$example" ] && [ -e openclaw.toml ] && [ "$(sha256sum < "$example")" != "$(sha256sum < openclaw.toml)" ] || return 0
  unedited_since_commit || sha256sum --status -c "$copied" 2> /dev/null || return 0
  cp "$example" openclaw.toml || die "openclaw.toml cannot be written"
  mkdir -p artifacts && sha256sum openclaw.toml > "$copied" || die "$copied cannot be written"
  say "openclaw.toml follows $example"
}

# Both are one text in the last commit, and openclaw.toml is that text still.
unedited_since_commit() {
  local root of
  root=$(git rev-parse HEAD:openclaw.toml 2> /dev/null) && of=$(git rev-parse "HEAD:$example" 2> /dev/null) || return 1
  [ "$root" = "$of" ] && git diff --quiet HEAD -- openclaw.toml
}

# The formatter and its version are named in .config/dotnet-tools.json, the width in .editorconfig.
format() {
  local how=format
  case ${1:-} in '') ;; --check) how=check ;; *) die "format knows --check only, not $1" ;; esac
  has dotnet || die "the .NET SDK 10 is missing: install it from https://dot.net/download, then try again"
  dotnet tool restore > /dev/null || die "the formatter could not be had; dotnet tool restore says why"
  dotnet csharpier "$how" src tests packaging || die "$([ "$how" = check ] && echo 'run ./build.sh format; the files are named above' || echo 'the formatter ended badly; it says why above')"
  [ "$how" = check ] || follow_example
}

# The executable carries no names of its functions (docs/decisions/0032); they are in the symbols that its build leaves behind. Two builds of one
# commit have the same addresses.
trace() {
  local symbols line named found address
  symbols=$native/$(machine_rid)/out/openclaw.dbg || exit
  if [ "${1:-}" = --release ]; then
    symbols=artifacts/release/${2:?--release needs the machine of the release, linux-x64 or linux-arm64}/out/openclaw.dbg
    shift 2
  fi
  [ -e "$symbols" ] || die "no $symbols: build the commit that the trace is of, ./build.sh build or release, then try again"
  has addr2line || die "addr2line is missing (Debian: apt install binutils)"
  if [ $# -gt 0 ]; then exec < "$1" || die "$1 cannot be read"; fi
  while IFS= read -r line || [ -n "$line" ]; do
    named=
    while [[ $line =~ \<BaseAddress\>\+0x([0-9a-f]+) ]]; do
      found=${BASH_REMATCH[0]}
      # What a trace holds is the instruction behind the call.
      address=$(printf '0x%x' $((0x${BASH_REMATCH[1]} - 1))) || die "0x${BASH_REMATCH[1]} is no address"
      named+=${line%%"$found"*}$(addr2line -C -f -p -e "$symbols" "$address") || die "addr2line cannot read $symbols"
      line=${line#*"$found"}
    done
    printf '%s%s\n' "$named" "$line"
  done
}

# install with the reason: which file could not be put into place.
place() { install "$@" || die "${*: -1} cannot be written"; }

install_files() {
  local prefix=${PREFIX:-/usr/local} etc=${SYSCONFDIR:-/etc} root=${DESTDIR:-} unit next='systemctl enable --now openclaw'
  build
  if [ -z "$root" ] && [ "$(id -u)" != 0 ]; then die "type this:  sudo ./build.sh install   (or set DESTDIR)"; fi
  place -D -m 755 dist/openclaw "$root$prefix/bin/openclaw"
  # The operator's file is his: only a missing one is written.
  if [ -e "$root$etc/openclaw/openclaw.toml" ]; then
    place -m 644 "$example" "$root$etc/openclaw/openclaw.toml.example"
    echo "kept $root$etc/openclaw/openclaw.toml; the new example is beside it"
  else
    place -D -m 644 "$example" "$root$etc/openclaw/openclaw.toml"
  fi
  place -d "$root$prefix/lib/systemd/system"
  unit=$root$prefix/lib/systemd/system/openclaw.service
  # A service that runs goes on with the unit and the executable of before until it is told.
  if [ -e "$unit" ]; then next='systemctl daemon-reload && systemctl restart openclaw'; fi
  sed "s|@BIN@|$prefix/bin/openclaw|; s|@CONFIG@|$etc/openclaw/openclaw.toml|" examples/systemd/openclaw.service > "$unit" || die "$unit cannot be written"
  place -m 644 examples/systemd/*.socket "$root$prefix/lib/systemd/system"
  if [ -z "$root" ] && ! id openclaw > /dev/null 2>&1; then
    useradd --system --home-dir /var/lib/openclaw-home --shell /usr/sbin/nologin openclaw || die "the user openclaw cannot be added"
  elif [ -z "$root" ] && [ "$(getent passwd openclaw | cut -d : -f 6)" = /var/lib/openclaw ]; then
    # The home of before is the state, which is closed to every tool. The unit sets HOME itself; this is for `sudo -u openclaw`.
    usermod --home /var/lib/openclaw-home openclaw || say "the home of the user openclaw is still /var/lib/openclaw: stop the service, then  usermod --home /var/lib/openclaw-home openclaw"
  fi
  echo "installed $root$prefix/bin/openclaw; edit $etc/openclaw/openclaw.toml, then:  $next"
}

verb=${1:-}
[ $# -eq 0 ] || shift
case $verb in
  setup) setup "$@" ;;
  build) build "$@" ;;
  release) release "$@" ;;
  test) run_tests "$@" ;;
  coverage) coverage "$@" ;;
  demo) build >&2; exec examples/demo/demo.sh "$PWD/dist/openclaw" ;;
  run) build >&2; exec dist/openclaw run -c openclaw.toml "$@" ;;
  bench) build >&2; exec dotnet run --project tests/OpenClaw.Benchmarks -c Release -v quiet -- "$PWD/dist/openclaw" "$@" ;;
  crash) setup strace; build >&2; exec dotnet run --project tests/OpenClaw.Crash -c Release -v quiet -- "$PWD/dist/openclaw" "$@" ;;
  differential) setup zip unzip rsync less curl git make; setup_man; exec dotnet run --project tests/OpenClaw.Differential -c Release -v quiet -- "$@" ;;
  trace) trace "$@" ;;
  format) format "$@" ;;
  install) install_files ;;
  *) sed -n '2,19s/^# \?//p' build.sh >&2; [ "$verb" = --help ] || exit 64 ;;
esac

#!/bin/sh
# Installs openclaw @VERSION@ from a release: no SDK, one command.
#
#   sh install.sh [--from FOLDER|https://...] [--tarball]   install, or hand an upgrade to `openclaw upgrade`
#   sh install.sh uninstall [--purge]                       remove the program; configuration and state stay unless --purge takes them
#
# Without --from the release is the folder that this script lies in. The signature of SHA256SUMS is checked first, then the sum of what is
# installed; nothing is unpacked before both are right. With dpkg it installs the Debian package, else the tarball below PREFIX (/usr/local).
set -eu
umask 022

say() { printf '%s\n' "$*" >&2; }
die() { say "install.sh: $*"; exit 1; }
has() { command -v "$1" > /dev/null 2>&1; }

# Whom this script trusts: lines of an ssh public key.
keys() {
  cat << 'KEYS'
@KEYS@
KEYS
}

version=@VERSION@
prefix=${PREFIX:-/usr/local}
etc=${SYSCONFDIR:-/etc}
verb=install from='' purge='' tarball=''
while [ $# -gt 0 ]; do
  case $1 in
    install | uninstall) verb=$1; shift ;;
    --uninstall) verb=uninstall; shift ;;
    --from) [ $# -gt 1 ] || die "--from needs a folder or an https address"; from=$2; shift 2 ;;
    --from=*) from=${1#--from=}; shift ;;
    --purge) purge=yes; shift ;;
    --tarball) tarball=yes; shift ;;
    -h | --help) sed -n '2,9s/^# \{0,1\}//p' "$0"; exit 0 ;;
    *) say "install.sh: $1 is not understood"; sed -n '2,9s/^# \{0,1\}//p' "$0" >&2; exit 64 ;;
  esac
done
[ -z "$purge" ] || [ "$verb" = uninstall ] || die "--purge goes with uninstall"

root_only() {
  [ "$(id -u)" = 0 ] || die "this needs root. Type:  sudo sh $0 $*"
}

# --- What this machine is ---------------------------------------------------------------------------------------------------------------

# The kernel's word is not enough: Raspberry Pi OS with 32-bit programs runs on a 64-bit kernel.
machine() {
  [ "$(uname -s)" = Linux ] || die "openclaw runs on Linux, and this is $(uname -s)"
  bits=$(getconf LONG_BIT 2> /dev/null || echo unknown)
  case $(uname -m) in
    x86_64) arch=amd64 rid=linux-x64 ;;
    aarch64) arch=arm64 rid=linux-arm64 ;;
    armv6l | armv7l | i?86) die "this machine is $(uname -m), 32 bits; openclaw is for 64 bits. A Raspberry Pi 3 or newer runs the 64-bit Raspberry Pi OS" ;;
    *) die "there is no release for $(uname -m); it runs on x86_64 and aarch64" ;;
  esac
  [ "$bits" != 32 ] || die "the kernel is 64-bit ($(uname -m)) and the programs are 32-bit: this is a 32-bit system. Install the 64-bit Raspberry Pi OS, then try again"
  if has dpkg; then
    own=$(dpkg --print-architecture)
    [ "$own" = "$arch" ] || die "the kernel is $(uname -m) and the packages of this system are $own; openclaw needs a system of $arch"
  fi
  libc=$(getconf GNU_LIBC_VERSION 2> /dev/null) || libc=''
  case $libc in
    'glibc '*) ;;
    *) die "this system has no glibc (is it Alpine?); openclaw needs glibc 2.34 or newer: Debian 12, Ubuntu 22.04, Raspberry Pi OS 12" ;;
  esac
  number=${libc#glibc }
  major=${number%%.*} minor=${number#*.}
  minor=${minor%%.*}
  [ "$major" -gt 2 ] || [ "$minor" -ge 34 ] ||
    die "this system has glibc $number, and openclaw needs 2.34 or newer: Debian 12, Ubuntu 22.04, Raspberry Pi OS 12"
}

# --- Where the release is, and whether it is what it says -------------------------------------------------------------------------------

fetch() {
  case $from in
    https://*)
      if has curl; then
        curl --fail --silent --show-error --location --proto '=https' --retry 3 --connect-timeout 20 --output "$work/$1" "${from%/}/$1" || die "${from%/}/$1 could not be fetched; curl says why above"
      elif has wget; then
        wget --quiet --https-only --tries=3 --timeout=20 --output-document="$work/$1" "${from%/}/$1" || die "${from%/}/$1 could not be fetched by wget"
      else
        die "neither curl nor wget is here: apt install curl, then try again"
      fi ;;
    *)
      [ -e "$from/$1" ] || die "$from has no $1: it is not a whole release of openclaw $version"
      cp "$from/$1" "$work/$1" || die "$from/$1 cannot be copied to $work" ;;
  esac
}

trusted() {
  keys | grep -q '^[a-z]' || die "this install.sh has no key and trusts nothing: take the one that lies in the release"
  if ! has ssh-keygen; then
    has apt-get || die "ssh-keygen is missing, which checks the signature: install openssh, then try again"
    say "installing openssh-client, whose ssh-keygen checks the signature"
    { apt-get -q update && DEBIAN_FRONTEND=noninteractive apt-get -yq install --no-install-recommends openssh-client; } > /dev/null ||
      die "openssh-client could not be installed; apt-get says why above"
  fi
  fetch SHA256SUMS
  fetch SHA256SUMS.sig
  keys | sed -n 's/^[a-z]/openclaw &/p' > "$work/signers"
  ssh-keygen -Y verify -f "$work/signers" -I openclaw -n openclaw-release -s "$work/SHA256SUMS.sig" < "$work/SHA256SUMS" > /dev/null 2>&1 ||
    die "the signature of SHA256SUMS is wrong: $from is not a release that the maintainers signed, or it was changed. Nothing was installed"
  fetch "$1"
  # The very name, and not one that ends so.
  awk -v name="$1" '$2 == name' "$work/SHA256SUMS" > "$work/sum"
  [ -s "$work/sum" ] || die "SHA256SUMS does not name $1: this install.sh and the release in $from are of two versions"
  (cd "$work" && sha256sum -c sum > /dev/null 2>&1) || die "the sum of $1 is wrong: it is cut short or was changed. Nothing was installed; fetch it again"
}

# --- Install ----------------------------------------------------------------------------------------------------------------------------

next_steps() {
  cat << NEXT

openclaw $version is installed. Next:

  sudo openclaw init                       # three questions, one commented file: $etc/openclaw/openclaw.toml
  sudo systemctl enable --now openclaw     # and it runs, today and after every boot
NEXT
}

install_deb() {
  name=openclaw_${version}_$arch.deb
  trusted "$name"
  # apt brings what it depends on; it reads the file as another user.
  chmod 755 "$work" && chmod 644 "$work/$name"
  if knows_upgrade /usr/bin/openclaw; then
    say "openclaw $(/usr/bin/openclaw --version) is installed here: this is an upgrade"
    /usr/bin/openclaw upgrade "$work/$name" && exit 0 || exit $?
  fi
  if has apt-get; then
    # A fresh system has no package lists.
    [ -n "$(apt-get indextargets --format '$(FILENAME)' 2> /dev/null | head -1 | xargs -r ls 2> /dev/null)" ] || apt-get -q update > /dev/null || say "apt-get update failed; going on with the package lists there are"
    DEBIAN_FRONTEND=noninteractive apt-get -yq install --reinstall --no-install-recommends "$work/$name" > "$work/log" 2>&1 || { cat "$work/log" >&2; die "apt-get could not install $name; it says why above"; }
  else
    dpkg -i "$work/$name" > "$work/log" 2>&1 || { cat "$work/log" >&2; die "dpkg could not install $name; it says why above"; }
  fi
  works /usr/bin/openclaw
}

install_tarball() {
  name=openclaw-$version-$rid.tar.gz
  trusted "$name"
  tar -xzf "$work/$name" -C "$work" || die "$name cannot be unpacked"
  tree=$work/openclaw-$version-$rid
  # Before anything is put into place: what does not run here should not be here.
  works "$tree/bin/openclaw"
  if knows_upgrade "$prefix/bin/openclaw"; then
    say "openclaw $("$prefix/bin/openclaw" --version) is installed here: this is an upgrade"
    "$prefix/bin/openclaw" upgrade "$work/$name" && exit 0 || exit $?
  fi
  (cd "$tree" && find . -type f | sed 's|^\./||' | LC_ALL=C sort) > "$work/files"
  while read -r file; do
    mode=644
    case $file in bin/*) mode=755 ;; esac
    mkdir -p "$(dirname "$prefix/$file")" || die "$prefix cannot be written"
    cp "$tree/$file" "$prefix/$file.openclaw-new" && chmod "$mode" "$prefix/$file.openclaw-new" && mv "$prefix/$file.openclaw-new" "$prefix/$file" || die "$prefix/$file cannot be written"
  done < "$work/files"
  mkdir -p "$prefix/share/doc/openclaw" && cp "$work/files" "$prefix/share/doc/openclaw/installed-files" || die "the list of what was installed cannot be written"
  if [ -e "$etc/openclaw/openclaw.toml" ]; then
    say "kept $etc/openclaw/openclaw.toml; the new example is $prefix/share/doc/openclaw/openclaw.example.toml"
  else
    mkdir -p "$etc/openclaw" && cp "$prefix/share/doc/openclaw/openclaw.example.toml" "$etc/openclaw/openclaw.toml" || die "$etc/openclaw cannot be written"
  fi
  if ! id openclaw > /dev/null 2>&1; then
    has useradd || die "useradd is missing: make a system user named openclaw, with home /var/lib/openclaw-home"
    useradd --system --user-group --home-dir /var/lib/openclaw-home --shell /usr/sbin/nologin openclaw || die "the user openclaw cannot be added"
  fi
  [ ! -d /run/systemd/system ] || systemctl daemon-reload
}

# The first versions had no such command, and answered a question about it with their help.
knows_upgrade() { [ -x "$1" ] && "$1" --help 2> /dev/null | grep -q '^  upgrade '; }

works() {
  said=$("$1" --version 2>&1) || die "$1 does not run on this machine. It says: $said"
}

# --- Uninstall --------------------------------------------------------------------------------------------------------------------------

uninstall() {
  if has dpkg-query && dpkg-query -W -f '${db:Status-Abbrev}' openclaw 2> /dev/null | grep -q '^[ihr]'; then
    how=--remove
    [ -z "$purge" ] || how=--purge
    dpkg "$how" openclaw || die "dpkg could not remove openclaw; it says why above"
  elif [ -e "$prefix/share/doc/openclaw/installed-files" ]; then
    [ ! -d /run/systemd/system ] || systemctl disable --now openclaw.socket openclaw-page.socket openclaw.service 2> /dev/null || :
    cp "$prefix/share/doc/openclaw/installed-files" "$work/files"
    while read -r file; do rm -f "$prefix/$file" || die "$prefix/$file cannot be removed"; done < "$work/files"
    rm -f "$prefix/share/doc/openclaw/installed-files"
    rmdir "$prefix/share/doc/openclaw" 2> /dev/null || :
    [ ! -d /run/systemd/system ] || systemctl daemon-reload
    [ -z "$purge" ] || rm -rf "$etc/openclaw" /var/lib/openclaw
  else
    die "openclaw is not installed here: no Debian package of that name, and no $prefix/share/doc/openclaw/installed-files"
  fi
  echo "openclaw is removed."
  for kept in "$etc/openclaw" /var/lib/openclaw /var/lib/openclaw-home; do
    [ ! -e "$kept" ] || echo "kept: $kept"
  done
}

root_only "$verb"
work=$(mktemp -d) || die "no temporary folder can be made"
trap 'rm -rf "$work"' EXIT
if [ "$verb" = uninstall ]; then
  uninstall
  exit 0
fi
machine
[ -n "$from" ] || from=$(cd "$(dirname "$0")" && pwd)
case $from in
  https://*) ;;
  http://*) die "$from is not encrypted: an https address or a folder" ;;
  *) [ -d "$from" ] || die "$from is neither a folder nor an https address" ;;
esac
if has dpkg && [ -z "$tarball" ]; then install_deb; else install_tarball; fi
next_steps

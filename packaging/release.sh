#!/usr/bin/env bash
# Puts together what people install who have no SDK. Called by `./build.sh release`, which compiles first:
#
#   packaging/release.sh OUT KEY RID:EXECUTABLE:INTERMEDIATE:SYSROOT...
#
# Everything in OUT is a function of the commit: names are sorted, owners are root, times are those of the commit, and no tool is given a reason to
# write down who ran it where. So two builds in two folders at two times are the same byte for byte.
#
# As in build.sh, each step that can fail ends in `|| die`.
set -euo pipefail
cd "$(dirname "$0")/.." || exit
export LC_ALL=C TZ=UTC
umask 022

say() { printf '%s\n' "$*" >&2; }
die() { say "release: $*"; exit 1; }

out=$1 key=$2
shift 2
version=$(sed -n 's|.*<Version>\(.*\)</Version>.*|\1|p' Directory.Build.props) && [ -n "$version" ] || die "Directory.Build.props names no Version"
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2> /dev/null || echo 0)}
export SOURCE_DATE_EPOCH
day=$(date -d "@$SOURCE_DATE_EPOCH" +%Y-%m-%d)
example=src/OpenClaw.Gateway/Config/openclaw.example.toml
work=$(mktemp -d) || die "no temporary folder"
trap 'rm -rf "$work"' EXIT
tool() { dotnet packaging/OpenClaw.Packaging/bin/Release/net10.0/OpenClaw.Packaging.dll "$@"; }

put() { install -D -m "$1" "$2" "$3" || die "$3 cannot be written"; }
packed() { gzip -9nc "$1" > "$2" && chmod 644 "$2" || die "$2 cannot be written"; }
# An archive that does not say who made it, when and in which order. FOLDER OWNER NAMES...
archive() {
  local folder=$1 owner=$2
  shift 2
  tar --create --format=gnu --sort=name --mtime="@$SOURCE_DATE_EPOCH" --owner="$owner" --group="$owner" --numeric-owner --directory "$folder" "$@" || die "tar could not pack $folder"
}
sum_of() { sha256sum "$1" | cut -d ' ' -f 1; }

# What does not depend on the machine: manual, completions, documents. PREFIX is usr or the root of the tarball.
common() {
  local root=$1
  cp -r "$work/share/." "$root/share/" || die "$root/share cannot be filled"
  put 644 packaging/systemd/sysusers.conf "$root/lib/sysusers.d/openclaw.conf"
  put 644 packaging/systemd/tmpfiles.conf "$root/lib/tmpfiles.d/openclaw.conf"
  put 644 "$example" "$root/share/doc/openclaw/openclaw.example.toml"
  put 644 packaging/debian/copyright "$root/share/doc/openclaw/copyright"
  packed CHANGELOG.md "$root/share/doc/openclaw/CHANGELOG.md.gz"
}
# The service, and the sockets that whoever likes may enable. EXECUTABLE FOLDER
units() {
  local from
  for from in examples/systemd/*.service examples/systemd/*.socket; do
    sed "s|@BIN@|$1|; s|@CONFIG@|/etc/openclaw/openclaw.toml|" "$from" > "$2/${from##*/}" || die "$2/${from##*/} cannot be written"
  done
}

make_share() {
  local page
  mkdir -p "$work/share" || die "$work/share cannot be made"
  tool man "$work/share/man" "$version" "$day" || die "the manual could not be made"
  for page in "$work"/share/man/man*/*; do gzip -9n "$page" || die "$page cannot be packed"; done
  tool completion "$work/share" || die "the completions could not be made"
}

debian_package() {
  local rid=$1 arch=$2 root=$work/deb-$1 control
  control=$root/DEBIAN
  mkdir -p "$control" "$root/usr/lib/systemd/system" "$root/usr/share/lintian/overrides" "$root/usr/share" || die "$root cannot be made"
  common "$root/usr"
  put 755 "$work/$rid/openclaw" "$root/usr/bin/openclaw"
  put 644 "$work/$rid/bom.cdx.json" "$root/usr/share/doc/openclaw/bom.cdx.json"
  put 644 "$example" "$root/etc/openclaw/openclaw.toml"
  put 644 packaging/debian/openclaw.lintian-overrides "$root/usr/share/lintian/overrides/openclaw"
  units /usr/bin/openclaw "$root/usr/lib/systemd/system"
  printf 'openclaw (%s) stable; urgency=medium\n\n  * Release %s. What changed for operators is in CHANGELOG.md.gz.\n\n -- The openclaw authors <openclaw@users.noreply.github.com>  %s\n' \
    "$version" "$version" "$(date -R -d "@$SOURCE_DATE_EPOCH")" > "$work/changelog" || die "$work/changelog cannot be written"
  packed "$work/changelog" "$root/usr/share/doc/openclaw/changelog.gz"
  echo /etc/openclaw/openclaw.toml > "$control/conffiles" || die "$control cannot be written"
  sed "s/@VERSION@/$version/; s/@ARCH@/$arch/; s/@SIZE@/$(du -sk --apparent-size "$root/usr" "$root/etc" | awk '{ s += $1 } END { print s }')/" packaging/debian/control.in > "$control/control" ||
    die "$control/control cannot be written"
  for script in postinst prerm postrm; do put 755 "packaging/debian/$script" "$control/$script"; done
  (cd "$root" && find usr -type f -print0 | sort -z | xargs -0 md5sum > DEBIAN/md5sums) || die "the sums of $root cannot be made"
  # One thread: what xz writes depends on how it was divided.
  dpkg-deb --root-owner-group -Zxz --threads-max=1 --build "$root" "$out/openclaw_${version}_$arch.deb" > /dev/null || die "dpkg-deb could not build the package of $arch"
}

tarball() {
  local rid=$1 name=openclaw-$version-$1 root=$work/tar-$1
  mkdir -p "$root/$name/lib/systemd/system" "$root/$name/share" || die "$root cannot be made"
  common "$root/$name"
  put 755 "$work/$rid/openclaw" "$root/$name/bin/openclaw"
  put 644 "$work/$rid/bom.cdx.json" "$root/$name/share/doc/openclaw/bom.cdx.json"
  units /usr/local/bin/openclaw "$root/$name/lib/systemd/system"
  archive "$root" 0 "$name" > "$work/$name.tar"
  packed "$work/$name.tar" "$out/$name.tar.gz"
}

# The root of an image: the executable, the C library it was linked against, OpenSSL, certificates and time zones. No shell: what the agent is to
# run goes into an image of your own, FROM this one.
image_layer() {
  local rid=$1 root=$2 image=$work/image-$1 triplet loader file
  case $rid in linux-x64) triplet=x86_64-linux-gnu loader=lib64/ld-linux-x86-64.so.2 ;; *) triplet=aarch64-linux-gnu loader=lib/ld-linux-aarch64.so.1 ;; esac
  put 755 "$work/$rid/openclaw" "$image/usr/bin/openclaw"
  put 755 "$(realpath "$root/usr/lib/$triplet/$(basename "$loader")")" "$image/$loader"
  for file in libc.so.6 libm.so.6 libssl.so.3 libcrypto.so.3; do put 644 "$(realpath "$root/usr/lib/$triplet/$file")" "$image/usr/lib/$triplet/$file"; done
  mkdir -p "$image/etc/ssl/certs" "$image/usr/share" "$image/tmp" "$image/var/tmp" || die "$image cannot be made"
  find "$root/usr/share/ca-certificates/mozilla" -name '*.crt' -print0 | sort -z | xargs -0 cat > "$image/etc/ssl/certs/ca-certificates.crt" || die "the certificates cannot be read"
  cp -rL "$root/usr/share/zoneinfo" "$image/usr/share/" || die "the time zones cannot be copied"
  rm -rf "$image/usr/share/zoneinfo/right" "$image/usr/share/zoneinfo/posix"
  put 644 "$example" "$image/etc/openclaw/openclaw.toml"
  printf 'root:x:0:0:root:/root:/usr/sbin/nologin\nopenclaw:x:65532:65532:openclaw:/var/lib/openclaw-home:/usr/sbin/nologin\n' > "$image/etc/passwd"
  printf 'root:x:0:\nopenclaw:x:65532:\n' > "$image/etc/group"
  printf 'hosts: files dns\n' > "$image/etc/nsswitch.conf"
  chmod 1777 "$image/tmp" "$image/var/tmp"
  archive "$image" 0 . > "$work/layer-$rid.tar"
  # The two folders of the service are its own; tar gives one owner to all that it packs at once.
  mkdir -p "$work/own-$rid/var/lib/openclaw" "$work/own-$rid/var/lib/openclaw-home" && chmod 700 "$work/own-$rid"/var/lib/* || die "the folders of the service cannot be made"
  tar --append --file "$work/layer-$rid.tar" --format=gnu --sort=name --mtime="@$SOURCE_DATE_EPOCH" --owner=65532 --group=65532 --numeric-owner \
    --directory "$work/own-$rid" var/lib/openclaw var/lib/openclaw-home || die "the folders of the service cannot be packed"
}

# Stores FILE under its sum and prints what an OCI descriptor needs of it: its type, sum and size.
blob() {
  local type=$1 file=$2 sum
  sum=$(sum_of "$file") || exit
  cp "$file" "$work/oci/blobs/sha256/$sum" || die "a blob cannot be written"
  printf '{"mediaType":"%s","digest":"sha256:%s","size":%s' "$type" "$sum" "$(stat -c %s "$file")"
}

# An image layout by https://github.com/opencontainers/image-spec, for `skopeo copy oci-archive:dist/openclaw-oci.tar:VERSION ...` or `podman load`.
image() {
  local rid root of arch created manifests=()
  created=$(date -d "@$SOURCE_DATE_EPOCH" +%Y-%m-%dT%H:%M:%SZ)
  mkdir -p "$work/oci/blobs/sha256" || die "$work/oci cannot be made"
  for of in "$@"; do
    rid=${of%%:*} root=${of#*:}
    case $rid in linux-x64) arch=amd64 ;; *) arch=arm64 ;; esac
    image_layer "$rid" "$root"
    gzip -9nc "$work/layer-$rid.tar" > "$work/layer.gz" || die "the layer of $rid cannot be packed"
    printf '{"created":"%s","architecture":"%s","os":"linux","config":{"User":"65532:65532","Entrypoint":["/usr/bin/openclaw"],"Cmd":["run","-c","/etc/openclaw/openclaw.toml","-s","/var/lib/openclaw"],"Env":["HOME=/var/lib/openclaw-home"],"WorkingDir":"/var/lib/openclaw-home","Volumes":{"/var/lib/openclaw":{},"/var/lib/openclaw-home":{}},"StopSignal":"SIGTERM"},"rootfs":{"type":"layers","diff_ids":["sha256:%s"]},"history":[{"created":"%s","created_by":"openclaw %s"}]}' \
      "$created" "$arch" "$(sum_of "$work/layer-$rid.tar")" "$created" "$version" > "$work/config.json" || die "the image's configuration cannot be written"
    printf '{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","config":%s},"layers":[%s}]}' \
      "$(blob application/vnd.oci.image.config.v1+json "$work/config.json")" "$(blob application/vnd.oci.image.layer.v1.tar+gzip "$work/layer.gz")" > "$work/manifest.json" || die "the manifest cannot be written"
    manifests+=("$(blob application/vnd.oci.image.manifest.v1+json "$work/manifest.json"),\"platform\":{\"os\":\"linux\",\"architecture\":\"$arch\"}}")
  done
  printf '{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[%s]}' "$(IFS=,; echo "${manifests[*]}")" > "$work/index.json" || die "the index cannot be written"
  printf '{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[%s,"annotations":{"org.opencontainers.image.ref.name":"%s"}}]}' \
    "$(blob application/vnd.oci.image.index.v1+json "$work/index.json")" "$version" > "$work/oci/index.json" || die "the layout cannot be written"
  printf '{"imageLayoutVersion":"1.0.0"}' > "$work/oci/oci-layout"
  archive "$work/oci" 0 blobs index.json oci-layout > "$out/openclaw-oci.tar"
}

# Which Debian package each static archive of a sysroot is from.
system_archives() {
  local root=$1 archive package of
  for of in libsqlite3.a:libsqlite3-dev libgcc.a:libgcc-12-dev libgcc_eh.a:libgcc-12-dev libc_nonshared.a:libc6-dev libm.a:libc6-dev libc.a:libc6-dev libz.a:zlib1g-dev; do
    archive=${of%%:*} package=${of#*:}
    echo "$archive $package $(zcat "$root/usr/share/doc/$package/changelog.Debian.gz" | sed -n '1s/^[^(]*(\([^)]*\)).*/\1/p')"
  done
}

# The installer with the keys it trusts: those of the repository, and of a test release the test key.
installer() {
  local keys
  keys=$(grep -v '^#' packaging/release.pub | sed '/^$/d') || :
  if ! grep -qxF "$(cut -d ' ' -f 1,2 < "$key.pub")" <(cut -d ' ' -f 1,2 <<< "$keys"); then
    say "$key.pub is none of the keys in packaging/release.pub: this is a test release, and its install.sh trusts nothing but that test key"
    keys=$(cut -d ' ' -f 1,2 < "$key.pub")
  fi
  keys=$keys version=$version awk '/^@KEYS@$/ { print ENVIRON["keys"]; next } { gsub(/@VERSION@/, ENVIRON["version"]); print }' packaging/install.sh > "$out/install.sh" || die "$out/install.sh cannot be written"
  chmod 755 "$out/install.sh"
}

dotnet build packaging/OpenClaw.Packaging -c Release -v quiet --nologo >&2 || die "the tool of the release was not compiled; dotnet says why above"
mkdir -p "$out" || die "$out cannot be made"
# Nothing of an earlier release goes under this one's sums.
rm -f "$out"/*.deb "$out"/openclaw-*.tar.gz "$out"/openclaw-oci.tar "$out"/openclaw-*.cdx.json "$out"/SHA256SUMS "$out"/SHA256SUMS.sig "$out"/install.sh
make_share
roots=()
for of in "$@"; do
  IFS=: read -r rid executable into root <<< "$of"
  case $rid in linux-x64) arch=amd64 ;; linux-arm64) arch=arm64 ;; *) die "no package is made for $rid" ;; esac
  mkdir -p "$work/$rid"
  put 755 "$executable" "$work/$rid/openclaw"
  system_archives "$root" > "$work/$rid/system" || die "the packages of $root cannot be read"
  tool bom "$into/obj/OpenClaw.Cli/project.assets.json" "$into/obj/OpenClaw.Cli/release_$rid/openclaw.map" "$work/$rid/system" "$version" "$work/$rid/bom.cdx.json" ||
    die "the bill of materials of $rid could not be made"
  put 644 "$work/$rid/bom.cdx.json" "$out/openclaw-$version-$rid.cdx.json"
  debian_package "$rid" "$arch"
  tarball "$rid"
  roots+=("$rid:$root")
done
image "${roots[@]}"
installer
(cd "$out" && sha256sum -- *.deb openclaw-*.tar.gz openclaw-oci.tar openclaw-*.cdx.json install.sh > SHA256SUMS) || die "the sums cannot be written"
ssh-keygen -q -Y sign -f "$key" -n openclaw-release "$out/SHA256SUMS" 2> /dev/null || die "ssh-keygen could not sign $out/SHA256SUMS with $key"
(cd "$out" && ls -l -- *.deb openclaw-*.tar.gz openclaw-oci.tar openclaw-*.cdx.json install.sh SHA256SUMS SHA256SUMS.sig | awk '{ printf "%10d  %s\n", $5, $NF }')

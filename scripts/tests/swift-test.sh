# scripts/install-swift and scripts/env against a server on loopback with a toolchain that only prints a version;
# sourced by setup-test.
# shellcheck shell=bash disable=SC2034,SC2154

site="$work/site"
release="swift-6.3.1-RELEASE"
machine=$([ "$(uname -m)" = x86_64 ] || echo -aarch64)
archive="swift-6.3.1-release/debian12$machine/$release/$release-debian12$machine.tar.gz"
installed="$work/home/.local/share/hebb/swift-6.3.1"
printf 'ID=debian\nVERSION_ID="12"\n' >"$work/debian"
printf 'ID=ubuntu\nVERSION_ID="24.04"\n' >"$work/ubuntu"
printf 'ID=plan9\nVERSION_ID="4"\n' >"$work/plan9"

# toolchain VERSION: lays an archive on the site whose Swift says VERSION.
toolchain() {
  local root="$work/make/$release-debian12"
  mkdir -p "$root/usr/bin" "$(dirname "$site/$archive")"
  printf '#!/bin/sh\necho "Swift version %s (a pretended one)"\n' "$1" >"$root/usr/bin/swift"
  chmod +x "$root/usr/bin/swift"
  head -c 200000 /dev/urandom >"$root/padding"               # long enough to break off half-way
  tar -czf "$site/$archive" -C "$work/make" "$(basename "$root")"
}
requests() { grep -cF "$archive $1" "$work/requests" || true; }
anew() { rm -rf "$installed"; : >"$work/requests"; }
leaves_nothing() { [ -z "$(find "$(dirname "$installed")" -mindepth 1 ! -name .install-swift.lock -print -quit)" ]; }

toolchain 6.3.1
python3 "$tests/range-server.py" "$site" >"$work/port" 2>"$work/requests" &
server=$!
until [ -s "$work/port" ]; do
  kill -0 "$server" || { cat "$work/requests"; exit 1; }
  sleep 0.05
done
mirror="http://127.0.0.1:$(cat "$work/port")"
settings=(HEBB_SWIFT_MIRROR="$mirror" HEBB_SWIFT_KEYS="$mirror/keys" HEBB_OS_RELEASE="$work/debian")

run env swift --version
check "without Swift, scripts/env says what to run" says "Run scripts/setup"

run install-swift
check "Swift is installed from the mirror" succeeds
check "the address is said" says "$mirror/$archive"
check "a signature that cannot be checked is said" says "was not checked"
run env swift --version
check "scripts/env finds the installed Swift" says "Swift version 6.3.1 (a pretended one)"
run install-swift
check "a second time does nothing" silent
check "a second time asks for nothing" [ "$(requests "0 200")" = 1 ]
check "the archive and the scratch folder are gone" \
  [ -z "$(find "$(dirname "$installed")" -name '.*' ! -name .install-swift.lock -print -quit)" ]

anew; touch "$site/$archive.breaks"
run install-swift
check "a download that breaks off is continued" succeeds
check "only the rest is asked for" [ "$(grep -cE "$archive [1-9][0-9]* 206" "$work/requests")" = 1 ]

anew; cp "$site/$archive" "$(dirname "$installed")/.$(basename "$archive").partial"
run install-swift
check "a download that was complete but not unpacked is used" succeeds

anew; settings+=(HEBB_SWIFT_SHA256="$(sha256sum "$site/$archive" | head -c 64)")
run install-swift
check "the right digest passes" succeeds
anew; settings[3]="HEBB_SWIFT_SHA256=$(printf '0%.0s' {1..64})"
run install-swift
check "a wrong digest is a failure" fails
check "a wrong digest is said" says "not genuine"
check "a wrong digest leaves nothing behind" leaves_nothing
unset 'settings[3]'

# Signatures, with a key made for this test.
keyring=(gpg --homedir "$work/keyring" --batch --quiet --pinentry-mode loopback --passphrase '')
mkdir -m 700 "$work/keyring"
"${keyring[@]}" --quick-generate-key "Test <test@example.org>" ed25519 sign never 2>/dev/null
"${keyring[@]}" --export >"$site/keys"
"${keyring[@]}" --detach-sign --output "$site/$archive.sig" "$site/$archive"
gpgconf --homedir "$work/keyring" --kill gpg-agent
anew; run install-swift
check "a good signature passes" succeeds
check "a good signature needs no remark" eval '! says "not checked"'
anew; toolchain 6.3.1
run install-swift
check "a signature of another file is a failure" fails
check "a signature of another file leaves nothing behind" leaves_nothing
rm "$site/keys"

anew; head -c 1000 /dev/urandom >"$site/$archive"
run install-swift
check "an archive that cannot be unpacked is a failure" says "cannot be unpacked"
check "an archive that cannot be unpacked leaves nothing behind" leaves_nothing

toolchain 5.10
run install-swift
check "a toolchain of the wrong version is a failure" fails

settings[2]="HEBB_OS_RELEASE=$work/ubuntu"
run install-swift
check "Ubuntu's toolchain has its own address" says "/ubuntu2404$machine/$release/$release-ubuntu24.04$machine.tar.gz"
check "a missing file is a failure that names the address" says "cannot download $mirror/"
settings[2]="HEBB_OS_RELEASE=$work/plan9"
run install-swift
check "an unknown system is a failure with advice" says "https://swift.org/install"
settings=(HEBB_SWIFT_MIRROR="http://127.0.0.1:1" HEBB_OS_RELEASE="$work/debian")
run install-swift
check "no network is a failure that names the address" says "cannot download http://127.0.0.1:1/$archive"

for version in 5.10.1 6.1 6.1.9; do
  fake swift "echo 'Swift version $version (old)'"
  run install-swift
  check "Swift $version on the PATH is too old" fails
done
for version in 6.2 6.3.1 6.10 7.0; do
  fake swift "echo 'Apple Swift version $version (new)'"
  run install-swift
  check "Swift $version on the PATH is enough" silent
done

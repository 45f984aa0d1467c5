# What the scripts share; to be sourced. Bash 3.2 (macOS) must be able to read it.

minimum_swift=6.2                 # what Package.swift asks for
toolchain_swift=6.3.1             # what scripts/install-swift installs
toolchain="${XDG_DATA_HOME:-$HOME/.local/share}/hebb/swift-$toolchain_swift"

log() { printf 'hebb: %s\n' "$*" >&2; }

# fail WHAT [ADVICE]: what is wrong, and what to do about it.
fail() {
  printf 'hebb: error: %s\n' "$1" >&2
  [ $# -lt 2 ] || printf '  %s\n' "$2" >&2
  exit 1
}

# swift_is_recent PROGRAM: whether PROGRAM runs and is Swift of the minimum version or newer.
swift_is_recent() {
  local version
  version=$("$1" --version 2>/dev/null | sed -n 's/.*Swift version \([0-9][0-9.]*\).*/\1/p' | head -n 1)
  [ -n "$version" ] && awk -v have="$version" -v want="$minimum_swift" 'BEGIN {
    split(have, h, "."); split(want, w, ".")
    exit !(h[1] + 0 > w[1] + 0 || (h[1] + 0 == w[1] + 0 && h[2] + 0 >= w[2] + 0))
  }'
}

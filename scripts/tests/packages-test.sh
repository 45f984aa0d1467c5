# scripts/install-packages and scripts/setup against a pretended apt; sourced by setup-test.
# shellcheck shell=bash disable=SC2034,SC2154

fake dpkg-query 'cat "$HOME/installed"'
fake apt-get 'shift 3; echo "apt-get $*" >>"$LOG"; [ ! -e "$HOME/refuse-$1" ] || { rm "$HOME/refuse-$1"; exit 100; }'
fake sudo 'echo sudo >>"$LOG"; exec "$@"'
fake id 'echo 0'
fake sleep 'exit 0'
printf '%s\n' 'installed here, ' 'installed newer-name, old-name (= 1), other-name' 'config-files removed, ' \
  >"$work/home/installed"
install='apt-get install --yes --no-install-recommends'

run install-packages here old-name other-name --optional here
check "nothing missing: says and does nothing" silent
check "nothing missing: apt is not called" logged ""

run install-packages here gone removed
check "only what is missing is installed, after one update" \
  logged "apt-get update"$'\n'"$install gone removed"

forget; touch "$work/home/refuse-update"
run install-packages gone
check "an update that fails is tried again" logged "apt-get update"$'\n'"apt-get update"$'\n'"$install gone"
check "an update that fails once does not fail the setup" succeeds

forget; run install-packages here --optional data
check "an optional package is installed too" logged "apt-get update"$'\n'"$install data"

fake apt-get '[ "$4" = update ]'
run install-packages here --optional data
check "an optional package that cannot be had is no failure" succeeds
check "an optional package that cannot be had is reported" says "goes on without data"
run install-packages gone
check "a required package that cannot be had is a failure" fails
check "a failed installation names the command to run by hand" says "apt-get install --yes gone"

forget; fake id 'echo 1000'
fake apt-get 'echo "apt-get ${*:4}" >>"$LOG"'
run install-packages gone
check "someone who is not root uses sudo" logged $'sudo\napt-get update\nsudo\n'"$install gone"
mv "$work/fakes/sudo" "$work/no-sudo"
run install-packages gone
check "neither root nor sudo is a failure" fails
check "neither root nor sudo names the exact command" says "apt-get update && apt-get install --yes gone"
run install-packages here --optional data
check "neither root nor sudo does not matter for an optional package" succeeds

# scripts/setup hands the right names on; a pretended Swift keeps it from installing one.
fake id 'echo 0'
fake swift 'echo "Swift version 6.2 (swift-6.2-RELEASE)"'
: >"$work/home/installed"
forget; run setup
check "building takes the libraries of the package manifest" grep -q "libopenblas-dev liblapacke-dev" "$work/log"
check "building takes no data set" eval '! grep -q fashion "$work/log"'
forget; run setup run
check "running takes Fashion-MNIST" grep -q "dataset-fashion-mnist" "$work/log"
forget; run setup build test
check "testing takes a server for downloads" grep -q "python3" "$work/log"
run setup nonsense
check "an unknown purpose is a failure" fails
check "an unknown purpose is named" says "unknown purpose 'nonsense'"

fake uname 'echo Darwin'
fake brew '[ "$3" = libpng ]'
run setup
check "macOS: missing packages are named with the command" says "brew install jpeg-turbo libarchive openssl pkgconf"
fake brew 'exit 0'
run setup
check "macOS: nothing missing says nothing" silent
rm "$work/fakes/uname" "$work/fakes/brew" "$work/fakes/swift" "$work/fakes/sleep"

# Every Debian package that Package.swift names is installed by scripts/setup.
: >"$work/said"
for package in $(grep -o '\.apt(\[[^]]*\])' "$scripts/../Package.swift" | grep -o '"[^"]*"' | tr -d '"'); do
  check "scripts/setup knows $package of Package.swift" grep -qw -- "$package" "$scripts/setup"
done

#!/bin/sh
# Installs the C libraries Parlance is built on, where pkg-config does not find them. Debian and Ubuntu; says what to do elsewhere.
set -eu
libraries="libcmark:libcmark-dev:cmark:cmark-devel simdjson:libsimdjson-dev:simdjson:simdjson-devel
  libarchive:libarchive-dev:libarchive:libarchive-devel libsodium:libsodium-dev:libsodium:libsodium-devel
  libcrypto:libssl-dev:openssl@3:openssl-devel libpcre2-8:libpcre2-dev:pcre2:pcre2-devel"
apt="" brew="" dnf=""
command -v pkg-config >/dev/null 2>&1 || { apt="pkg-config" brew="pkg-config" dnf="pkgconf-pkg-config"; }
for line in $libraries; do
  name=${line%%:*} rest=${line#*:}
  deb=${rest%%:*} rest=${rest#*:}
  if [ -n "$apt" ] && ! command -v pkg-config >/dev/null 2>&1 || ! pkg-config --exists "$name" 2>/dev/null; then
    apt="$apt $deb" brew="$brew ${rest%%:*}" dnf="$dnf ${rest#*:}"
  fi
done
if [ -n "$apt" ]; then
  if command -v apt-get >/dev/null 2>&1; then
    sudo=""
    [ "$(id -u)" = 0 ] || sudo="sudo"
    echo "deps: installing$(printf ' %s' $apt)"
    install() { $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $apt >/dev/null; }
    install 2>/dev/null || { $sudo apt-get update -qq; install; }
  else
    echo "deps: missing libraries. Install them, then run again:" >&2
    echo "  macOS:  brew install$(printf ' %s' $brew)" >&2
    echo "  Fedora: dnf install$(printf ' %s' $dnf)" >&2
    exit 1
  fi
fi
command -v swift >/dev/null 2>&1 || { echo "deps: swift is not on the PATH; install Swift 6.0 or newer from https://www.swift.org/install" >&2; exit 1; }
command -v python3 >/dev/null 2>&1 || { echo "deps: python3 is not on the PATH; the walls check and the examples need it" >&2; exit 1; }

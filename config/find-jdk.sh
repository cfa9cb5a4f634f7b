# Finds a JDK; sourced by scripts: find_jdk OLDEST [NEWEST] sets $java_home, empty if there is none, and $best, its feature
# version.

# Sets $version to the feature version of the JDK in $1, or to 0: read from its release file, since starting it costs 60 ms.
read_version() {
  version=0
  [ -x "$1/bin/java" ] && [ -r "$1/release" ] || return 0
  while IFS='=' read -r key value; do
    if [ "$key" = JAVA_VERSION ]; then
      value=${value#\"}
      version=${value%%[!0-9]*}
      version=${version:-0}
      return 0
    fi
  done <"$1/release"
}

# Sets $java_home to JAVA_HOME if that is Java $1 to $2, else to the newest such JDK on PATH or in the usual folders.
find_jdk() {
  java_home='' best=0 newest=${2:-9999}
  consider "${JAVA_HOME:-}" "$1"
  [ -z "$java_home" ] || return 0
  consider_path "$1"
  for candidate in /usr/lib/jvm/* /opt/java/* /opt/jdk* /usr/java/* \
    "${HOME:-/nonexistent}"/.sdkman/candidates/java/* "${HOME:-/nonexistent}"/.jdks/*; do
    consider "$candidate" "$1"
  done
}

consider() {
  read_version "$1"
  if [ "$version" -ge "$2" ] && [ "$version" -le "$newest" ] && [ "$version" -gt "$best" ]; then
    java_home=$1 best=$version
  fi
}

consider_path() {
  on_path=$(command -v java) || return 0
  on_path=$(readlink -f "$on_path")
  consider "${on_path%/bin/java}" "$1"
}

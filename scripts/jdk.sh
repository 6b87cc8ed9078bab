# Sourced by masora and check: finds a JDK without starting one.

# The oldest Java that Masora runs and is built with.
JDK_NEEDED=25

# Prints the Java version (its first number) of the JDK in folder $1; fails where there is no JDK with a compiler.
jdk_version() {
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
  while IFS= read -r jdk_line || [ -n "$jdk_line" ]; do
    case $jdk_line in
      JAVA_VERSION=*)
        jdk_line=${jdk_line#JAVA_VERSION=}
        jdk_line=${jdk_line#\"}
        jdk_line=${jdk_line%%[!0-9]*}
        [ -n "$jdk_line" ] || return 1
        printf '%s\n' "$jdk_line"
        return 0
        ;;
    esac
  done <"$1/release"
  return 1
}

# Prints where $1 is, once all symbolic links at its end are followed.
resolved() {
  resolved_path=$1
  resolved_links=0
  while [ -L "$resolved_path" ] && [ "$resolved_links" -lt 40 ]; do
    resolved_target=$(readlink -- "$resolved_path") || return 1
    case $resolved_target in
      /*) resolved_path=$resolved_target ;;
      *) resolved_path=$(dirname -- "$resolved_path")/$resolved_target ;;
    esac
    resolved_links=$((resolved_links + 1))
  done
  printf '%s\n' "$resolved_path"
}

# Sets JDK_HOME to the first JDK of $JDK_NEEDED or newer among the folders given; notes older ones in JDK_TOO_OLD.
jdk_among() {
  for jdk_home in "$@"; do
    jdk_found=$(jdk_version "$jdk_home") || continue
    if [ "$jdk_found" -ge "$JDK_NEEDED" ]; then
      JDK_HOME=$jdk_home
      return 0
    fi
    case $JDK_TOO_OLD in
      *"$jdk_home ("*) ;;
      *) JDK_TOO_OLD="$JDK_TOO_OLD
  $jdk_home (Java $jdk_found)" ;;
    esac
  done
  return 1
}

# Sets JDK_HOME: JAVA_HOME first, then the java of PATH, then the usual places of Linux and macOS, under the folder
# MASORA_SYSTEM_ROOT where that is set. Says what to install and fails where there is none.
find_jdk() {
  JDK_HOME=
  JDK_TOO_OLD=
  jdk_top=${MASORA_SYSTEM_ROOT-}
  if [ -n "${JAVA_HOME-}" ]; then
    jdk_among "$JAVA_HOME" && return 0
  fi
  jdk_on_path=$(command -v java 2>/dev/null) && {
    jdk_on_path=$(resolved "$jdk_on_path")
    jdk_among "${jdk_on_path%/bin/java}" && return 0
  }
  jdk_among \
    "$jdk_top"/usr/lib/jvm/* "$jdk_top"/usr/lib64/jvm/* "$jdk_top"/usr/java/* "$jdk_top"/usr/local/*jdk* \
    "$jdk_top"/opt/* "$jdk_top"/opt/*/* \
    "${HOME-}"/.sdkman/candidates/java/* "${HOME-}"/.jdks/* "${HOME-}"/.jenv/versions/* \
    "${HOME-}"/.asdf/installs/java/* "${HOME-}"/.local/share/mise/installs/java/* \
    "$jdk_top"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    "${HOME-}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    "$jdk_top"/opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    "$jdk_top"/usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    "$jdk_top"/home/linuxbrew/.linuxbrew/opt/openjdk*/libexec && return 0
  if [ -x "$jdk_top/usr/libexec/java_home" ]; then
    jdk_mac=$("$jdk_top/usr/libexec/java_home" -v "$JDK_NEEDED+" 2>/dev/null) && jdk_among "$jdk_mac" && return 0
  fi
  {
    echo "Masora needs a Java development kit (JDK) of version $JDK_NEEDED or newer, and found none on this computer."
    [ -z "$JDK_TOO_OLD" ] || printf 'Found, but too old:%s\n' "$JDK_TOO_OLD"
    cat <<'HOW'
To install one:
  Debian, Ubuntu:  sudo apt-get install openjdk-25-jdk-headless
  Fedora:          sudo dnf install java-25-openjdk-devel
  macOS:           brew install openjdk
  everywhere:      Temurin 25 from https://adoptium.net
It may stand beside an older Java. If it is in an unusual place, say where: JAVA_HOME=/path/to/jdk ./masora
HOW
  } >&2
  return 1
}

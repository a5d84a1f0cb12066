# Finds a Python that is new enough and hands over to script/lib. Sourced by the commands in script/.
# shellcheck shell=bash

script_folder="$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)"

# Prints the first suitable interpreter; on failure the reason, in one line on stderr.
# SANAD_PYTHON, where set, is the only one tried.
find_python() {
  local candidate version found=""
  local candidates=(python3 python3.14 python3.13 python3.12 python3.11 /usr/bin/python3)
  if [[ -n "${SANAD_PYTHON:-}" ]]; then
    candidates=("$SANAD_PYTHON")
  fi
  for candidate in "${candidates[@]}"; do
    version="$("$candidate" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null)" || continue
    if [[ "$version" =~ ^3\.([0-9]+)$ ]] && ((BASH_REMATCH[1] >= 11)); then
      printf '%s\n' "$candidate"
      return 0
    fi
    found="${found:-$candidate is $version}"
  done
  printf 'script/%s: Python 3.11 or newer is needed (%s); on Debian 12: apt-get install python3 python3-venv\n' \
    "$1" "${found:-none was found}" >&2
  return 1
}

run_command() {
  local python
  python="$(find_python "$1")" || exit 1
  exec "$python" "$script_folder/lib" "$@"
}

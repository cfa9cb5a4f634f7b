# Removes what was made from older sources: sh remove-stale.sh CLASSES SOURCE...
#
# Stale is a folder of classes of which one is not newer than every file and folder named; then all of it is removed. A
# folder that is up to date stays as it is, and so does everything that is built on it.
set -eu

classes=$1
shift

[ -d "$classes" ] || exit 0
oldest=$(ls -tr "$classes" | head -n 1)
if [ -z "$oldest" ] || [ -n "$(find "$@" -newer "$classes/$oldest" -print -quit)" ]; then
  rm -rf "$classes"
fi

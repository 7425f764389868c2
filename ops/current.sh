# shellcheck shell=sh
# Whether the published program is as new as its sources: ops/gradients asks at every start, ops/publish once more when
# it is its turn. Every file's time is looked at, and folders' too: a file that was removed changes its folder.

current() {
    [ -x "$1/artifacts/gradients/gradients" ] && [ -e "$1/artifacts/gradients/.sources" ] && [ -z "$(
        find "$1/src" "$1/ops/migrations" "$1/ops/publish" "$1/docs/examples" "$1/Directory.Build.props" \
            "$1/Directory.Packages.props" \( -name bin -o -name obj \) -prune -o \
            -newer "$1/artifacts/gradients/.sources" -print -quit
    )" ]
}

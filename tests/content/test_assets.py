"""Fonts, flags, icons, outlines and the editor: what the locks say, what is built, and what the package brings."""

import csv
import json
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import xml.etree.ElementTree as ET
import zipfile
from pathlib import Path
from typing import Any

import pytest

import hatch_build
from hatch_build import AssetsError, build_assets, built_from, digest_of_sources

REPOSITORY = Path(__file__).parents[2]
FRONTEND = REPOSITORY / hatch_build.FRONTEND
BUILT = REPOSITORY / hatch_build.BUILT
NPM_FOLDERS = (FRONTEND, REPOSITORY / "tests" / "browser" / "npm")
WANTED = tomllib.loads((FRONTEND / "assets.toml").read_text(encoding="utf-8"))
WITHOUT_FLAG: set[str] = set()
"""Two-letter codes in the datasets for which there is no flag."""
SVG = "{http://www.w3.org/2000/svg}"
RANGE = re.compile(r"U\+([0-9a-f]+)(?:-([0-9a-f]+))?", re.IGNORECASE)
SAMPLES = {
    "Inter": "Ångström Łódź Česko İstanbul Việt Россия Ґанок Ελλάδα Ἀθῆναι 1,204",
    "Noto Sans Arabic": "العربية السعودية",
    "Noto Sans Hebrew": "ישראל",
    "Noto Sans SC": "中华人民共和国毒狼草",
}


def built_files(folder: Path = BUILT) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module", autouse=True)
def built() -> None:
    assert built_from(BUILT) == digest_of_sources(REPOSITORY), "the assets are not built, or not anew: run `make test`"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The files that the build of the assets reads, and nothing built."""
    shutil.copytree(FRONTEND, tmp_path / hatch_build.FRONTEND)
    shutil.copy(REPOSITORY / "hatch_build.py", tmp_path)
    return tmp_path


# Locks ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("folder", NPM_FOLDERS, ids=lambda folder: folder.name)
def test_the_lock_has_sums_and_no_addresses(folder: Path) -> None:
    lock = json.loads((folder / "package-lock.json").read_text(encoding="utf-8"))
    asked = json.loads((folder / "package.json").read_text(encoding="utf-8"))
    root = lock["packages"].pop("")
    assert root["dependencies"] == asked["dependencies"]
    assert {f"node_modules/{name}" for name in asked["dependencies"]} <= set(lock["packages"])
    for name, entry in lock["packages"].items():
        assert entry["integrity"].startswith("sha512-"), name
        assert "resolved" not in entry, name
        assert "hasInstallScript" not in entry, name


@pytest.mark.parametrize("folder", NPM_FOLDERS, ids=lambda folder: folder.name)
def test_npm_is_told_to_leave_addresses_out_and_to_run_nothing(folder: Path) -> None:
    told = (folder / ".npmrc").read_text(encoding="utf-8").splitlines()
    assert {"omit-lockfile-registry-resolved=true", "ignore-scripts=true"} <= set(told)


# Build ----------------------------------------------------------------------------------------------------------


def test_a_build_gives_the_same_files_and_a_second_one_does_nothing(project: Path) -> None:
    target = project / hatch_build.BUILT
    target.mkdir(parents=True)
    (target / hatch_build.STAMP).write_text("of an older build\n", encoding="utf-8")
    (target / "old.js").touch()
    assert build_assets(project)
    assert built_files(target) == built_files()
    (target / "icons.svg").unlink()
    assert not build_assets(project)
    assert not (target / "icons.svg").exists()


@pytest.mark.parametrize("name", [*hatch_build.SOURCES, "../../hatch_build.py"])
def test_a_change_of_any_source_asks_for_a_new_build(project: Path, name: str) -> None:
    before = digest_of_sources(project)
    assert before == digest_of_sources(REPOSITORY)
    with (project / hatch_build.FRONTEND / name).open("a", encoding="utf-8") as file:
        file.write("\n")
    assert digest_of_sources(project) != before


def test_without_a_registry_the_message_says_what_to_do(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NPM_CONFIG_REGISTRY", "http://127.0.0.1:9/")
    monkeypatch.setenv("NPM_CONFIG_CACHE", str(project / "cache"))
    monkeypatch.setenv("NPM_CONFIG_FETCH_RETRIES", "0")
    with pytest.raises(AssetsError) as caught:
        build_assets(project)
    said = str(caught.value)
    assert said.startswith("explorer/frontend/package-lock.json: ")
    for expected in ("ECONNREFUSED", "Expected: ", "What to do: ", "NPM_CONFIG_REGISTRY", "-m pip wheel"):
        assert expected in said
    assert not (project / hatch_build.BUILT).exists()


def test_an_icon_or_a_script_that_no_package_has_is_named(tmp_path: Path) -> None:
    (tmp_path / "icons").mkdir()
    with pytest.raises(AssetsError, match=r"found no .*icons/no-such-icon\.svg"):
        hatch_build.lay_icons(tmp_path, ["no-such-icon"], tmp_path / "made")
    font = tmp_path / "@foundry" / "face"
    font.mkdir(parents=True)
    rule = "font-family: 'Face Variable'; src: url(./files/face-latin-wght-normal.woff2) format('woff2-variations');"
    (font / "index.css").write_text(f"@font-face {{\n  {rule}\n}}\n", encoding="utf-8")
    with pytest.raises(AssetsError, match=r"@foundry/face: found runic .* expected some of latin"):
        hatch_build.lay_fonts(tmp_path, {"@foundry/face": ["runic"]}, tmp_path / "made")
    (font / "index.css").write_text("", encoding="utf-8")
    with pytest.raises(AssetsError, match=r"face/index\.css: found no @font-face"):
        hatch_build.lay_fonts(tmp_path, {"@foundry/face": []}, tmp_path / "made")


# Fonts ----------------------------------------------------------------------------------------------------------


def faces() -> list[tuple[str, str, set[int]]]:
    """(family, file, code points) of every face in fonts.css."""
    text = (BUILT / "fonts.css").read_text(encoding="utf-8")
    found = []
    for rule in re.findall(r"@font-face \{([^}]*)\}", text):
        family, file = re.findall(r"font-family: '([^']+)'", rule), re.findall(r"url\(([^)]+)\)", rule)
        points: set[int] = set()
        for first, last in RANGE.findall(rule):
            points.update(range(int(first, 16), int(last or first, 16) + 1))
        found.append((family[0], file[0], points))
    return found


def test_the_style_sheet_names_every_font_file_and_no_other() -> None:
    named = {file for _, file, _ in faces()}
    assert named == {name for name in built_files() if name.startswith("fonts/")}
    assert all((BUILT / name).read_bytes()[:4] == b"wOF2" for name in named)
    text, families = (BUILT / "fonts.css").read_text(encoding="utf-8"), ", ".join(f'"{name}"' for name in SAMPLES)
    assert text.endswith(f":root {{ --font: {families}, sans-serif; }}\n")


@pytest.mark.parametrize("family", SAMPLES)
def test_each_family_has_its_scripts(family: str) -> None:
    points = set().union(*(points for found, _, points in faces() if found == family))
    assert {char for char in SAMPLES[family] if ord(char) not in points} <= {" "}


def test_every_letter_in_the_datasets_can_be_drawn() -> None:
    points = set().union(*(points for _, _, points in faces()))
    texts = [path.read_text(encoding="utf-8") for path in (REPOSITORY / "datasets").rglob("*.csv")]
    assert len(texts) > 10
    assert {char for char in set().union(*texts) if char.isprintable() and ord(char) not in points} == set()


def test_print_has_every_letter_that_the_page_has() -> None:
    spans = json.loads((BUILT / "print" / "letters.json").read_text(encoding="utf-8"))
    assert {f"{family}.ttf" for family in spans} == {path.name for path in (BUILT / "print").glob("*.ttf")}
    held = {letter for bounds in spans.values() for first, last in pairs(bounds) for letter in range(first, last + 1)}
    texts = [path.read_text(encoding="utf-8") for path in (REPOSITORY / "datasets").rglob("*.csv")]
    assert {
        char for char in set().union(*texts, *SAMPLES.values()) if char.isprintable() and ord(char) not in held
    } == set()
    families = list(spans)
    assert families[0] == "inter-latin"
    assert families.index("vazirmatn-arabic") < families.index("noto-sans-arabic-arabic")


def pairs(bounds: list[int]) -> list[tuple[int, int]]:
    return list(zip(bounds[::2], bounds[1::2], strict=True))


# Flags and icons ------------------------------------------------------------------------------------------------


def test_every_state_has_a_flag_or_is_known_to_have_none() -> None:
    with (REPOSITORY / "datasets" / "states" / "states.csv").open(encoding="utf-8", newline="") as file:
        codes = {row["iso2"].lower() for row in csv.DictReader(file)}
    assert len(codes) > 190
    assert {code for code in codes if not (BUILT / "flags" / f"{code}.svg").is_file()} == WITHOUT_FLAG


def test_every_flag_is_a_picture_with_a_size_that_asks_for_nothing() -> None:
    flags = list((BUILT / "flags").iterdir())
    assert len(flags) > 240
    for path in flags:
        root = ET.fromstring(path.read_text(encoding="utf-8"))
        assert (root.tag, root.get("width"), root.get("height")) == (f"{SVG}svg", "640", "480"), path.name
        for element in root.iter():
            assert element.tag != f"{SVG}script", path.name
            for name, value in element.attrib.items():
                assert not name.startswith("on"), path.name
                assert not name.endswith("href") or value.startswith("#"), path.name


def test_the_sprite_has_every_icon_named() -> None:
    symbols = ET.fromstring((BUILT / "icons.svg").read_text(encoding="utf-8"))
    assert {symbol.tag for symbol in symbols} == {f"{SVG}symbol"}
    assert all(len(symbol) and symbol.get("viewBox") == "0 0 24 24" for symbol in symbols)
    assert [symbol.get("id") for symbol in symbols] == [f"icon-{name}" for name in sorted(WANTED["icons"])]


def test_every_icon_that_the_page_uses_exists() -> None:
    scripts = [path.read_text(encoding="utf-8") for path in (REPOSITORY / "explorer" / "assets").glob("*.js")]
    used = {name for text in scripts for name in re.findall(r"""\bicon(?:: |\()["']([a-z0-9-]+)["']""", text)}
    assert used
    assert used - set(WANTED["icons"]) == set()


# Outlines -------------------------------------------------------------------------------------------------------


def test_the_outlines_are_paths_that_ask_for_nothing() -> None:
    content = (BUILT / hatch_build.OUTLINES).read_bytes()
    root = ET.fromstring(content)
    assert len(content) < 300_000
    assert {element.tag for element in root.iter()} == {f"{SVG}svg", f"{SVG}g", f"{SVG}path"}
    assert {name for element in root.iter() for name in element.attrib} == {
        "viewBox", "class", "data-code", "data-small", "d",
    }  # fmt: skip
    codes = [path.get("data-code", "") for path in root.iter(f"{SVG}path")]
    assert len(codes) == len(set(codes)) > 220


def test_outlines_that_cannot_be_drawn_are_told(tmp_path: Path) -> None:
    (tmp_path / "outlines.mjs").write_text('throw new Error("no world")\n', encoding="utf-8")
    with pytest.raises(AssetsError, match=r"outlines\.mjs: found outlines that cannot be drawn; (?s:.*)no world"):
        hatch_build.lay_outlines(tmp_path / "node_modules", tmp_path / "made" / "outlines.svg")


def test_a_package_without_its_terms_is_told_in_its_own_words(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("Drawn by others.\n", encoding="utf-8")
    assert hatch_build.terms(tmp_path, {"license": "BSD-3-Clause"}).endswith("says of itself:\n\nDrawn by others.\n")
    (tmp_path / "LICENSE").write_text("Do as you like.\n", encoding="utf-8")
    assert hatch_build.terms(tmp_path, {"license": "ISC"}) == "Do as you like.\n"


# What is shipped ------------------------------------------------------------------------------------------------


def test_the_terms_of_every_package_are_there() -> None:
    lock = json.loads((FRONTEND / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    text = (BUILT / "LICENSES.txt").read_text(encoding="utf-8")
    named = {
        f"{place.removeprefix('node_modules/')} {entry['version']} ({entry['license']})"
        for place, entry in lock.items()
        if place and not entry.get("dev")
    }
    titles = set(re.findall(r"^(.+)\n=+$", text, re.MULTILINE))
    assert titles == named
    assert text.count("SIL OPEN FONT LICENSE") >= len(WANTED["fonts"])
    assert text.count("Permission is hereby granted") >= 2


def test_nothing_that_runs_is_built_but_the_editor() -> None:
    files = set(built_files()) - {hatch_build.STAMP, hatch_build.BUNDLE}
    assert {name for name in files if not name.endswith((".css", ".svg", ".woff2", ".txt", ".ttf", ".json"))} == set()
    assert {name for name in files if "/" not in name} == {"fonts.css", "icons.svg", "outlines.svg", "LICENSES.txt"}
    urls = re.findall(r"url\(([^)]+)", (BUILT / "fonts.css").read_text(encoding="utf-8"))
    assert {url for url in urls if not url.startswith("fonts/")} == set()


def test_the_editor_is_one_module_that_imports_and_fetches_nothing() -> None:
    text = (BUILT / hatch_build.BUNDLE).read_text(encoding="utf-8")
    assert len(text) < 1_000_000
    assert re.search(r"export\{.*\bcreateEditor\b", text)
    assert re.findall(r"\b(?:fetch|XMLHttpRequest|WebSocket|eval|importScripts)\s*\(|\bimport\s*[({\"']", text) == []
    assert "sourceMappingURL" not in text


def test_an_editor_that_cannot_be_bundled_is_told_with_its_line(project: Path) -> None:
    with (project / hatch_build.FRONTEND / "editor.js").open("a", encoding="utf-8") as file:
        file.write('\nimport { nothing } from "no-such-package";\n')
    with pytest.raises(AssetsError) as caught:
        build_assets(project)
    assert str(caught.value).startswith("explorer/frontend/editor.js: found an editor that cannot be bundled")
    assert "no-such-package" in str(caught.value)
    assert not (project / hatch_build.BUILT).exists()


def test_the_wheel_brings_the_assets(tmp_path: Path) -> None:
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    call = [*pip, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(tmp_path), str(REPOSITORY)]
    subprocess.run(call, check=True)
    (wheel,) = tmp_path.glob("cyberatlas-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        prefix = f"{hatch_build.BUILT}/"
        names = archive.namelist()
        brought = {name.removeprefix(prefix): archive.read(name) for name in names if name.startswith(prefix)}
    assert brought == built_files()
    assert [name for name in names if name.startswith((hatch_build.FRONTEND, "hatch_build"))] == []


def test_the_source_archive_brings_what_they_are_built_from(tmp_path: Path) -> None:
    call = [sys.executable, "-m", "hatchling", "build", "--target", "sdist", "--directory", str(tmp_path)]
    subprocess.run(call, cwd=REPOSITORY, check=True, capture_output=True)
    (source,) = tmp_path.glob("cyberatlas-*.tar.gz")
    with tarfile.open(source) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {"hatch_build.py", *(f"{hatch_build.FRONTEND}/{name}" for name in hatch_build.SOURCES)} <= names
    assert [name for name in names if name.startswith(hatch_build.BUILT) or "node_modules" in name] == []


# Requirements ---------------------------------------------------------------------------------------------------


def test_what_the_build_requires_is_locked() -> None:
    project: dict[str, Any] = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))
    needed = project["build-system"]["requires"]
    assert set(needed) <= set(project["dependency-groups"]["build"])
    for file in ("requirements.txt", "requirements-dev.txt"):
        locked = (REPOSITORY / file).read_text(encoding="utf-8")
        for name in (re.split(r"[<>=]", requirement)[0] for requirement in needed):
            assert re.search(rf"^{name}==", locked, re.MULTILINE), f"{file}: {name}"

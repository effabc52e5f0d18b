import base64
import re
from pathlib import Path

import pytest

from explorer.export import fonts
from explorer.export.fonts import embedded

RULE = "@font-face {{ font-family: '{}'; src: url({}) format('woff2'); {} }}\n"


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    (tmp_path / "built" / "fonts").mkdir(parents=True)
    for name in ("latin", "greek", "chinese"):
        (tmp_path / "built" / "fonts" / f"{name}.woff2").write_bytes(name.encode())
    (tmp_path / "secret.woff2").write_bytes(b"secret")
    path = tmp_path / "built" / "fonts.css"
    path.write_text(
        RULE.format("Inter", "fonts/greek.woff2", "unicode-range: U+0370-0377,U+1F00-1FFF;")
        + RULE.format("Inter", "fonts/latin.woff2", "unicode-range: U+0000-00FF;")
        + RULE.format("Other", "fonts/latin.woff2", "unicode-range: U+0000-00FF;")
        + RULE.format("Noto Sans SC", "'fonts/chinese.woff2'", "unicode-range: U+5df4;")
        + RULE.format("Gone", "fonts/gone.woff2", "")
        + RULE.format("Elsewhere", "../secret.woff2", ""),
        "utf-8",
    )
    return path


def held(css: str) -> list[bytes]:
    return [base64.b64decode(data) for data in re.findall(r"url\(data:font/woff2;base64,([^)]*)\)", css)]


def test_only_fonts_whose_letters_are_used_and_each_letter_once(sheet: Path) -> None:
    assert held(embedded(sheet, "Paris")) == [b"latin"]
    assert held(embedded(sheet, "Paris 巴")) == [b"latin", b"chinese"]
    assert held(embedded(sheet, "ͰἈ")) == [b"greek"]
    assert embedded(sheet, " \n") == ""


def test_what_is_not_beside_the_sheet_is_left_out(sheet: Path) -> None:
    assert embedded(sheet, "☃") == ""
    assert embedded(sheet.with_name("none.css"), "Paris") == ""


def test_a_picture_does_not_grow_without_bound(sheet: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "LARGEST", 6)
    assert held(embedded(sheet, "Paris 巴")) == [b"latin"]

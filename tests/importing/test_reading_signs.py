"""Numbers, spaces and bytes of a file keep their meaning."""

from pathlib import Path

import pytest

from clinic_cms.importing.document import Run, normalise
from clinic_cms.importing.reading import read_document
from clinic_cms.importing.reading.markdown import read_markdown
from tests.importing.readings import body, imported, page, plain_body


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("10<sup>3</sup> cells", "10³ cells"),
        ("H<sub>2</sub>O", "H₂O"),
        ("5 cm<sup>2</sup>", "5 cm²"),
        ("10<sup>-6</sup> m", "10⁻⁶ m"),
        ("10<span style='vertical-align:super'>6</span>", "10⁶"),
        ("Na<sup>+</sup> and Ca<sup>2+</sup>", "Na⁺ and Ca²⁺"),
        ("the 5<sup>th</sup> day", "the 5th day"),
        ("the 1<sup>er</sup> jour", "the 1er jour"),
        ("Kinesio<sup>®</sup>", "Kinesio®"),
        ("1<sup>1/2</sup> hours", "1½ hours"),
        ("10<sup>x+1</sup>", "10^(x+1)"),
        ("2<sup>k</sup>", "2^(k)"),
        ("V<sub>max</sub>", "Vmax"),
    ],
)
def test_raised_and_lowered_signs_never_change_a_number(source: str, text: str) -> None:
    assert body(f"<p>{source}</p>") == f"<p>{text}</p>"


def test_signs_without_a_raised_form_are_reported() -> None:
    assert any("10^(x+1)" in w for w in page("<h1>T</h1><p>10<sup>x+1</sup></p>").warnings)


@pytest.mark.parametrize(
    "mark",
    [
        "15%<sup>1</sup> of backs",
        "15%<sup>1,2</sup> of backs",
        "15%<sup>[3]</sup> of backs",
        "15%<sup><a href='#n'>4</a></sup> of backs",
        "15%<a href='#n'>[5]</a> of backs",
        "15%<sup class=footnote-ref>*</sup> of backs",
    ],
)
def test_marks_of_footnotes_are_left_out_and_reported(mark: str) -> None:
    result = page(f"<h1>T</h1><p>{mark}</p><ol><li id=n>Smith 2019 <a href='#m'>↑</a></li></ol>")

    assert "<p>15% of backs</p>" in result.sections["overview"].html
    assert any("“15%”" in warning for warning in result.warnings)


def test_the_notes_that_marks_lead_to_become_references() -> None:
    text = "# T\n\nBacks hurt[^a] often[^b].\n\n[^a]: Smith 2019.\n[^b]: Li 2020.\n"

    result = imported(read_markdown(text, "en-us"))

    assert result.sections["overview"].html == "<p>Backs hurt often.</p>"
    assert [source.title for source in result.references] == ["Smith 2019.", "Li 2020."]


def test_notes_at_the_foot_of_google_docs_become_references() -> None:
    result = page(
        "<h1>T</h1><p>Backs hurt.<sup><a href='#ftnt1' id='ftnt_ref1'>[1]</a></sup></p>"
        "<div><p><a href='#ftnt_ref1' id='ftnt1'>[1]</a> Smith 2019.</p></div>"
    )

    assert result.sections["overview"].html == "<p>Backs hurt.</p>"
    assert [source.title for source in result.references] == ["Smith 2019."]


@pytest.mark.parametrize("space", ["\u00a0", "\u202f", "\u2007", "\u3000"])
def test_a_space_that_does_not_break_stays(space: str) -> None:
    assert body(f"<p>10{space}mg</p>") == f"<p>10{space}mg</p>"
    assert plain_body(f"Take 10{space}mg.") == f"<p>Take 10{space}mg.</p>"


@pytest.mark.parametrize("space", ["\u00a0 ", " \u00a0", "\u00a0\u00a0", "\t", " \n"])
def test_other_white_space_is_one_space(space: str) -> None:
    assert body(f"<p>\u00a0so{space}far\u00a0</p>") == "<p>so far</p>"


def test_joiners_stay_where_a_script_needs_them() -> None:
    texts = ["می\u200cخواهم", "👩\u200d⚕️"]

    assert [normalise([Run(text)])[0].text for text in texts] == texts
    assert normalise([Run("neck\u200c pain")])[0].text == "neck pain"


PAGE = "<html><head>%s</head><body><h1>%s</h1><p>%s.</p></body></html>"


@pytest.mark.parametrize(
    ("declaration", "encoding", "word"),
    [
        ('<meta charset="windows-1251">', "cp1251", "Плечо"),
        ("<meta charset=shift_jis>", "cp932", "肩の痛み"),
        (
            '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-2">',
            "iso-8859-2",
            "Ból szyi",
        ),
        ('<meta http-equiv=x content="text/html;charset=gb2312">', "gb18030", "颈痛"),
        ("<META CHARSET='ISO-8859-1'>", "cp1252", "Douleur d’épaule"),
        ("<!-- <meta charset=cp437> --><meta charset=utf-8>", "utf-8", "Épaule"),
        ('<meta charset="utf-16">', "utf-8", "Épaule"),
        ("<meta charset=windows-1252>", "utf-16", "Épaule"),
        ("<meta charset=windows-1252>", "utf-8-sig", "Épaule"),
    ],
)
def test_a_declared_encoding_counts(
    tmp_path: Path, declaration: str, encoding: str, word: str
) -> None:
    path = tmp_path / "a.html"
    path.write_bytes((PAGE % (declaration, word, word)).encode(encoding))

    document = read_document(path, "en-us")

    assert document.blocks[0].text == word
    assert document.warnings == ()


@pytest.mark.parametrize(
    ("language", "encoding", "word"),
    [("ru", "cp1251", "Плечо"), ("pl", "cp1250", "Ból"), ("tr", "cp1254", "Ağrı")],
)
def test_without_a_declaration_the_language_suggests_an_encoding(
    tmp_path: Path, language: str, encoding: str, word: str
) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(f"{word}\n\n{word}.".encode(encoding))

    document = read_document(path, language)

    assert document.blocks[0].text == word
    assert encoding.replace("cp", "read as Windows-") in document.warnings[0]


@pytest.mark.parametrize("charset", ["windows-1252", "iso-8859-15", "gb2312", "shift_jis"])
def test_a_declaration_that_is_out_of_date_is_reported_and_not_believed(
    tmp_path: Path, charset: str
) -> None:
    path = tmp_path / "a.html"
    path.write_bytes((PAGE % (f"<meta charset={charset}>", "Douleur d’épaule", "x")).encode())

    document = read_document(path, "fr")

    assert document.blocks[0].text == "Douleur d’épaule"
    assert "but it is in UTF-8" in document.warnings[0]

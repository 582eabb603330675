"""Word files for tests, as small as Word opens them."""

from pathlib import Path
from zipfile import ZipFile

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
NUMBERS = "".join(
    f'<w:abstractNum w:abstractNumId="{number}">'
    + "".join(f'<w:lvl w:ilvl="{n}"><w:numFmt w:val="{format}"/></w:lvl>' for n in range(3))
    + f'</w:abstractNum><w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'
    for number, format in ((1, "bullet"), (2, "decimal"))
)
STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{id}"><w:name w:val="{name}"/></w:style>'
    for id, name in (("Titel", "Title"), ("berschrift1", "heading 1"), ("berschrift2", "heading 2"))
)


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str, style: str = "", number: int = 0, level: int = 0) -> str:
    numbered = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    properties = f'<w:pStyle w:val="{style}"/>{numbered if number else ""}'
    inner = "".join(each if each.startswith("<") else run(each) for each in runs)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def write_docx(path: Path, *body: str, **parts: str) -> Path:
    """Write a file with these paragraphs; `parts` are the contents of further XML files."""
    parts = {"numbering": NUMBERS, "styles": STYLES, **parts}
    with ZipFile(path, "w") as file:
        file.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="x"/>'
            f'<Override PartName="/word/document.xml" ContentType="{MAIN}"/></Types>',
        )
        file.writestr("_rels/.rels", _relations({"officeDocument": "word/document.xml"}))
        targets = {name.rstrip("1"): f"{name}.xml" for name in parts}
        file.writestr("word/_rels/document.xml.rels", _relations(targets))
        inner = f"<w:body>{''.join(body)}</w:body>"
        text = f"{DECLARATION}<w:document {NAMESPACE}>{inner}</w:document>"
        file.writestr("word/document.xml", text)
        for name, content in parts.items():
            text = f"{DECLARATION}<w:{name} {NAMESPACE}>{content}</w:{name}>"
            file.writestr(f"word/{name}.xml", text)
    return path


def _relations(targets: dict[str, str]) -> str:
    listed = "".join(
        f'<Relationship Id="r{number}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets.items())
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{listed}</Relationships>'

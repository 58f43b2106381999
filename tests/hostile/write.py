"""Writes files made to harm whoever reads them: `python tests/hostile/write.py FOLDER`, the same bytes every time."""

import base64
import io
import random
import struct
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterable
from pathlib import Path

from pptx import Presentation
from pypdf import PdfWriter

Maker = Callable[[Path], object]

SAMPLES = Path(__file__).parent.parent.parent / "samples" / "documents"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
SENTENCE = "Tunis Declaration. The Ministers agreed on return and readmission. Tunis, 5 December 2003."
MEGABYTE = 1_000_000


# PDF


def pdf(objects: Iterable[str | bytes], trailer: str = "/Root 1 0 R", start: str = "0") -> bytes:
    """Numbered objects without a table: readers have to put it together themselves."""
    data = b"%PDF-1.7\n"
    for number, content in enumerate(objects, start=1):
        data += f"{number} 0 obj\n".encode() + (content.encode() if isinstance(content, str) else content)
        data += b"\nendobj\n"
    return data + f"trailer\n<<{trailer}>>\nstartxref\n{start}\n%%EOF\n".encode()


def stream(content: bytes, entries: str = "") -> bytes:
    return f"<<{entries}/Length {len(content)}>>\nstream\n".encode() + content + b"\nendstream"


def one_page(content: bytes, entries: str = "", box: str = "0 0 595 842", resources: str = "", *more: bytes) -> bytes:
    """Objects: 1 catalog, 2 pages, 3 page, 4 its content, 5 a font, 6 and on what is given."""
    fonts = "/Font<</F1 5 0 R>>"
    page = f"<</Type/Page/Parent 2 0 R/MediaBox[{box}]/Resources<<{fonts}{resources}>>/Contents 4 0 R>>"
    font = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    objects = ["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", page]
    return pdf([*objects, stream(content, entries), font, *more])


def drawn(text: str = SENTENCE) -> bytes:
    return f"BT /F1 11 Tf 60 780 Td ({text}) Tj ET\n".encode()


def cyclic_pages() -> bytes:
    kids = "<</Type/Pages/Parent 3 0 R/Kids[3 0 R 4 0 R]/Count 9>>"
    back = "<</Type/Pages/Parent 2 0 R/Kids[2 0 R 3 0 R]/Count 9>>"
    page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R>>"
    return pdf(["<</Type/Catalog/Pages 2 0 R>>", kids, back, page, stream(drawn())])


def ten_thousand_pages() -> bytes:
    first, count = 5, 10_000
    kids = " ".join(f"{first + number} 0 R" for number in range(count))
    page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 4 0 R>>>>/Contents 3 0 R>>"
    head = ["<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Kids[{kids}]/Count {count}>>", stream(drawn())]
    return pdf([*head, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>", *[page] * count])


def bomb(times: int = 1) -> bytes:
    packer = zlib.compressobj(9)
    content = b"".join([*(packer.compress(b"BT ET " * 166_667) for _ in range(200)), packer.flush()])
    for _ in range(times - 1):
        content = zlib.compress(content, 9)
    return one_page(content, f"/Filter[{'/FlateDecode' * times}]")


def drawing_itself() -> bytes:
    entries = "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X1 6 0 R>>>>"
    form = stream(b"/X1 Do /X1 Do " + drawn(), entries)
    return one_page(b"/X1 Do", "", "0 0 595 842", "/XObject<</X1 6 0 R>>", form)


def doubling_forms() -> bytes:
    """Thirty forms, each drawing the next one twice: a thousand million drawings."""
    forms = [
        stream(
            f"/X{number + 1} Do /X{number + 1} Do".encode(),
            f"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X{number + 1} {number + 7} 0 R>>>>",
        )
        for number in range(30)
    ]
    last = stream(drawn(), "/Type/XObject/Subtype/Form/BBox[0 0 9 9]")
    return one_page(b"/X0 Do", "", "0 0 595 842", "/XObject<</X0 6 0 R>>", *forms, last)


def forms_in_a_ring() -> bytes:
    """Two forms, each drawing the other."""
    entries = "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X1 {} 0 R>>>>"
    forms = [stream(b"/X1 Do " + drawn(), entries.format(other)) for other in (7, 6)]
    return one_page(b"/X1 Do " + drawn(), "", "0 0 595 842", "/XObject<</X1 6 0 R>>", *forms)


def huge_font() -> bytes:
    """A font with 60 MB of program and a table of a million characters."""
    lines = "".join(f"<{code % 65536:04x}> <0041>\n" for code in range(1_000_000))
    table = zlib.compress(f"begincmap\n1000000 beginbfchar\n{lines}endbfchar\nendcmap".encode(), 9)
    program = zlib.compress(bytes(60 * MEGABYTE), 9)
    font = (
        b"<</Type/Font/Subtype/TrueType/BaseFont/Huge/FirstChar 0/LastChar 255/ToUnicode 7 0 R/FontDescriptor 8 0 R>>"
    )
    descriptor = b"<</Type/FontDescriptor/FontName/Huge/Flags 4/FontFile2 9 0 R>>"
    page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 6 0 R>>>>/Contents 4 0 R>>"
    packed_stream = "/Filter/FlateDecode"
    objects = ["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", page, stream(drawn()), "null"]
    return pdf([*objects, font, stream(table, packed_stream), descriptor, stream(program, packed_stream)])


def slow_page() -> bytes:
    """One honest page before one that takes minutes."""
    busy = zlib.compress(b"BT /F1 1 Tf (a) Tj 1 0 0 1 1 1 Tm (b) Tj ET " * 400_000, 9)
    page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 5 0 R>>>>/Contents {} 0 R>>"
    font = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    objects = ["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2>>", page.format(6)]
    return pdf([*objects, page.format(7), font, stream(drawn()), stream(busy, "/Filter/FlateDecode")])


def password() -> bytes:
    writer = PdfWriter(clone_from=SAMPLES / "add-2008-declaration.en.pdf")
    writer.encrypt("secret", algorithm="AES-256")
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


# Packed formats


def packed(members: dict[str, bytes | str]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def word(document: str | bytes, **parts: bytes | str) -> bytes:
    return packed({"[Content_Types].xml": "<Types/>", "word/document.xml": document} | dict(parts.items()))


def paragraphs(text: str, before: str = "") -> str:
    return f"{before}<w:document {W}><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>"


def zip_bomb(name: str, start: bytes, kind: str = "") -> bytes:
    target = io.BytesIO()
    entry = zipfile.ZipInfo(name)
    entry.compress_type = zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("mimetype", kind)
        with archive.open(entry, "w") as member:
            member.write(start)
            for _ in range(250):
                member.write(b" " * MEGABYTE)
    return target.getvalue()


def lying_zip() -> bytes:
    """The directory says 100 bytes; the member unpacks to 60 MB."""
    size = 60 * MEGABYTE
    honest = word(b"<a>" + b" " * size)
    return honest.replace((size + 3).to_bytes(4, "little"), (100).to_bytes(4, "little"))


def laughs() -> str:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return paragraphs("&l9;", f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY l0 "lol">{entities}]>')


def odt_entities() -> bytes:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    head = f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY l0 SYSTEM "file:///etc/passwd">{entities}]>'
    office, text = "urn:oasis:names:tc:opendocument:xmlns:office:1.0", "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
    body = f'<o:document-content xmlns:o="{office}" xmlns:t="{text}"><o:body><o:text><t:p>&l9;</t:p></o:text></o:body>'
    kind = "application/vnd.oasis.opendocument.text"
    return packed({"mimetype": kind, "content.xml": f"{head}{body}</o:document-content>"})


def slides_from_elsewhere() -> bytes:
    """A presentation that names pictures and a template on another host."""
    target = io.BytesIO()
    made = Presentation()
    slide = made.slides.add_slide(made.slide_layouts[5])
    slide.shapes.title.text = SENTENCE
    for kind in ("image", "slideMaster", "oleObject"):
        slide.part.rels.get_or_add_ext_rel(
            f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}", "http://127.0.0.1:9/x"
        )
    made.save(target)
    return target.getvalue()


def many_entries() -> bytes:
    """The directory of an archive with 300,000 names and nothing behind them."""
    entry = struct.Struct("<4s6H3L5H2L")
    directory = b"".join(
        entry.pack(b"PK\x01\x02", 20, 20, 0, 0, 0, 0, 0, 0, 0, 40, 0, 0, 0, 0, 0, 0) + f"{number:040}".encode()
        for number in range(300_000)
    )
    large = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, 300_000, 300_000, len(directory), 4)
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, 4 + len(directory), 1)
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 65535, 65535, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    return b"PK\x03\x04" + directory + large + locator + end


def mails_in_mails() -> bytes:
    """A mail with a mail with a mail, four hundred deep, each attached whole."""
    content = packed({"a.txt": SENTENCE})
    body = base64.encodebytes(content).decode()
    head = "From: a@example.org\r\nSubject: Tunis\r\nMIME-Version: 1.0\r\nMessage-ID: <1@example.org>\r\n"
    mail = f'{head}Content-Type: application/zip; name="a.zip"\r\nContent-Transfer-Encoding: base64\r\n\r\n{body}'
    for number in range(400):
        edge = f"b{number}"
        part = f"--{edge}\r\nContent-Type: message/rfc822\r\n\r\n{mail}\r\n--{edge}--\r\n"
        mail = f'{head}Content-Type: multipart/mixed; boundary="{edge}"\r\n\r\n{part}'
    return mail.encode()


def external() -> str:
    return paragraphs("&x;", '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>')


def zips_in_zips() -> bytes:
    content = packed({"a.txt": SENTENCE})
    for depth in range(8):
        content = packed({f"{depth}-{copy}.zip": content for copy in range(3)})
    for _ in range(20):
        content = packed({"a.zip": content})
    return content


def nested_mail() -> bytes:
    head = b"From: a@example.org\r\nSubject: Tunis\r\nMIME-Version: 1.0\r\n"
    parts = b"".join(f'Content-Type: multipart/mixed; boundary="b{n}"\r\n\r\n--b{n}\r\n'.encode() for n in range(3000))
    return head + parts + b"Content-Type: text/plain\r\n\r\n" + SENTENCE.encode()


# Everything


def fuzzed(name: str, seed: int) -> bytes:
    chance = random.Random(seed)  # noqa: S311 - the same damage every time.
    content = bytearray((SAMPLES / name).read_bytes())
    for _ in range(chance.randint(1, 60)):
        content[chance.randrange(len(content))] = chance.randrange(256)
    return bytes(content[: chance.randrange(100, len(content))] if seed % 3 == 0 else content)


def sparse(path: Path) -> None:
    with path.open("wb") as target:
        target.write(one_page(drawn()))
        target.truncate(1000 * MEGABYTE)


def bytes_of(make: Callable[[], bytes]) -> Maker:
    return lambda path: path.write_bytes(make())


MADE: dict[str, Callable[[], bytes]] = {
    "truncated.pdf": lambda: (SAMPLES / "add-2008-declaration.en.pdf").read_bytes()[:40_000],
    "cyclic-pages.pdf": cyclic_pages,
    "ten-thousand-pages.pdf": ten_thousand_pages,
    "giant-media-box.pdf": lambda: one_page(drawn(), box="-1e30 -1e30 1e30 1e30"),
    "deflate-bomb.pdf": bomb,
    "deflate-bomb-twice.pdf": lambda: bomb(2),
    "drawing-itself.pdf": drawing_itself,
    "doubling-forms.pdf": doubling_forms,
    "forms-in-a-ring.pdf": forms_in_a_ring,
    "huge-font.pdf": huge_font,
    "slow-page.pdf": slow_page,
    "password.pdf": password,
    "tables-in-a-ring.pdf": lambda: pdf(["<</Type/Catalog/Pages 2 0 R>>"], "/Root 1 0 R/Prev 9", "9"),
    "nul.pdf": lambda: one_page(drawn("Tunis\\000 Declar\\000ation")),
    "zip-bomb.docx": lambda: zip_bomb("word/document.xml", b"<a>"),
    "zip-bomb.odt": lambda: zip_bomb("content.xml", b"<a>", "application/vnd.oasis.opendocument.text"),
    "zip-bomb.zip": lambda: zip_bomb("bomb.txt", b"Tunis"),
    "zips-in-zips.zip": zips_in_zips,
    "zip-slip.zip": lambda: packed({"../../../../../../../tmp/iscm-slip.txt": SENTENCE, "/etc/iscm-slip.txt": "x"}),
    "many-names.zip": lambda: packed({f"{number}.txt": "x" for number in range(20_000)}),
    "lying.docx": lying_zip,
    "many-entries.zip": many_entries,
    "many-entries.docx": many_entries,
    "entities.odt": odt_entities,
    "elsewhere.pptx": slides_from_elsewhere,
    "mails-in-mails.eml": mails_in_mails,
    "xxe.docx": lambda: word(external()),
    "billion-laughs.docx": lambda: word(laughs()),
    "billion-laughs.html": lambda: laughs().encode(),
    "macro.docm": lambda: word(paragraphs(SENTENCE), **{"word/vbaProject.bin": b"\xd0\xcf\x11\xe0Auto_Open" * 500}),
    "macro.doc": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00Attribut\x00e VB_Nam\x00e" * 3000,
    "nested.docx": lambda: word(b"<a>" + b"<b>" * 1_000_000),
    "nested.html": lambda: b"<html>" + b"<div>" * 200_000 + SENTENCE.encode(),
    "nested.rtf": lambda: b"{\\rtf1" + b"{" * 200_000 + SENTENCE.encode(),
    "tables.rtf": lambda: b"{\\rtf1" + b"\\trowd\\cellx1{\\*\\x" * 100_000 + SENTENCE.encode(),
    "control-words.rtf": lambda: b"{\\rtf1" + b"{\\upr{\\*\\ud" * 100_000 + b"\\u99999999 \\bin99999999 x",
    "nested.eml": nested_mail,
    "nul.txt": lambda: SENTENCE.encode().replace(b" ", b" \x00") * 40,
    "one-word.txt": lambda: b"a" * 5_000_000,
    "one-line.txt": lambda: (b"The Ministers agreed. " * 5_000_000)[: 45 * MEGABYTE],
    "blank-lines.txt": lambda: b"\n" * 5_000_000 + b"x",
    "days.txt": lambda: b"1, 2, 3, 4, 5, 6, " * 50_000,
    "picture.pdf": lambda: b"\x89PNG\r\n\x1a\n" + bytes(2000),
    "program.docx": lambda: b"MZ\x90\x00" + bytes(2000),
    "word-file.pdf": lambda: word(paragraphs(SENTENCE)),
    "page.docx": lambda: f"<html><body><p>{SENTENCE}</p></body></html>".encode(),
    "nothing.pdf": lambda: b"",
    "nothing.docx": lambda: b"",
} | {
    f"fuzzed-{seed:02}{Path(name).suffix}": lambda name=name, seed=seed: fuzzed(name, seed)  # type: ignore[misc]
    for seed, name in enumerate(
        ["prague-2016-joint-declaration.en.pdf", "khartoum-2015-action-plan.en.docx", "add-2008-declaration.en.pdf"] * 5
    )
}
FILES: dict[str, Maker] = {name: bytes_of(make) for name, make in MADE.items()} | {"sparse.pdf": sparse}


def write(folder: Path) -> list[Path]:
    """All of them, into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, make in FILES.items():
        make(folder / name)
    return [folder / name for name in FILES]


if __name__ == "__main__":
    print(f"{len(write(Path(sys.argv[1])))} files")

"""PDF with a text layer; one line for those without."""

from io import BytesIO

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from rashomon.errors import UnreadableReport
from rashomon.read import pdf

LINES = [
    "Forty passengers were taken off the ferry near East-",
    "moor on Monday, the harbour master said. The ferry had",
    "left Eastmoor at dawn with a well-",
    "known captain and a crew of nine.",
]


def made(*sheets: list[tuple[int, str]]) -> bytes:
    """A PDF with lines at given heights, a list a page."""
    writer = PdfWriter()
    for sheet in sheets:
        page = writer.add_blank_page(width=595, height=842)
        font = DictionaryObject({NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type1"),
                                 NameObject("/BaseFont"): NameObject("/Helvetica")})  # fmt: skip
        fonts = DictionaryObject({NameObject("/F1"): font})
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        drawn = "\n".join(f"BT /F1 11 Tf 1 0 0 1 60 {height} Tm ({line}) Tj ET" for height, line in sheet)
        stream = DecodedStreamObject()
        stream.set_data(drawn.encode("latin-1"))
        page[NameObject("/Contents")] = writer._add_object(stream)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def test_lines_become_paragraphs_and_a_hyphen_goes_only_where_the_whole_word_is_known() -> None:
    heights = [700, 686, 672, 658, 630, 616]
    text = pdf.read(
        made(list(zip(heights, [*LINES, "The owners denied it. They said they", "had papers."], strict=True)))
    ).text
    assert text == (
        "Forty passengers were taken off the ferry near Eastmoor on Monday, the harbour master said. The ferry had "
        "left Eastmoor at dawn with a well-known captain and a crew of nine.\n\n"
        "The owners denied it. They said they had papers."
    )


def test_a_paragraph_goes_on_over_a_page_without_running_heads_and_numbers() -> None:
    def sheet(number: int, line: str, more: str) -> list[tuple[int, str]]:
        return [(800, "Port Authority annual notice"), (700, line), (686, more), (40, f"Page {number}")]

    sheets = [("The log says so", "and it went on for"), ("three more hours", "of that"), ("night.", "Nobody came.")]
    text = pdf.read(made(*(sheet(n, *lines) for n, lines in enumerate(sheets, 1)))).text
    assert text == "The log says so and it went on for three more hours of that night. Nobody came."


def test_a_pdf_without_a_text_layer_says_what_to_do() -> None:
    with pytest.raises(UnreadableReport, match="ocrmypdf"):
        pdf.read(made([]))


def test_an_encrypted_pdf_says_what_to_do() -> None:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(made([(700, LINES[0])]))))
    writer.encrypt("secret", algorithm="RC4-128")
    out = BytesIO()
    writer.write(out)
    with pytest.raises(UnreadableReport, match="qpdf --decrypt"):
        pdf.read(out.getvalue())


@pytest.mark.parametrize("cut", [20, 200, 400])
def test_a_broken_pdf_is_a_reason(cut: int) -> None:
    with pytest.raises(UnreadableReport):
        pdf.read(made([(700, LINES[0])])[:cut])

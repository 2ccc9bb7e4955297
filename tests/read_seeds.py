"""Small, invented files of every kind that is read: what the tests of the readers and the fuzzer start from."""

import gzip
import json
from email.message import EmailMessage
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

LEAD = "Forty passengers were taken off the ferry Corrigan near Eastmoor on Monday, the harbour master said."
QUOTE = "“Nobody was hurt, and nobody was told why,” said Ilka Morrow, who had been on deck with her two sons."
LAST = "The owners denied that the ferry had been overloaded. They said that they had papers for every passenger."


def page(number: int = 0, *, head: str = "") -> bytes:
    body = f"<h1>Ferry {number}</h1><div class='story'><p>{LEAD}</p><p>{QUOTE}</p><p>{number} boats. {LAST}</p></div>"
    return f"<!doctype html><html lang='en'><head><title>F</title>{head}</head><body>{body}</body></html>".encode()


def rss(count: int = 2) -> bytes:
    items = "".join(
        f"<item><title>Ferry {n}</title><link>https://courier.example/{n}</link>"
        f"<pubDate>Mon, 05 May 2031 09:30:00 +0200</pubDate>"
        f"<source url='https://wire.example/rss'>Northern Wire</source><dc:creator>Ada Quill</dc:creator>"
        f"<description>Short.</description><content:encoded><![CDATA[<p>{n}. {LEAD}</p><p>{LAST}</p>]]>"
        "</content:encoded></item>"
        for n in range(1, count + 1)
    )
    names = "xmlns:content='http://purl.org/rss/1.0/modules/content/' xmlns:dc='http://purl.org/dc/elements/1.1/'"
    head = "<title>Eastmoor Courier</title><language>en-GB</language>"
    return f"<?xml version='1.0'?><rss version='2.0' {names}><channel>{head}{items}</channel></rss>".encode()


def atom() -> bytes:
    entry = (
        "<entry><title type='html'>Ferry &amp;amp; pier</title><link rel='self' href='https://x.example/self'/>"
        "<link href='https://x.example/a'/><published>2031-05-05T09:30:00Z</published><author><name>Tom Brask</name>"
        f"</author><content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>{LEAD}</p><p>{LAST}</p></div>"
        "</content></entry>"
    )
    return f"<feed xmlns='http://www.w3.org/2005/Atom'><title>Pier Post</title>{entry}</feed>".encode()


def record(kind: str, address: str, content_type: str, block: bytes) -> bytes:
    head = (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2031-05-06T08:00:00Z\r\n"
        f"Content-Type: {content_type}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def answer(body: bytes, *, media_type: str = "text/html", status: str = "200 OK", more: str = "") -> bytes:
    return f"HTTP/1.1 {status}\r\nContent-Type: {media_type}\r\n{more}\r\n".encode() + body


def records() -> list[bytes]:
    chunked = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (page(2)[:100], page(2)[100:])) + b"0\r\n\r\n"
    http = "application/http; msgtype=response"
    packed = answer(gzip.compress(page(3), mtime=0), more="Content-Encoding: gzip\r\n")
    return [
        record("warcinfo", "", "application/warc-fields", b"software: by hand\r\n"),
        record("response", "https://courier.example/1", http, answer(page(1))),
        record("response", "https://courier.example/x.png", http, answer(b"\x89PNG", media_type="image/png")),
        record("response", "https://courier.example/gone", http, answer(page(9), status="404 Not Found")),
        record("response", "https://courier.example/2", http, answer(chunked, more="Transfer-Encoding: chunked\r\n")),
        record("response", "https://courier.example/3", http, packed),
    ]


def warc(*, packed: bool = True) -> bytes:
    return b"".join(gzip.compress(item, mtime=0) if packed else item for item in records())


def zipped(files: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def wacz() -> bytes:
    return zipped({"archive/data.warc.gz": warc(), "datapackage.json": b"{}", "pages/pages.jsonl": b"{}"})


def docx(*paragraphs: str, extra: str = "") -> bytes:
    made = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in paragraphs or (LEAD, QUOTE, LAST))
    title = "<w:p><w:pPr><w:pStyle w:val='Title'/></w:pPr><w:r><w:t>Forty taken off</w:t></w:r></w:p>"
    names = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'"
    body = f"<?xml version='1.0'?><w:document {names}><w:body>{title}{made}{extra}</w:body></w:document>"
    return zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": body.encode()})


def mail() -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"] = "Ada Quill <ada@courier.example>", "Forty taken off"
    message["Date"] = "Mon, 05 May 2031 09:30:00 +0200"
    message.set_content(f"{LEAD}\n\n{LAST}\n")
    message.add_alternative(f"<p>{LEAD}</p>", subtype="html")
    message.add_attachment(page(4), maintype="text", subtype="html", filename="../../x.html")
    message.add_attachment(b"\x00\x01", maintype="application", subtype="x-odd", filename="x<img onerror=alert(1)>")
    for number, part in enumerate(message.walk()):
        if part.is_multipart():
            part.set_boundary(f"part-{number}")
    return message.as_bytes()


def ninjs() -> bytes:
    item = {"uri": "https://wire.example/1", "headline": "Forty taken off", "body_html": f"<p>{LEAD}</p><p>{LAST}</p>",
            "byline": "Ada Quill", "versioncreated": "2031-05-05T09:30:00Z", "language": "en",
            "copyrightholder": "Northern Wire"}  # fmt: skip
    return json.dumps(item).encode()


def ninjs3() -> bytes:
    item = {"headlines": [{"role": "sub", "value": "Below"}, {"role": "main", "value": "Forty taken off"}],
            "bodies": [{"contenttype": "text/plain", "value": LEAD}], "infosources": [{"name": "Northern Wire"}]
            }  # fmt: skip
    return json.dumps(item).encode()


def sheet(*rows: str) -> bytes:
    head = "Link,Archive Status,Archive Location,Archive Date,Upload Timestamp,Upload Title,Hash,Text Content"
    return "\n".join([head, *rows]).encode()


def lines() -> bytes:
    rows = [{"id": n, "title": "Ferry", "published": "2031-05", "text": f"{n}. {LEAD}"} for n in (1, 2)]
    return b"\n".join(json.dumps(row).encode() for row in rows)


def pdf(text: str = "Forty passengers were taken off the ferry, the harbour master said.") -> bytes:
    stream = f"BT /F1 12 Tf 72 700 Td ({text}) Tj ET".encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 6\n0000000000 65535 f \n"
    return out + head + table + b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(out)


def all_kinds() -> dict[str, bytes]:
    """One file of every kind, by the name it would have."""
    return {
        "a.html": page(), "a.jsonl": lines(), "a.warc": warc(packed=False), "a.warc.gz": warc(), "a.wacz": wacz(),
        "a.pdf": pdf(), "a.rss": rss(), "a.atom": atom(), "a.eml": mail(), "a.docx": docx(), "a.json": ninjs(),
        "b.json": ninjs3(), "a.csv": sheet("https://courier.example/1,done,a.html,2031-05-06,,Ferry,"),
        "a.txt": f"outlet: Courier\ntitle: Ferry\n\n{LEAD}\n\n{QUOTE}\n".encode(),
    }  # fmt: skip

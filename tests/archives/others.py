"""Reads archives of presscut's with warcio and fastwarc, and writes some that presscut is to read.

    others.py read FOLDER EXPECTED     EXPECTED: JSON, by address the body of its answer as it came, in hexadecimal digits
    others.py write FOLDER PAGE        writes one archive for each tool and packing, with PAGE as the body
"""

import io
import json
import pathlib
import sys

from fastwarc.stream_io import GzipWriter, ZstdWriter
from fastwarc.warc import ArchiveIterator as Fast
from fastwarc.warc import WarcRecordType
from warcio.archiveiterator import ArchiveIterator as Warcio
from warcio.checker import Checker
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter


def read(folder, expected):
    expected = {url: bytes.fromhex(body) for url, body in json.loads(pathlib.Path(expected).read_text()).items()}
    found = {"warcio": {}, "fastwarc": {}}
    for path in sorted(pathlib.Path(folder).glob("*.warc.gz")):
        with path.open("rb") as file:
            for record in Warcio(file, check_digests="raise"):
                body = record.raw_stream.read()
                if record.rec_type == "response":
                    found["warcio"][record.rec_headers["WARC-Target-URI"]] = body
                    assert record.http_headers.get_statuscode().isdigit()
        with path.open("rb") as file:
            for record in Fast(file, parse_http=False):
                assert record.verify_block_digest(consume=False), record.record_id
                if record.record_type == WarcRecordType.response:
                    record.parse_http()
                    assert record.verify_payload_digest(consume=False), record.record_id
                    found["fastwarc"][record.headers["WARC-Target-URI"]] = record.reader.read()
        checker = Checker(type("Arguments", (), {"inputs": [str(path)], "verbose": False})())
        checker.process_all()
        assert checker.exit_value == 0, f"warcio check {path}"
    for tool, bodies in found.items():
        assert bodies.keys() == expected.keys(), f"{tool}: {sorted(bodies)} and not {sorted(expected)}"
        for url, body in bodies.items():
            assert body == expected[url], f"{tool}: {url} has {len(body)} bytes, and not {len(expected[url])}"
    print(len(expected), "bodies are the same")


def write(folder, page):
    page = pathlib.Path(page).read_bytes()
    folder = pathlib.Path(folder)
    for name, gzip in (("warcio.warc", False), ("warcio.warc.gz", True)):
        with (folder / name).open("wb") as file:
            writer = WARCWriter(file, gzip=gzip)
            writer.write_record(writer.create_warcinfo_record(name, {"software": "warcio"}))
            for path in ("one", "two"):
                headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
                url = f"https://harbour.example/{path}"
                writer.write_record(writer.create_warc_record(url, "response", payload=io.BytesIO(page), http_headers=headers))
    for name, packer in (("fastwarc.warc.gz", GzipWriter), ("fastwarc.warc.zst", ZstdWriter)):
        with (folder / "warcio.warc").open("rb") as source, (folder / name).open("wb") as file:
            # a member, or a frame, for each record
            for record in Fast(source, parse_http=False):
                out = packer(file)
                record.write(out)
                out.close()


if __name__ == "__main__":
    {"read": read, "write": write}[sys.argv[1]](*sys.argv[2:])

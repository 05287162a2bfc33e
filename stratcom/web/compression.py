"""Brotli or gzip for every text answer, errors included, and ETag with 304.

Flask-Compress leaves 4xx answers as they are; a refused form is our longest answer.
"""

import gzip
import hashlib

import brotli
from flask import Flask, Response, request

BROTLI_QUALITY = 5  # 4 is worse than gzip on Georgian pages, 6 and more cost time
GZIP_LEVEL = 6
SMALLEST = 300
TEXTUAL = ("text/", "application/json", "application/atom+xml", "application/xml", "image/svg+xml")


def accepted_encoding() -> str | None:
    """The best encoding that the browser takes: 'br', 'gzip' or None."""
    accepted = request.accept_encodings
    return next((name for name in ("br", "gzip") if accepted[name] > 0), None)


def compress(body: bytes, encoding: str) -> bytes:
    """Pack `body` for sending once."""
    if encoding == "br":
        packed: bytes = brotli.compress(body, quality=BROTLI_QUALITY)
        return packed
    return gzip.compress(body, GZIP_LEVEL, mtime=0)


def pack(response: Response) -> Response:
    """Add an ETag to cacheable answers, answer 304 when it matches, and compress the rest."""
    if response.is_streamed or response.direct_passthrough:
        return response
    cacheable = "no-store" not in response.headers.get("Cache-Control", "no-store")
    if request.method in {"GET", "HEAD"} and response.status_code == 200 and cacheable:
        if "ETag" not in response.headers:
            # Weak: one tag for the plain and the packed form.
            digest = hashlib.blake2b(response.get_data(), digest_size=12)
            response.set_etag(digest.hexdigest(), weak=True)
        response.make_conditional(request)
    textual = (response.mimetype or "").startswith(TEXTUAL)
    if textual and response.status_code != 304:
        response.vary.add("Accept-Encoding")
        encoding = accepted_encoding()
        body = response.get_data()
        if encoding and "Content-Encoding" not in response.headers and len(body) >= SMALLEST:
            response.set_data(compress(body, encoding))
            response.headers["Content-Encoding"] = encoding
    return response


def init_app(app: Flask) -> None:
    """Install last of all after_request functions, that is first in code."""
    app.after_request(pack)

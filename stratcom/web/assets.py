"""Static files under hashed, immutable addresses, packed once per process."""

import gzip
import hashlib
import mimetypes
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import brotli
import rjsmin
from flask import Blueprint, Flask, Response, abort, current_app, request

from stratcom.web.access import PUBLIC, access
from stratcom.web.compression import accepted_encoding

YEAR = "public, max-age=31536000, immutable"
bp = Blueprint("assets", __name__)


class Asset(NamedTuple):
    """One static file in every form it is sent in."""

    version: str
    mimetype: str
    plain: bytes
    brotli: bytes
    gzip: bytes


@lru_cache(maxsize=64)
def _load(folder: str, name: str, _changed: float) -> Asset:
    plain = (Path(folder) / name).read_bytes()
    if name.startswith("js/"):
        plain = rjsmin.jsmin(plain)  # our own scripts are sent without comments and indents
    return Asset(
        hashlib.sha256(plain).hexdigest()[:10],
        mimetypes.guess_type(name)[0] or "application/octet-stream",
        plain,
        brotli.compress(plain, quality=11),
        gzip.compress(plain, 9, mtime=0),
    )


def find_asset(name: str) -> Asset | None:
    """The file of that name inside the static folder, or None."""
    folder = Path(current_app.static_folder or "")
    path = (folder / name).resolve()
    if not path.is_relative_to(folder.resolve()) or not path.is_file():
        return None
    return _load(str(folder), name, path.stat().st_mtime)


def asset_url(name: str) -> str:
    """Address of a static file that changes whenever its content does."""
    asset = find_asset(name)
    if asset is None:
        raise FileNotFoundError(name)
    return f"/static/{asset.version}/{name}"


@bp.get("/static/<version>/<path:name>")
@access(PUBLIC)
def file(version: str, name: str) -> Response:
    """A static file; an outdated version gets the present content, not to be kept."""
    asset = find_asset(name)
    if asset is None:
        abort(404)
    encoding = accepted_encoding()
    body = {"br": asset.brotli, "gzip": asset.gzip}.get(encoding or "", asset.plain)
    response = Response(body, mimetype=asset.mimetype)
    if encoding and len(body) < len(asset.plain):
        response.headers["Content-Encoding"] = encoding
    elif encoding:
        response.set_data(asset.plain)
    response.vary.add("Accept-Encoding")
    response.headers["Cache-Control"] = YEAR if version == asset.version else "no-cache"
    response.set_etag(asset.version + (encoding or ""))
    response.make_conditional(request)
    return response


def init_app(app: Flask) -> None:
    """Serve static files ourselves: Flask's own route knows neither hashes nor brotli."""
    app.register_blueprint(bp)
    app.jinja_env.globals["asset_url"] = asset_url

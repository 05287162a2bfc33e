"""The app with every answer made anew, so that the work is measured and not the memory of it."""

from stratcom.config import load_config
from stratcom.factory import create_app

app = create_app(load_config() | {"PUBLIC_CACHE": False})

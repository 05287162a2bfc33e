"""The app with every answer made anew, so that the work is measured and not the memory of it."""

from app import app

app.config["PUBLIC_CACHE"] = False

"""Putting the app together: the only module that knows every feature."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Flask
from flask_migrate import Migrate
from htmx_flask import Htmx

from stratcom import cli, i18n, ties
from stratcom.accounts import access
from stratcom.accounts import views as accounts
from stratcom.audit import views as audit
from stratcom.config import ROOT, load_config
from stratcom.contacts import views as contacts
from stratcom.contacts.views import agreements
from stratcom.dashboard import views as dashboard
from stratcom.db import db
from stratcom.drafting import views as drafting
from stratcom.events import views as events
from stratcom.events.views import media
from stratcom.health import views as health
from stratcom.imports import views as imports
from stratcom.imports.directory import views as directory
from stratcom.mail import views as outbox
from stratcom.matrix import views as matrix
from stratcom.messages import views as messages
from stratcom.notices import views as notices
from stratcom.partners import views as partners
from stratcom.partners.views import logos
from stratcom.people import views as people
from stratcom.places import views as places
from stratcom.public import cache
from stratcom.public import views as public
from stratcom.search import views as search
from stratcom.settings import views as settings
from stratcom.submissions.views import desk as submissions
from stratcom.submissions.views import guests
from stratcom.submissions.views import links as guest_links
from stratcom.team import views as team
from stratcom.vocabularies import views as vocabularies
from stratcom.web import assets, compression, converters, errors, filters, navigation, security
from stratcom.wording import views as wording

FEATURES = (
    accounts,
    agreements,
    contacts,
    dashboard,
    drafting,
    events,
    media,
    imports,
    directory,
    matrix,
    messages,
    notices,
    partners,
    logos,
    people,
    search,
    submissions,
    guest_links,
    guests,
    settings,
    team,
    vocabularies,
    wording,
    places,
    outbox,
    audit,
    health,
)
migrate = Migrate(directory=str(ROOT / "stratcom" / "migrations"))


def create_app(overrides: Mapping[str, Any] | None = None) -> Flask:
    """Build an app; tests pass `overrides`, everyone else sets the environment."""
    app = Flask(
        __name__,
        template_folder=str(ROOT / "templates"),
        static_folder=None,
        instance_path=str(ROOT / "instance"),
    )
    app.static_folder = str(ROOT / "static")
    app.config.from_mapping(overrides or load_config())
    Path(app.instance_path).mkdir(exist_ok=True)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.policies["ext.i18n.trimmed"] = True
    db.init_app(app)
    migrate.init_app(app, db)
    i18n.init_app(app)
    Htmx(app)
    security.declare_intent_first(app)
    # After-request functions run in reverse: headers are set, the answer is packed, then kept.
    cache.init_app(app)
    compression.init_app(app)
    access.init_app(app)  # before CSRF: an expired session leads to sign-in, not to an error
    security.init_app(app)
    errors.init_app(app)
    filters.init_app(app)
    navigation.init_app(app)
    assets.init_app(app)
    converters.init_app(app)
    for feature in FEATURES:
        app.register_blueprint(feature.bp)
        navigation.announce(app, *getattr(feature, "MENU", ()))
    ties.init_app(app)
    public.init_app(app)
    cli.init_app(app)
    return app

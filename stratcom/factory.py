"""Putting the app together: the only module that knows every feature."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Flask
from flask_migrate import Migrate
from htmx_flask import Htmx

from stratcom import cli, i18n
from stratcom.accounts import access
from stratcom.accounts import views as accounts
from stratcom.audit import record_words
from stratcom.audit import views as audit
from stratcom.audit.record_words import Words
from stratcom.config import ROOT, load_config
from stratcom.contacts import handing as contacts_handing
from stratcom.contacts import holding as contacts_holding
from stratcom.contacts import mentions as contacts_mentions
from stratcom.contacts import panels as contacts_panels
from stratcom.contacts import views as contacts
from stratcom.contacts import wording as contacts_wording
from stratcom.contacts.reminders import remind as remind_of_contacts
from stratcom.contacts.views import agreements
from stratcom.dashboard import views as dashboard
from stratcom.db import db
from stratcom.events import followers as event_followers
from stratcom.events import handing as events_handing
from stratcom.events import holding as events_holding
from stratcom.events import mentions as events_mentions
from stratcom.events import panels as event_panels
from stratcom.events import trail_words
from stratcom.events import views as events
from stratcom.events.organisation_panel import EventsOfOrganisation
from stratcom.events.reminders import remind_of_reports
from stratcom.events.services.vocabulary import TermsOfEvents
from stratcom.events.views import media
from stratcom.health import views as health
from stratcom.imports import holding as imports_holding
from stratcom.imports import mentions as imports_mentions
from stratcom.imports import views as imports
from stratcom.imports.directory import views as directory
from stratcom.mail import views as outbox
from stratcom.mail import writing
from stratcom.matrix import views as matrix
from stratcom.notices import reminders
from stratcom.notices import views as notices
from stratcom.partners import holders as organisation_holders
from stratcom.partners import holding as partners_holding
from stratcom.partners import panels as organisation_panels
from stratcom.partners import trail_words as partners_words
from stratcom.partners import views as partners
from stratcom.partners.services.vocabulary import TermsOfOrganisations
from stratcom.partners.twin_panel import Twins as OrganisationTwins
from stratcom.partners.views import logos
from stratcom.people import holders as person_holders
from stratcom.people import holding as people_holding
from stratcom.people import mentions as people_mentions
from stratcom.people import panels as person_panels
from stratcom.people import trail_words as people_words
from stratcom.people import views as people
from stratcom.people.services.vocabulary import TermsOfPeople
from stratcom.people.twin_panel import Twins as PersonTwins
from stratcom.places import views as places
from stratcom.public import cache
from stratcom.public import views as public
from stratcom.settings import holding as settings_holding
from stratcom.settings import views as settings
from stratcom.settings.services import read_settings
from stratcom.submissions import handing as submissions_handing
from stratcom.submissions import holding as submissions_holding
from stratcom.submissions.letters import tell_guests
from stratcom.submissions.panels import SenderPanel
from stratcom.submissions.views import desk as submissions
from stratcom.submissions.views import guests
from stratcom.submissions.views import links as guest_links
from stratcom.team import holders as account_holders
from stratcom.team import holding as accounts_holding
from stratcom.team import panels as team_panels
from stratcom.team import views as team
from stratcom.vocabularies import views as vocabularies
from stratcom.web import assets, compression, errors, filters, navigation, security

FEATURES = (
    accounts,
    agreements,
    contacts,
    dashboard,
    events,
    media,
    imports,
    directory,
    matrix,
    notices,
    partners,
    logos,
    people,
    submissions,
    guest_links,
    guests,
    settings,
    team,
    vocabularies,
    places,
    outbox,
    audit,
    health,
)
# What refers to organisations and people, in the order in which a merge names it.
HOLDING = (
    events_holding,
    contacts_holding,
    people_holding,
    partners_holding,
    accounts_holding,
    submissions_holding,
    imports_holding,
    settings_holding,
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
    for feature in FEATURES:
        app.register_blueprint(feature.bp)
        navigation.announce(app, *getattr(feature, "MENU", ()))
    _introduce(app)
    _hang_up_panels(app)
    public.init_app(app)
    cli.init_app(app)
    return app


def _introduce(app: Flask) -> None:
    """Let lower storeys hear of the features above that have something to say in them."""
    vocabularies.announce_user(app, TermsOfEvents())
    vocabularies.announce_user(app, TermsOfOrganisations())
    vocabularies.announce_user(app, TermsOfPeople())
    for feature in HOLDING:
        for one in getattr(feature, "ORGANISATION_HOLDERS", ()):
            organisation_holders.announce(app, one)
        for one in getattr(feature, "PERSON_HOLDERS", ()):
            person_holders.announce(app, one)
    for keepers in (people_mentions, contacts_mentions, events_mentions, imports_mentions):
        for one in keepers.PEOPLE_KEEPERS:
            people_mentions.announce(app, one)
    for feature in (events_handing, contacts_handing, submissions_handing):
        for one in feature.ACCOUNT_HOLDERS:
            account_holders.announce(app, one)
    writing.announce_office(app, read_settings)
    reminders.announce(app, remind_of_reports)
    reminders.announce(app, remind_of_contacts)
    event_followers.announce(app, tell_guests)
    record_words.announce(app, "organisation", partners_words.WORDS)
    record_words.announce(app, "event", Words(trail_words.field_label, trail_words.value_in_words))
    for table, words in people_words.TRAIL_WORDS.items():
        record_words.announce(app, table, words)
    for table, words in contacts_wording.TRAIL_WORDS.items():
        record_words.announce(app, table, Words(*words))


def _hang_up_panels(app: Flask) -> None:
    """Let pages of lower storeys show what the features above know of their records."""
    organisation_panels.announce(app, OrganisationTwins())
    organisation_panels.announce(app, EventsOfOrganisation())
    person_panels.announce(app, PersonTwins())
    for one in (
        *person_panels.ORGANISATION_PANELS,
        *contacts_panels.ORGANISATION_PANELS,
        *team_panels.ORGANISATION_PANELS,
    ):
        organisation_panels.announce(app, one)
    for panel in contacts_panels.PERSON_PANELS:
        person_panels.announce(app, panel)
    event_panels.announce(app, SenderPanel())

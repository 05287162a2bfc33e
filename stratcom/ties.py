"""Which feature hears of which: the registries of lower storeys, filled for the factory."""

from itertools import chain

from flask import Flask

from stratcom.audit import record_words
from stratcom.audit.record_words import Words
from stratcom.contacts import handing as contacts_handing
from stratcom.contacts import holding as contacts_holding
from stratcom.contacts import mentions as contacts_mentions
from stratcom.contacts import panels as contacts_panels
from stratcom.contacts import wording as contacts_wording
from stratcom.contacts.file_search_source import ContactFileSource
from stratcom.contacts.reminders import remind as remind_of_contacts
from stratcom.contacts.search_source import AgreementSource, ContactSource
from stratcom.drafting import facts as draft_facts
from stratcom.drafting import handing as drafting_handing
from stratcom.drafting import holding as drafting_holding
from stratcom.drafting import listeners as draft_listeners
from stratcom.drafting import panels as draft_panels
from stratcom.drafting.approval.panel import ApprovalPanel
from stratcom.drafting.enums import DraftKind
from stratcom.drafting.review import words as review_words
from stratcom.drafting.review.panel import ReviewPanel
from stratcom.drafting.review.reminders import remind as remind_of_reviews
from stratcom.drafting.versions.panel import VersionsPanel
from stratcom.drafting.wording.panel import WordingPanel
from stratcom.events import followers as event_followers
from stratcom.events import handing as events_handing
from stratcom.events import holding as events_holding
from stratcom.events import mentions as events_mentions
from stratcom.events import panels as event_panels
from stratcom.events import trail_words
from stratcom.events.file_search_source import EventFileSource
from stratcom.events.organisation_panel import EventsOfOrganisation
from stratcom.events.reminders import remind_of_reports
from stratcom.events.search_source import EventSource
from stratcom.events.services.vocabulary import TermsOfEvents
from stratcom.events.wording_panel import WordingOfEvent
from stratcom.imports import holding as imports_holding
from stratcom.imports import mentions as imports_mentions
from stratcom.mail import writing
from stratcom.messages import fact_words
from stratcom.messages import holding as messages_holding
from stratcom.messages import trail_words as message_words
from stratcom.messages.details.panel import ValidityPanel
from stratcom.messages.distribution.digest import post_weeks
from stratcom.messages.distribution.panels import PANELS as DISTRIBUTION_PANELS
from stratcom.messages.questions import trail as question_trail
from stratcom.messages.questions.retention import forget_daily
from stratcom.messages.questions.search_source import QuestionSource
from stratcom.messages.reminders import remind_of_messages
from stratcom.messages.search_source import MessageSource
from stratcom.messages.services import importing as message_imports
from stratcom.messages.services.filing import file_message, refile_daily, refile_messages
from stratcom.messages.services.vocabulary import TermsOfMessages
from stratcom.messages.use.panels import (
    MessagesOfEvent,
    MessagesOfOrganisation,
    TextOfMessage,
    UsesOfMessage,
)
from stratcom.messages.use.trail import WORDS as WORDS_OF_USES
from stratcom.notices import reminders
from stratcom.partners import holders as organisation_holders
from stratcom.partners import holding as partners_holding
from stratcom.partners import panels as organisation_panels
from stratcom.partners import trail_words as partners_words
from stratcom.partners.called import tags_called
from stratcom.partners.search_source import OrganisationSource
from stratcom.partners.services.vocabulary import TermsOfOrganisations
from stratcom.partners.twin_panel import Twins as OrganisationTwins
from stratcom.people import holders as person_holders
from stratcom.people import holding as people_holding
from stratcom.people import mentions as people_mentions
from stratcom.people import panels as person_panels
from stratcom.people import trail_words as people_words
from stratcom.people.search_source import PersonSource
from stratcom.people.services.vocabulary import TermsOfPeople
from stratcom.people.twin_panel import Twins as PersonTwins
from stratcom.public.event_search import event_cards, photograph_cards
from stratcom.search import sources as search_sources
from stratcom.search.enums import Kind
from stratcom.settings import holding as settings_holding
from stratcom.settings.services import read_settings
from stratcom.submissions import handing as submissions_handing
from stratcom.submissions import holding as submissions_holding
from stratcom.submissions.letters import tell_guests
from stratcom.submissions.panels import SenderPanel
from stratcom.team import holders as account_holders
from stratcom.team import holding as accounts_holding
from stratcom.team import panels as team_panels
from stratcom.team import trail_words as team_words
from stratcom.vocabularies import views as vocabularies
from stratcom.wording import trail_words as wording_words

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
    drafting_holding,
    messages_holding,
)


def init_app(app: Flask) -> None:
    """Introduce every feature to those below it."""
    _introduce(app)
    _hang_up_panels(app)
    _let_be_found(app)


def _introduce(app: Flask) -> None:
    """Let lower storeys hear of the features above that have something to say in them."""
    vocabularies.announce_user(app, TermsOfEvents())
    vocabularies.announce_user(app, TermsOfOrganisations())
    vocabularies.announce_user(app, TermsOfPeople())
    vocabularies.announce_user(app, TermsOfMessages())
    for feature in HOLDING:
        for one in getattr(feature, "ORGANISATION_HOLDERS", ()):
            organisation_holders.announce(app, one)
        for one in getattr(feature, "PERSON_HOLDERS", ()):
            person_holders.announce(app, one)
    for keepers in (people_mentions, contacts_mentions, events_mentions, imports_mentions):
        for one in keepers.PEOPLE_KEEPERS:
            people_mentions.announce(app, one)
    for feature in (events_handing, contacts_handing, drafting_handing, submissions_handing):
        for one in feature.ACCOUNT_HOLDERS:
            account_holders.announce(app, one)
    writing.announce_office(app, read_settings)
    reminders.announce(app, remind_of_reports)
    reminders.announce(app, remind_of_contacts)
    reminders.announce(app, remind_of_messages)
    reminders.announce(app, remind_of_reviews)
    reminders.announce(app, post_weeks)
    reminders.announce(app, forget_daily)
    reminders.announce(app, refile_daily)
    reminders.announce(app, message_imports.forget_daily)
    event_followers.announce(app, tell_guests)
    draft_listeners.announce(app, DraftKind.MESSAGE, file_message)
    draft_listeners.announce_readers(app, refile_messages)
    draft_facts.announce(app, DraftKind.MESSAGE, fact_words.facts_in_words)
    record_words.announce(app, "message", message_words.WORDS)
    record_words.announce(app, "message_use", WORDS_OF_USES)
    for table in question_trail.TABLES:
        record_words.announce(app, table, question_trail.WORDS)
    record_words.announce(app, "organisation", partners_words.WORDS)
    record_words.announce(app, "wording_rule", wording_words.WORDS)
    record_words.announce(app, "user", team_words.WORDS)
    record_words.announce(app, "event", Words(trail_words.field_label, trail_words.value_in_words))
    kept_words = (people_words, contacts_wording, review_words)
    for table, words in chain.from_iterable(one.TRAIL_WORDS.items() for one in kept_words):
        record_words.announce(app, table, words)


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
    event_panels.announce(app, MessagesOfEvent())
    event_panels.announce(app, SenderPanel())
    event_panels.announce(app, WordingOfEvent())
    organisation_panels.announce(app, MessagesOfOrganisation())
    draft_panels.announce(app, UsesOfMessage())
    draft_panels.announce(app, TextOfMessage())
    for one_panel in DISTRIBUTION_PANELS:
        draft_panels.announce(app, one_panel)
    draft_panels.announce(app, ApprovalPanel())
    draft_panels.announce(app, VersionsPanel())
    draft_panels.announce(app, WordingPanel())
    draft_panels.announce(app, ReviewPanel())
    draft_panels.announce(app, ValidityPanel())


def _let_be_found(app: Flask) -> None:
    """Let the search hear of the records of every feature, and how the public site shows them."""
    search_sources.announce(app, EventSource())
    search_sources.announce_public_cards(app, Kind.EVENT, event_cards)
    search_sources.announce(app, EventFileSource())
    search_sources.announce_public_cards(app, Kind.FILE, photograph_cards)
    search_sources.announce(app, ContactFileSource())
    search_sources.announce(app, OrganisationSource())
    search_sources.announce(app, PersonSource())
    search_sources.announce_names(app, tags_called)
    search_sources.announce(app, MessageSource())
    search_sources.announce(app, QuestionSource())
    search_sources.announce(app, ContactSource())
    search_sources.announce(app, AgreementSource())

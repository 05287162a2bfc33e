"""The columns of organisations and people: the same for what is written and what is read back.

Notes of the department are no column: they never leave the desk.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from stratcom.imports.enums import ImportKind
from stratcom.people.enums import Consent
from stratcom.vocabularies.enums import TermKind

Pair = tuple[str, str]
SEPARATOR = "; "
SAID_YES: Pair = ("კი", "Yes")
SAID_NO: Pair = ("არა", "No")
CONSENTS: dict[str, Pair] = {
    Consent.UNKNOWN: ("უცნობია", "Not known"),
    Consent.ASKED: ("მოთხოვნილია, პასუხი არ არის", "Asked, no answer yet"),
    Consent.GIVEN: ("გაცემულია", "Given"),
    Consent.PUBLIC_OFFICE: ("საჭირო არ არის: საჯარო თანამდებობა", "Not needed: public office"),
    Consent.CONTRACT: ("საჭირო არ არის: ხელშეკრულება", "Not needed: contract"),
    Consent.WITHDRAWN: ("გამოხმობილია", "Withdrawn"),
}


@dataclass(frozen=True)
class Column:
    """One column: its name, headers in both languages, what its cells hold.

    `spellings` are other usual headers; a column that is not `writable` only informs, one that
    is `private` is for those who may see the person's own details.
    """

    name: str
    ka: str
    en: str
    kind: str = "text"
    width: int = 24
    spellings: tuple[str, ...] = ()
    writable: bool = True
    private: bool = False
    term: TermKind | None = None

    def header(self, language: str) -> str:
        """The header in that language."""
        return self.en if language == "en" else self.ka


UID = Column("uid", "იდენტიფიკატორი", "Identifier", width=14, writable=False)
VERSION = Column("version", "ვერსია", "Version", "count", 8, writable=False)
LANGUAGES = Column("languages", "ენები", "Languages", "terms", 18, term=TermKind.LANGUAGE)
THEMES = Column("themes", "თემები", "Themes", "terms", 28, ("თემა", "Theme"), term=TermKind.THEME)

ORGANISATIONS: tuple[Column, ...] = (
    UID,
    VERSION,
    Column("name_ka", "დასახელება ქართულად", "Name in Georgian", width=44, spellings=(
        "დასახელება", "ორგანიზაცია", "ორგანიზაციის დასახელება", "ორგანიზაციის სახელი",
        "სახელწოდება", "Name", "Organisation", "Organization", "Organisation name",
        "Organization name", "Company",
    )),
    Column("name_en", "დასახელება ინგლისურად", "Name in English", width=36, spellings=(
        "ინგლისური დასახელება", "სახელწოდება ინგლისურად", "English name",
    )),
    Column("abbreviations", "აბრევიატურა", "Abbreviations", "names", 16, (
        "Abbreviation", "Acronym",
    )),
    Column("aliases", "სხვა სახელები", "Other names", "names", 24, ("Aliases", "Also known as")),
    Column("former_names", "ძველი სახელები", "Former names", "names", 24, ("ყოფილი სახელი",)),
    Column("types", "ტიპი", "Types", "terms", 24, (
        "ორგანიზაციის ტიპი", "ტიპები", "Type", "Type of organisation", "Organisation type",
    ), term=TermKind.ORGANISATION_TYPE),
    Column("identification_code", "საიდენტიფიკაციო კოდი", "Identification code", "text", 16, (
        "ს/კ", "ს/ნ", "საიდენტიფიკაციო ნომერი", "კოდი", "ID code", "Tax ID",
        "Identification number",
    )),
    Column("parent", "რისი ნაწილია", "Part of", "organisation", 32, (
        "ზემდგომი ორგანიზაცია", "Parent",
    )),
    Column("region", "რეგიონი", "Region", "region", 22, ("მხარე",)),
    Column("municipality", "მუნიციპალიტეტი", "Municipality", "municipality", 18, (
        "ქალაქი", "City", "Town",
    )),
    Column("address_ka", "მისამართი ქართულად", "Address in Georgian", width=32, spellings=(
        "მისამართი", "Address",
    )),
    Column("address_en", "მისამართი ინგლისურად", "Address in English", width=28),
    Column("email", "ელფოსტა", "E-mail", width=26, spellings=(
        "ელ-ფოსტა", "ელ. ფოსტა", "ელექტრონული ფოსტა", "ელ.ფოსტა", "Email", "E-mail address",
    )),
    Column("phone", "ტელეფონი", "Phone", width=20, spellings=(
        "ტელ", "ტელეფონის ნომერი", "Telephone", "Tel", "Phone number",
    )),
    Column("website", "ვებგვერდი", "Web page", width=26, spellings=(
        "საიტი", "ვებსაიტი", "Website", "Web", "URL",
    )),
    Column("social", "სოციალური ქსელები", "Social networks", "names", 28, (
        "Facebook", "Social media",
    )),
    THEMES,
    Column("audiences", "აუდიტორიები", "Audiences", "terms", 28, (
        "აუდიტორია", "სამიზნე აუდიტორია", "Audience", "Target audience",
    ), term=TermKind.AUDIENCE),
    LANGUAGES,
    Column("description_ka", "აღწერა ქართულად", "Description in Georgian", width=40, spellings=(
        "აღწერა", "Description",
    )),
    Column("description_en", "აღწერა ინგლისურად", "Description in English", width=30),
    Column("ended_on", "საქმიანობა დაასრულა", "Ended on", "day", 14),
)  # fmt: skip
PEOPLE: tuple[Column, ...] = (
    UID,
    VERSION,
    Column("first_name_ka", "სახელი ქართულად", "First name in Georgian", width=18, spellings=(
        "სახელი", "First name", "Given name", "Name",
    )),
    Column("last_name_ka", "გვარი ქართულად", "Family name in Georgian", width=22, spellings=(
        "გვარი", "Last name", "Family name", "Surname",
    )),
    Column("first_name_en", "სახელი ინგლისურად", "First name in English", width=18),
    Column("last_name_en", "გვარი ინგლისურად", "Family name in English", width=20),
    Column("full_name", "სახელი და გვარი", "Full name", spellings=(
        "სახელი, გვარი", "სახელი გვარი", "გვარი, სახელი", "პირი", "Name and surname", "Person",
    )),
    Column("organisation", "ორგანიზაცია", "Organisation", width=36, spellings=(
        "სამუშაო ადგილი", "უწყება", "Organization", "Company", "Employer",
    )),
    Column("title_ka", "თანამდებობა ქართულად", "Post in Georgian", width=28, spellings=(
        "თანამდებობა", "პოზიცია", "Post", "Position", "Job title", "Title",
    )),
    Column("title_en", "თანამდებობა ინგლისურად", "Post in English", width=24),
    Column("office_email", "სამსახურის ელფოსტა", "Office e-mail", width=26, spellings=(
        "ელფოსტა", "ელ-ფოსტა", "ელ. ფოსტა", "ელექტრონული ფოსტა", "Email", "E-mail", "Work e-mail",
    )),
    Column("office_phone", "სამსახურის ტელეფონი", "Office telephone", width=20, spellings=(
        "ტელეფონი", "ტელ", "Phone", "Telephone", "Work phone",
    )),
    LANGUAGES,
    THEMES,
    Column("speaker", "შეიძლება მოვიწვიოთ მომხსენებლად", "Can speak at events", "flag", 12, (
        "მომხსენებელი", "სპიკერი", "Speaker",
    )),
    Column("expertise_ka", "ექსპერტიზა ქართულად", "Expertise in Georgian", width=32, spellings=(
        "ექსპერტიზა", "Expertise",
    )),
    Column("expertise_en", "ექსპერტიზა ინგლისურად", "Expertise in English", width=28),
    Column("biography_ka", "ბიოგრაფია ქართულად", "Biography in Georgian", width=36, spellings=(
        "ბიოგრაფია", "Biography",
    )),
    Column("biography_en", "ბიოგრაფია ინგლისურად", "Biography in English", width=30),
    Column("email", "პირადი ელფოსტა", "Personal e-mail", width=26, private=True),
    Column("phone", "პირადი ტელეფონი", "Personal telephone", width=20, private=True, spellings=(
        "მობილური", "Mobile",
    )),
    Column("other_contact", "სხვა საკონტაქტო საშუალება", "Another contact", private=True),
    Column("consent", "თანხმობა", "Consent", "consent", 20, private=True),
    Column("consent_on", "თანხმობის თარიღი", "Date of the consent", "day", 14, private=True),
    Column("consent_purpose", "თანხმობის მიზანი", "Purpose of the consent", width=28, private=True),
)  # fmt: skip
COLUMNS: Mapping[ImportKind, Sequence[Column]] = {
    ImportKind.ORGANISATIONS: ORGANISATIONS,
    ImportKind.PEOPLE: PEOPLE,
}
# Written nowhere, only read: a name in one cell becomes two.
READ_ONLY = frozenset({"full_name"})
# What a person does at an organisation, which stands in another table.
POST = ("organisation", "title_ka", "title_en", "office_email", "office_phone")
# Remarks that name a column.
ASIDE_NAMES = frozenset({"unread_cell", "no_organisation"})
SHEET_NAMES: Mapping[ImportKind, Pair] = {
    ImportKind.ORGANISATIONS: ("ორგანიზაციები", "Organisations"),
    ImportKind.PEOPLE: ("პირები", "People"),
}
DICTIONARY: Pair = ("ლექსიკონი", "Dictionary")


def worded(pair: Pair, language: str) -> str:
    """The word of a pair in that language."""
    return pair[1] if language == "en" else pair[0]


def by_name(kind: ImportKind) -> dict[str, Column]:
    """The columns of one kind by their name."""
    return {column.name: column for column in COLUMNS[kind]}


def written_columns(kind: ImportKind, *, private: bool) -> list[Column]:
    """The columns of a file; those of the person's own only where the reader may see them."""
    return [
        column
        for column in COLUMNS[kind]
        if column.name not in READ_ONLY and (private or not column.private)
    ]

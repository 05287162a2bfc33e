"""partners and people

Revision: 0002, after 0001
"""

import sqlalchemy as sa
from alembic import op

from stratcom.audit.chain import FIRST, SEALED, link
from stratcom.georgian import sort_key
from stratcom.partners.likeness import likeness_keys, words_of


revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "directory_distinct",
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("one_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("other_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("kind", "one_id", "other_id", name=op.f("pk_directory_distinct")),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=64), nullable=False),
        sa.Column("first_name_ka", sa.String(length=100), nullable=False),
        sa.Column("last_name_ka", sa.String(length=150), nullable=False),
        sa.Column("first_name_en", sa.String(length=100), nullable=False),
        sa.Column("last_name_en", sa.String(length=150), nullable=False),
        sa.Column("match_key", sa.String(length=300), nullable=False),
        sa.Column(
            "sort_key",
            sa.String(length=300).with_variant(sa.String(length=300, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("phone", sa.String(length=60), nullable=False),
        sa.Column("other_contact", sa.String(length=300), nullable=False),
        sa.Column("speaker", sa.Boolean(), nullable=False),
        sa.Column("expertise_ka", sa.Text(), nullable=False),
        sa.Column("expertise_en", sa.Text(), nullable=False),
        sa.Column("biography_ka", sa.Text(), nullable=False),
        sa.Column("biography_en", sa.Text(), nullable=False),
        sa.Column(
            "consent",
            sa.Enum(
                "unknown",
                "asked",
                "given",
                "public_office",
                "contract",
                "withdrawn",
                name="consent",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("consent_on", sa.Date(), nullable=True),
        sa.Column("consent_purpose", sa.Text(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("merged_into_id", sa.Integer(), nullable=True),
        sa.Column("import_batch_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["import_batch_id"], ["import_batch.id"], name=op.f("fk_person_import_batch_id")
        ),
        sa.ForeignKeyConstraint(
            ["merged_into_id"], ["person.id"], name=op.f("fk_person_merged_into_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("uid", name=op.f("uq_person_uid")),
    )
    op.create_index(op.f("ix_person_import_batch_id"), "person", ["import_batch_id"], unique=False)
    op.create_index(
        "ix_person_list", "person", ["archived_at", "merged_into_id", "sort_key"], unique=False
    )
    op.create_index(op.f("ix_person_match_key"), "person", ["match_key"], unique=False)
    op.create_index(op.f("ix_person_merged_into_id"), "person", ["merged_into_id"], unique=False)
    op.create_index(op.f("ix_person_speaker"), "person", ["speaker"], unique=False)

    op.create_table(
        "personal_value",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject_type", sa.String(length=64), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_personal_value")),
    )
    op.create_index(
        "ix_personal_value_subject", "personal_value", ["subject_type", "subject_id"], unique=False
    )

    op.create_table(
        "person_key",
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_person_key_person_id")),
        sa.PrimaryKeyConstraint("key", "person_id", name=op.f("pk_person_key")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_person_key_person", "person_key", ["person_id"], unique=False)

    op.create_table(
        "person_term",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("term_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_person_term_person_id")
        ),
        sa.ForeignKeyConstraint(["term_id"], ["term.id"], name=op.f("fk_person_term_term_id")),
        sa.PrimaryKeyConstraint("person_id", "term_id", name=op.f("pk_person_term")),
    )
    op.create_index("ix_person_term_term", "person_term", ["term_id", "person_id"], unique=False)

    op.create_table(
        "person_word",
        sa.Column(
            "word",
            sa.String(length=60).with_variant(sa.String(length=60, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_person_word_person_id")
        ),
        sa.PrimaryKeyConstraint("word", "person_id", name=op.f("pk_person_word")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_person_word_person", "person_word", ["person_id"], unique=False)

    op.create_table(
        "organisation_key",
        sa.Column(
            "key",
            sa.String(length=120).with_variant(sa.String(length=120, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("organisation_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_organisation_key_organisation_id"),
        ),
        sa.PrimaryKeyConstraint("key", "organisation_id", name=op.f("pk_organisation_key")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_organisation_key_organisation", "organisation_key", ["organisation_id"], unique=False
    )

    op.create_table(
        "organisation_name",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "alias", "abbreviation", "former", name="namekind", native_enum=False, length=32
            ),
            nullable=False,
        ),
        sa.Column("text", sa.String(length=300), nullable=False),
        sa.Column("match_key", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_organisation_name_organisation_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation_name")),
    )
    op.create_index(
        op.f("ix_organisation_name_match_key"), "organisation_name", ["match_key"], unique=False
    )
    op.create_index(
        op.f("ix_organisation_name_organisation_id"),
        "organisation_name",
        ["organisation_id"],
        unique=False,
    )

    op.create_table(
        "organisation_succession",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("predecessor_id", sa.Integer(), nullable=False),
        sa.Column("successor_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "renamed",
                "merged",
                "split",
                "succeeded",
                name="successionkind",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("leads", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("source_url", sa.String(length=1000), nullable=False),
        sa.Column("moved", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["predecessor_id"],
            ["organisation.id"],
            name=op.f("fk_organisation_succession_predecessor_id"),
        ),
        sa.ForeignKeyConstraint(
            ["successor_id"],
            ["organisation.id"],
            name=op.f("fk_organisation_succession_successor_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation_succession")),
        sa.UniqueConstraint(
            "predecessor_id",
            "successor_id",
            name=op.f("uq_organisation_succession_predecessor_id_successor_id"),
        ),
    )
    op.create_index(
        op.f("ix_organisation_succession_successor_id"),
        "organisation_succession",
        ["successor_id"],
        unique=False,
    )

    op.create_table(
        "organisation_term",
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("term_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_organisation_term_organisation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["term_id"], ["term.id"], name=op.f("fk_organisation_term_term_id")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "term_id", name=op.f("pk_organisation_term")),
    )
    op.create_index(
        "ix_organisation_term_term",
        "organisation_term",
        ["term_id", "organisation_id"],
        unique=False,
    )

    op.create_table(
        "organisation_word",
        sa.Column(
            "word",
            sa.String(length=60).with_variant(sa.String(length=60, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("organisation_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_organisation_word_organisation_id"),
        ),
        sa.PrimaryKeyConstraint("word", "organisation_id", name=op.f("pk_organisation_word")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_organisation_word_organisation", "organisation_word", ["organisation_id"], unique=False
    )

    op.create_table(
        "post",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("title_ka", sa.String(length=200), nullable=False),
        sa.Column("title_en", sa.String(length=200), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("phone", sa.String(length=60), nullable=False),
        sa.Column("main_contact", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_post_organisation_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_post_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post")),
    )
    op.create_index(op.f("ix_post_organisation_id"), "post", ["organisation_id"], unique=False)
    op.create_index("ix_post_person", "post", ["person_id", "ended_on"], unique=False)

    op.create_table(
        "relation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "reports_to",
                "deputy_of",
                "assistant_of",
                "contact_for",
                "member_of",
                "founder_of",
                "board_of",
                "advises",
                "funds",
                "contractor_of",
                "oversees",
                "partner_of",
                "knows",
                name="relationkind",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("from_person_id", sa.Integer(), nullable=True),
        sa.Column("from_organisation_id", sa.Integer(), nullable=True),
        sa.Column("to_person_id", sa.Integer(), nullable=True),
        sa.Column("to_organisation_id", sa.Integer(), nullable=True),
        sa.Column("started_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(from_person_id IS NULL) <> (from_organisation_id IS NULL)",
            name=op.f("ck_relation_one_first_side"),
        ),
        sa.CheckConstraint(
            "(to_person_id IS NULL) <> (to_organisation_id IS NULL)",
            name=op.f("ck_relation_one_second_side"),
        ),
        sa.ForeignKeyConstraint(
            ["from_organisation_id"],
            ["organisation.id"],
            name=op.f("fk_relation_from_organisation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["from_person_id"], ["person.id"], name=op.f("fk_relation_from_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["to_organisation_id"], ["organisation.id"], name=op.f("fk_relation_to_organisation_id")
        ),
        sa.ForeignKeyConstraint(
            ["to_person_id"], ["person.id"], name=op.f("fk_relation_to_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_relation")),
    )
    op.create_index(
        op.f("ix_relation_from_organisation_id"), "relation", ["from_organisation_id"], unique=False
    )
    op.create_index(
        op.f("ix_relation_from_person_id"), "relation", ["from_person_id"], unique=False
    )
    op.create_index(
        op.f("ix_relation_to_organisation_id"), "relation", ["to_organisation_id"], unique=False
    )
    op.create_index(op.f("ix_relation_to_person_id"), "relation", ["to_person_id"], unique=False)

    op.create_table(
        "account_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column(
            "purpose",
            sa.Enum(
                "invitation",
                "sign_in",
                "new_password",
                name="linkpurpose",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["user.id"], name=op.f("fk_account_link_created_by_id")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_account_link_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_link")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_account_link_token_hash")),
    )
    op.create_index(op.f("ix_account_link_user_id"), "account_link", ["user_id"], unique=False)

    op.create_table(
        "agreement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "memorandum",
                "agreement",
                "grant",
                "other",
                name="agreementkind",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "draft", "signed", "terminated", name="agreementstate", native_enum=False, length=32
            ),
            nullable=False,
        ),
        sa.Column("number", sa.String(length=60), nullable=False),
        sa.Column("title_ka", sa.String(length=300), nullable=False),
        sa.Column("title_en", sa.String(length=300), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("renews_months", sa.Integer(), nullable=False),
        sa.Column("remind_days", sa.Integer(), nullable=False),
        sa.Column("terminated_on", sa.Date(), nullable=True),
        sa.Column("termination_reason", sa.String(length=500), nullable=False),
        sa.Column("responsible_id", sa.Integer(), nullable=True),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["responsible_id"], ["user.id"], name=op.f("fk_agreement_responsible_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement")),
    )
    op.create_index(
        "ix_agreement_list", "agreement", ["archived_at", "valid_until", "id"], unique=False
    )
    op.create_index(
        op.f("ix_agreement_responsible_id"), "agreement", ["responsible_id"], unique=False
    )

    op.create_table(
        "contact_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "call",
                "email",
                "meeting",
                "letter",
                "other",
                name="contactkind",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("purpose", sa.String(length=300), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("next_step", sa.String(length=300), nullable=False),
        sa.Column("next_step_owner_id", sa.Integer(), nullable=True),
        sa.Column("next_step_due", sa.Date(), nullable=True),
        sa.Column("next_step_done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["user.id"], name=op.f("fk_contact_entry_created_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["next_step_owner_id"], ["user.id"], name=op.f("fk_contact_entry_next_step_owner_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_contact_entry_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_entry")),
    )
    op.create_index(
        op.f("ix_contact_entry_created_by_id"), "contact_entry", ["created_by_id"], unique=False
    )
    op.create_index(
        "ix_contact_entry_due",
        "contact_entry",
        ["next_step_owner_id", "next_step_done_at", "next_step_due"],
        unique=False,
    )
    op.create_index(
        "ix_contact_entry_list", "contact_entry", ["archived_at", "happened_on", "id"], unique=False
    )
    op.create_index(
        "ix_contact_entry_open",
        "contact_entry",
        ["next_step_done_at", "next_step_due"],
        unique=False,
    )
    op.create_index(
        "ix_contact_entry_organisation",
        "contact_entry",
        ["organisation_id", "happened_on"],
        unique=False,
    )

    op.create_table(
        "directory_merge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("kept_id", sa.Integer(), nullable=False),
        sa.Column("gone_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("moved", sa.JSON(), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["user.id"], name=op.f("fk_directory_merge_actor_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_directory_merge")),
    )
    op.create_index("ix_directory_merge_kept", "directory_merge", ["kind", "kept_id"], unique=False)

    op.create_table(
        "guest_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("nonce", sa.String(length=32), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=False),
        sa.Column("most", sa.Integer(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["user.id"], name=op.f("fk_guest_link_created_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_guest_link_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guest_link")),
        sa.UniqueConstraint("nonce", name=op.f("uq_guest_link_nonce")),
    )
    op.create_index(
        op.f("ix_guest_link_organisation_id"), "guest_link", ["organisation_id"], unique=False
    )

    op.create_table(
        "notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "event_submitted",
                "event_approved",
                "event_returned",
                "event_published",
                "event_unpublished",
                "event_cancelled",
                "event_postponed",
                "event_changed",
                "report_due",
                "join_asked",
                "join_accepted",
                "join_declined",
                "guest_submitted",
                "agreement_ends",
                "agreement_renews",
                "next_step_due",
                "handed_over",
                "mail_held",
                name="noticekind",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("path", sa.String(length=300), nullable=False),
        sa.Column("once", sa.String(length=120), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("mailed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_notice_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
        sa.UniqueConstraint("user_id", "once", name=op.f("uq_notice_user_id_once")),
    )
    op.create_index("ix_notice_list", "notice", ["user_id", "read_at", "id"], unique=False)
    op.create_index("ix_notice_unmailed", "notice", ["mailed_at", "user_id"], unique=False)

    op.create_table(
        "outbox_mail",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("to_address", sa.String(length=254), nullable=False),
        sa.Column("to_name", sa.String(length=200), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("subject", sa.String(length=300), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("secret", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "queued",
                "sending",
                "handed",
                "sent",
                "held",
                "failed",
                "dropped",
                name="mailstate",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_attempt_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("claimed_by", sa.String(length=64), nullable=False),
        sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_error", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_outbox_mail_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox_mail")),
        sa.UniqueConstraint("message_id", name=op.f("uq_outbox_mail_message_id")),
    )
    op.create_index(
        "ix_outbox_mail_due", "outbox_mail", ["state", "next_attempt_at", "id"], unique=False
    )
    op.create_index(op.f("ix_outbox_mail_kind"), "outbox_mail", ["kind"], unique=False)
    op.create_index(op.f("ix_outbox_mail_user_id"), "outbox_mail", ["user_id"], unique=False)

    op.create_table(
        "recovery_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_recovery_code_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_code")),
    )
    op.create_index(op.f("ix_recovery_code_user_id"), "recovery_code", ["user_id"], unique=False)

    op.create_table(
        "agreement_organisation",
        sa.Column("agreement_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreement.id"], name=op.f("fk_agreement_organisation_agreement_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_agreement_organisation_organisation_id"),
        ),
        sa.PrimaryKeyConstraint(
            "agreement_id", "organisation_id", name=op.f("pk_agreement_organisation")
        ),
    )
    op.create_index(
        "ix_agreement_organisation_organisation",
        "agreement_organisation",
        ["organisation_id"],
        unique=False,
    )

    op.create_table(
        "audit_seal",
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["audit_entry.id"], name=op.f("fk_audit_seal_entry_id")
        ),
        sa.PrimaryKeyConstraint("position", name=op.f("pk_audit_seal")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_audit_seal_entry_id")),
    )
    op.create_table(
        "contact_entry_person",
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["contact_entry.id"], name=op.f("fk_contact_entry_person_entry_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_contact_entry_person_person_id")
        ),
        sa.PrimaryKeyConstraint("entry_id", "person_id", name=op.f("pk_contact_entry_person")),
    )
    op.create_index(
        "ix_contact_entry_person_person", "contact_entry_person", ["person_id"], unique=False
    )

    op.create_table(
        "contact_entry_word",
        sa.Column("word", sa.String(length=60), nullable=False),
        sa.Column("entry_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["contact_entry.id"], name=op.f("fk_contact_entry_word_entry_id")
        ),
        sa.PrimaryKeyConstraint("word", "entry_id", name=op.f("pk_contact_entry_word")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_contact_entry_word_entry", "contact_entry_word", ["entry_id"], unique=False)

    op.create_table(
        "contact_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agreement_id", sa.Integer(), nullable=True),
        sa.Column("entry_id", sa.Integer(), nullable=True),
        sa.Column("stored", sa.String(length=80), nullable=False),
        sa.Column("filename", sa.String(length=200), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["added_by_id"], ["user.id"], name=op.f("fk_contact_file_added_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreement.id"], name=op.f("fk_contact_file_agreement_id")
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["contact_entry.id"], name=op.f("fk_contact_file_entry_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_file")),
    )
    op.create_index(
        op.f("ix_contact_file_agreement_id"), "contact_file", ["agreement_id"], unique=False
    )
    op.create_index(op.f("ix_contact_file_entry_id"), "contact_file", ["entry_id"], unique=False)
    op.create_index(op.f("ix_contact_file_stored"), "contact_file", ["stored"], unique=False)

    op.create_table(
        "guest_submission",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("link_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("sender_name", sa.String(length=200), nullable=False),
        sa.Column("sender_email", sa.String(length=254), nullable=False),
        sa.Column("sender_phone", sa.String(length=60), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_guest_submission_event_id")
        ),
        sa.ForeignKeyConstraint(
            ["link_id"], ["guest_link.id"], name=op.f("fk_guest_submission_link_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guest_submission")),
        sa.UniqueConstraint("event_id", name=op.f("uq_guest_submission_event_id")),
    )
    op.create_index(
        op.f("ix_guest_submission_link_id"), "guest_submission", ["link_id"], unique=False
    )
    op.create_index(
        op.f("ix_guest_submission_sent_at"), "guest_submission", ["sent_at"], unique=False
    )

    with op.batch_alter_table("import_batch", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "kind",
                sa.Enum(
                    "events",
                    "organisations",
                    "people",
                    name="importkind",
                    native_enum=False,
                    length=32,
                ),
                nullable=False,
                server_default="events",
            )
        )

    with op.batch_alter_table("import_row", schema=None) as batch_op:
        batch_op.add_column(sa.Column("subject_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("duplicate_of_id", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_import_row_subject_id"), ["subject_id"], unique=False)

    with op.batch_alter_table("organisation", schema=None) as batch_op:
        batch_op.add_column(sa.Column("uid", sa.String(length=64), nullable=True))
        batch_op.add_column(
            sa.Column(
                "sort_key",
                sa.String(length=300).with_variant(
                    sa.String(length=300, collation="C"), "postgresql"
                ),
                nullable=False,
                server_default="",
            )
        )
        batch_op.add_column(
            sa.Column(
                "identification_code", sa.String(length=20), nullable=False, server_default=""
            )
        )
        batch_op.add_column(sa.Column("parent_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("region_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("municipality_id", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column("address_ka", sa.String(length=300), nullable=False, server_default="")
        )
        batch_op.add_column(
            sa.Column("address_en", sa.String(length=300), nullable=False, server_default="")
        )
        batch_op.add_column(
            sa.Column("email", sa.String(length=254), nullable=False, server_default="")
        )
        batch_op.add_column(
            sa.Column("phone", sa.String(length=60), nullable=False, server_default="")
        )
        batch_op.add_column(
            sa.Column("website", sa.String(length=500), nullable=False, server_default="")
        )
        batch_op.add_column(sa.Column("social", sa.JSON(), nullable=False, server_default="[]"))
        batch_op.add_column(
            sa.Column("description_ka", sa.Text(), nullable=False, server_default="")
        )
        batch_op.add_column(
            sa.Column("description_en", sa.Text(), nullable=False, server_default="")
        )
        batch_op.add_column(sa.Column("notes", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(
            sa.Column("logo", sa.String(length=80), nullable=False, server_default="")
        )
        batch_op.add_column(
            sa.Column("listed", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch_op.add_column(sa.Column("listing_agreed_on", sa.Date(), nullable=True))
        batch_op.add_column(
            sa.Column("listing_note", sa.String(length=300), nullable=False, server_default="")
        )
        batch_op.add_column(sa.Column("ended_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("merged_into_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("import_batch_id", sa.Integer(), nullable=True))
        batch_op.create_index(
            batch_op.f("ix_organisation_identification_code"), ["identification_code"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_organisation_import_batch_id"), ["import_batch_id"], unique=False
        )
        batch_op.create_index(
            "ix_organisation_list", ["archived_at", "merged_into_id", "sort_key"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_organisation_listed"), ["listed"], unique=False)
        batch_op.create_index(batch_op.f("ix_organisation_logo"), ["logo"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_organisation_merged_into_id"), ["merged_into_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_organisation_municipality_id"), ["municipality_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_organisation_parent_id"), ["parent_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_organisation_region_id"), ["region_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_organisation_import_batch_id"),
            "import_batch",
            ["import_batch_id"],
            ["id"],
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_organisation_parent_id"), "organisation", ["parent_id"], ["id"]
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_organisation_municipality_id"),
            "municipality",
            ["municipality_id"],
            ["id"],
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_organisation_merged_into_id"), "organisation", ["merged_into_id"], ["id"]
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_organisation_region_id"), "region", ["region_id"], ["id"]
        )

    with op.batch_alter_table("user", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "digest",
                sa.Enum(
                    "at_once",
                    "daily",
                    "weekly",
                    "none",
                    name="digest",
                    native_enum=False,
                    length=32,
                ),
                nullable=False,
                server_default="at_once",
            )
        )
        batch_op.add_column(sa.Column("invited_by_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("joined_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(
            sa.Column("totp_secret", sa.String(length=64), nullable=False, server_default="")
        )
        batch_op.add_column(
            sa.Column("totp_confirmed_at", sa.DateTime(timezone=True), nullable=True)
        )
        batch_op.add_column(
            sa.Column("totp_step", sa.Integer(), nullable=False, server_default="0")
        )
        batch_op.create_index(batch_op.f("ix_user_email"), ["email"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_user_invited_by_id"), "user", ["invited_by_id"], ["id"]
        )
    give_organisations_identifiers()
    forbid_changes_to_seals()
    seal_the_trail()
    index_the_directory()


def give_organisations_identifiers() -> None:
    """Every organisation gets the identifier by which files and cards know it."""
    postgresql = op.get_bind().dialect.name == "postgresql"
    made = (
        "replace(gen_random_uuid()::text, '-', '')" if postgresql else "lower(hex(randomblob(16)))"
    )
    op.execute(f"UPDATE organisation SET uid = {made}")
    with op.batch_alter_table("organisation") as batch_op:
        batch_op.alter_column("uid", existing_type=sa.String(64), nullable=False)
        batch_op.create_unique_constraint("uq_organisation_uid", ["uid"])


def forbid_changes_to_seals() -> None:
    """Make audit_seal append-only, as audit_entry is."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE TRIGGER audit_seal_append_only BEFORE UPDATE OR DELETE ON audit_seal "
            "FOR EACH ROW EXECUTE FUNCTION audit_entry_is_append_only()"
        )
        return
    for act in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER audit_seal_no_{act.lower()} BEFORE {act} ON audit_seal "
            "BEGIN SELECT RAISE(ABORT, 'audit_seal is append-only'); END"
        )


def seal_the_trail() -> None:
    """Begin the chain with the entries that are there."""
    connection = op.get_bind()
    last, position = FIRST, 0
    seals = []
    columns = ", ".join(SEALED)
    for row in connection.execute(sa.text(f"SELECT {columns} FROM audit_entry ORDER BY id")):
        last, position = link(last, dict(row._mapping)), position + 1
        seals.append({"position": position, "entry_id": row.id, "hash": last})
    for start in range(0, len(seals), 1000):
        table = sa.table(
            "audit_seal", sa.column("position"), sa.column("entry_id"), sa.column("hash")
        )
        connection.execute(sa.insert(table), seals[start : start + 1000])


def index_the_directory() -> None:
    """Let the search find the organisations that are there, and their likes."""
    connection = op.get_bind()
    words: list[dict[str, object]] = []
    likes: list[dict[str, object]] = []
    for row in connection.execute(sa.text("SELECT id, name_ka, name_en FROM organisation")):
        names = [row.name_ka, row.name_en]
        ordered = {"key": sort_key(row.name_ka)[:300], "id": row.id}
        connection.execute(
            sa.text("UPDATE organisation SET sort_key = :key WHERE id = :id"), ordered
        )
        words += [{"word": one, "organisation_id": row.id} for one in words_of(names)]
        likes += [{"key": one, "organisation_id": row.id} for one in likeness_keys(names)]
    for table, column, rows in (
        ("organisation_word", "word", words),
        ("organisation_key", "key", likes),
    ):
        target = sa.table(table, sa.column(column), sa.column("organisation_id"))
        for start in range(0, len(rows), 1000):
            connection.execute(sa.insert(target), rows[start : start + 1000])


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TRIGGER audit_seal_append_only ON audit_seal")
    with op.batch_alter_table("user", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_user_invited_by_id"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_user_email"))
        batch_op.drop_column("totp_step")
        batch_op.drop_column("totp_confirmed_at")
        batch_op.drop_column("totp_secret")
        batch_op.drop_column("joined_at")
        batch_op.drop_column("invited_by_id")
        batch_op.drop_column("digest")

    with op.batch_alter_table("organisation", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_organisation_region_id"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_organisation_merged_into_id"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_organisation_municipality_id"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_organisation_parent_id"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_organisation_import_batch_id"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("uq_organisation_uid"), type_="unique")
        batch_op.drop_index(batch_op.f("ix_organisation_region_id"))
        batch_op.drop_index(batch_op.f("ix_organisation_parent_id"))
        batch_op.drop_index(batch_op.f("ix_organisation_municipality_id"))
        batch_op.drop_index(batch_op.f("ix_organisation_merged_into_id"))
        batch_op.drop_index(batch_op.f("ix_organisation_logo"))
        batch_op.drop_index(batch_op.f("ix_organisation_listed"))
        batch_op.drop_index("ix_organisation_list")
        batch_op.drop_index(batch_op.f("ix_organisation_import_batch_id"))
        batch_op.drop_index(batch_op.f("ix_organisation_identification_code"))
        batch_op.drop_column("import_batch_id")
        batch_op.drop_column("merged_into_id")
        batch_op.drop_column("archived_at")
        batch_op.drop_column("ended_on")
        batch_op.drop_column("listing_note")
        batch_op.drop_column("listing_agreed_on")
        batch_op.drop_column("listed")
        batch_op.drop_column("logo")
        batch_op.drop_column("notes")
        batch_op.drop_column("description_en")
        batch_op.drop_column("description_ka")
        batch_op.drop_column("social")
        batch_op.drop_column("website")
        batch_op.drop_column("phone")
        batch_op.drop_column("email")
        batch_op.drop_column("address_en")
        batch_op.drop_column("address_ka")
        batch_op.drop_column("municipality_id")
        batch_op.drop_column("region_id")
        batch_op.drop_column("parent_id")
        batch_op.drop_column("identification_code")
        batch_op.drop_column("sort_key")
        batch_op.drop_column("uid")

    with op.batch_alter_table("import_row", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_import_row_subject_id"))
        batch_op.drop_column("duplicate_of_id")
        batch_op.drop_column("subject_id")

    with op.batch_alter_table("import_batch", schema=None) as batch_op:
        batch_op.drop_column("kind")

    op.drop_table("guest_submission")

    op.drop_table("contact_file")

    op.drop_table("contact_entry_word")

    op.drop_table("contact_entry_person")
    op.drop_table("audit_seal")

    op.drop_table("agreement_organisation")

    op.drop_table("recovery_code")

    op.drop_table("outbox_mail")

    op.drop_table("notice")

    op.drop_table("guest_link")

    op.drop_table("directory_merge")

    op.drop_table("contact_entry")

    op.drop_table("agreement")

    op.drop_table("account_link")

    op.drop_table("relation")

    op.drop_table("post")

    op.drop_table("organisation_word")

    op.drop_table("organisation_term")

    op.drop_table("organisation_succession")

    op.drop_table("organisation_name")

    op.drop_table("organisation_key")

    op.drop_table("person_word")

    op.drop_table("person_term")

    op.drop_table("person_key")

    op.drop_table("personal_value")

    op.drop_table("person")
    op.drop_table("directory_distinct")

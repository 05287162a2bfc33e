"""The index of the search: fill it with `flask search-index rebuild`.

Revision: 0004, after 0003
"""

import sqlalchemy as sa
from alembic import op


revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "file_text",
        sa.Column("stored", sa.String(length=80), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("stored", name=op.f("pk_file_text")),
    )
    op.create_table(
        "search_document",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("kind", sa.SmallInteger(), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("title_ka", sa.Text(), nullable=False),
        sa.Column("title_en", sa.Text(), nullable=False),
        sa.Column("terms", sa.Text(), nullable=False),
        sa.Column("shown_from", sa.DateTime(timezone=True), nullable=True),
        sa.Column("shown_until", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_document")),
    )
    op.create_index(
        "ix_search_document_from",
        "search_document",
        ["shown_from"],
        unique=False,
        sqlite_where=sa.text("shown_from IS NOT NULL"),
        postgresql_where=sa.text("shown_from IS NOT NULL"),
    )
    op.create_index(
        "ix_search_document_record", "search_document", ["kind", "record_id"], unique=False
    )
    op.create_index(
        "ix_search_document_until",
        "search_document",
        ["shown_until"],
        unique=False,
        sqlite_where=sa.text("shown_until IS NOT NULL"),
        postgresql_where=sa.text("shown_until IS NOT NULL"),
    )

    op.create_table(
        "search_state",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("rules", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("packed_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_state")),
    )
    op.create_table(
        "search_word",
        sa.Column(
            "word",
            sa.String(length=60).with_variant(sa.String(length=60, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "key",
            sa.String(length=60).with_variant(sa.String(length=60, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "skeleton",
            sa.String(length=120).with_variant(sa.String(length=120, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "backwards",
            sa.String(length=60).with_variant(sa.String(length=60, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("word", "key", name=op.f("pk_search_word")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_search_word_backwards", "search_word", ["backwards"], unique=False)
    op.create_index("ix_search_word_key", "search_word", ["key"], unique=False)
    op.create_index("ix_search_word_skeleton", "search_word", ["skeleton", "key"], unique=False)

    op.create_table(
        "organisation_phrase",
        sa.Column(
            "phrase",
            sa.String(length=120).with_variant(sa.String(length=120, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("organisation_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("present", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_organisation_phrase_organisation_id"),
        ),
        sa.PrimaryKeyConstraint("phrase", "organisation_id", name=op.f("pk_organisation_phrase")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_organisation_phrase_organisation",
        "organisation_phrase",
        ["organisation_id"],
        unique=False,
    )

    op.drop_table("message_word")

    op.drop_table("contact_entry_word")
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.create_index(
            "ix_person_merged",
            ["merged_into_id"],
            unique=False,
            sqlite_where=sa.text("merged_into_id IS NOT NULL"),
            postgresql_where=sa.text("merged_into_id IS NOT NULL"),
        )
    make_index()


# The words of the index are all that lies between two blanks, signs included.
TOKENIZER = "ascii tokenchars ''#=-_@;!$&*+~/''"
VECTOR = "array_to_tsvector(string_to_array(terms, ' '))"


def make_index() -> None:
    """Index the words of documents: FTS5 kept by triggers, or an index of tsvectors."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"CREATE INDEX ix_search_document_terms ON search_document USING gin ({VECTOR})")
        return
    op.execute(
        "CREATE VIRTUAL TABLE search_index USING fts5(terms, content='search_document', "
        f"content_rowid='id', detail=none, columnsize=0, tokenize='{TOKENIZER}')"
    )
    add = "INSERT INTO search_index (rowid, terms) VALUES (new.id, new.terms);"
    take = (
        "INSERT INTO search_index (search_index, rowid, terms) "
        "VALUES ('delete', old.id, old.terms);"
    )
    for act, orders in (("insert", add), ("delete", take), ("update", f"{take} {add}")):
        op.execute(
            f"CREATE TRIGGER search_document_{act} AFTER {act.upper()} ON search_document "
            f"BEGIN {orders} END"
        )


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE search_index")
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_person_merged",
            sqlite_where=sa.text("merged_into_id IS NOT NULL"),
            postgresql_where=sa.text("merged_into_id IS NOT NULL"),
        )

    op.create_table(
        "contact_entry_word",
        sa.Column("word", sa.VARCHAR(length=60), nullable=False),
        sa.Column("entry_id", sa.INTEGER(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["contact_entry.id"], name=op.f("fk_contact_entry_word_entry_id")
        ),
        sa.PrimaryKeyConstraint("word", "entry_id", name=op.f("pk_contact_entry_word")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_contact_entry_word_entry"), "contact_entry_word", ["entry_id"], unique=False
    )

    op.create_table(
        "message_word",
        sa.Column("word", sa.VARCHAR(length=60), nullable=False),
        sa.Column("approved", sa.BOOLEAN(), nullable=False),
        sa.Column("message_id", sa.INTEGER(), nullable=False),
        sa.ForeignKeyConstraint(
            ["message_id"],
            ["message.id"],
            name=op.f("fk_message_word_message_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("word", "approved", "message_id", name=op.f("pk_message_word")),
    )
    op.create_index(op.f("ix_message_word_message"), "message_word", ["message_id"], unique=False)

    op.drop_table("organisation_phrase")

    op.drop_table("search_word")
    op.drop_table("search_state")

    op.drop_table("search_document")
    op.drop_table("file_text")

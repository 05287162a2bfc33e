"""messages

Revision: 0003, after 0002
"""

import sqlalchemy as sa
from alembic import op


revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "message_week",
        sa.Column("monday", sa.Date(), nullable=False),
        sa.Column("letters", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("monday", name=op.f("pk_message_week")),
    )
    op.create_table(
        "question_attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question_attempt")),
    )
    op.create_index(
        "ix_question_attempt_address", "question_attempt", ["address", "at"], unique=False
    )
    op.create_index(op.f("ix_question_attempt_at"), "question_attempt", ["at"], unique=False)

    op.create_table(
        "wording_rule",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=True),
        sa.Column(
            "kind",
            sa.Enum("territory", "name", "term", name="rulekind", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("phrase", sa.String(length=300), nullable=False),
        sa.Column("near", sa.JSON(), nullable=False),
        sa.Column("unless", sa.JSON(), nullable=False),
        sa.Column("replacement", sa.String(length=300), nullable=False),
        sa.Column("reason_ka", sa.Text(), nullable=False),
        sa.Column("reason_en", sa.Text(), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wording_rule")),
        sa.UniqueConstraint("code", name=op.f("uq_wording_rule_code")),
    )
    op.create_index(
        "ix_wording_rule_list",
        "wording_rule",
        ["retired_at", "language", "kind", "id"],
        unique=False,
    )

    op.create_table(
        "draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=64), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("message", name="draftkind", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "in_review",
                "submitted",
                "half_approved",
                "returned",
                "approved",
                name="draftstate",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("source", sa.String(length=2), nullable=False),
        sa.Column("title_ka", sa.String(length=300), nullable=False),
        sa.Column("title_en", sa.String(length=300), nullable=False),
        sa.Column("theme_id", sa.Integer(), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("steward_id", sa.Integer(), nullable=True),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("current_number", sa.Integer(), nullable=False),
        sa.Column("approved_number", sa.Integer(), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("submitted_by_id", sa.Integer(), nullable=True),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("return_reason", sa.Text(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_by_id", sa.Integer(), nullable=True),
        sa.Column("withdrawal_reason", sa.Text(), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["user.id"], name=op.f("fk_draft_created_by_id")
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["organisation.id"], name=op.f("fk_draft_owner_id")),
        sa.ForeignKeyConstraint(["steward_id"], ["user.id"], name=op.f("fk_draft_steward_id")),
        sa.ForeignKeyConstraint(
            ["submitted_by_id"], ["user.id"], name=op.f("fk_draft_submitted_by_id")
        ),
        sa.ForeignKeyConstraint(["theme_id"], ["term.id"], name=op.f("fk_draft_theme_id")),
        sa.ForeignKeyConstraint(
            ["withdrawn_by_id"], ["user.id"], name=op.f("fk_draft_withdrawn_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
        sa.UniqueConstraint("uid", name=op.f("uq_draft_uid")),
    )
    op.create_index(
        "ix_draft_list", "draft", ["kind", "archived_at", "updated_at", "id"], unique=False
    )
    op.create_index(op.f("ix_draft_owner_id"), "draft", ["owner_id"], unique=False)
    op.create_index("ix_draft_state", "draft", ["state", "submitted_at"], unique=False)
    op.create_index(op.f("ix_draft_steward_id"), "draft", ["steward_id"], unique=False)
    op.create_index(op.f("ix_draft_theme_id"), "draft", ["theme_id"], unique=False)
    op.create_index("ix_draft_title", "draft", ["title_ka"], unique=False)
    op.create_index("ix_draft_withdrawn", "draft", ["withdrawn_at"], unique=False)

    op.create_table(
        "theme_approval",
        sa.Column("theme_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("second_approver_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["second_approver_id"], ["user.id"], name=op.f("fk_theme_approval_second_approver_id")
        ),
        sa.ForeignKeyConstraint(["theme_id"], ["term.id"], name=op.f("fk_theme_approval_theme_id")),
        sa.PrimaryKeyConstraint("theme_id", name=op.f("pk_theme_approval")),
    )
    op.create_table(
        "draft_approval",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "decision",
            sa.Enum("approved", "returned", name="decision", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f("fk_draft_approval_by_id")),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["draft.id"], name=op.f("fk_draft_approval_draft_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_approval")),
    )
    op.create_index(
        op.f("ix_draft_approval_draft_id"), "draft_approval", ["draft_id"], unique=False
    )

    op.create_table(
        "draft_comment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum("comment", "suggestion", name="commentkind", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "accepted",
                "declined",
                "resolved",
                name="commentstate",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("part", sa.String(length=32), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("replacement", sa.Text(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("closed_by_id", sa.Integer(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["author_id"], ["user.id"], name=op.f("fk_draft_comment_author_id")
        ),
        sa.ForeignKeyConstraint(
            ["closed_by_id"], ["user.id"], name=op.f("fk_draft_comment_closed_by_id")
        ),
        sa.ForeignKeyConstraint(["draft_id"], ["draft.id"], name=op.f("fk_draft_comment_draft_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_draft_comment_organisation_id")
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["draft_comment.id"], name=op.f("fk_draft_comment_parent_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_comment")),
    )
    op.create_index(
        "ix_draft_comment_draft", "draft_comment", ["draft_id", "state", "id"], unique=False
    )
    op.create_index(
        op.f("ix_draft_comment_organisation_id"), "draft_comment", ["organisation_id"], unique=False
    )
    op.create_index(
        op.f("ix_draft_comment_parent_id"), "draft_comment", ["parent_id"], unique=False
    )

    op.create_table(
        "draft_keep",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("base_number", sa.Integer(), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["draft_id"], ["draft.id"], name=op.f("fk_draft_keep_draft_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_draft_keep_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_keep")),
        sa.UniqueConstraint("draft_id", "user_id", name=op.f("uq_draft_keep_draft_id_user_id")),
    )
    op.create_index(op.f("ix_draft_keep_user_id"), "draft_keep", ["user_id"], unique=False)

    op.create_table(
        "draft_review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("opened_by_id", sa.Integer(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("open_comments", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["draft_id"], ["draft.id"], name=op.f("fk_draft_review_draft_id")),
        sa.ForeignKeyConstraint(
            ["opened_by_id"], ["user.id"], name=op.f("fk_draft_review_opened_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_review")),
    )
    op.create_index(op.f("ix_draft_review_closed_at"), "draft_review", ["closed_at"], unique=False)
    op.create_index(op.f("ix_draft_review_draft_id"), "draft_review", ["draft_id"], unique=False)

    op.create_table(
        "draft_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("title_ka", sa.String(length=300), nullable=False),
        sa.Column("title_en", sa.String(length=300), nullable=False),
        sa.Column("lead_ka", sa.String(length=1000), nullable=False),
        sa.Column("lead_en", sa.String(length=1000), nullable=False),
        sa.Column("words_ka", sa.Integer(), nullable=False),
        sa.Column("words_en", sa.Integer(), nullable=False),
        sa.Column("ready", sa.JSON(), nullable=False),
        sa.Column("based_on", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"], ["user.id"], name=op.f("fk_draft_version_author_id")
        ),
        sa.ForeignKeyConstraint(["draft_id"], ["draft.id"], name=op.f("fk_draft_version_draft_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_version")),
        sa.UniqueConstraint("draft_id", "number", name=op.f("uq_draft_version_draft_id_number")),
    )
    op.create_table(
        "message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column(
            "circle",
            sa.Enum(
                "department", "agencies", "everybody", name="circle", native_enum=False, length=32
            ),
            nullable=False,
        ),
        sa.Column("public", sa.Boolean(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("replaced_by_id", sa.Integer(), nullable=True),
        sa.Column("proofs_expire_on", sa.Date(), nullable=True),
        sa.Column("unsourced", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["draft.id"], name=op.f("fk_message_id")),
        sa.ForeignKeyConstraint(
            ["replaced_by_id"], ["message.id"], name=op.f("fk_message_replaced_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message")),
    )
    op.create_index("ix_message_proofs", "message", ["proofs_expire_on"], unique=False)
    op.create_index("ix_message_public", "message", ["public", "valid_until"], unique=False)
    op.create_index("ix_message_review_on", "message", ["review_on"], unique=False)
    op.create_index("ix_message_valid", "message", ["valid_until"], unique=False)
    op.create_index("ix_message_valid_from", "message", ["valid_from"], unique=False)

    op.create_table(
        "wording_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("rule_id", sa.Integer(), nullable=True),
        sa.Column("context", sa.String(length=32), nullable=False),
        sa.Column("found", sa.String(length=300), nullable=False),
        sa.Column("sentence", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f("fk_wording_decision_by_id")),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["draft.id"], name=op.f("fk_wording_decision_draft_id")
        ),
        sa.ForeignKeyConstraint(
            ["rule_id"], ["wording_rule.id"], name=op.f("fk_wording_decision_rule_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wording_decision")),
        sa.UniqueConstraint(
            "draft_id", "context", name=op.f("uq_wording_decision_draft_id_context")
        ),
    )
    op.create_index(
        op.f("ix_wording_decision_rule_id"), "wording_decision", ["rule_id"], unique=False
    )

    op.create_table(
        "draft_reviewer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "verdict",
            sa.Enum("agree", "remarks", "object", name="verdict", native_enum=False, length=32),
            nullable=True,
        ),
        sa.Column("verdict_number", sa.Integer(), nullable=True),
        sa.Column("remarks", sa.Text(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("on_behalf", sa.Boolean(), nullable=False),
        sa.Column("came_by", sa.String(length=300), nullable=False),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["answered_by_id"], ["user.id"], name=op.f("fk_draft_reviewer_answered_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_draft_reviewer_organisation_id")
        ),
        sa.ForeignKeyConstraint(
            ["review_id"], ["draft_review.id"], name=op.f("fk_draft_reviewer_review_id")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_draft_reviewer_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_reviewer")),
        sa.UniqueConstraint(
            "review_id", "organisation_id", name=op.f("uq_draft_reviewer_review_id_organisation_id")
        ),
        sa.UniqueConstraint(
            "review_id", "user_id", name=op.f("uq_draft_reviewer_review_id_user_id")
        ),
    )
    op.create_index(
        "ix_draft_reviewer_organisation",
        "draft_reviewer",
        ["organisation_id", "answered_at"],
        unique=False,
    )
    op.create_index(
        op.f("ix_draft_reviewer_review_id"), "draft_reviewer", ["review_id"], unique=False
    )
    op.create_index(
        "ix_draft_reviewer_user", "draft_reviewer", ["user_id", "answered_at"], unique=False
    )

    op.create_table(
        "message_audience",
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column("term_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["message_id"],
            ["message.id"],
            name=op.f("fk_message_audience_message_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["term_id"], ["term.id"], name=op.f("fk_message_audience_term_id")),
        sa.PrimaryKeyConstraint("message_id", "term_id", name=op.f("pk_message_audience")),
    )
    op.create_index("ix_message_audience_term", "message_audience", ["term_id"], unique=False)

    op.create_table(
        "message_import",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("filename", sa.String(length=200), nullable=False),
        sa.Column("blocks", sa.JSON(), nullable=False),
        sa.Column("notes", sa.JSON(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f("fk_message_import_by_id")),
        sa.ForeignKeyConstraint(
            ["message_id"], ["message.id"], name=op.f("fk_message_import_message_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message_import")),
    )
    op.create_index(op.f("ix_message_import_by_id"), "message_import", ["by_id"], unique=False)

    op.create_table(
        "message_language",
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "missing",
                "draft",
                "outdated",
                "ready",
                name="languagestate",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["message_id"],
            ["message.id"],
            name=op.f("fk_message_language_message_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("message_id", "language", name=op.f("pk_message_language")),
    )
    op.create_index(
        "ix_message_language_state", "message_language", ["language", "state"], unique=False
    )

    op.create_table(
        "message_pledge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("taken_back_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f("fk_message_pledge_by_id")),
        sa.ForeignKeyConstraint(
            ["message_id"], ["message.id"], name=op.f("fk_message_pledge_message_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_message_pledge_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message_pledge")),
        sa.UniqueConstraint(
            "message_id",
            "organisation_id",
            name=op.f("uq_message_pledge_message_id_organisation_id"),
        ),
    )
    op.create_index(
        op.f("ix_message_pledge_organisation_id"),
        "message_pledge",
        ["organisation_id"],
        unique=False,
    )

    op.create_table(
        "message_question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=True),
        sa.Column(
            "origin",
            sa.Enum("public", "partner", name="origin", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "new", "answered", "closed", name="questionstate", native_enum=False, length=32
            ),
            nullable=False,
        ),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "closed_as",
            sa.Enum(
                "answered_elsewhere",
                "not_ours",
                "unclear",
                "abuse",
                name="closereason",
                native_enum=False,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("email_erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["answered_by_id"], ["user.id"], name=op.f("fk_message_question_answered_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["user.id"], name=op.f("fk_message_question_asked_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["message_id"], ["message.id"], name=op.f("fk_message_question_message_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_message_question_organisation_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message_question")),
    )
    op.create_index("ix_message_question_list", "message_question", ["state", "id"], unique=False)
    op.create_index(
        op.f("ix_message_question_message_id"), "message_question", ["message_id"], unique=False
    )
    op.create_index(
        op.f("ix_message_question_organisation_id"),
        "message_question",
        ["organisation_id"],
        unique=False,
    )

    op.create_table(
        "message_reader",
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["message_id"],
            ["message.id"],
            name=op.f("fk_message_reader_message_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_message_reader_organisation_id")
        ),
        sa.PrimaryKeyConstraint("message_id", "organisation_id", name=op.f("pk_message_reader")),
    )
    op.create_index(
        "ix_message_reader_organisation", "message_reader", ["organisation_id"], unique=False
    )

    op.create_table(
        "message_use",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "event",
                "activity",
                "campaign",
                "other",
                name="usekind",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("event_id", sa.Integer(), nullable=True),
        sa.Column("reference", sa.String(length=300), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("municipality_id", sa.Integer(), nullable=True),
        sa.Column("audience_id", sa.Integer(), nullable=True),
        sa.Column(
            "channel",
            sa.Enum(
                "meeting",
                "speech",
                "television",
                "press",
                "social_media",
                "web",
                "print",
                "advertising",
                name="channel",
                native_enum=False,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("url", sa.String(length=1000), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=True),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["added_by_id"], ["user.id"], name=op.f("fk_message_use_added_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["audience_id"], ["term.id"], name=op.f("fk_message_use_audience_id")
        ),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_message_use_event_id")),
        sa.ForeignKeyConstraint(
            ["message_id"], ["message.id"], name=op.f("fk_message_use_message_id")
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_message_use_municipality_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_message_use_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message_use")),
    )
    op.create_index("ix_message_use_event", "message_use", ["event_id", "removed_at"], unique=False)
    op.create_index(
        "ix_message_use_message", "message_use", ["message_id", "removed_at"], unique=False
    )
    op.create_index(
        "ix_message_use_organisation",
        "message_use",
        ["organisation_id", "removed_at"],
        unique=False,
    )

    op.create_table(
        "message_word",
        sa.Column(
            "word",
            sa.String(length=60).with_variant(sa.String(length=60, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("approved", sa.Boolean(), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["message_id"],
            ["message.id"],
            name=op.f("fk_message_word_message_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("word", "approved", "message_id", name=op.f("pk_message_word")),
    )
    op.create_index("ix_message_word_message", "message_word", ["message_id"], unique=False)

    with op.batch_alter_table("outbox_mail", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("forget", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    forbid_changes_to("draft_version", "draft_approval")


def forbid_changes_to(*tables: str) -> None:
    """Make tables append-only: what was written or decided cannot shift."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION row_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$"
        )
        for table in tables:
            op.execute(
                f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
                "FOR EACH ROW EXECUTE FUNCTION row_is_append_only()"
            )
        return
    for table in tables:
        for act in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        for table in ("draft_version", "draft_approval"):
            op.execute(f"DROP TRIGGER {table}_append_only ON {table}")
        op.execute("DROP FUNCTION row_is_append_only()")
    with op.batch_alter_table("outbox_mail", schema=None) as batch_op:
        batch_op.drop_column("forget")

    op.drop_table("message_word")

    op.drop_table("message_use")

    op.drop_table("message_reader")

    op.drop_table("message_question")

    op.drop_table("message_pledge")

    op.drop_table("message_language")

    op.drop_table("message_import")

    op.drop_table("message_audience")

    op.drop_table("draft_reviewer")

    op.drop_table("wording_decision")

    op.drop_table("message")
    op.drop_table("draft_version")

    op.drop_table("draft_review")

    op.drop_table("draft_keep")

    op.drop_table("draft_comment")

    op.drop_table("draft_approval")
    op.drop_table("theme_approval")

    op.drop_table("draft")

    op.drop_table("wording_rule")

    op.drop_table("question_attempt")
    op.drop_table("message_week")

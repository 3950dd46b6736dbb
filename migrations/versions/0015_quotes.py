"""quotes that wait and quotes that are shown; “you said, we did”

Revision ID: 0015
Revises: 0014
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0015"
down_revision: str | Sequence[str] | None = "0014"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """quotes, and what was changed"""
    op.create_table(
        "waiting_quote",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("edited_by", sa.Uuid(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["service_id"], ["service.id"], name=op.f("fk_waiting_quote_service_id_service")
        ),
        sa.ForeignKeyConstraint(["edited_by"], ["staff.id"], name=op.f("fk_waiting_quote_edited_by_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waiting_quote")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_waiting_quote_service_id"), "waiting_quote", ["service_id"])
    op.create_table(
        "quote_given",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("sealed_id", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_quote_given_case_id_case")),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_quote_given")),
    )
    op.create_table(
        "published_quote",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.String(length=300), nullable=False),
        sa.Column("lang", sa.String(length=20), nullable=False),
        sa.Column("translated", sa.Boolean(), nullable=False),
        sa.Column("release_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_published_quote")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_published_quote_release_on"), "published_quote", ["release_on"])
    _changes()


def downgrade() -> None:
    """back to before: every quote and every entry goes"""
    op.drop_table("change_words")
    op.drop_table("change_made")
    op.drop_table("published_quote")
    op.drop_table("quote_given")
    op.drop_table("waiting_quote")


def _changes() -> None:
    """what people said and what was changed, and the same in other languages"""
    op.create_table(
        "change_made",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("theme", sa.String(length=3), nullable=False),
        sa.Column("area_code", sa.String(length=9), nullable=False),
        sa.Column("said", sa.String(length=90), nullable=False),
        sa.Column("did", sa.String(length=140), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_by", sa.Uuid(), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_by", sa.Uuid(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change_made")),
    )
    op.create_index(op.f("ix_change_made_area_code"), "change_made", ["area_code"])
    op.create_table(
        "change_words",
        sa.Column("change_id", sa.Uuid(), nullable=False),
        sa.Column("locale", sa.String(length=20), nullable=False),
        sa.Column("said", sa.String(length=90), nullable=False),
        sa.Column("did", sa.String(length=140), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("checked_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["change_id"], ["change_made.id"], name=op.f("fk_change_words_change_id_change_made")
        ),
        sa.PrimaryKeyConstraint("change_id", "locale", name=op.f("pk_change_words")),
    )

"""who checks translations, and what they said of each string

Revision ID: 0020
Revises: 0019
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0020"
down_revision: str | Sequence[str] | None = "0019"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """reviewers, their languages, their steps"""
    op.create_table(
        "reviewer",
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("alias", sa.String(length=17), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_reviewer_staff_id_staff")),
        sa.PrimaryKeyConstraint("staff_id", name=op.f("pk_reviewer")),
        sa.UniqueConstraint("alias", name=op.f("uq_reviewer_alias")),
    )
    op.create_table(
        "review_right",
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("locale", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["reviewer.staff_id"], name=op.f("fk_review_right_staff_id_reviewer")
        ),
        sa.PrimaryKeyConstraint("staff_id", "locale", name=op.f("pk_review_right")),
    )
    op.create_table(
        "review_step",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("locale", sa.String(length=20), nullable=False),
        sa.Column("domain", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=16), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("alias", sa.String(length=17), nullable=False),
        sa.Column("did", sa.String(length=20), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("base", sa.String(length=16), nullable=False),
        sa.Column("of", sa.String(length=16), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("note", sa.String(length=600), nullable=False),
        sa.Column("back", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["alias"], ["reviewer.alias"], name=op.f("fk_review_step_alias_reviewer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_step")),
        sa.UniqueConstraint(
            "locale", "domain", "name", "number", name=op.f("uq_review_step_locale_domain_name_number")
        ),
    )
    op.create_index(op.f("ix_review_step_alias"), "review_step", ["alias"])


def downgrade() -> None:
    """back: what was exported stays in the catalogues, what was not goes"""
    op.drop_table("review_step")
    op.drop_table("review_right")
    op.drop_table("reviewer")

"""legal holds, and how much was deleted

Revision ID: 0023
Revises: 0022
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0023"
down_revision: str | Sequence[str] | None = "0022"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

WENT = (
    "cases",
    "links",
    "sends",
    "erased",
    "replies",
    "translations",
    "arrivals",
    "quotes",
    "declared",
    "tallies",
    "events",
)
WHY = ("court", "police", "review", "complaint", "hers")


def upgrade() -> None:
    """who asked, who agreed, until when; and numbers by day"""
    op.create_table(
        "legal_hold",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("why", sa.Enum(*WHY, name="holdwhy", native_enum=False, length=20), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("agreed_by", sa.Uuid(), nullable=True),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_legal_hold_case_id_case")),
        sa.ForeignKeyConstraint(["asked_by"], ["staff.id"], name=op.f("fk_legal_hold_asked_by_staff")),
        sa.ForeignKeyConstraint(["agreed_by"], ["staff.id"], name=op.f("fk_legal_hold_agreed_by_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_legal_hold")),
    )
    op.create_index(op.f("ix_legal_hold_case_id"), "legal_hold", ["case_id"])
    op.create_table(
        "deletion",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.Enum(*WENT, name="kind", native_enum=False, length=20), nullable=False),
        sa.Column("many", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["service_id"], ["service.id"], name=op.f("fk_deletion_service_id_service")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deletion")),
    )
    op.create_index(op.f("ix_deletion_day"), "deletion", ["day"])
    op.create_index(op.f("ix_deletion_service_id"), "deletion", ["service_id"])


def downgrade() -> None:
    """what two leads held goes in its own time again"""
    op.drop_table("deletion")
    op.drop_table("legal_hold")

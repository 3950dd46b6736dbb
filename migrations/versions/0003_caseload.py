"""caseload: offers, meetings' versions, calendar addresses, working time

Revision ID: 0003
Revises: 0002
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0003"
down_revision: str | Sequence[str] | None = "0002"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """caseload: offers, meetings' versions, calendar addresses, working time"""
    op.create_table(
        "offer",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("why", sa.Enum("unaware", "no_channel", "not_reached", "declined", "language", "too_late",
                                 "capacity", name="whynot", native_enum=False, length=20), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_offer_case_id_case")),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name=op.f("fk_offer_by_id_staff")),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_offer")),
    )
    op.create_table(
        "calendar_feed",
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_calendar_feed_staff_id_staff")),
        sa.PrimaryKeyConstraint("staff_id", name=op.f("pk_calendar_feed")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_calendar_feed_token_hash")),
    )
    op.add_column("meeting", sa.Column("version", sa.Integer(), server_default="1", nullable=False))
    op.add_column("staff", sa.Column("working_time", sa.Integer(), nullable=True))
    op.create_index(op.f("ix_audit_entry_actor_id_at"), "audit_entry", ["actor_id", "at"])
    op.create_index(op.f("ix_case_reference"), "case", ["reference"])


def downgrade() -> None:
    """back to replies and feedback: recorded reasons, calendar addresses and working time go"""
    op.drop_index(op.f("ix_case_reference"), table_name="case")
    op.drop_index(op.f("ix_audit_entry_actor_id_at"), table_name="audit_entry")
    op.drop_column("staff", "working_time")
    op.drop_column("meeting", "version")
    op.drop_table("calendar_feed")
    op.drop_table("offer")

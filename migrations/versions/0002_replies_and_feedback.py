"""replies and feedback

Revision ID: 0002
Revises: 0001
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0002"
down_revision: str | Sequence[str] | None = "0001"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """replies and feedback"""
    op.create_table(
        "reply",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("link_id", sa.Uuid(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["link_id"], ["link.id"], name=op.f("fk_reply_link_id_link")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reply")),
        sa.UniqueConstraint("link_id", name=op.f("uq_reply_link_id")),
    )
    with op.batch_alter_table("reply", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reply_expires_at"), ["expires_at"], unique=False)

    op.create_table(
        "counted_after",
        sa.Column("link_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["link_id"], ["link.id"], name=op.f("fk_counted_after_link_id_link")),
        sa.PrimaryKeyConstraint("link_id", name=op.f("pk_counted_after")),
    )
    op.add_column(
        "contact_agreement",
        sa.Column("may_reply", sa.Boolean(), server_default=sa.false(), nullable=False),
    )
    op.add_column("case", sa.Column("invited_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """back to the first shape: replies that wait go, and what was agreed about them"""
    op.drop_column("case", "invited_at")
    op.drop_column("contact_agreement", "may_reply")
    op.drop_table("counted_after")
    with op.batch_alter_table("reply", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reply_expires_at"))

    op.drop_table("reply")

"""recoveries that one lead asks of another, hand-overs that came of one, and invitations

Revision ID: 0022
Revises: 0021
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0022"
down_revision: str | Sequence[str] | None = "0021"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

WHY = sa.Enum("lost", "left", "away", name="whyrecover", native_enum=False, length=20)
ASKED = sa.Enum(
    "waiting", "given", "refused", "withdrawn", "lapsed", name="asked", native_enum=False, length=20
)


def upgrade() -> None:
    """what one lead asks of another, and links for who is invited; a temporary password counts no longer"""
    op.create_table(
        "recovery",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("from_id", sa.Uuid(), nullable=False),
        sa.Column("to_id", sa.Uuid(), nullable=False),
        sa.Column("reader_id", sa.Uuid(), nullable=False),
        sa.Column("why", WHY, nullable=False),
        sa.Column("step", ASKED, nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("opened", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_recovery_service_id_service")),
        sa.ForeignKeyConstraint(["from_id"], ["staff.id"], name=op.f("fk_recovery_from_id_staff")),
        sa.ForeignKeyConstraint(["to_id"], ["staff.id"], name=op.f("fk_recovery_to_id_staff")),
        sa.ForeignKeyConstraint(["reader_id"], ["staff.id"], name=op.f("fk_recovery_reader_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery")),
    )
    for column in ("service_id", "from_id", "to_id", "asked_at"):
        op.create_index(op.f(f"ix_recovery_{column}"), "recovery", [column])
    op.create_table(
        "invitation",
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("token_mac", sa.LargeBinary(length=32), nullable=False),
        sa.Column("number_mac", sa.LargeBinary(length=32), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_invitation_staff_id_staff")),
        sa.PrimaryKeyConstraint("staff_id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("token_mac", name=op.f("uq_invitation_token_mac")),
    )
    with op.batch_alter_table("hand_over") as batch:
        batch.add_column(sa.Column("recovered", sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    """what waits has to be asked and invited again; a hand-over that came of one stands as any other"""
    with op.batch_alter_table("hand_over") as batch:
        batch.drop_column("recovered")
    op.drop_table("invitation")
    op.drop_table("recovery")

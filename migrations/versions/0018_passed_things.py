"""where something that came went on to, so that it can be taken back; prices in tenths of a penny

Revision ID: 0018
Revises: 0017
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0018"
down_revision: str | Sequence[str] | None = "0017"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """one row for each thing that went on"""
    op.create_table(
        "arrival_passed",
        sa.Column("placed_id", sa.Uuid(), nullable=False),
        sa.Column("sitting_id", sa.Uuid(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("placed_id", name=op.f("pk_arrival_passed")),
    )
    with op.batch_alter_table("sender") as batch:
        batch.alter_column("pence_a_part", new_column_name="tenths_a_part")
    op.execute("UPDATE sender SET tenths_a_part = tenths_a_part * 10")
    op.create_index(op.f("ix_arrival_passed_sitting_id"), "arrival_passed", ["sitting_id"])


def downgrade() -> None:
    """what went on stays where it is; prices are rounded up to whole pence"""
    op.execute("UPDATE sender SET tenths_a_part = (tenths_a_part + 9) / 10")
    with op.batch_alter_table("sender") as batch:
        batch.alter_column("tenths_a_part", new_column_name="pence_a_part")
    op.drop_table("arrival_passed")

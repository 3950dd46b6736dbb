"""the voice standard: tallies of cases that went, that views came, what a manager covers

Revision ID: 0012
Revises: 0011
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0012"
down_revision: str | Sequence[str] | None = "0011"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """the voice standard"""
    op.create_table(
        "tally",
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("area_code", sa.String(length=9), nullable=False),
        sa.Column("quarter_from", sa.Date(), nullable=False),
        sa.Column("measure", sa.String(length=8), nullable=False),
        sa.Column("mark", sa.String(length=20), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(
            "service_id", "area_code", "quarter_from", "measure", "mark", name=op.f("pk_tally")
        ),
    )
    op.create_table(
        "band_tally",
        sa.Column("quarter_from", sa.Date(), nullable=False),
        sa.Column("band", sa.String(length=20), nullable=False),
        sa.Column("measure", sa.String(length=8), nullable=False),
        sa.Column("mark", sa.String(length=20), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("quarter_from", "band", "measure", "mark", name=op.f("pk_band_tally")),
    )
    op.create_table(
        "given",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("in_time", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_given_case_id_case")),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_given")),
    )
    with op.batch_alter_table("staff") as batch:
        batch.add_column(sa.Column("covers", sa.Text(), nullable=True))


def downgrade() -> None:
    """back: tallies go, and with them what was counted of cases that went"""
    with op.batch_alter_table("staff") as batch:
        batch.drop_column("covers")
    op.drop_table("given")
    op.drop_table("band_tally")
    op.drop_table("tally")

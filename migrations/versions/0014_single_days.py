"""single days on which somebody else of the rota is on duty

Revision ID: 0014
Revises: 0013
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0014"
down_revision: str | Sequence[str] | None = "0013"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """single days"""
    op.create_table(
        "duty_instead",
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["service_id"], ["service.id"], name=op.f("fk_duty_instead_service_id_service")
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_duty_instead_staff_id_staff")),
        sa.PrimaryKeyConstraint("service_id", "day", name=op.f("pk_duty_instead")),
    )


def downgrade() -> None:
    """the rota holds on every day again"""
    op.drop_table("duty_instead")

"""community links: who is on duty, the duty key's shares, links that many people hold, what was decided

Revision ID: 0008
Revises: 0006
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0008"
down_revision: str | Sequence[str] | None = "0006"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """community links"""
    op.create_table(
        "duty_setting",
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("reads_by", sa.String(length=5), nullable=False),
        sa.Column("route", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["service_id"], ["service.id"], name=op.f("fk_duty_setting_service_id_service")
        ),
        sa.PrimaryKeyConstraint("service_id", name=op.f("pk_duty_setting")),
    )
    op.create_table(
        "duty_day",
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("weekday", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_duty_day_service_id_service")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_duty_day_staff_id_staff")),
        sa.PrimaryKeyConstraint("service_id", "weekday", name=op.f("pk_duty_day")),
    )
    op.create_table(
        "group_share",
        sa.Column("key_id", sa.Uuid(), nullable=False),
        sa.Column("member_key", sa.Uuid(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["key_id"], ["recipient_key.id"], name=op.f("fk_group_share_key_id_recipient_key")
        ),
        sa.ForeignKeyConstraint(
            ["member_key"], ["recipient_key.id"], name=op.f("fk_group_share_member_key_recipient_key")
        ),
        sa.PrimaryKeyConstraint("key_id", "member_key", name=op.f("pk_group_share")),
    )
    op.create_table(
        "community_link",
        sa.Column("link_id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("area_code", sa.String(length=9), nullable=False),
        sa.Column("sealed_code", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["link_id"], ["link.id"], name=op.f("fk_community_link_link_id_link")),
        sa.ForeignKeyConstraint(
            ["service_id"], ["service.id"], name=op.f("fk_community_link_service_id_service")
        ),
        sa.PrimaryKeyConstraint("link_id", name=op.f("pk_community_link")),
    )
    op.create_index(op.f("ix_community_link_service_id"), "community_link", ["service_id"])
    op.create_table(
        "arrival",
        sa.Column("sitting_id", sa.Uuid(), nullable=False),
        sa.Column("what", sa.String(length=20), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("second_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name=op.f("fk_arrival_by_id_staff")),
        sa.ForeignKeyConstraint(["second_id"], ["staff.id"], name=op.f("fk_arrival_second_id_staff")),
        sa.PrimaryKeyConstraint("sitting_id", name=op.f("pk_arrival")),
    )


def downgrade() -> None:
    """back to messages: rota, shares of the duty key, and what was decided go; links and what came stay"""
    op.drop_table("arrival")
    op.drop_index(op.f("ix_community_link_service_id"), "community_link")
    op.drop_table("community_link")
    op.drop_table("group_share")
    op.drop_table("duty_day")
    op.drop_table("duty_setting")

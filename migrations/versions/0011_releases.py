"""releases: a record's quarter, noisy tables drawn once a period, who agreed to publish them

Revision ID: 0011
Revises: 0010
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0011"
down_revision: str | Sequence[str] | None = "0010"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

FIXED = ("release", "release_agreed")


def upgrade() -> None:
    """releases"""
    op.add_column("pool_record", sa.Column("quarter", sa.String(length=7), nullable=True))
    op.create_index("ix_pool_record_quarter_id", "pool_record", ["quarter", "id"])
    op.create_table(
        "release",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("period", sa.String(length=7), nullable=False),
        sa.Column("tables", sa.Text(), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("drawn_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("mac", sa.LargeBinary(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_release")),
        sa.UniqueConstraint("period", name=op.f("uq_release_period")),
    )
    op.create_table(
        "release_agreed",
        sa.Column("release_id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("mac", sa.LargeBinary(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["release_id"], ["release.id"], name=op.f("fk_release_agreed_release_id_release")
        ),
        sa.PrimaryKeyConstraint("release_id", "staff_id", name=op.f("pk_release_agreed")),
    )
    op.create_table(
        "release_work",
        sa.Column("period", sa.String(length=7), nullable=False),
        sa.Column("tenths", sa.Integer(), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("period", name=op.f("pk_release_work")),
    )
    _fix()


def downgrade() -> None:
    """back to before: releases go, published ones too; records stay, without their quarter"""
    op.drop_table("release_work")
    op.drop_table("release_agreed")
    op.drop_table("release")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION release_stays()")
    op.drop_index("ix_pool_record_quarter_id", "pool_record")
    op.drop_column("pool_record", "quarter")


def _fix() -> None:
    """The database refuses to change or delete what was drawn and who agreed to it."""
    if op.get_bind().dialect.name == "sqlite":
        for table in FIXED:
            for what in ("UPDATE", "DELETE"):
                op.execute(
                    f'CREATE TRIGGER {table}_stays_{what.lower()} BEFORE {what} ON "{table}" '
                    "BEGIN SELECT RAISE(ABORT, 'a release stays as it was drawn'); END"
                )
        return
    op.execute(
        "CREATE OR REPLACE FUNCTION release_stays() RETURNS trigger LANGUAGE plpgsql AS "
        "'BEGIN RAISE EXCEPTION ''a release stays as it was drawn''; END'"
    )
    for table in FIXED:
        op.execute(
            f'CREATE TRIGGER {table}_stays BEFORE UPDATE OR DELETE ON "{table}" '
            "FOR EACH ROW EXECUTE FUNCTION release_stays()"
        )

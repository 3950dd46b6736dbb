"""the speaking sheet's words, outcomes, hand-overs, and cover from a day

Revision ID: 0005
Revises: 0004
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0005"
down_revision: str | Sequence[str] | None = "0004"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

HEARD = ("read_out", "summarised", "not_reached", "held_back")
TOLD = ("call", "bsl", "in_person", "note", "not_safe")
STEP = ("offered", "accepted", "declined", "withdrawn")


def upgrade() -> None:
    """the speaking sheet's words, outcomes, hand-overs, and cover from a day"""
    op.create_table(
        "spoken",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name=op.f("fk_spoken_by_id_staff")),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_spoken_case_id_case")),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_spoken")),
    )
    op.create_table(
        "outcome",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("heard", _words("heard", HEARD), nullable=False),
        sa.Column("answered", sa.Boolean(), nullable=True),
        sa.Column("told", _words("told", TOLD), nullable=True),
        sa.Column("told_on", sa.Date(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name=op.f("fk_outcome_by_id_staff")),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_outcome_case_id_case")),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_outcome")),
    )
    op.create_table(
        "printed",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("mark", sa.LargeBinary(length=32), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_printed_case_id_case")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_printed_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_printed")),
    )
    op.create_table(
        "hand_over",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("from_id", sa.Uuid(), nullable=False),
        sa.Column("to_id", sa.Uuid(), nullable=False),
        sa.Column("step", _words("step", STEP), nullable=False),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sealed_wraps", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_hand_over_case_id_case")),
        sa.ForeignKeyConstraint(["from_id"], ["staff.id"], name=op.f("fk_hand_over_from_id_staff")),
        sa.ForeignKeyConstraint(["to_id"], ["staff.id"], name=op.f("fk_hand_over_to_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hand_over")),
    )
    for table, columns in INDEXES.items():
        for column in columns:
            op.create_index(op.f(f"ix_{table}_{column}"), table, [column], unique=False)
    op.add_column("cover_record", sa.Column("starts_at", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE cover_record SET starts_at = at")
    with op.batch_alter_table("cover_record", schema=None) as batch_op:
        batch_op.alter_column("starts_at", nullable=False, existing_type=sa.DateTime(timezone=True))


def downgrade() -> None:
    """back: words for the meeting, outcomes, and hand-overs on their way go"""
    op.drop_column("cover_record", "starts_at")
    for table, columns in INDEXES.items():
        for column in columns:
            op.drop_index(op.f(f"ix_{table}_{column}"), table_name=table)
    for table in ("hand_over", "printed", "outcome", "spoken"):
        op.drop_table(table)


INDEXES = {"printed": ("case_id", "staff_id"), "hand_over": ("case_id", "from_id", "to_id")}


def _words(name: str, choices: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*choices, name=name, native_enum=False, length=20)

"""messages: the outbox, numbers and times, what came, how a service's messages look

Revision ID: 0006
Revises: 0005
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0006"
down_revision: str | Sequence[str] | None = "0005"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """messages"""
    op.create_table(
        "provider_copy",
        sa.Column("sid", sa.String(length=34), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("redacted", sa.Boolean(), nullable=False),
        sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("sid", name=op.f("pk_provider_copy")),
    )
    with op.batch_alter_table("provider_copy", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_provider_copy_due_at"), ["due_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_provider_copy_gone_at"), ["gone_at"], unique=False)

    op.create_table(
        "sender",
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=20), nullable=False),
        sa.Column("messaging_service", sa.String(length=34), nullable=False),
        sa.Column("pence_a_part", sa.Integer(), nullable=False),
        sa.Column("soon", sa.Boolean(), nullable=False),
        sa.Column("opens", sa.Integer(), nullable=False),
        sa.Column("closes", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_sender_service_id_service")),
        sa.PrimaryKeyConstraint("service_id", name=op.f("pk_sender")),
    )
    op.create_table(
        "told",
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("happened", sa.DateTime(timezone=True), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_told_staff_id_staff")),
        sa.PrimaryKeyConstraint("staff_id", "kind", name=op.f("pk_told")),
    )
    op.create_table(
        "incoming",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("sealed_envelope", sa.LargeBinary(), nullable=False),
        sa.Column("came_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_incoming_case_id_case")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incoming")),
    )
    with op.batch_alter_table("incoming", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_incoming_came_at"), ["came_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_incoming_case_id"), ["case_id"], unique=False)

    op.create_table(
        "stopped",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_stopped_case_id_case")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stopped")),
    )
    with op.batch_alter_table("stopped", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_stopped_case_id"), ["case_id"], unique=False)

    op.create_table(
        "reach",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("number_hash", sa.LargeBinary(length=32), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["contact_agreement.id"], name=op.f("fk_reach_agreement_id_contact_agreement")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_reach_case_id_case")),
        sa.ForeignKeyConstraint(["recorded_by"], ["staff.id"], name=op.f("fk_reach_recorded_by_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reach")),
    )
    with op.batch_alter_table("reach", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reach_agreement_id"), ["agreement_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_reach_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_reach_number_hash"), ["number_hash"], unique=False)

    op.create_table(
        "outbox",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=True),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("reach_id", sa.Uuid(), nullable=True),
        sa.Column("staff_id", sa.Uuid(), nullable=True),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.Column("template", sa.String(length=20), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("number_hash", sa.LargeBinary(length=32), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("claim", sa.Uuid(), nullable=True),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("handed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sid", sa.String(length=34), nullable=True),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("status_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("error", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_outbox_case_id_case")),
        sa.ForeignKeyConstraint(["made_by"], ["staff.id"], name=op.f("fk_outbox_made_by_staff")),
        sa.ForeignKeyConstraint(["reach_id"], ["reach.id"], name=op.f("fk_outbox_reach_id_reach")),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_outbox_service_id_service")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_outbox_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("sid", name=op.f("uq_outbox_sid")),
    )
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_outbox_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_outbox_number_hash"), ["number_hash"], unique=False)
        batch_op.create_index(batch_op.f("ix_outbox_reach_id"), ["reach_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_outbox_service_id"), ["service_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_outbox_staff_id"), ["staff_id"], unique=False)
        batch_op.create_index("ix_outbox_state_due_at", ["state", "due_at"], unique=False)
        batch_op.create_index(
            "uq_outbox_sending_to",
            ["number_hash"],
            unique=True,
            sqlite_where=sa.text("state = 'sending'"),
            postgresql_where=sa.text("state = 'sending'"),
        )


def downgrade() -> None:
    """no messages: numbers, times and what waits go"""
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_outbox_sending_to",
            sqlite_where=sa.text("state = 'sending'"),
            postgresql_where=sa.text("state = 'sending'"),
        )
        batch_op.drop_index("ix_outbox_state_due_at")
        batch_op.drop_index(batch_op.f("ix_outbox_staff_id"))
        batch_op.drop_index(batch_op.f("ix_outbox_service_id"))
        batch_op.drop_index(batch_op.f("ix_outbox_reach_id"))
        batch_op.drop_index(batch_op.f("ix_outbox_number_hash"))
        batch_op.drop_index(batch_op.f("ix_outbox_case_id"))

    op.drop_table("outbox")
    with op.batch_alter_table("reach", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reach_number_hash"))
        batch_op.drop_index(batch_op.f("ix_reach_case_id"))
        batch_op.drop_index(batch_op.f("ix_reach_agreement_id"))

    op.drop_table("reach")
    with op.batch_alter_table("stopped", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_stopped_case_id"))

    op.drop_table("stopped")
    with op.batch_alter_table("incoming", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_incoming_case_id"))
        batch_op.drop_index(batch_op.f("ix_incoming_came_at"))

    op.drop_table("incoming")
    op.drop_table("told")
    op.drop_table("sender")
    with op.batch_alter_table("provider_copy", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_provider_copy_gone_at"))
        batch_op.drop_index(batch_op.f("ix_provider_copy_due_at"))

    op.drop_table("provider_copy")

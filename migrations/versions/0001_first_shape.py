"""first shape

Revision ID: 0001
Revises:
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0001"
down_revision: str | Sequence[str] | None = None
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """first shape"""
    op.create_table(
        "audit_checkpoint",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("mac", sa.LargeBinary(), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("proof", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_checkpoint")),
        sa.UniqueConstraint("number", name=op.f("uq_audit_checkpoint_number")),
    )
    op.create_table(
        "audit_entry",
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("action", sa.String(length=80), nullable=False),
        sa.Column("subject", sa.String(length=120), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("previous", sa.LargeBinary(), nullable=False),
        sa.Column("mac", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_audit_entry")),
    )
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_entry_subject"), ["subject"], unique=False)

    op.create_table(
        "beat",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_beat")),
    )
    op.create_table(
        "epoch",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_epoch")),
    )
    op.create_table(
        "kept",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept")),
    )
    with op.batch_alter_table("kept", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_kept_expires_at"), ["expires_at"], unique=False)

    op.create_table(
        "link",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("token_mac", sa.LargeBinary(length=32), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("skin", sa.String(length=20), nullable=False),
        sa.Column("cover_locale", sa.String(length=20), nullable=False),
        sa.Column("form_locale", sa.String(length=20), nullable=False),
        sa.Column("sealed_secrets", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_token", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_facts", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_next", sa.LargeBinary(), nullable=True),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("first_shown_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("code_settled", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link")),
        sa.UniqueConstraint("token_mac", name=op.f("uq_link_token_mac")),
    )
    with op.batch_alter_table("link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_link_closes_at"), ["closes_at"], unique=False)

    op.create_table(
        "pool_record",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("pool_key_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pool_record")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("pool_record", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pool_record_pool_key_id"), ["pool_key_id"], unique=False)

    op.create_table(
        "pool_state",
        sa.Column("pool_key_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("pool_key_id", name=op.f("pk_pool_state")),
    )
    op.create_table(
        "service",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service")),
        sa.UniqueConstraint("name", name=op.f("uq_service_name")),
    )
    op.create_table(
        "sign_in_try",
        sa.Column("name_mac", sa.LargeBinary(length=32), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("failed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name_mac", name=op.f("pk_sign_in_try")),
    )
    with op.batch_alter_table("sign_in_try", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_in_try_failed_at"), ["failed_at"], unique=False)

    op.create_table(
        "waiting_part",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("pool_key_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waiting_part")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("waiting_part", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_waiting_part_pool_key_id"), ["pool_key_id"], unique=False)

    op.create_table(
        "counted",
        sa.Column("link_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["link_id"], ["link.id"], name=op.f("fk_counted_link_id_link")),
        sa.PrimaryKeyConstraint("link_id", name=op.f("pk_counted")),
    )
    op.create_table(
        "meeting",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("area_code", sa.String(length=9), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("cut_off_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("agenda_total", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_meeting_service_id_service")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
    )
    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_service_id"), ["service_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_meeting_starts_at"), ["starts_at"], unique=False)

    op.create_table(
        "send",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("link_id", sa.Uuid(), nullable=False),
        sa.Column("submission_id", sa.Uuid(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.LargeBinary(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("sealed_envelope", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_code", sa.LargeBinary(), nullable=False),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("wants_call", sa.Boolean(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("apart", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["link_id"], ["link.id"], name=op.f("fk_send_link_id_link")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_send")),
        sa.UniqueConstraint(
            "link_id",
            "submission_id",
            "sequence",
            "kind",
            "sha256",
            name=op.f("uq_send_link_id_submission_id_sequence_kind_sha256"),
        ),
    )
    op.create_table(
        "service_area",
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("area_code", sa.String(length=9), nullable=False),
        sa.ForeignKeyConstraint(
            ["service_id"], ["service.id"], name=op.f("fk_service_area_service_id_service")
        ),
        sa.PrimaryKeyConstraint("service_id", "area_code", name=op.f("pk_service_area")),
    )
    op.create_table(
        "signal",
        sa.Column("link_id", sa.Uuid(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["link_id"], ["link.id"], name=op.f("fk_signal_link_id_link")),
        sa.PrimaryKeyConstraint("link_id", name=op.f("pk_signal")),
    )
    op.create_table(
        "staff",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=True),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("display_name", sa.String(length=80), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("password_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("kdf_salt", sa.LargeBinary(), nullable=True),
        sa.Column("totp_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("totp_last_step", sa.BigInteger(), nullable=False),
        sa.Column("invited_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.Column("reset_by", sa.Uuid(), nullable=True),
        sa.Column("cover_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("mac", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["cover_id"], ["staff.id"], name=op.f("fk_staff_cover_id_staff")),
        sa.ForeignKeyConstraint(["made_by"], ["staff.id"], name=op.f("fk_staff_made_by_staff")),
        sa.ForeignKeyConstraint(["reset_by"], ["staff.id"], name=op.f("fk_staff_reset_by_staff")),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_staff_service_id_service")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
        sa.UniqueConstraint("email", name=op.f("uq_staff_email")),
    )
    with op.batch_alter_table("staff", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_staff_service_id"), ["service_id"], unique=False)

    op.create_table(
        "case",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("reference", sa.String(length=40), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=True),
        sa.Column("idva_id", sa.Uuid(), nullable=False),
        sa.Column("cover_id", sa.Uuid(), nullable=True),
        sa.Column("link_id", sa.Uuid(), nullable=True),
        sa.Column("form_locale", sa.String(length=20), nullable=False),
        sa.Column("cover_locale", sa.String(length=20), nullable=False),
        sa.Column("skin", sa.String(length=20), nullable=False),
        sa.Column("young", sa.Boolean(), nullable=False),
        sa.Column("sealed_duress", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("mac", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["cover_id"], ["staff.id"], name=op.f("fk_case_cover_id_staff")),
        sa.ForeignKeyConstraint(["idva_id"], ["staff.id"], name=op.f("fk_case_idva_id_staff")),
        sa.ForeignKeyConstraint(["link_id"], ["link.id"], name=op.f("fk_case_link_id_link")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_case_meeting_id_meeting")),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_case_service_id_service")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case")),
        sa.UniqueConstraint("link_id", name=op.f("uq_case_link_id")),
    )
    with op.batch_alter_table("case", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_cover_id"), ["cover_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_idva_id"), ["idva_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_meeting_id"), ["meeting_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_service_id"), ["service_id"], unique=False)

    op.create_table(
        "recipient_key",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=True),
        sa.Column("owner_kind", sa.String(length=20), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("public", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_private", sa.LargeBinary(), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("certified_by", sa.Uuid(), nullable=True),
        sa.Column("certified_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("mac", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["certified_by"], ["staff.id"], name=op.f("fk_recipient_key_certified_by_staff")
        ),
        sa.ForeignKeyConstraint(
            ["service_id"], ["service.id"], name=op.f("fk_recipient_key_service_id_service")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recipient_key")),
    )
    with op.batch_alter_table("recipient_key", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_recipient_key_owner_id"), ["owner_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_recipient_key_service_id"), ["service_id"], unique=False)

    op.create_table(
        "staff_session",
        sa.Column("id_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_staff_session_staff_id_staff")),
        sa.PrimaryKeyConstraint("id_hash", name=op.f("pk_staff_session")),
    )
    with op.batch_alter_table("staff_session", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_staff_session_seen_at"), ["seen_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_staff_session_staff_id"), ["staff_id"], unique=False)

    op.create_table(
        "case_conflict",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_case_conflict_case_id_case")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_case_conflict_staff_id_staff")),
        sa.PrimaryKeyConstraint("case_id", "staff_id", name=op.f("pk_case_conflict")),
    )
    op.create_table(
        "case_link",
        sa.Column("link_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_case_link_case_id_case")),
        sa.ForeignKeyConstraint(["link_id"], ["link.id"], name=op.f("fk_case_link_link_id_link")),
        sa.PrimaryKeyConstraint("link_id", name=op.f("pk_case_link")),
    )
    with op.batch_alter_table("case_link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_link_case_id"), ["case_id"], unique=False)

    op.create_table(
        "confirmation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("send_id", sa.Uuid(), nullable=False),
        sa.Column("how", sa.String(length=20), nullable=False),
        sa.Column("interpreter", sa.String(length=80), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name=op.f("fk_confirmation_by_id_staff")),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_confirmation_case_id_case")),
        sa.ForeignKeyConstraint(["send_id"], ["send.id"], name=op.f("fk_confirmation_send_id_send")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_confirmation")),
    )
    with op.batch_alter_table("confirmation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_confirmation_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_confirmation_send_id"), ["send_id"], unique=False)

    op.create_table(
        "contact_agreement",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("may_contact", sa.Boolean(), nullable=False),
        sa.Column("how", sa.String(length=20), nullable=True),
        sa.Column("interpreter", sa.String(length=80), nullable=False),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_contact_agreement_case_id_case")),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["staff.id"], name=op.f("fk_contact_agreement_recorded_by_staff")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_agreement")),
    )
    with op.batch_alter_table("contact_agreement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contact_agreement_case_id"), ["case_id"], unique=False)

    op.create_table(
        "cover_record",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("why", sa.String(length=20), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name=op.f("fk_cover_record_by_id_staff")),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_cover_record_case_id_case")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_cover_record_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cover_record")),
    )
    with op.batch_alter_table("cover_record", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_cover_record_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_cover_record_staff_id"), ["staff_id"], unique=False)

    op.create_table(
        "reading",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("send_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_reading_case_id_case")),
        sa.ForeignKeyConstraint(["send_id"], ["send.id"], name=op.f("fk_reading_send_id_send")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_reading_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reading")),
    )
    with op.batch_alter_table("reading", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reading_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_reading_send_id"), ["send_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_reading_staff_id"), ["staff_id"], unique=False)

    op.create_table(
        "recovery_half",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("recovery_key_id", sa.Uuid(), nullable=False),
        sa.Column("key_a", sa.Uuid(), nullable=False),
        sa.Column("key_b", sa.Uuid(), nullable=True),
        sa.Column("sealed_r", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_rest", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["key_a"], ["recipient_key.id"], name=op.f("fk_recovery_half_key_a_recipient_key")
        ),
        sa.ForeignKeyConstraint(
            ["key_b"], ["recipient_key.id"], name=op.f("fk_recovery_half_key_b_recipient_key")
        ),
        sa.ForeignKeyConstraint(
            ["recovery_key_id"],
            ["recipient_key.id"],
            name=op.f("fk_recovery_half_recovery_key_id_recipient_key"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_half")),
    )
    with op.batch_alter_table("recovery_half", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_recovery_half_recovery_key_id"), ["recovery_key_id"], unique=False
        )


def downgrade() -> None:
    """Undo it; what other tables hold stays."""
    with op.batch_alter_table("recovery_half", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_recovery_half_recovery_key_id"))

    op.drop_table("recovery_half")
    with op.batch_alter_table("reading", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reading_staff_id"))
        batch_op.drop_index(batch_op.f("ix_reading_send_id"))
        batch_op.drop_index(batch_op.f("ix_reading_case_id"))

    op.drop_table("reading")
    with op.batch_alter_table("cover_record", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_cover_record_staff_id"))
        batch_op.drop_index(batch_op.f("ix_cover_record_case_id"))

    op.drop_table("cover_record")
    with op.batch_alter_table("contact_agreement", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_contact_agreement_case_id"))

    op.drop_table("contact_agreement")
    with op.batch_alter_table("confirmation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_confirmation_send_id"))
        batch_op.drop_index(batch_op.f("ix_confirmation_case_id"))

    op.drop_table("confirmation")
    with op.batch_alter_table("case_link", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_link_case_id"))

    op.drop_table("case_link")
    op.drop_table("case_conflict")
    with op.batch_alter_table("staff_session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_staff_session_staff_id"))
        batch_op.drop_index(batch_op.f("ix_staff_session_seen_at"))

    op.drop_table("staff_session")
    with op.batch_alter_table("recipient_key", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_recipient_key_service_id"))
        batch_op.drop_index(batch_op.f("ix_recipient_key_owner_id"))

    op.drop_table("recipient_key")
    with op.batch_alter_table("case", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_service_id"))
        batch_op.drop_index(batch_op.f("ix_case_meeting_id"))
        batch_op.drop_index(batch_op.f("ix_case_idva_id"))
        batch_op.drop_index(batch_op.f("ix_case_cover_id"))

    op.drop_table("case")
    with op.batch_alter_table("staff", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_staff_service_id"))

    op.drop_table("staff")
    op.drop_table("signal")
    op.drop_table("service_area")
    op.drop_table("send")
    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_meeting_starts_at"))
        batch_op.drop_index(batch_op.f("ix_meeting_service_id"))

    op.drop_table("meeting")
    op.drop_table("counted")
    with op.batch_alter_table("waiting_part", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_waiting_part_pool_key_id"))

    op.drop_table("waiting_part")
    with op.batch_alter_table("sign_in_try", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sign_in_try_failed_at"))

    op.drop_table("sign_in_try")
    op.drop_table("service")
    op.drop_table("pool_state")
    with op.batch_alter_table("pool_record", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_pool_record_pool_key_id"))

    op.drop_table("pool_record")
    with op.batch_alter_table("link", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_link_closes_at"))

    op.drop_table("link")
    with op.batch_alter_table("kept", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_kept_expires_at"))

    op.drop_table("kept")
    op.drop_table("epoch")
    op.drop_table("beat")
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_audit_entry_subject"))

    op.drop_table("audit_entry")
    op.drop_table("audit_checkpoint")

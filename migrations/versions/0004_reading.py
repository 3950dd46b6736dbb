"""views taken live, themes, translations, and how a person reads

Revision ID: 0004
Revises: 0003
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0004"
down_revision: str | Sequence[str] | None = "0003"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """views taken live, themes, translations, and how a person reads"""
    op.create_table(
        "reading_way",
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("at_once", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_reading_way_staff_id_staff")),
        sa.PrimaryKeyConstraint("staff_id", name=op.f("pk_reading_way")),
    )
    op.create_table(
        "translation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("about_id", sa.Uuid(), nullable=False),
        sa.Column("translator_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["translator_id"], ["staff.id"], name=op.f("fk_translation_translator_id_staff")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_translation")),
    )
    with op.batch_alter_table("translation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_translation_about_id"), ["about_id"], unique=False)

    op.create_table(
        "translation_job",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("about_id", sa.Uuid(), nullable=False),
        sa.Column("translator_id", sa.Uuid(), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("given_back", sa.Boolean(), nullable=False),
        sa.Column("sealed_texts", sa.LargeBinary(), nullable=True),
        sa.Column("sealed_back", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["asked_by"], ["staff.id"], name=op.f("fk_translation_job_asked_by_staff")),
        sa.ForeignKeyConstraint(
            ["translator_id"], ["staff.id"], name=op.f("fk_translation_job_translator_id_staff")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_translation_job")),
    )
    with op.batch_alter_table("translation_job", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_translation_job_about_id"), ["about_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_translation_job_ends_at"), ["ends_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_translation_job_translator_id"), ["translator_id"], unique=False)

    op.create_table(
        "case_themes",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name=op.f("fk_case_themes_by_id_staff")),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_case_themes_case_id_case")),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_case_themes")),
    )
    op.create_table(
        "taking",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column(
            "how",
            sa.Enum("speaking", "bsl", "in_person", name="how", native_enum=False, length=20),
            nullable=False,
        ),
        sa.Column("interpreter", sa.String(length=80), nullable=False),
        sa.Column("lang", sa.String(length=20), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_back_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_taking_case_id_case")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_taking_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_taking")),
    )
    with op.batch_alter_table("taking", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_taking_case_id"), ["case_id"], unique=False)


def downgrade() -> None:
    """all of it goes, with what it held"""
    with op.batch_alter_table("taking", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_taking_case_id"))

    op.drop_table("taking")
    op.drop_table("case_themes")
    with op.batch_alter_table("translation_job", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_translation_job_translator_id"))
        batch_op.drop_index(batch_op.f("ix_translation_job_ends_at"))
        batch_op.drop_index(batch_op.f("ix_translation_job_about_id"))

    op.drop_table("translation_job")
    with op.batch_alter_table("translation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_translation_about_id"))

    op.drop_table("translation")
    op.drop_table("reading_way")

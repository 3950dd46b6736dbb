"""organisations and kits: every link that many people hold belongs to a kit

Revision ID: 0009
Revises: 0008
"""

from collections.abc import Sequence
from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision: str = "0009"
down_revision: str | Sequence[str] | None = "0008"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

NAME = "Community link"  # what a link that was there before is called in the list of kits
PIECES = "poster cards everyday qr share beside"
LOOKS = ("skin", "cover_locale", "form_locale")


def upgrade() -> None:
    """organisations, their people, kits; a kit for each link that is there"""
    op.create_table(
        "organisation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("languages", sa.String(length=600), nullable=False),
        sa.Column("areas", sa.String(length=600), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_organisation_service_id_service")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
    )
    op.create_index(op.f("ix_organisation_service_id"), "organisation", ["service_id"])
    op.create_table(
        "organisation_member",
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_organisation_member_staff_id_staff")),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_organisation_member_organisation_id_organisation"),
        ),
        sa.PrimaryKeyConstraint("staff_id", name=op.f("pk_organisation_member")),
    )
    op.create_index(
        op.f("ix_organisation_member_organisation_id"), "organisation_member", ["organisation_id"]
    )
    op.create_table(
        "kit",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("skin", sa.String(length=20), nullable=False),
        sa.Column("own_cover", sa.Boolean(), nullable=False),
        sa.Column("area_code", sa.String(length=9), nullable=False),
        sa.Column("pieces", sa.String(length=80), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_kit_service_id_service")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_kit_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kit")),
    )
    op.create_index(op.f("ix_kit_service_id"), "kit", ["service_id"])
    op.create_index(op.f("ix_kit_organisation_id"), "kit", ["organisation_id"])
    op.add_column("community_link", sa.Column("kit_id", sa.Uuid(), nullable=True))
    _give_each_a_kit()
    with op.batch_alter_table("community_link") as batch:
        batch.alter_column("kit_id", existing_type=sa.Uuid(), nullable=False)
    op.create_index(op.f("ix_community_link_kit_id"), "community_link", ["kit_id"])


def _give_each_a_kit() -> None:
    """A kit without an account, of the link's service, area and everyday app."""
    database, shared = op.get_bind(), ("service_id", "area_code", "made_at")
    links, looks = _table("community_link", "link_id", "kit_id", *shared), _table("link", "id", *LOOKS)
    kits = _table("kit", "id", "own_cover", "skin", "name", "pieces", *shared)
    rows = sa.select(links, *(looks.c[name] for name in LOOKS)).join(looks, looks.c.id == links.c.link_id)
    for row in database.execute(rows).mappings().all():
        kit = {name: row[name] for name in ("skin", *shared)}
        kit |= {"id": uuid4(), "name": NAME, "pieces": PIECES}
        kit["own_cover"] = row["cover_locale"] == row["form_locale"]
        database.execute(kits.insert().values(kit))
        its = links.update().where(links.c.link_id == row["link_id"])
        database.execute(its.values(kit_id=kit["id"]))


def _table(name: str, *columns: str) -> sa.TableClause:
    kinds = {"made_at": sa.DateTime(timezone=True), "own_cover": sa.Boolean()}
    ids = {column: sa.Uuid() for column in columns if column.endswith("id")}
    return sa.table(name, *(sa.column(one, {**kinds, **ids}.get(one, sa.String())) for one in columns))


def downgrade() -> None:
    """back to links without kits: organisations and who belongs to them go; links stay and work"""
    op.drop_index(op.f("ix_community_link_kit_id"), "community_link")
    with op.batch_alter_table("community_link") as batch:
        batch.drop_column("kit_id")
    op.drop_index(op.f("ix_kit_organisation_id"), "kit")
    op.drop_index(op.f("ix_kit_service_id"), "kit")
    op.drop_table("kit")
    op.drop_index(op.f("ix_organisation_member_organisation_id"), "organisation_member")
    op.drop_table("organisation_member")
    op.drop_index(op.f("ix_organisation_service_id"), "organisation")
    op.drop_table("organisation")

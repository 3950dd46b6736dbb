"""PostgreSQL keeps nothing of a key among its statistics

Revision ID: 0026
Revises: 0025
"""

from collections.abc import Sequence

from alembic import op
from sqlalchemy import text

revision: str = "0026"
down_revision: str | Sequence[str] | None = "0025"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

TABLES = ("recipient_key", "recovery_half", "group_share")
HELD = text(
    "SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod) FROM pg_attribute a"
    " JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace"
    " WHERE n.nspname = current_schema() AND c.relname = ANY(:tables) AND a.attnum > 0 AND NOT a.attisdropped"
    " AND a.atttypid IN ('bytea'::regtype, 'text'::regtype, 'varchar'::regtype)"
)


def upgrade() -> None:
    """ANALYZE takes nothing of these columns any more, and what it took is dropped with their type set anew"""
    for table, column, kind in _held():
        op.execute(f'ALTER TABLE "{table}" ALTER COLUMN "{column}" TYPE {kind}')
        op.execute(f'ALTER TABLE "{table}" ALTER COLUMN "{column}" SET STATISTICS 0')


def downgrade() -> None:
    """as PostgreSQL would have it"""
    for table, column, _kind in _held():
        op.execute(f'ALTER TABLE "{table}" ALTER COLUMN "{column}" SET STATISTICS -1')


def _held() -> list[tuple[str, str, str]]:
    bind = op.get_bind()
    if bind.dialect.name != "postgresql":
        return []
    return [(row[0], row[1], row[2]) for row in bind.execute(HELD, {"tables": list(TABLES)})]

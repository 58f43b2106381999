"""Curation: reviews, documents that became part of another, undoing, fingerprints and likenesses."""

import sqlalchemy as sa
from alembic import op

from repository.identifiers import new_id

revision = "0005"
down_revision = "0003"
branch_labels = None
depends_on = None

_QUARTERS = ("first", "second", "third", "fourth")


def upgrade() -> None:
    """Curation: reviews, documents that became part of another, undoing, fingerprints and likenesses."""
    op.add_column("documents", sa.Column("reviewed_at", sa.DateTime(), nullable=True))
    op.add_column("documents", sa.Column("reviewed_by", sa.String(length=200), nullable=True))
    op.add_column("documents", sa.Column("moved_to", sa.String(length=16), nullable=True))
    op.add_column("documents", sa.Column("compared_revision", sa.Integer(), nullable=False, server_default="0"))
    op.create_index(op.f("ix_documents_reviewed_at"), "documents", ["reviewed_at"], unique=False)
    op.create_index(op.f("ix_documents_moved_to"), "documents", ["moved_to"], unique=False)
    op.create_index("ix_tags_state", "tags", ["state", "scheme", "decided_by", "document_id"], unique=False)
    _undoing()
    _likenesses()


def _undoing() -> None:
    """Every event gets an id by which it can be undone."""
    op.add_column("audit_events", sa.Column("public_id", sa.String(length=16), nullable=False, server_default=""))
    op.add_column("audit_events", sa.Column("provenance", sa.JSON(), nullable=False, server_default="{}"))
    op.add_column("audit_events", sa.Column("undoes", sa.String(length=16), nullable=True))
    op.add_column("audit_events", sa.Column("batch", sa.String(length=16), nullable=True))
    connection = op.get_bind()
    rows = connection.execute(sa.text("SELECT id FROM audit_events")).scalars().all()
    if rows:
        ids = [{"id": row_id, "public_id": new_id()} for row_id in rows]
        connection.execute(sa.text("UPDATE audit_events SET public_id = :public_id WHERE id = :id"), ids)
    op.create_index(op.f("ix_audit_events_public_id"), "audit_events", ["public_id"], unique=True)
    op.create_index(op.f("ix_audit_events_undoes"), "audit_events", ["undoes"], unique=False)
    op.create_index(op.f("ix_audit_events_batch"), "audit_events", ["batch"], unique=False)


def _likenesses() -> None:
    op.create_table(
        "fingerprints",
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.Column("words", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in _QUARTERS),
        sa.ForeignKeyConstraint(["file_id"], ["files.id"]),
        sa.PrimaryKeyConstraint("file_id"),
    )
    for name in _QUARTERS:
        op.create_index(op.f(f"ix_fingerprints_{name}"), "fingerprints", [name], unique=False)
    op.create_table(
        "likenesses",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("one_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(["one_id"], ["documents.id"]),
        sa.ForeignKeyConstraint(["other_id"], ["documents.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("one_id", "other_id"),
    )
    op.create_index(op.f("ix_likenesses_other_id"), "likenesses", ["other_id"], unique=False)
    op.create_index("ix_likenesses_state", "likenesses", ["state", "kind"], unique=False)


def downgrade() -> None:
    """Undo it."""
    op.drop_table("likenesses")
    op.drop_table("fingerprints")
    for name in ("batch", "undoes", "public_id"):
        op.drop_index(op.f(f"ix_audit_events_{name}"), table_name="audit_events")
    for name in ("public_id", "provenance", "undoes", "batch"):
        op.drop_column("audit_events", name)
    op.drop_index("ix_tags_state", table_name="tags")
    op.drop_index(op.f("ix_documents_moved_to"), table_name="documents")
    op.drop_index(op.f("ix_documents_reviewed_at"), table_name="documents")
    for name in ("reviewed_at", "reviewed_by", "moved_to", "compared_revision"):
        op.drop_column("documents", name)

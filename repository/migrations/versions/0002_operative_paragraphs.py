"""Operative paragraphs, OCR confidence, source and publication."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Operative paragraphs, OCR confidence, source and publication."""
    op.create_table(
        "operative_paragraphs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=True),
        sa.Column("verb", sa.String(length=80), nullable=False),
        sa.Column("actor", sa.String(length=200), nullable=True),
        sa.Column("language", sa.String(length=3), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("elements", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["file_id"],
            ["files.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_operative_paragraphs_file_id"), "operative_paragraphs", ["file_id"], unique=False)
    op.create_index(op.f("ix_operative_paragraphs_kind"), "operative_paragraphs", ["kind"], unique=False)
    op.add_column("documents", sa.Column("published", sa.String(length=10), nullable=True))
    op.add_column("files", sa.Column("source_url", sa.Text(), nullable=True))
    op.add_column("pages", sa.Column("confidence", sa.Double(), nullable=True))


def downgrade() -> None:
    """Undo it."""
    op.drop_column("pages", "confidence")
    op.drop_column("files", "source_url")
    op.drop_column("documents", "published")
    op.drop_index(op.f("ix_operative_paragraphs_kind"), table_name="operative_paragraphs")
    op.drop_index(op.f("ix_operative_paragraphs_file_id"), table_name="operative_paragraphs")
    op.drop_table("operative_paragraphs")

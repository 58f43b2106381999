"""What describing a file anew needs besides its pages, and which pages wait for OCR."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0004"  # Written beside it, and taken over after it.
branch_labels = None
depends_on = None


def upgrade() -> None:
    """What describing a file anew needs besides its pages, and which pages wait for OCR."""
    op.add_column("files", sa.Column("running_lines", sa.JSON(), nullable=True))
    op.add_column("files", sa.Column("hints", sa.JSON(), nullable=True))
    op.add_column("pages", sa.Column("needs_ocr", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_index(
        "ix_pages_needs_ocr",
        "pages",
        ["id"],
        unique=False,
        sqlite_where=sa.text("needs_ocr = 1"),
        postgresql_where=sa.text("needs_ocr"),
    )
    op.create_index("ix_pages_quality", "pages", ["quality", "file_id"], unique=False)
    op.execute(
        "UPDATE pages SET needs_ocr = true WHERE quality IN ('none', 'poor') AND confidence IS NULL "
        "AND file_id IN (SELECT id FROM files WHERE media_type = 'application/pdf')"
    )


def downgrade() -> None:
    """Undo it."""
    op.drop_index("ix_pages_quality", table_name="pages")
    op.drop_index("ix_pages_needs_ocr", table_name="pages")
    op.drop_column("pages", "needs_ocr")
    op.drop_column("files", "hints")
    op.drop_column("files", "running_lines")

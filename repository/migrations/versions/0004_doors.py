"""Doors: scopes and names of tokens, rotating sessions, identity providers, failed sign-ins, embargoes."""

import sqlalchemy as sa
from alembic import op

from repository.access import SCOPES
from repository.identifiers import new_id

revision = "0004"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Doors: scopes and names of tokens, rotating sessions, identity providers, failed sign-ins, embargoes."""
    op.create_table(
        "guesses",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("failed_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.add_column("users", sa.Column("subject", sa.String(length=300), nullable=True))
    op.add_column("users", sa.Column("is_provided", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("users", sa.Column("signed_in_at", sa.DateTime(), nullable=True))
    op.create_index(op.f("ix_users_subject"), "users", ["subject"], unique=True)
    # Who is signed in signs in once more: sessions of before have no key for their forms.
    op.execute("DELETE FROM tokens WHERE kind = 'session'")
    for name, length in (("public_id", 16), ("name", 100), ("scope", 12), ("form_key", 64)):
        op.add_column("tokens", sa.Column(name, sa.String(length=length), nullable=False, server_default=""))
    op.add_column("tokens", sa.Column("previous_digest", sa.String(length=64), nullable=True))
    for name in ("rotated_at", "used_at", "revoked_at"):
        op.add_column("tokens", sa.Column(name, sa.DateTime(), nullable=True))
    _name_tokens()
    op.create_index(op.f("ix_tokens_public_id"), "tokens", ["public_id"], unique=True)
    op.create_index(op.f("ix_tokens_previous_digest"), "tokens", ["previous_digest"], unique=False)
    op.create_index(op.f("ix_audit_events_actor"), "audit_events", ["actor"], unique=False)
    op.add_column("documents", sa.Column("embargo_until", sa.String(length=10), nullable=True))
    op.create_index(op.f("ix_documents_embargo_until"), "documents", ["embargo_until"], unique=False)


def _name_tokens() -> None:
    """Tokens of before get an id each, and reach as far as their holders' roles do."""
    connection = op.get_bind()
    scopes = {role: scope for scope, role in SCOPES.items()}
    rows = connection.execute(sa.text("SELECT tokens.id, role FROM tokens JOIN users ON users.id = user_id")).all()
    for row_id, role in rows:
        values = {"id": row_id, "public_id": new_id(), "scope": scopes[role]}
        connection.execute(sa.text("UPDATE tokens SET public_id = :public_id, scope = :scope WHERE id = :id"), values)


def downgrade() -> None:
    """Undo it."""
    op.drop_index(op.f("ix_documents_embargo_until"), table_name="documents")
    op.drop_column("documents", "embargo_until")
    op.drop_index(op.f("ix_audit_events_actor"), table_name="audit_events")
    op.drop_index(op.f("ix_tokens_previous_digest"), table_name="tokens")
    op.drop_index(op.f("ix_tokens_public_id"), table_name="tokens")
    for name in (
        "rotated_at", "used_at", "revoked_at", "previous_digest", "public_id", "name", "scope", "form_key",
    ):  # fmt: skip
        op.drop_column("tokens", name)
    op.drop_index(op.f("ix_users_subject"), table_name="users")
    for name in ("subject", "is_provided", "signed_in_at"):
        op.drop_column("users", name)
    op.drop_table("guesses")

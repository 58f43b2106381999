"""What is kept: settings, database, originals, authority data, access rules and the audit trail."""

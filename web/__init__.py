"""Pages for people, the application put together, and the `iscm` command."""

"""The subcommands of `iscm`, one file each."""

"""`python -m web` is the `iscm` command."""

from web.command import main

if __name__ == "__main__":
    main()

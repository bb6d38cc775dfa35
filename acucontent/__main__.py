"""`python -m acucontent` is the command."""

from acucontent.cli import main

if __name__ == "__main__":
    main()

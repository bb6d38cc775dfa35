"""Run the command with `python -m acucontent`."""

from acucontent.cli import main

if __name__ == "__main__":
    main()

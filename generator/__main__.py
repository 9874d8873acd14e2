"""``python -m generator`` is the same as the command ``paidforby``."""

from generator.cli.main import main

if __name__ == "__main__":
    main()

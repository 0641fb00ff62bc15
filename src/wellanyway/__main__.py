"""`python -m wellanyway` is the command line."""

from __future__ import annotations

from wellanyway.doors.cli import main

if __name__ == "__main__":
    main()

"""The command ``gainsay``, and ``python -m gainsay``: the program itself, run within Python."""

import signal
import sys

from ._native import main as _main


def main() -> None:
    """Runs the program with the arguments of this process, and ends with its exit status."""
    # Ctrl-C ends the program at once, as it does where no Python is around it.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    sys.exit(_main(["gainsay", *sys.argv[1:]]))


if __name__ == "__main__":
    main()

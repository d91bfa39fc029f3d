"""``python -m extractor``: the command line without its script."""

import sys

from extractor.cli import main

if __name__ == "__main__":  # a worker process imports this again
    sys.exit(main())

"""``python -m extractor``: the command line without its script."""

import sys

from extractor.cli import main

sys.exit(main())

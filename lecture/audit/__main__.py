"""``python -m lecture.audit [clip …]``: the audit alone, in this process."""

import sys

from lecture.commands.check import check

sys.exit(check(sys.argv[1:]))

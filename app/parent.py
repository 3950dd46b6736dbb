"""A process that we start ends when the process that started it does, however that one ended."""

import ctypes
import os
import signal
import sys

PARENT = "BEFOREHAND_PARENT"
PR_SET_PDEATHSIG = 1


def end_with_parent() -> None:
    """Ask the system for SIGTERM when our parent dies; go at once where it is dead already.

    Without a parent named in the environment (a server started by hand) nothing is asked for.
    """
    parent = os.environ.get(PARENT)
    if not parent:
        return
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != int(parent):
        sys.exit("started without its parent")

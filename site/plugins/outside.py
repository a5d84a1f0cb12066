"""Tells errors that reach a plugin's code from outside from those that it raises.

A plugin may raise what is no `Exception`, such as KeyboardInterrupt: that is its failure, like any other. But Ctrl-C, a
signal by which a server ends its worker, and the end of a task are raised in whatever code is running, and must pass.
"""

from __future__ import annotations

import signal
import threading
from asyncio import CancelledError
from dis import opname
from types import TracebackType


def is_from_outside(error: BaseException) -> bool:
    """Was the error raised by a signal, in the middle of the code that it went through?

    Python runs handlers of signals in the main thread only. One written in Python stands in the traceback; that of Ctrl-C
    is not, and the innermost code has no `raise` there.
    """
    if isinstance(error, Exception) or threading.current_thread() is not threading.main_thread():
        return False
    handlers = {getattr(signal.getsignal(each), "__code__", None) for each in signal.valid_signals()} - {None}
    innermost, found = None, error.__traceback__
    while found is not None:
        if found.tb_frame.f_code in handlers:
            return True
        innermost, found = found, found.tb_next
    return isinstance(error, KeyboardInterrupt) and innermost is not None and not _raises(innermost)


def pass_from_outside(error: BaseException) -> None:
    """Raise the error again if it came from outside. For `except GUARDED`, where a plugin's failure is answered."""
    if is_from_outside(error):
        raise error


def is_cancelled(error: BaseException) -> bool:
    """Was the task cancelled in which a coroutine of a plugin's runs? False where the plugin raised that error by itself."""
    innermost = error.__traceback__
    while innermost is not None and innermost.tb_next is not None:
        innermost = innermost.tb_next
    return isinstance(error, CancelledError) and innermost is not None and not _raises(innermost)


def _raises(place: TracebackType) -> bool:
    """Does a `raise` stand at this place of the code?"""
    code = place.tb_frame.f_code.co_code
    return opname[code[place.tb_lasti]] == "RAISE_VARARGS"

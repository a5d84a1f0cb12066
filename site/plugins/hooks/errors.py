"""What the hook engine refuses, at import or registration rather than later in front of a reader."""


class HookError(Exception):
    """A hook is declared or used wrongly. The message says what is allowed."""


class UnknownHookError(HookError, LookupError):
    """Nobody has declared a hook of this name, or it is of the other kind (action instead of filter)."""


class HookSignatureError(HookError, TypeError):
    """A declaration, or a callback, has parameters that the hook cannot serve."""

"""What `manage.py plugin` can do, one module for each: `add_arguments(parser)` and `handle(command, options)`.

The first line of the module's docstring is its help. `safe_mode.py` is called `safe-mode`.
"""

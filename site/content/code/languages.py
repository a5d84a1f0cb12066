"""The languages an editor chooses from. Their names are names everywhere, and are not translated."""

from __future__ import annotations

from functools import cache

# Pygments' name of the lexer: what editors and readers call it.
LANGUAGES = {
    "bash": "Shell",
    "bat": "Batch file",
    "c": "C",
    "cpp": "C++",
    "csharp": "C#",
    "css": "CSS",
    "diff": "Diff",
    "docker": "Dockerfile",
    "go": "Go",
    "graphql": "GraphQL",
    "html": "HTML",
    "http": "HTTP",
    "ini": "INI",
    "java": "Java",
    "javascript": "JavaScript",
    "json": "JSON",
    "kotlin": "Kotlin",
    "lua": "Lua",
    "makefile": "Makefile",
    "markdown": "Markdown",
    "nginx": "nginx",
    "objective-c": "Objective-C",
    "perl": "Perl",
    "php": "PHP",
    "powershell": "PowerShell",
    "python": "Python",
    "ruby": "Ruby",
    "rust": "Rust",
    "sql": "SQL",
    "swift": "Swift",
    "toml": "TOML",
    "typescript": "TypeScript",
    "xml": "XML",
    "yaml": "YAML",
}

# What people wrote while the language was free text, and what they write after ``` in Markdown.
_ALSO = {
    "c++": "cpp",
    "c#": "csharp",
    "cs": "csharp",
    "console": "bash",
    "dockerfile": "docker",
    "golang": "go",
    "htm": "html",
    "js": "javascript",
    "jsonc": "json",
    "kt": "kotlin",
    "make": "makefile",
    "md": "markdown",
    "objc": "objective-c",
    "patch": "diff",
    "ps1": "powershell",
    "py": "python",
    "python3": "python",
    "rb": "ruby",
    "rs": "rust",
    "sh": "bash",
    "shell": "bash",
    "ts": "typescript",
    "yml": "yaml",
    "zsh": "bash",
}


@cache
def _by_word() -> dict[str, str]:
    return {name.casefold(): code for code, name in LANGUAGES.items()} | {code: code for code in LANGUAGES} | _ALSO


def language_code(written: str) -> str:
    """Return the lexer that a word for a language stands for, such as "json" for "JSON"; "" for none of ours."""
    return _by_word().get(written.strip().casefold(), "")


def language_name(written: str) -> str:
    """Return what readers are told of the language: an old word that we do not know as it was written."""
    code = language_code(written)
    return LANGUAGES[code] if code else written.strip()

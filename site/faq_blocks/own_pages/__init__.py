"""Questions of the library at an address of their own, and their answers as fragments for long lists."""

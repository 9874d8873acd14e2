"""Finding and reading the files of archives: bytes on disk to rows with line numbers."""

"""From page contexts to Markdown and files."""

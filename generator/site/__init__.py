"""The site as a whole: all pages written, built with MkDocs, served."""

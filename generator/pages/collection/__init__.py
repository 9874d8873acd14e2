"""A closed collection of ads, such as those of the Internet Research Agency."""

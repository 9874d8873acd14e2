"""The ads of the Internet Research Agency, as published with the investigation's reports."""

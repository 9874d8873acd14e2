"""The command line: one module for each verb, the only place that prints and exits."""

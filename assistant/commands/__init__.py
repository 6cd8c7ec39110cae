"""The commands of the command line, one module each; `assistant.cli` imports them when they run."""

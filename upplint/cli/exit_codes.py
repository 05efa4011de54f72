"""What the command's exit status means."""

CLEAN = 0  # nothing at or above the level asked for
FINDINGS = 1  # findings at or above it
UNUSABLE = 2  # wrong use, or input that could not be read
INCOMPLETE = 3  # something in a document could not be read (only with --strict)
INTERRUPTED = 130  # stopped with Ctrl-C, the custom of shells: 128 + SIGINT
PIPE_CLOSED = 141  # the reader of the output went away: 128 + SIGPIPE

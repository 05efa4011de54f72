"""From lines on a page to blocks: shared by PDF and by hard-wrapped text exports."""

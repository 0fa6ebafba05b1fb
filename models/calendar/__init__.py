"""The office's calendar of work: plans taken in, work items, the schedule on the board, what needs doing."""

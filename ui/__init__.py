"""The window and the command line: faces of the office; nothing here knows a rule of the books."""

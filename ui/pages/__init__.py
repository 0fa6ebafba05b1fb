"""One file per page, named as in the list of pages (ui/navigation.py)."""

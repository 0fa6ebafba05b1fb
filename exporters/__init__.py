"""Files of other people, both ways: reading foreign tables, writing xlsx, pdf, csv and json."""

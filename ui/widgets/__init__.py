"""Parts that pages are made of: the page frame, the list, the form and their small parts."""

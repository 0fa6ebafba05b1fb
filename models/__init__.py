"""What the office knows and does. No Qt, no spreadsheets, no PDF in here."""

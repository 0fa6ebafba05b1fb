"""Small pure tools that every room uses: money, days, names, ID numbers, errors, progress."""

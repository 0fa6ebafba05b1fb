"""What lists show: columns as values, models read on demand, one delegate that paints every cell."""

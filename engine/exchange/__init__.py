"""Networks from elsewhere, and networks for elsewhere."""

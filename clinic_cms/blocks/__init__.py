"""What articles and pages are made of."""

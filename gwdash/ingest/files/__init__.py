"""Files as bytes: what they are, what they may cost, and what each format says of its sheets."""

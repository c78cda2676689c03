"""What people change by hand: proposals, decisions, notes and plans, each with author, reason and source."""

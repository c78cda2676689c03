"""Files people send us, as plain records that remember where each value stood."""

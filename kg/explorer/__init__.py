"""What the explorer's pages share: the address as state, the data, the frame, cards, tables and pictures."""

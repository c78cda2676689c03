"""What the analyses found, as documents for people: text, tables, web pages, PDF."""

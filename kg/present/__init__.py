"""What people and programs see: text, JSON, pages, reports, the endpoint."""

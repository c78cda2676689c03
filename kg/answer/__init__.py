"""Questions into answers with their evidence."""

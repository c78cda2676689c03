"""A municipality's web as plain pages and data files, which any web server or folder can show."""

"""Documents into statements as they read: sentences, predicates, word groups, names.

A extraction is no fact: it becomes one when a person has accepted it.
"""

"""Who acts, and what they may do."""

from kg.editing.roles import LOCAL, RIGHTS, ROLES, VISITOR, People, Person, read_people

__all__ = ["LOCAL", "RIGHTS", "ROLES", "VISITOR", "People", "Person", "read_people"]

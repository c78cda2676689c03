"""Why a file is not read at all. The worker says it to the parent; the parent says it to the planner."""


class Refusal(Exception):
    """`code` names a text `import.<code>`, `facts` fill it."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts = facts

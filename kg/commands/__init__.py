"""One function a command: a municipality and a request in, a result out.

The command line, the explorer, the server and the assistant's tools only adapt: they read a request, call the
function, and print the result by `present`.
"""

from kg.commands.municipalities import Known, municipalities
from kg.commands.municipality import Municipality, kept_at, open_municipality

__all__ = ["Known", "Municipality", "kept_at", "municipalities", "open_municipality"]

"""Vastuuverkko: who is responsible for what, on what basis, through which plan.

Data flows one way, and the packages say so; a stage imports only stages to its left:

    sources -> load -> store -> reason -> read -> check -> analyse -> answer -> present

The programs (cli, server, explorer, mcp) stand beside the stages and go through `commands` alone.

`ontology/` says what we mean and what is known, `shapes/` what we accept, `kg/queries/` what can be asked.
"""

__version__ = "0.2.0"

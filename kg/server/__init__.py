"""One process, one port: the explorer, SPARQL, linked data, questions as URLs.

limits      what a query, an answer and a client may use
gate        a query text → what it declares, or a refusal, before any engine
worker      one query at a time in a process without network or files (sandbox)
pool        which worker, which lane, which deadline
protocol    an HTTP request → a question of the SPARQL 1.1 Protocol
published   the working store → a snapshot with a version, for workers and pages alike
app         the routes beside the explorer
"""

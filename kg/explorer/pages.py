"""The list of pages in the order of the menu; a new page is one line here."""

from collections.abc import Mapping

from kg.explorer.ask import show_ask
from kg.explorer.catalogue import show_things
from kg.explorer.chain import show_chains
from kg.explorer.coverage import show_coverage
from kg.explorer.documents import show_documents
from kg.explorer.findings import show_findings
from kg.explorer.guide import show_help
from kg.explorer.impact import show_impact
from kg.explorer.importing import show_import
from kg.explorer.interface import show_interface
from kg.explorer.map import show_map
from kg.explorer.measures import show_measures
from kg.explorer.overlaps import show_overlaps
from kg.explorer.plans import show_plans
from kg.explorer.proposals import show_proposals
from kg.explorer.proposing import show_propose
from kg.explorer.pruning import show_pruning
from kg.explorer.raci import show_raci
from kg.explorer.registry import Page
from kg.explorer.sources import show_sources
from kg.explorer.start import show_start
from kg.explorer.timeline import show_timeline
from kg.explorer.working import show_finding

_LISTED = (
    Page("start", "", "search", show_start, titled=False),
    Page("ask", "kysy", "search", show_ask),
    Page("thing", "asia", "search", show_things, titled=False),
    Page("chains", "ketju", "follow", show_chains),
    Page("raci", "vastuumatriisi", "follow", show_raci),
    Page("impact", "vaikutukset", "follow", show_impact),
    Page("coverage", "kattavuus", "weigh", show_coverage),
    Page("overlaps", "paallekkaisyydet", "weigh", show_overlaps),
    Page("pruning", "karsinta", "weigh", show_pruning),
    Page("measures", "toimenpiteet", "weigh", show_measures),
    Page("map", "kartta", "weigh", show_map),
    Page("timeline", "aikajana", "weigh", show_timeline),
    Page("proposals", "ehdotukset", "work", show_proposals, right="propose"),
    Page("propose", "ehdota", "", show_propose, right="propose"),
    Page("plans", "vaihtoehdot", "work", show_plans, right="propose"),
    Page("finding", "havainto", "", show_finding, right="note"),
    Page("documents", "lue-asiakirja", "work", show_documents, right="propose"),
    Page("sources", "lahteet", "sources", show_sources),
    Page("findings", "havainnot", "sources", show_findings),
    Page("interface", "rajapinta", "sources", show_interface),
    Page("import", "tuonti", "sources", show_import, right="import"),
    Page("help", "ohje", "sources", show_help),
)

PAGES: Mapping[str, Page] = {page.name: page for page in _LISTED}
"""Each page by name. Paths are Finnish and ASCII; none may begin like a path of the endpoint's."""

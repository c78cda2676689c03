"""The content security policy of the explorer: its own files, and inline scripts by their hash alone."""

import re
from base64 import b64encode
from hashlib import sha256

from kg.explorer.frame import inline_script
from kg.explorer.front import first_page
from kg.messages import LANGUAGES

_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def content_policy() -> str:
    """Streamlit writes styles into the page and draws pictures from `data:` and `blob:`; nothing comes from elsewhere.

    A picture's own module (`kg/explorer/picture.py`) is handed over as a `blob:` by Streamlit.
    """
    inline = {script for lang in LANGUAGES for script in _SCRIPT.findall(first_page("start", {"lang": lang}))}
    inline |= {inline_script(lang) for lang in LANGUAGES}
    hashes = " ".join(sorted(f"'sha256-{b64encode(sha256(s.encode()).digest()).decode()}'" for s in inline))
    return (
        f"default-src 'none'; script-src 'self' blob: {hashes}; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; media-src 'self' data: blob:; "
        "worker-src 'self' blob:; manifest-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; "
        "frame-ancestors 'none'"
    )

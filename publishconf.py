"""What differs once the site is public; everything else is in pelicanconf.py."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from pelicanconf import *  # noqa: F403
from pelicanconf import PUBLIC_URL

SITEURL = FEED_DOMAIN = PUBLIC_URL
# Drafts, and posts dated ahead that are not due yet, stay at home.
PUBLISHING = True

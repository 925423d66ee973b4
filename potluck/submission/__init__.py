"""A post that came through the issue form: read, made into files, checked, and proposed in its author's name.

``form`` reads what was typed, ``attachments`` fetches the pictures that were dropped in, ``drafting`` makes files of
it, ``proposal`` puts them on a branch. Everything typed is data; no part of it names a path, a branch or a command.
"""

from __future__ import annotations

from potluck.submission.attachments import Attachments
from potluck.submission.drafting import Draft, draft
from potluck.submission.form import FormRefused, read_form
from potluck.submission.proposal import propose

__all__ = ["Attachments", "Draft", "FormRefused", "draft", "propose", "read_form"]

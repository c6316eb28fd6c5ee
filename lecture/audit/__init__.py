"""The audit: every beat of a clip is walked without drawing pixels, and what is untrue or
illegible is reported.
"""

from lecture.audit.clip import audit_clip, audit_scene
from lecture.audit.findings import Finding

__all__ = ["Finding", "audit_clip", "audit_scene"]

"""``unrolled watch``: a clip is drawn anew, at preview quality, when one of its files is saved.

The command itself computes and draws nothing. It follows files (``changes``), decides what is to
be done (``director``), has it done by processes that are kept warm (``crew``, ``worker``,
``takes``) and shows the outcome on a page of this machine (``board``, ``server``, ``page.html``).
Whatever may be edited is imported by the workers alone, so that a new process means new code.
"""

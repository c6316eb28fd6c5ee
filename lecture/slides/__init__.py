"""The lecture as slides to present with other programs, and as a handout on paper."""

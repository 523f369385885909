"""From files to an index generation: readers, layout, letterhead, sections, commitments, build."""

"""Events sent in by partners in one short form, and by guests through a link."""

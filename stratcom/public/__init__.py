"""The pages that everybody may read: published events, in Georgian and in English."""

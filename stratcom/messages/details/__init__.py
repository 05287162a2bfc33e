"""What a message says of itself beside its text: readers, validity, withdrawal."""

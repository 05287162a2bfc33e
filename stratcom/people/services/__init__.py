"""Acts on people: their record, their posts, how they stand to others, and erasing."""
